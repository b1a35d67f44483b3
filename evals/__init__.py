"""Regression cases over the tools, scored without a model, and the demo that shows them at work."""
