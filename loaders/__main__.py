"""The commands: python -m loaders --help lists them (see loaders/commands.py)."""
import sys

from loaders.commands import main

if __name__ == "__main__":
    sys.exit(main())
