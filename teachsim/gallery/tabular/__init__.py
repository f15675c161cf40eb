"""Experiments and pages about the tabular language model: claims B1 to B9."""
