"""The commands of `perfect-catch`, one module per word that needs more than a line."""
