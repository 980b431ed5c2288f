"""The prose of a report -> its figures, each with its evidence."""
from loaders.figures.find import find_figures

__all__ = ["find_figures"]
