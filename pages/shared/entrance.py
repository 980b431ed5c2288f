"""The way back to the entrance for a page file that the server runs by itself."""
import runpy
from pathlib import Path

ENTRANCE = Path(__file__).parents[2] / "dashboard.py"


def begin_at_the_entrance() -> None:
    """Runs dashboard.py. A fresh server that is first asked for /volumes runs pages/volumes.py in its place, without set-up, language or
    navigation; the entrance then finds in the address which page was meant, and from there on the server keeps to the entrance."""
    runpy.run_path(str(ENTRANCE))["run"]()
