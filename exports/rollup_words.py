"""What is said beside sums: the coverage, what each cell lacks, what is not added, where sums do not fit; the same words on pages and in files."""
from data.adding import Added, Gap, Sum
from data.rollup import NO_REPORT, NO_TABLE, OTHER_FORM, Rollup
from exports import words
from report import form
from report.language import say

STATES = {"blank": "blank", "slash": "stroke", "text": "not recognised", "absent": "cell not printed", OTHER_FORM: "other edition of the form",
          NO_TABLE: "table not in the report", NO_REPORT: "no report"}
BALANCE = "rows 3 (7) + 4 − 2"
RULES = {"total": "sum of the applicants or results", "results": "sum of the rows above it", "balance": BALANCE}
LACKS = (("blank", "{n} blank"), ("slash", "{n} with a stroke"), ("text", "{n} not recognised"), ("absent", "{n} do not print the cell"),
         ("other_form", "{n} on a form that counts otherwise or has no such cell"))
MOST_NAMES = 400


def number(value: float | None) -> str:
    """Returns a sum as it stands in a table of the form: no separators, at most four decimals, nothing where nobody printed a number."""
    if value is None:
        return ""
    return str(int(value)) if float(value).is_integer() else f"{value:.4f}".rstrip("0").rstrip(".")


def signed(value: float) -> str:
    """Returns a difference with its sign."""
    return ("+" if value > 0 else "−") + number(abs(value))


def listed(names, language: str) -> str:
    """Returns the names as a list in words."""
    names = [str(n) for n in names]
    more = say(" and {n} more names", {"n": len(names) - MOST_NAMES}, language) if len(names) > MOST_NAMES else ""
    return ("、" if language == "zh" else ", ").join(names[:MOST_NAMES]) + more


def lacks(one: Sum, language: str) -> str:
    """Returns the short remark of a sum to which reports are wanting: 缺2; nothing where none is."""
    return say("lacks {n}", {"n": one.lacking}, language) if one.lacking else ""


def cell_note(one: Sum, added: Added, rollup: Rollup, language: str) -> str:
    """Returns what one sum rests on: how many of the agencies printed the cell, and why the others are not in it."""
    def t(template: str, n: int) -> str:
        return say(template, {"n": n}, language)

    found = [say("{printed} of {due} agencies printed this cell", {"printed": one.printed, "due": len(rollup.members.due)}, language)]
    found += [t(template, getattr(one, name)) for name, template in LACKS if getattr(one, name)]
    found += [t("{n} without this table", added.without)] if added.without else []
    found += [t("{n} without report", len(rollup.members.missing))] if len(rollup.members.missing) else []
    found += [t("{n} of uncertain reading", one.doubted)] if one.doubted else []
    found += [t("{n} corrected by hand", one.corrected)] if one.corrected else []
    return ("；" if language == "zh" else "; ").join(found)


def coverage(rollup: Rollup, language: str) -> list[str]:
    """Returns whose reports are added up, who is missing, and which reports are not added and why."""
    def t(template: str, **values) -> str:
        return say(template, values, language)

    members = rollup.members
    basis = "Coverage: {n} of the {due} agencies that owe a report by the roster have one for {year}." if members.roster else \
        "Coverage: {n} of the {due} agencies known from any year have a report for {year}; no roster names them all."
    found = [t(basis, n=len(members.reports), due=len(members.due), year=str(members.year))]
    for rows, template in ((members.missing, "Without report ({n}): {names}."), ([row for row in members.above if row.report_id is not None], "Not added, because their own report adds up others ({n}): {names}."),
                            (members.vertical, "Left out as managed from above ({n}): {names}."),
                            (members.strangers, "Not added, because the roster does not name them ({n}): {names}.")):
        if rows:
            found.append(t(template, n=len(rows), names=listed([row.agency for row in rows], language)))
    if members.nameless:
        found.append(t("{n} reports whose agency was not recognised are not added.", n=members.nameless))
    return found


def editions(added: Added, language: str) -> str:
    """Returns on which edition of the form a table's reports stand, and how many have no such table."""
    parts = [say(template, {"n": n}, language) for edition, template in (("2021", "{n} on the form of 2021"), ("2019", "{n} on the form of 2019"), (None, "{n} on an edition of the form that was not recognised"))
             if (n := added.editions.get(edition, 0))]
    parts += [say("{n} without this table", {"n": added.without}, language)] if added.without else []
    return ("，" if language == "zh" else ", ").join(parts)


def cell_name(table: str, row: str, column: str, language: str) -> str:
    """Returns row and column by their official names."""
    return f"{form.row_name(table, row, language)} · {form.column_name(table, row, column, language)}"


def gap(table: str, one: Gap, language: str) -> str:
    """Returns one printed sum that its parts do not make up, in words."""
    template = "{cell}: printed sums add up to {printed}, {rule} to {parts} (difference {difference}); not corrected, some reports leave parts blank." if one.lacking else \
        "{cell}: printed sums add up to {printed}, {rule} to {parts} (difference {difference}); not corrected."
    return say(template, {"cell": cell_name(table, one.row, one.column, language), "printed": number(one.printed), "rule": RULES[one.rule],
                          "parts": number(one.parts), "difference": signed(one.difference)}, language)


def apart_lines(added: Added, language: str) -> list[tuple[str, str, str, str]]:
    """Returns what is summed but not added: cell by its names, sum, coverage, and why; only what at least one report printed."""
    reasons = {"extra": "printed in a place that the form does not have"}
    return [(cell_name(added.table, a.row, a.column, language), number(a.sum.value), say("{n} reports", {"n": a.sum.printed}, language),
             (a.chinese if language == "zh" else a.english) or say(reasons["extra"], language=language))
            for a in added.apart if a.sum.printed]


def remarks(added: Added, language: str) -> list[str]:
    """Returns how the cells of the other edition are taken in, each rule once."""
    taken = [a.chinese if language == "zh" else a.english for a in (*added.moved.values(), *(a for a in added.apart if a.series == "break"))]
    return list(dict.fromkeys(taken))


def compared(rollup: Rollup, table: str, language: str = "zh") -> list[tuple[str, str, str | None, str | None, float | None]]:
    """Returns the cells in which the report beside the sum differs from it: row, column, sum, own value (None: no number), own less sum."""
    own = rollup.own.get(table)
    if own is None or not own.reports:
        return []
    found = []
    for (row, column), one in rollup.tables[table].cells.items():
        theirs = own.cells.get((row, column), Sum()).value
        if theirs != one.value:
            both = theirs is not None and one.value is not None
            found.append((row, column, one.value, theirs, round(theirs - one.value, 6) if both else None))
    return found


def table_name(table: str, language: str) -> str:
    """Returns the section of the form in which the table stands: 二、主动公开政府信息情况."""
    line = next(line for line in form.read_forms("sections") if line["key"] == table)
    return f"{line['number']}、{line['chinese']}" if language == "zh" else \
        f"{say(words.TABLES[table], language=language)}: {line['english']}"
