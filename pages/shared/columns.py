"""The names of frames' columns, how they are shown, and how they are saved."""
import pandas as pd
import streamlit as st

from exports import words
from pages.shared.glossary import meaning
from pages.shared.words import UNREAD, UNREPORTED, code_name, language, mark, measure_name, t, theme_name

# columns that only pages show; the others are named as in exported files
NAMES = {
    "agency": mark("Agency name"), "kind": mark("Type of agency"),
    "label": mark("Part"), "share": mark("Computed share %"), "gap": mark("Gap, points"), "sentence": mark("Source sentence"), "theme": mark("Theme"),
    "total_state": mark("State of the total"), "reports": mark("Reports"), "agencies": mark("Agencies"), "clauses": mark("Times named"),
    "channel": mark("Channel"), "n": mark("Reporting"), "median": mark("Median"), "low": mark("Lower quartile"), "high": mark("Upper quartile"),
    "least": mark("Least"), "most": mark("Most"), "total": mark("Sum or total"), "open": mark("Report page"), "first_year": mark("First report"), "last_year": mark("Last report"), "earlier": mark("Earlier report"),
    "attention": mark("What needs attention"), "status": mark("Outcome"), "is_current": mark("Current"), "cues": mark("Deciding words"),
    "notices": mark("Notices"), "confirmed": mark("Confirmed by a person"), "dismissed": mark("Dismissed by a person"), "measure_name": mark("Number compared"),
    "score": mark("Robust z-score"), "peers": mark("Like agencies"), "repeated": mark("Repeated"), "new": mark("New"), "gone": mark("No longer named"),
    "unanswered": mark("Without a measure of that theme"), "promised": mark("Promised last year"), "broken": mark("A problem again"),
    "other_agency": mark("The other agency"), "other_year": mark("The other year"), "share_five": mark("Section five: % in the other"),
    "other_share_five": mark("Section five: % of the other's here"), "share_all": mark("All prose: % in the other"),
    "rank": mark("Rank"), "points": mark("Points"), "judged": mark("Weight judged"), "item": mark("Item of the ranking"), "weight": mark("Weight"),
    "earned": mark("Points earned"), "reason": mark("Given for"), "how": mark("How it is judged"),
    "other_share_all": mark("All prose: % of the other's here"), "gap_first": mark("Difference from the first"), "of": mark("Numbers ranked"),
    "progress": mark("Progress"), "timing": mark("Against the deadline"), "due": mark("Deadline"), "versions": mark("Versions"), "returned": mark("Sent back"),
    "profile": mark("Agency page"), "open_findings": mark("Errors and warnings"), "owing": mark("Owing"), "code": mark("Code"), "parent": mark("Added up by"),
    "missing": mark("Missing"), "late": mark("Late"), "in_time": mark("In time"), "undated": mark("Date not known"), "no_day": mark("No deadline set"), "stored_on": mark("Stored on"), "section": mark("Section of the report"), "times": mark("Times in the section"),
}
TERMS = {"low": "quartiles", "high": "quartiles", "share_five": "share_all", "other_share_five": "share_all", "other_share_all": "share_all", "doubts": "doubt"}  # columns explained by the glossary's line of another name
OPTIONAL = ("percent", "share", "gap", "left", "right", "difference", "gap_first", "rank", "of", "share_five", "other_share_five", "share_all", "other_share_all", "earned", "points")  # an empty place here is no missing number
COUNTS = (*OPTIONAL, "versions", "returned", "open_findings", "earlier", "report_id")  # numbers that may be written as words: they stand at the right as numbers do
PLAIN = ("year", "other_year", "first_year", "last_year", "since", "until", "version", "report_id")  # numbers that count nothing
STATES = {"number": mark("number"), "blank": UNREPORTED, "doubt": UNREAD, "slash": mark("slash"), "text": UNREAD, "absent": mark("not in the report")}
SCOPES = {True: mark("part of the total"), False: mark("outside the total"), None: mark("not said")}


def title(column: str) -> str:
    """Returns a column's name in the session's language."""
    return t(NAMES[column]) if column in NAMES else words.column(column, language())


def readable(frame: pd.DataFrame) -> pd.DataFrame:
    """Returns the frame with its coded columns in words (kinds, severities, measures, states); numbers stay numbers."""
    shown = frame.copy()
    for column, name in (("kind", code_name), ("measure", measure_name), ("severity", code_name), ("verdict", code_name), ("theme", theme_name),
                          ("state", lambda s: t(STATES.get(s, s))), ("total_state", lambda s: t(STATES.get(s, s))),
                          ("channel", lambda c: measure_name(f"disclosed.channel.{c}"))):
        if column in shown:
            shown[column] = [name(v) if isinstance(v, str) else "" for v in shown[column]]
    if "within_total" in shown:
        shown["within_total"] = [t(SCOPES[None if pd.isna(v) else bool(v)]) for v in shown["within_total"]]
    for column in ("disclosed_total_approximate", "approximate", "is_demo", "is_current"):
        if column in shown:
            shown[column] = [t("yes") if v is not pd.NA and v else "" for v in shown[column]]
    return shown


def saved(frame: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Returns the columns as they are written to a file: words for codes, headings in the session's language, 未报告 and 未识别 in words."""
    shown = readable(frame[[c for c in columns if c in frame and c not in ("open", "profile")]])
    states = frame.get("total_state", frame.get("state"))
    for column in shown:
        if shown[column].dtype.kind == "f" and column in ("value", "disclosed_total"):
            words = [t(UNREAD) if s in ("doubt", "text") else t(UNREPORTED) for s in (states if states is not None else ["blank"] * len(shown))]
            shown[column] = [w if pd.isna(v) else (int(v) if float(v).is_integer() else v) for v, w in zip(shown[column], words)]
        elif shown[column].dtype.kind == "f":
            shown[column] = [None if pd.isna(v) else (int(v) if float(v).is_integer() else v) for v in shown[column]]
    return shown.rename(columns={c: title(c) for c in shown})


def thousands(table: pd.DataFrame) -> list[str]:
    """Returns the columns whose numbers are written with thousands separators: not years and ids, and not those of more decimals than the browser would write."""
    numbers = [c for c in table if c not in PLAIN and table[c].dtype.kind in "if"]
    return [c for c in numbers if table[c].abs().max() >= 1000 and (table[c].round(3) == table[c])[table[c].notna()].all()]


def config(columns: list[str], narrow: bool = False, large: list[str] = ()) -> dict:
    """Returns the column settings of st.dataframe: names, formats, links. `narrow`: a table of half a page, in which a long name leaves room for the rest;
    `large`: columns that want thousands separators."""
    found = {}
    for column in columns:
        if column in ("open", "profile"):
            found[column] = st.column_config.LinkColumn(title(column), display_text=t("open"), width="small")
        elif column in ("year", "other_year", "version"):
            found[column] = st.column_config.NumberColumn(title(column), format="%d", width="small")
        elif column in large:
            found[column] = st.column_config.NumberColumn(title(column), help=meaning(TERMS.get(column, column)), format="localized")
        elif column == "attention" or column == "agency" and narrow:
            found[column] = st.column_config.TextColumn(title(column), width=150 if narrow else "medium")
        elif column in ("sentence", "message", "text", "where"):
            found[column] = st.column_config.TextColumn(title(column), width="large")
        elif column in COUNTS:
            found[column] = st.column_config.Column(title(column), help=meaning(TERMS.get(column, column)), alignment="right")
        elif column == "created_at":
            found[column] = st.column_config.DatetimeColumn(title(column), format="YYYY-MM-DD HH:mm")
        else:
            found[column] = st.column_config.Column(title(column), help=meaning(TERMS.get(column, column)))
    return found


def agency_link(agency_id: int) -> str:
    """Returns the address of the agency's page, relative to any page."""
    return f"agency?agency={int(agency_id)}&lang={language()}"


def report_link(report_id: int, at: str = "") -> str:
    """Returns the address of the report's page, at a piece of evidence ("figure-3") where given, relative to any page."""
    return f"report?report={int(report_id)}{f'&at={at}' if at else ''}&lang={language()}"
