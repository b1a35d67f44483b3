"""Pure functions over plain values: what tools think between reading and writing."""
