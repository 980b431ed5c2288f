"""What every test shares so that the whole run stays cheap: work that is the same in each of thousands of tests is done once a process."""
from functools import cache

from sqlalchemy import Engine
from sqlalchemy.util import LRUCache
from streamlit.components.v2 import manifest_scanner

from data import engine

STATEMENTS = 20_000  # as many as all tests have ask

_open = engine._open
_first: list[Engine] = []


def open_like_the_first(address) -> Engine:
    """Opens a database as the program does. Statements that one SQLite file was asked are not compiled anew for the next one: each test has a file, and an
    engine, of its own, where the program has one."""
    made = _open(address)
    if made.dialect.name == "sqlite":
        if not _first:
            made._compiled_cache = LRUCache(STATEMENTS)
            _first.append(made)
        made.dialect, made._compiled_cache = _first[0].dialect, _first[0]._compiled_cache  # a compiled statement belongs to its dialect
    return made


engine._open = open_like_the_first
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)  # which AppTest asks of every installed package for each page
