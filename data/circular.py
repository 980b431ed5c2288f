"""What a circular may say of a year: facts counted from the stored rows, each with where it comes from; what is not there is None."""
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas
from sqlalchemy import Engine, func, select

from data.adding import Added, exact
from data.copies import query_copies
from data.corrections import query_amended
from data.deadlines import query_days, query_deadlines
from data.filters import Filter, frame, region_prefix
from data.members import Members
from data.models import AgencyRow, FigureRow, FindingRow, ReportRow
from data.queries import CHANNELS, EVERYTHING, query_themes
from data.rollup import Rollup, query_rollup
from report import form
from report.checks.copying import ALL, SECTION_FIVE
from report.shares import Part, divide
from report.themes import UNCLASSIFIED

MOST_REPORTS = 20_000  # beyond, a circular names nobody any more
LEADING, MOST_LEADING = 5, 8  # themes told; where several are named alike
SCOPES = ("whole", "outside", "other", "approximate")  # totals that their channels make up; beside which channels are counted; that do not say; “about”
GROUPS = ("granted", "partly_granted", "refused", "unavailable", "not_processed", "other")
DECISIONS = {False: FindingRow.decision != "dismissed", True: FindingRow.decision == "confirmed"}


@dataclass(frozen=True)
class Fact:
    """One number or list of names of a circular. `value`: None where the data do not say; `page`, `where`: the page that shows it and its address;
    `how`: an English template that tells how it is counted."""

    key: str
    value: object
    page: str
    where: Mapping[str, object] = field(default_factory=dict)
    how: str = ""


@dataclass(frozen=True)
class Circular:
    """All that a circular and its annexes are made of. `roster`: an agency a line: agency, kind, county, published, due, state (missing, late, undated,
    in_time, no_day), days, errors, warnings; `findings`: check, findings, agencies (names); `themes`, `channels`, `copies`, `own_copies`: frames."""

    year: int
    filter: Filter
    confirmed: bool
    rollup: Rollup
    facts: dict[str, Fact]
    roster: pandas.DataFrame
    findings: pandas.DataFrame
    themes: pandas.DataFrame
    channels: pandas.DataFrame
    copies: pandas.DataFrame
    own_copies: pandas.DataFrame

    @property
    def leading(self) -> list[str]:
        """Returns the themes that most reports name, about five: none is left out that as many name as one told here."""
        named = self.themes[self.themes["theme"] != UNCLASSIFIED]
        if len(named) <= LEADING:
            return list(named["theme"])
        least = named["reports"].iloc[LEADING - 1]
        tied = named[named["reports"] >= least]
        return list((tied if len(tied) <= MOST_LEADING else named[named["reports"] > least])["theme"])

    @property
    def members(self) -> Members:
        """Returns whose reports the circular is about."""
        return self.rollup.members

    def value(self, key: str):
        """Returns the value of a fact."""
        return self.facts[key].value


def query_circular(engine: Engine, year: int, filter: Filter = EVERYTHING, confirmed: bool = False) -> Circular:
    """Returns the facts of the choice's reports of the year. `confirmed`: only errors that a person confirmed, else all that nobody dismissed."""
    rollup = query_rollup(engine, year, filter)
    members = rollup.members
    if len(members.reports) > MOST_REPORTS:
        raise ValueError("too many reports")
    reports = Filter(reports=members.reports or (0,))
    roster, findings = query_timeliness(engine, members), query_named_errors(engine, members, confirmed)
    scopes, channels = query_totals(engine, reports)
    themes = query_themes(engine, reports)
    copies, own = _copies(engine, reports, members)
    facts = [*_coverage(members, roster), *_disclosed(scopes, channels), *_tables(rollup), *_themes(engine, reports, themes),
             *_errors(engine, reports, findings, confirmed), *_repeated(copies, own), *_cautions(engine, reports, members)]
    return Circular(year, filter, confirmed, rollup, {f.key: f for f in facts}, roster, findings, themes, channels, copies, own)


def query_timeliness(engine: Engine, members: Members) -> pandas.DataFrame:
    """Returns the agencies that are due with the day that their report bears and the last day for their kind, the missing first; see Circular.roster."""
    heads = frame(engine, select(ReportRow.id.label("report_id"), ReportRow.published, ReportRow.errors, ReportRow.warnings)
                  .where(ReportRow.id.in_(members.reports or (0,))))
    found = members.due.merge(heads, on="report_id", how="left")
    places = {region for region, *_ in query_days(engine)}  # that set days of their own
    days: dict[str, dict] = {}
    lines = []
    for row in found.itertuples():
        whole = region_prefix(int(row.region_code)) if pandas.notna(row.region_code) else ""
        place = max((p for p in places if whole.startswith(p)), key=len, default="")
        deadline = days.setdefault(place, query_deadlines(engine, place, members.year) if place not in days else days[place])[row.kind]
        published = date.fromisoformat(row.published[:10]) if isinstance(row.published, str) else None
        state = ("missing" if pandas.isna(row.report_id) else "undated" if published is None else "no_day" if deadline.day is None
                 else "late" if published > deadline.day else "in_time")
        lines.append((deadline.day.isoformat() if deadline.day else None, state, (published - deadline.day).days if published and deadline.day else None))
    told = pandas.DataFrame(lines, columns=["due", "state", "days"], index=found.index).astype({"days": "Int64"})
    found = pandas.concat([found, told], axis=1)
    order = {"missing": 0, "late": 1, "undated": 2, "no_day": 3, "in_time": 4}
    return found.sort_values("state", key=lambda s: s.map(order), kind="stable", ignore_index=True)


def query_named_errors(engine: Engine, members: Members, confirmed: bool = False) -> pandas.DataFrame:
    """Returns, a check a row, most agencies first: check, findings, agencies (their names in the order of the choice); only errors that count."""
    rows = frame(engine, select(FindingRow.check, ReportRow.agency_id, func.count().label("findings")).join(ReportRow, ReportRow.id == FindingRow.report_id)
                 .where(ReportRow.id.in_(members.reports or (0,)), FindingRow.verdict == "fail", FindingRow.severity == "error", DECISIONS[confirmed])
                 .group_by(FindingRow.check, ReportRow.agency_id))
    order = {a: i for i, a in enumerate(members.due["agency_id"])}
    names = dict(zip(members.due["agency_id"], members.due["agency"]))
    by_check: dict[str, list] = defaultdict(list)
    for row in rows.itertuples():
        by_check[row.check].append((order[row.agency_id], names[row.agency_id], int(row.findings)))
    lines = [(check, sum(n for _, _, n in found), tuple(name for _, name, _ in sorted(found))) for check, found in by_check.items()]
    return pandas.DataFrame(sorted(lines, key=lambda line: (-len(line[2]), line[0])), columns=["check", "findings", "agencies"])


def query_totals(engine: Engine, reports: Filter) -> tuple[pandas.DataFrame, pandas.DataFrame]:
    """Returns the totals by what they count (scope, total, reports), never to be added to each other; and the channels (channel, value, reports)."""
    totals = frame(engine, select(ReportRow.id.label("report_id"), ReportRow.disclosed_total, ReportRow.disclosed_total_approximate,
                                  *(getattr(ReportRow, f"channel_{c}") for c in CHANNELS)).where(*reports.where()))
    parts = frame(engine, select(FigureRow.report_id, FigureRow.measure, FigureRow.value, FigureRow.within_total, FigureRow.approximate)
                  .join(ReportRow, ReportRow.id == FigureRow.report_id)
                  .where(FigureRow.measure.in_([f"disclosed.channel.{c}" for c in CHANNELS]), *reports.where()))
    by_report: dict[int, list[Part]] = defaultdict(list)
    for p in parts.itertuples():
        by_report[int(p.report_id)].append(Part(p.measure, None if pandas.isna(p.value) else p.value, None if pandas.isna(p.within_total) else bool(p.within_total), bool(p.approximate)))
    sums: dict[str, list[float]] = {s: [] for s in SCOPES}
    for row in totals.dropna(subset=["disclosed_total"]).itertuples():
        division = divide(row.disclosed_total, bool(row.disclosed_total_approximate), by_report[int(row.report_id)])
        scope = "approximate" if row.disclosed_total_approximate else "outside" if division.outside else "whole" if division.state == "whole" else "other"
        sums[scope].append(row.disclosed_total)
    scopes = pandas.DataFrame([(s, exact(v), len(v)) for s, v in sums.items() if v], columns=["scope", "total", "reports"])
    told = [(c, exact(totals[f"channel_{c}"].dropna()), int(totals[f"channel_{c}"].notna().sum())) for c in CHANNELS]
    channels = pandas.DataFrame([t for t in told if t[2]], columns=["channel", "value", "reports"]).sort_values("value", ascending=False, ignore_index=True)
    return scopes, channels


def _coverage(members: Members, roster: pandas.DataFrame) -> list[Fact]:
    count = Counter(roster["state"])
    progress = "Agencies that owe a report, by the roster" if members.roster else "Agencies known from any year; no roster names them all"
    late, page = roster[roster["state"] == "late"], "progress" if members.roster else "rollup"
    return [Fact("due", len(members.due), page, how=progress), Fact("reported", len(members.reports), "tables", {"show": "reports"}, "Current reports for the year"),
            Fact("missing", tuple(members.missing["agency"]), page, how=progress),
            Fact("above", tuple(members.above.dropna(subset=["report_id"])["agency"]), "rollup", how="Reports that add up others and are not counted again"),
            Fact("in_time", count["in_time"], "tables", {"show": "reports"}, "Publication day printed in the report against the last day for its kind"),
            Fact("late", tuple(zip(late["agency"], (int(d) for d in late["days"]))), "tables", {"show": "reports"}, "Publication day printed in the report against the last day for its kind"),
            Fact("undated", count["undated"], "tables", {"show": "reports"}, "Reports that do not print their publication day"),
            Fact("no_day", count["no_day"], "tables", {"show": "reports"}, "Kinds of agency for which no last day is set")]


def _disclosed(scopes: pandas.DataFrame, channels: pandas.DataFrame) -> list[Fact]:
    facts = []
    for scope in SCOPES:
        row = scopes[scopes["scope"] == scope]
        facts += [Fact(f"total.{scope}", row["total"].iloc[0] if len(row) else None, "volumes", how="Totals of the prose, grouped by what they count"),
                  Fact(f"total.{scope}.n", int(row["reports"].iloc[0]) if len(row) else 0, "volumes", how="Totals of the prose, grouped by what they count")]
    facts.append(Fact("total.n", int(scopes["reports"].sum()), "volumes", how="Reports whose prose gives a total"))
    for row in channels.itertuples():
        facts += [Fact(f"channel.{row.channel}", row.value, "channels", how="Numbers of the prose for that channel"),
                  Fact(f"channel.{row.channel}.n", row.reports, "channels", how="Numbers of the prose for that channel")]
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


def _themes(engine: Engine, reports: Filter, themes: pandas.DataFrame) -> list[Fact]:
    with_problems = frame(engine, select(func.count().label("n"), func.sum(ReportRow.problems).label("all")).where(ReportRow.problems > 0, *reports.where()))
    facts = [Fact("problems.reports", int(with_problems["n"].iloc[0]), "themes", how="Reports in whose section five a problem was recognised"),
             Fact("problems.all", 0 if pandas.isna(with_problems["all"].iloc[0]) else int(with_problems["all"].iloc[0]), "themes", how="Problems recognised in section five")]
    for row in themes.itertuples():
        where = {"pick": f"themes~{row.theme}"}
        facts += [Fact(f"theme.{row.theme}.reports", int(row.reports), "themes", where, "Reports that name the theme as a problem"),
                  Fact(f"theme.{row.theme}.clauses", int(row.clauses), "themes", where, "Reports that name the theme as a problem")]
    return facts


def _errors(engine: Engine, reports: Filter, findings: pandas.DataFrame, confirmed: bool) -> list[Fact]:
    how = "Errors that a person confirmed" if confirmed else "Errors that nobody dismissed"
    where = {"severity": "error", "state": "confirmed"} if confirmed else {"severity": "error"}
    sums = frame(engine, select(func.sum(ReportRow.warnings).label("warnings")).where(*reports.where()))["warnings"].iloc[0]
    everyone = dict.fromkeys(name for names in findings["agencies"] for name in names)
    facts = [Fact("errors.all", int(findings["findings"].sum()), "checks", where, how), Fact("errors.agencies", len(everyone), "checks", where, how),
             Fact("warnings.all", 0 if pandas.isna(sums) else int(sums), "checks", {"severity": "warning"}, "Warnings that nobody dismissed")]
    for row in findings.itertuples():
        facts += [Fact(f"error.{row.check}", row.findings, "checks", where | {"check": row.check}, how),
                  Fact(f"error.{row.check}.agencies", row.agencies, "checks", where | {"check": row.check}, how)]
    return facts


def _copies(engine: Engine, reports: Filter, members: Members) -> tuple[pandas.DataFrame, pandas.DataFrame]:
    """The pairs above the thresholds of the checks: with other agencies, and with the own report of the year before."""
    least = min(SECTION_FIVE, ALL)
    found = []
    for own in (False, True):
        pairs = query_copies(engine, reports, own, least)
        sides = [(pairs[f"{side}share_five"].ge(100 * SECTION_FIVE) | pairs[f"{side}share_all"].ge(100 * ALL)) & pairs[whose].isin(members.reports)
                 for side, whose in (("", "report_id"), *((("other_", "other_id"),) if not own else ()))]
        found.append(pairs[sides[0] | sides[-1]].reset_index(drop=True))
    return found[0], found[1]


def _repeated(copies: pandas.DataFrame, own: pandas.DataFrame) -> list[Fact]:
    def pairs(frame, other):
        return tuple((r.agency, r.other_agency if other == "other_agency" else int(r.other_year), *(None if pandas.isna(s) else int(s) for s in (r.share_five, r.share_all))) for r in frame.itertuples())

    return [Fact("copies", pairs(copies, "other_agency"), "copying", how="Share of a report’s own words that stand in another’s, above the threshold of the checks"),
            Fact("own_copies", pairs(own, "other_year"), "copying", {"view": "own"}, "Share of a report’s words that stand in that of the year before, above the threshold of the checks")]


def _cautions(engine: Engine, reports: Filter, members: Members) -> list[Fact]:
    doubts = frame(engine, select(func.count().label("n")).where(ReportRow.doubts > 0, *reports.where()))["n"].iloc[0]
    return [Fact("doubted", int(doubts), "checks", {"show": "doubts"}, "Reports in which a place is of uncertain reading"),
            Fact("amended", len(query_amended(engine, reports, MOST_REPORTS)), "tables", {"show": "reports"}, "Reports corrected by hand; the corrected values are counted"),
            Fact("nameless", members.nameless, "tables", {"show": "reports"}, "Reports whose agency was not recognised; not counted")]
