"""A comparison as a workbook: the numbers with differences, ranks and medians, tables 2 to 4 cell by cell, and what section five says."""
import pandas

from data.filters import Filter
from data.listings import query_clause_list
from data.printed import query_printed_cells
from exports import words
from exports.frames import to_xlsx
from report.form import column_name, row_name
from report.language import say

NUMBERS = {"measure_name": "Quantity", "agency": "Agency", "year": "Year", "value": "Value", "state": "State of the cell", "gap_first": "Difference from the first column",
           "rank": "Rank", "of": "Ranked", "tied": "Shared rank", "median": "Median"}


def comparison_workbook(engine, names: dict[int, str], numbers: pandas.DataFrame, language: str = "zh") -> bytes:
    """Returns the workbook. `names`: report id -> the heading of its column; `numbers`: the columns of NUMBERS, a quantity of a report a row."""
    def t(template: str) -> str:
        return say(template, language=language)

    ids = tuple(names)
    shown = numbers.assign(state=[words.code(s, language) for s in numbers["state"]])[list(NUMBERS)].rename(columns={name: t(word) for name, word in NUMBERS.items()})
    sheets = {t("Numbers compared"): shown}
    for table, word in words.TABLES.items():
        cells = query_printed_cells(engine, table=table, reports=ids)
        if len(cells):
            sheets[t(word)] = cell_sheet(cells, table, names, language)
    clauses = pandas.concat([query_clause_list(engine, Filter(), part=part, reports=ids, limit=2000) for part in ("problem", "measure")])
    if len(clauses):
        sheets[t("Problems and improvements compared")] = pandas.DataFrame({
            t("Agency"): clauses["agency"], t("Year"): clauses["year"], t("Problem or improvement"): [words.code(p, language) for p in clauses["part"]],
            t("Words as printed"): clauses["text"]})
    return to_xlsx(sheets, language)


def cell_sheet(cells: pandas.DataFrame, table: str, names: dict[int, str], language: str) -> pandas.DataFrame:
    """Returns a line a cell of the form and a column a report; a cell without a number says what it is instead."""
    told: dict[tuple[str, str], dict[int, object]] = {}
    for c in cells.itertuples():
        told.setdefault((c.row, c.column), {})[int(c.report_id)] = c.value if not pandas.isna(c.value) else words.code(c.state, language)
    lines = [[row_name(table, row, language), column_name(table, row, column, language), *(found.get(i, "—") for i in names)] for (row, column), found in told.items()]
    heads = [say("Item", language=language), say("Column", language=language), *names.values()]
    return pandas.DataFrame(lines, columns=heads, dtype=object)
