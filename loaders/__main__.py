"""The commands: python -m loaders parse | ingest | failures | export | reindex | roster | samples (see loaders/commands.py)."""
import sys

from loaders.commands import main

if __name__ == "__main__":
    sys.exit(main())
