"""What several pages share: words, the address bar, filters, cached questions, evidence, exports."""
