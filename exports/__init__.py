"""Frames and reports as files that people open: CSV, Excel, Word."""
