"""What keeps the whole run cheap: work that is the same in each of thousands of tests is done once a process. Nothing here changes what a test meets."""
import gc
from functools import cache

STATEMENTS = 20_000  # more than all tests ask


def pytest_collection_finish() -> None:
    """Shares that work among the tests that follow; not in the process that only hands them out, which collects none."""
    share_statements()
    share_components()
    gc.freeze()  # what was loaded, a million objects that stay, takes no part in the garbage collector's rounds
    gc.set_threshold(20_000, 20, 100)


def share_statements() -> None:
    """Lets what was compiled for one SQLite file serve the next: the program has one database and compiles a statement once, each test has a database of its own."""
    from sqlalchemy import Engine
    from sqlalchemy.util import LRUCache

    from data import engine

    usual, first = engine._open, []

    def open_like_the_first(address) -> Engine:
        made = usual(address)
        if made.dialect.name == "sqlite":
            if not first:
                made._compiled_cache = LRUCache(STATEMENTS)
                first.append(made)
            made.dialect, made._compiled_cache = first[0].dialect, first[0]._compiled_cache  # a compiled statement belongs to its dialect
        return made

    engine._open = open_like_the_first


def share_components() -> None:
    """Lets the pages that AppTest opens look once, not each, through every installed package for components of Streamlit."""
    from streamlit.components.v2 import manifest_scanner

    manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
