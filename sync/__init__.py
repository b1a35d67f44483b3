"""What runs by itself: the sync of the mirror and its workers."""
