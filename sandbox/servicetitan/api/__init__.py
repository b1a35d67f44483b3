"""The HTTP face of the made-up company."""
