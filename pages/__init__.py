"""The pages: one file a page, each a render(); widgets and words only. Run by themselves these files do nothing."""
