"""The filters in the sidebar, held by the address bar: year, region, kind, agencies."""
from collections import Counter
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from data import queries, spread
from data.filters import Filter
from pages.shared import address
from pages.shared.ask import ask
from pages.shared.words import KINDS, code_name, t

MOST_AGENCIES = 600  # names in one list; beyond, a search narrows them first


@dataclass(frozen=True)
class Scope:
    """What the visitor chose. `year`: the year shown (None: every year); `filter`: all of it; `wide`: without the year."""

    year: int | None
    filter: Filter
    wide: Filter
    words: str

    def of_year(self, year: int) -> Filter:
        """Returns the same choice for one year."""
        return Filter((year,), self.wide.region, self.wide.kinds, self.wide.agencies)


def draw_filters(every_year: bool = False, most_agencies: int | None = None, due: int | None = None) -> Scope:
    """Draws the filters and returns the choice. `every_year`: whether "all years" may be chosen and is the default; `due`: a year that may be chosen before
    its first report is there."""
    with st.sidebar:
        st.caption(t("Filter"))
        above = st.container()  # the year stands first, but which is the latest hangs on the others
        region, place = draw_region()
        counts = ask(spread.query_kinds, Filter(region=region))
        asked = address.read_all("kind")
        kinds = address.choose(st.multiselect, t("Type of agency"), [k for k in KINDS if k in counts or k in asked], "kind", many=True, placeholder=t("All"),
                               format_func=lambda k: t("{name} ({n})", name=code_name(k), n=counts.get(k, 0)))
        agencies, named = draw_agencies(Filter(region=region, kinds=tuple(kinds)), most_agencies, sum(counts.get(k, 0) for k in kinds or counts))
        wide = Filter((), region, tuple(kinds), tuple(agencies))
        default = "all" if every_year else "latest"
        with above:
            chosen, year = draw_year(wide, default, due)
        if region or kinds or agencies or chosen != default:
            st.button(t("Clear filters"), on_click=clear, icon=":material/filter_alt_off:", width="stretch")
    words = [str(year) if year else t("All years"), place, t(", ").join(code_name(k) for k in kinds) or t("all kinds"), named]
    return Scope(year, Filter((year,) if year else (), region, tuple(kinds), tuple(agencies)), wide, " · ".join(w for w in words if w))


def draw_year(wide: Filter, default: str, due: int | None = None) -> tuple[str | int, int | None]:
    """Draws the choice of a year; returns what was chosen (latest, all or a year) and the year it comes to, None for all."""
    known = ask(queries.query_years)
    within = ask(queries.query_years, wide)
    latest = max(within) if within else known[0] if known else None
    if due and due not in known:
        known = sorted({*known, due}, reverse=True)
        latest = latest or due
    names = {"all": t("All years"), "latest": t("Latest year ({year})", year=latest) if latest else t("Latest year")}
    options = ["latest", *(["all"] if default == "all" else []), *known]
    chosen = address.choose(st.selectbox, t("Year"), options, "year", default=default, format_func=lambda o: names.get(o, str(o)))
    return chosen, latest if chosen == "latest" else None if chosen == "all" else chosen


def clear() -> None:
    """Takes every filter out of the address."""
    for name in ("year", "region", "kind", "agency", "find"):
        address.write(name, None)


def draw_region() -> tuple[str | None, str]:
    """Draws the choice of a province, city or county that has reports; returns its digits and its name."""
    places: dict[str, str] = {}
    counts: Counter = Counter()
    for row in ask(queries.query_regions).itertuples():
        code = f"{int(row.region_code):012d}"
        for digits, name, depth in ((2, row.province, 0), (4, row.city, 1), (6, row.county, 2)):
            if isinstance(name, str) and name and not (digits == 6 and code[4:6] == "00"):
                places.setdefault(code[:digits], "\u2003" * depth + name)
                counts[code[:digits]] += int(row.agencies)
    options = sorted(places)
    chosen = address.choose(st.selectbox, t("Region"), ["", *options], "region", default="", filter_mode="contains",
                            format_func=lambda o: t("{name} ({n})", name=places[o], n=counts[o]) if o else t("All regions"))
    return chosen or None, places[chosen].strip() if chosen else t("all regions")


def draw_agencies(filter: Filter, most: int | None, known: int) -> tuple[list[int], str]:
    """Draws the choice of agencies within the other filters, of which so many are known; returns their ids and a word for them. Where they are too many for
    a list, those are listed whose name was searched for."""
    asked = tuple(int(a) for a in address.read_all("agency") if a.isdigit())
    if known <= MOST_AGENCIES:
        found = ask(queries.query_agencies, filter)
    else:
        words = address.search(t("Search agencies"), "find", placeholder=t("part of a name"))
        lists = [ask(queries.query_agencies, Filter(agencies=asked))] if asked else []
        lists += [ask(queries.query_agencies, filter, words, MOST_AGENCIES)] if words else []
        if not lists:
            return [], ""
        found = pd.concat(lists).drop_duplicates("agency_id")
    names = agency_names(found)
    chosen = address.choose(st.multiselect, t("Agencies"), list(names), "agency", many=True, format_func=names.get, filter_mode="contains",
                            placeholder=t("All"), **({"max_selections": most} if most else {}))
    return chosen, names[chosen[0]] if len(chosen) == 1 else t("{n} agencies", n=len(chosen)) if chosen else ""


def agency_names(frame) -> dict[int, str]:
    """Returns agency_id -> name, with the county behind names that several agencies bear."""
    same = frame["agency"].duplicated(keep=False)
    return {int(i): f"{n}（{c}）" if d and isinstance(c, str) else n
            for i, n, c, d in zip(frame["agency_id"], frame["agency"], frame["county"], same)}
