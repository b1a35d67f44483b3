"""A ServiceTitan of our own: a made-up company behind an API that behaves as the real one does."""
