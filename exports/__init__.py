"""What is stored, as files that people open: Excel, CSV and JSON."""
