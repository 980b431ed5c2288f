"""Questions to the database, answered once for each state of the data: a write anywhere makes every session ask again."""
from collections.abc import Callable
from types import FunctionType
from typing import Any

import streamlit as st

from data.engine import engine
from data.filters import Filter
from data.queries import query_data_version
from pages.shared.gate import permit_here


def database():
    """Returns the engine of the dashboard's database; whoever asks has a permit, also a click that runs before its page."""
    permit_here()
    return engine()


def ask(question: Callable, *arguments: Any, **named: Any) -> Any:
    """Returns the answer to a question of data/ (a function whose first argument is the engine); remembered until the data change,
    for everyone who may read the same regions."""
    version = st.session_state.get("data_version")
    if version is None:
        version = st.session_state["data_version"] = query_data_version(database())
    return _answer(question, str(database().url), version, permit_here().regions(), arguments, named)


@st.cache_data(show_spinner=False, max_entries=400, ttl=3600, hash_funcs={Filter: repr, FunctionType: lambda f: f"{f.__module__}.{f.__qualname__}"})
def _answer(question: Callable, url: str, version: int, regions: tuple, arguments: tuple, named: dict) -> Any:
    return question(database(), *arguments, **named)
