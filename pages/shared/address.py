"""The address bar holds the page's state: copy it, send it, see the same. Values are ids, never words of one language."""
import streamlit as st

KEPT = ("lang", "year", "region", "kind", "agency", "sample")  # carried from page to page; the rest belongs to one page


def read(name: str, default: str | None = None) -> str | None:
    """Returns a parameter of the address, or the default."""
    return st.query_params.get(name, default)


def read_all(name: str) -> list[str]:
    """Returns every value of a repeated parameter."""
    return st.query_params.get_all(name)


def write(name: str, value: str | int | list | None) -> None:
    """Puts a parameter into the address; None, "" and [] take it out, so that a default leaves no trace."""
    values = [str(v) for v in value] if isinstance(value, list | tuple | set) else ([] if value in (None, "") else [str(value)])
    if values == st.query_params.get_all(name):
        return
    if values:
        st.query_params[name] = values
    elif name in st.query_params:
        del st.query_params[name]


def carry(page: str) -> None:
    """Keeps the common parameters when the visitor comes from another page of the session; an address typed or followed wins."""
    kept = st.session_state.setdefault("kept", {})
    if st.session_state.get("page", page) != page:
        for name, values in kept.items():
            if name not in st.query_params and values:
                st.query_params[name] = values
    st.session_state["page"] = page
    st.session_state["data_version"] = None  # asked anew in each run
    st.session_state["kept"] = {name: st.query_params.get_all(name) for name in KEPT}


def left(name: str) -> str | None:
    """Returns a common parameter as the last run left it: a click in the navigation empties the address before the page is known."""
    return next(iter(st.session_state.get("kept", {}).get(name, [])), None)


def kept(**more) -> dict[str, list[str] | str]:
    """Returns the common parameters with more of the caller's, for a link to another page."""
    found = {name: st.query_params.get_all(name) for name in KEPT if name in st.query_params}
    return found | {name: str(value) if not isinstance(value, list) else [str(v) for v in value]
                    for name, value in more.items() if value not in (None, "", [])}


def choose(widget, label: str, options: list, name: str, default=None, many: bool = False, explicit: bool = False, **more):
    """Draws a choosing widget (st.selectbox, st.multiselect, st.segmented_control …) bound to an address parameter.

    Returns the option(s) chosen. `options` are ids (str or int); what is in the address but not among them is ignored.
    `explicit`: the default is written too, once it is chosen. The address decides: a widget's own state is set from it before it is drawn, and a change is written back. `format_func` is asked
    once an option, here and now: its words are those of this run's language."""
    by_text = {str(option): option for option in options}
    if many:
        value = [by_text[v] for v in dict.fromkeys(read_all(name)) if v in by_text][:more.get("max_selections")]
    else:
        value = by_text.get(read(name, ""), default)
    key = f"at-{name}"
    if "format_func" in more:
        names = {option: more["format_func"](option) for option in options}
        more["format_func"] = lambda option: names.get(option, str(option))

    def changed() -> None:
        new = st.session_state.get(key)
        write(name, list(new) if many else (None if new == default and not explicit else new))

    st.session_state[key] = value
    return widget(label, options, key=key, on_change=changed, **more)


def switch(label: str, name: str, **more) -> bool:
    """Draws a toggle bound to an address parameter ("1" or nothing) and returns its state."""
    key = f"at-{name}"
    st.session_state[key] = read(name) == "1"
    return st.toggle(label, key=key, on_change=lambda: write(name, "1" if st.session_state[key] else None), **more)


def search(label: str, name: str, **more) -> str:
    """Draws a text box bound to an address parameter and returns its words, stripped."""
    key = f"at-{name}"
    st.session_state[key] = read(name, "")
    return st.text_input(label, key=key, on_change=lambda: write(name, st.session_state[key].strip()), **more).strip()
