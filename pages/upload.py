"""To come."""
import streamlit as st

from pages.shared.entrance import begin_at_the_entrance


def render() -> None:
    """Draws the page."""


if __name__ == "__main__":
    begin_at_the_entrance()
