"""The sheets of an export: each a frame of what is stored, in official labels, with the agency, the year and the source file in every row."""
from collections.abc import Callable, Iterator
from itertools import repeat

import pandas

from data import queries
from data.filters import Filter
from data.printed import query_clause_themes, query_headers, query_printed_cells, query_report_ids, query_statistics
from exports import words
from report.form import column_name, columns, row_name, rows
from report.language import say

AT_ONCE = 500  # reports
NOTHING = Filter(reports=(-1,))
WHOSE = ["agency", "county", "year", "source_name"]
Sheet = Callable[[object, Filter, str], pandas.DataFrame]  # engine, filter, language


def reports(engine, filter: Filter, language: str) -> pandas.DataFrame:
    """Returns the current reports: who, when, from which file, every headline number, and how many findings and doubts."""
    found = query_headers(engine, filter)
    return _named(found, language, [
        "agency", "kind", "province", "city", "county", "region_code", "year", "title", "published", *queries.HEADLINES, "disclosed_total_approximate",
        "problems", "measures", "errors", "warnings", "not_checkable", "doubts", "edition_disclosed", "edition_requests", "edition_disputes",
        "version", "source_name", "source_sha256", "created_at", "is_demo"])


def figures(engine, filter: Filter, language: str) -> pandas.DataFrame:
    """Returns the numbers of the prose with the words that prove them."""
    found = _sourced(engine, filter, queries.query_figures(engine, filter))
    found["measure"] = [words.measure(m, language) for m in found["measure"]]
    return _named(found, language, [*WHOSE, "measure", "label", "value", "unit", "approximate", "percent", "within_total", "words"])


def table2(engine, filter: Filter, language: str) -> pandas.DataFrame:
    """Returns the cells of table 2, one a row, because its rows have columns of their own."""
    found = _sourced(engine, filter, query_printed_cells(engine, filter, "disclosed"))
    units = {(row.key, column.key): column.unit for row in rows("disclosed") for e in row.editions for column in columns("disclosed", row.key, e)}
    found["unit"] = [units.get(key, "") for key in zip(found["row"], found["column"])]
    found["column"] = [column_name("disclosed", row, column, language) for row, column in zip(found["row"], found["column"])]
    found["row"] = [row_name("disclosed", row, language) for row in found["row"]]
    return _named(found, language, [*WHOSE, "edition", "row", "column", "value", "unit", "state", "raw"])


def table3(engine, filter: Filter, language: str) -> pandas.DataFrame:
    """Returns table 3 as the form lays it out: a row of the form a row, its seven columns beside each other."""
    return _laid_out(engine, filter, language, "requests")


def table4(engine, filter: Filter, language: str) -> pandas.DataFrame:
    """Returns table 4, a block of the form a row, its five columns beside each other."""
    return _laid_out(engine, filter, language, "disputes")


def statistics(engine, filter: Filter, language: str) -> pandas.DataFrame:
    """Returns the lines of the statistics sheets of reports before 2019."""
    return _named(_sourced(engine, filter, query_statistics(engine, filter)), language, [*WHOSE, "indicator", "unit", "value", "cumulative"])


def problems(engine, filter: Filter, language: str) -> pandas.DataFrame:
    """Returns problems and measures as printed, with their themes."""
    found = pandas.concat([queries.query_clauses(engine, filter, part=part) for part in ("problem", "measure")], ignore_index=True)
    themes = query_clause_themes(engine, filter).groupby(["report_id", "part", "seq"])["theme"].agg(list)
    keys = pandas.MultiIndex.from_frame(found[["report_id", "part", "seq"]])
    separator = "、" if language == "zh" else ", "
    found["themes"] = [separator.join(words.theme(t, language) for t in ts) if isinstance(ts, list) else "" for ts in themes.reindex(keys)]
    ordered = found.sort_values(["report_id", "part", "seq"], ascending=[True, False, True])
    return _named(_sourced(engine, filter, ordered), language, [*WHOSE, "part", "text", "themes", "past"])


def findings(engine, filter: Filter, language: str) -> pandas.DataFrame:
    """Returns what the reports themselves get wrong, and what could not be checked and why."""
    found = _sourced(engine, filter, queries.query_findings(engine, filter, ("fail", "not_checkable")))
    found["decision"] = [words.code(d, language) if d else "" for d in found["decision"]]
    return _named(_said(found, language), language, [*WHOSE, "check", "severity", "verdict", "message", "left", "right", "difference", "decision"])


def doubts(engine, filter: Filter, language: str) -> pandas.DataFrame:
    """Returns what the reader saw and could not place: our reading, not the agency's report, is uncertain there."""
    return _named(_said(_sourced(engine, filter, queries.query_doubts(engine, filter)), language), language, [*WHOSE, "doubt", "message", "where"])


SHEETS: dict[str, Sheet] = {
    "All reports": reports, "Figures of the prose": figures, "Table 2": table2, "Table 3": table3, "Table 4": table4,
    "Statistics sheets": statistics, "Problems and measures": problems, "Findings of the checks": findings, "Doubts of the reader": doubts,
}


def make_sheets(engine, filter: Filter = queries.EVERYTHING, language: str = "zh") -> Iterator[tuple[str, Iterator[pandas.DataFrame]]]:
    """Gives the name of each sheet and its frames, some hundred reports at a time, so that any number of reports fits into memory."""
    ids = query_report_ids(engine, filter)
    pieces = [Filter(reports=tuple(ids[i:i + AT_ONCE])) for i in range(0, len(ids), AT_ONCE)] or [NOTHING]
    for name, sheet in SHEETS.items():
        yield say(name, language=language), map(sheet, repeat(engine), pieces, repeat(language))


def _sourced(engine, filter: Filter, found: pandas.DataFrame) -> pandas.DataFrame:
    """The rows with the name of the file that each was read from."""
    return found.merge(query_headers(engine, filter)[["report_id", "source_name"]], on="report_id", how="left")


def _named(found: pandas.DataFrame, language: str, chosen: list[str]) -> pandas.DataFrame:
    """The chosen columns, codes in words, headings in the language."""
    shown = found[chosen].copy()
    for name in ("kind", "part", "severity", "verdict", "state"):
        if name in shown:
            shown[name] = [words.code(v, language) if isinstance(v, str) else None for v in shown[name]]
    return shown.set_axis([words.column(name, language) for name in chosen], axis=1)


def _said(found: pandas.DataFrame, language: str) -> pandas.DataFrame:
    """The messages in the language; those without a template stay as stored, in Chinese."""
    if language != "zh":
        found["message"] = [say(template, values, language) if template else message
                            for template, values, message in zip(found["template"], found["values"], found["message"])]
    return found


def _laid_out(engine, filter: Filter, language: str, table: str) -> pandas.DataFrame:
    """One row of the form a row: a number as a number, a blank empty, a stroke or words as printed, a cell that is not there said so."""
    found = _sourced(engine, filter, query_printed_cells(engine, filter, table))
    heads = [c.key for c in columns(table, "*", "2021")]
    found["shown"] = found["value"].astype(object).where(found["state"] == "number", found["raw"].where(found["state"] != "blank", None))
    keys = ["report_id", "row"]
    wide = found.drop_duplicates([*keys, "column"]).pivot(index=keys, columns="column", values="shown").reindex(columns=heads)
    there = found.drop_duplicates([*keys, "column"]).assign(there=True).pivot(index=keys, columns="column", values="there").reindex(columns=heads)
    wide = wide.astype(object).where(there.notna(), say("not printed", language=language))
    lines = found.drop_duplicates(keys)[[*keys, *WHOSE, "edition"]].merge(wide.reset_index(), on=keys)
    lines["row"] = [row_name(table, row, language) for row in lines["row"]]
    named = _named(lines, language, [*WHOSE, "edition", "row"])
    return pandas.concat([named, lines[heads].set_axis([column_name(table, "*", h, language) for h in heads], axis=1)], axis=1)
