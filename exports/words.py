"""The words of exported files: English templates; the official labels come from report/form.py."""
from report.form import column_name, measures, row_name
from report.language import say
from report.themes import UNCLASSIFIED, themes

COLUMNS = {
    "agency": "Agency", "kind": "Kind of agency", "province": "Province", "city": "City", "county": "County", "region_code": "Region code", "year": "Year",
    "source_name": "Source file", "source_sha256": "SHA-256 of the file", "title": "Title", "published": "Published", "version": "Version",
    "created_at": "Stored at", "is_demo": "Demonstration data", "edition": "Edition of the form", "edition_disclosed": "Edition of table 2",
    "edition_requests": "Edition of table 3", "edition_disputes": "Edition of table 4", "disclosed_total_approximate": "Total is approximate",
    "errors": "Errors", "warnings": "Warnings", "not_checkable": "Not checkable", "doubts": "Doubts", "problems": "Problems", "measures": "Measures",
    "measure": "Quantity", "value": "Value", "unit": "Unit", "approximate": "Approximate", "percent": "Printed share %", "label": "Label as printed",
    "within_total": "Part of the total", "words": "Source words", "row": "Item", "column": "Column", "raw": "As printed", "state": "State of the cell",
    "part": "Problem or improvement", "text": "Words as printed", "themes": "Themes", "past": "Told of an earlier year", "check": "Check", "severity": "Severity",
    "verdict": "Verdict", "message": "What is said", "left": "Left side", "right": "Right side", "difference": "Difference", "where": "Where",
    "doubt": "Kind of doubt", "indicator": "Indicator", "cumulative": "Cumulative", "what": "What is checked", "cells": "Cells", "sentence": "Sentence of the report",
    "page": "Page", "decision": "Verdict of the office", "rule": "Rule of the check", "advice": "What to do", "note": "Reason or note", "actor": "By whom", "at": "When",
    "ended_by": "Ended by", "ended_at": "Ended at", "kind_of": "What was corrected", "place": "Place", "read": "As read", "corrected": "Corrected to",
    "action": "Action", "report_id": "Number of the report", "detail": "Details",
}
CODES = {
    "subdistrict": "Subdistrict office", "town": "Town", "township": "Township", "department": "Department", "government": "Government", "zone": "Zone",
    "other": "Other body", "problem": "Problem", "measure": "Improvement", "error": "Error", "warning": "Warning", "information": "Information",
    "fail": "Does not hold", "not_checkable": "Not checkable", "pass": "Holds", "number": "number", "blank": "blank", "slash": "stroke", "text": "words",
    "confirmed": "Confirmed", "dismissed": "Dismissed", "corrected_figure": "Figure of the prose", "corrected_cell": "Table cell", "corrected_agency": "Agency",
    "corrected_year": "Year", "corrected_theme": "Theme", "added": "Stored", "replaced": "Replaced", "deleted": "Deleted", "samples_removed": "Demonstration data removed",
    "verdict_withdrawn": "Verdict withdrawn", "corrected": "Corrected", "correction_withdrawn": "Correction withdrawn", "rechecked": "Checked again", "repaired": "Repaired",
    "viewer": "Viewer", "editor": "Editor", "administrator": "Administrator", "signed_in": "Signed in", "signed_out": "Signed out", "refused": "Refused",
    "exported": "Exported", "role_given": "Role given", "role_taken": "Role taken", "journal_pruned": "Log pruned", "roster_saved": "Roster saved", "deadline_set": "Deadline set", "returned": "Sent back with a note",
    "scheme_saved": "Ranking scheme saved", "scheme_removed": "Ranking scheme removed",
}
DETAILS = {  # what lines of the journal tell
    "name": "Name", "sha256": "SHA-256 of the file", "replaced": "Replaces report", "reason": "Reason or note", "note": "Reason or note", "check": "Check", "finding": "Finding",
    "verdict": "Verdict no.", "correction": "Correction no.", "kind": "Kind", "place": "Place", "read": "As read", "value": "Value", "reports": "Reports", "agency_id": "Agency no.",
    "year": "Year", "version": "Version", "region": "Region code", "day": "Deadline", "before": "Before", "person": "Person", "role": "Role", "agencies": "Agencies", "new": "Newly added",
    "removed": "Taken off", "findings": "Findings", "kinds": "Kinds", "items": "Items", "days": "Days", "lines": "Lines", "file": "File", "roles": "Roles", "page": "Page visited", "needs": "Needs",
}
TABLES = {"disclosed": "Table 2", "requests": "Table 3", "disputes": "Table 4"}
HEADLINE_MEASURES = {"disclosed_total": "disclosed.total", "requests_received": "requests.received", "requests_carried_in": "requests.carried_in",
                     "requests_handled": "requests.handled", "requests_carried_out": "requests.carried_out"}


def column(name: str, language: str) -> str:
    """Returns the heading of a column."""
    if name.startswith("channel_"):
        return measure(f"disclosed.channel.{name.removeprefix('channel_')}", language)
    if name in HEADLINE_MEASURES:
        return measure(HEADLINE_MEASURES[name], language)
    return say(COLUMNS[name], language=language) if name in COLUMNS else name


def measure(name: str, language: str) -> str:
    """Returns the name of a measure of the prose; one outside the vocabulary keeps its own."""
    line = measures().get(name)
    return line["chinese" if language == "zh" else "english"] if line else name


def cell(table: str, row: str, column: str, language: str) -> str:
    """Returns a cell by its official names."""
    number = say(TABLES[table], language=language)
    return f"{number} · {row_name(table, row, language)} · {column_name(table, row, column, language)}"


def theme(id: str, language: str) -> str:
    """Returns the name of a theme."""
    names = {t.id: t.chinese if language == "zh" else t.english for t in themes()}
    return names.get(id) or (say("Unclassified", language=language) if id == UNCLASSIFIED else id)


def detail(name: str, language: str) -> str:
    """Returns the name of a detail of the journal."""
    return say(DETAILS[name], language=language) if name in DETAILS else name


def code(value: str, language: str) -> str:
    """Returns the word for a code such as a kind, a severity or a state."""
    return say(CODES[value], language=language) if value in CODES else value
