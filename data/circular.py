"""What a circular may say of a year: facts counted from the stored rows, each with where it comes from; what is not there is None."""
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Engine, func, select

from data.adding import Added, exact
from data.among import given
from data.circular_lists import SCOPES, Counted, Failing, Handing, Sums, add_up, judge_handing_in, load_heads, name_errors, name_themes
from data.copies import Alike, query_alike
from data.deadlines import query_days
from data.engine import reading
from data.errors import DatabaseProblem
from data.filters import Filter, plain
from data.members import Members
from data.models import PrintedRow
from data.queries import EVERYTHING
from data.rollup import Rollup, query_rollup
from report import form
from report.checks.copying import ALL, SECTION_FIVE
from report.themes import UNCLASSIFIED

MOST = 2000  # agencies that one circular names, as one ranking does
AMENDED = select(func.count()).where(given(PrintedRow.report_id))
LEADING, MOST_LEADING = 5, 8  # themes told; where several are named alike
GROUPS = ("granted", "partly_granted", "refused", "unavailable", "not_processed", "other")


class Fact(NamedTuple):
    """One number or list of names of a circular. `value`: None where the data do not say; `page`, `where`: the page that shows it and its address;
    `how`: an English template that tells how it is counted."""

    key: str
    value: object
    page: str
    where: Mapping[str, object] = {}
    how: str = ""


@dataclass(frozen=True)
class Circular:
    """All that a circular and its annexes are made of. `handed_in`: an agency a line, the missing first; `failing`: the checks that reports fail; `themes`: theme,
    clauses and reports that name it, most reports first; `channels`: the sum of each, largest first."""

    year: int
    filter: Filter
    confirmed: bool
    rollup: Rollup
    facts: dict[str, Fact]
    handed_in: list[Handing]
    failing: list[Failing]
    themes: list[tuple[str, int, int]]
    channels: list[Counted]

    @property
    def leading(self) -> list[str]:
        """Returns the themes that most reports name, about five: none is left out that as many name as one told here."""
        named = [(theme, reports) for theme, _, reports in self.themes if theme != UNCLASSIFIED]
        if len(named) > LEADING:
            least = named[LEADING - 1][1]
            tied = [(theme, reports) for theme, reports in named if reports >= least]
            named = tied if len(tied) <= MOST_LEADING else [(theme, reports) for theme, reports in named if reports > least]
        return [theme for theme, _ in named]

    @property
    def members(self) -> Members:
        """Returns whose reports the circular is about."""
        return self.rollup.members

    def value(self, key: str):
        """Returns the value of a fact."""
        return self.facts[key].value


def query_circular(engine: Engine, year: int, filter: Filter = EVERYTHING, confirmed: bool = False) -> Circular:
    """Returns the facts of the choice's reports of the year. `confirmed`: only errors that a person confirmed, else all that nobody dismissed.
    Raises DatabaseProblem: too_many beyond MOST agencies, and see refuse_too_wide."""
    rollup = query_rollup(engine, year, filter)
    members = rollup.members
    if len(members.due) > MOST:
        raise DatabaseProblem("too_many", count=len(members.due), most=MOST)
    reports, days = Filter(reports=members.reports or (0,)), query_days(engine)
    with reading(engine) as connection:
        heads = load_heads(connection, members.reports)
        failing = name_errors(connection, members.due, confirmed)
        sums = add_up(connection, members.reports)
        themes = name_themes(connection, members.reports)
        amended = plain(connection, AMENDED, members.reports)[0][0]
    handed_in = judge_handing_in(members.due, heads, days, year)
    facts = [*_coverage(members, handed_in), *_disclosed(sums), *_tables(rollup), *_themes(sums, themes), *_errors(sums, failing, confirmed),
             *_repeated(engine, reports, members), *_cautions(sums, amended, members)]
    return Circular(year, filter, confirmed, rollup, {f.key: f for f in facts}, handed_in, failing, themes, sums.channels)


def _coverage(members: Members, handed_in: list[Handing]) -> list[Fact]:
    count = Counter(line.state for line in handed_in)
    progress = "Agencies that owe a report, by the roster" if members.roster else "Agencies known from any year; no roster names them all"
    page, dated = "progress" if members.roster else "rollup", "Publication day printed in the report against the deadline for its kind"
    shown = {"show": "reports"}
    return [Fact("due", len(members.due), page, how=progress), Fact("reported", len(members.reports), "tables", shown, "Current reports for the year"),
            Fact("missing", tuple(row.agency for row in members.missing), page, how=progress),
            Fact("above", tuple(row.agency for row in members.above if row.report_id is not None), "rollup", how="Reports that add up others and are not counted again"),
            Fact("in_time", count["in_time"], "tables", shown, dated),
            Fact("late", tuple((line.agency, line.days) for line in handed_in if line.state == "late"), "tables", shown, dated),
            Fact("undated", count["undated"], "tables", shown, "Reports that do not print their publication day"),
            Fact("no_day", count["no_day"], "tables", shown, "Kinds of agency for which no deadline is set")]


def _disclosed(sums: Sums) -> list[Fact]:
    totals, how = {line.name: line for line in sums.totals}, "Totals of the prose, grouped by what they count"
    facts = [Fact("total.n", sum(line.reports for line in sums.totals), "volumes", how="Reports whose prose gives a total")]
    for scope in SCOPES:
        line = totals.get(scope, Counted(scope, None, 0))
        facts += [Fact(f"total.{scope}", line.value, "volumes", how=how), Fact(f"total.{scope}.n", line.reports, "volumes", how=how)]
    for line in sums.channels:
        facts += [Fact(f"channel.{line.name}", line.value, "channels", how="Numbers of the prose for that channel"),
                  Fact(f"channel.{line.name}.n", line.reports, "channels", how="Numbers of the prose for that channel")]
    return facts


def _tables(rollup: Rollup) -> list[Fact]:
    """The sums of the three tables, each with how many reports printed it."""
    facts = []
    for table, added in rollup.tables.items():
        facts.append(Fact(f"{table}.n", added.reports, "rollup", how="Reports that have the table"))
        for (row, column), one in added.cells.items():
            where = {"cell": f"{table}~{row}~{column}"}
            how = "Sum of the cell over the reports that print it"
            facts += [Fact(f"{table}.{row}.{column}", one.value, "rollup", where, how), Fact(f"{table}.{row}.{column}.n", one.printed, "rollup", where, how)]
    facts.append(Fact("gaps", sum(len(a.gaps) for a in rollup.tables.values()), "rollup", how="Printed sums that differ from the sum of their parts"))
    return facts + _groups(rollup.tables["requests"])


def _groups(added: Added) -> list[Fact]:
    """The results by the form's groups: their rows added up, as printed in the column of totals; None where nobody printed any of them."""
    facts = []
    for group in GROUPS:
        rows = [r.key for r in form.rows("requests") if r.parent == group] or [group]
        values = [added.cells[r, "total"].value for r in dict.fromkeys([*rows, group]) if (r, "total") in added.cells]
        facts.append(Fact(f"group.{group}", exact([v for v in values if v is not None]), "rollup", how="Sum of the group’s rows in the column of totals"))
    return facts


def _themes(sums: Sums, themes: list[tuple[str, int, int]]) -> list[Fact]:
    facts = [Fact("problems.reports", sums.stating, "themes", how="Reports in whose section five a problem was recognised"),
             Fact("problems.all", sums.problems, "themes", how="Problems recognised in section five")]
    for theme, clauses, reports in themes:
        where, how = {"pick": f"themes~{theme}"}, "Reports that name the theme as a problem"
        facts += [Fact(f"theme.{theme}.reports", reports, "themes", where, how), Fact(f"theme.{theme}.clauses", clauses, "themes", where, how)]
    return facts


def _errors(sums: Sums, failing: list[Failing], confirmed: bool) -> list[Fact]:
    how = "Errors that a person confirmed" if confirmed else "Errors that nobody dismissed"
    where = {"severity": "error", "state": "confirmed"} if confirmed else {"severity": "error"}
    facts = [Fact("errors.all", sum(line.findings for line in failing), "checks", where, how),
             Fact("errors.agencies", len({name for line in failing for name in line.agencies}), "checks", where, how),
             Fact("warnings.all", sums.warnings, "checks", {"severity": "warning"}, "Warnings that nobody dismissed")]
    for line in failing:
        facts += [Fact(f"error.{line.check}", line.findings, "checks", where | {"check": line.check}, how),
                  Fact(f"error.{line.check}.agencies", line.agencies, "checks", where | {"check": line.check}, how)]
    return facts


def _repeated(engine: Engine, reports: Filter, members: Members) -> list[Fact]:
    """The pairs above the thresholds of the checks: with other agencies, and with the own report of the year before."""
    counted, least = set(members.reports), min(SECTION_FIVE, ALL)

    def above(five: float | None, whole: float | None, report_id: int) -> bool:
        return ((five or 0) >= 100 * SECTION_FIVE or (whole or 0) >= 100 * ALL) and report_id in counted

    found = query_alike(engine, reports, least)
    pairs = [p for p in found if p.agency_id != p.other_agency_id
             and (above(p.share_five, p.share_all, p.report_id) or above(p.other_share_five, p.other_share_all, p.other_id))]
    own = [p for p in found if p.agency_id == p.other_agency_id and above(p.share_five, p.share_all, p.report_id)]
    return [Fact("copies", tuple((p.agency, p.other_agency, *_percent(p)) for p in pairs), "copying", how="Share of a report’s own words that stand in another’s, above the threshold of the checks"),
            Fact("own_copies", tuple((p.agency, p.other_year, *_percent(p)) for p in own), "copying", {"view": "own"},
                 "Share of a report’s words that stand in that of the year before, above the threshold of the checks")]


def _percent(pair: Alike) -> tuple[int | None, int | None]:
    return tuple(None if share is None else int(share) for share in (pair.share_five, pair.share_all))


def _cautions(sums: Sums, amended: int, members: Members) -> list[Fact]:
    return [Fact("doubted", sums.doubtful, "checks", {"show": "doubts"}, "Reports in which a place is of uncertain reading"),
            Fact("amended", amended, "tables", {"show": "reports"}, "Reports corrected by hand; the corrected values are counted"),
            Fact("nameless", members.nameless, "tables", {"show": "reports"}, "Reports whose agency was not recognised; not counted")]
