"""What goes wrong with the built-in servers, in one sentence for whoever started the program."""


class EmbeddedError(Exception):
    """A built-in server cannot be used; the message says why and what to do."""
