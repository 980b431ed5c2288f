"""The catalogue of checks. Each line of CHECKS is one function of a module of this package; its docstring is its public explanation."""
from collections.abc import Iterable

from report.checks import (applications, cases, copying, decisions, form_checks, growth, hierarchy, lateness, lists, outliers, problems, repeats, republished, sections,
                           table2, table3, table4, volumes, years, years_stated)
from report.checks.answer import Check
from report.checks.copying import Alike, tell_alike
from report.checks.hierarchy import Group
from report.checks.lateness import tell_deadline
from report.checks.run import as_findings, make
from report.model import AnnualReport, Evidence, Finding
from report.unread import as_asked

CHECKS: tuple[Check, ...] = (
    Check("T3-1", "error", "Table 3: received + carried in = handled + carried out",
          "received + carried in = total of results + carried out, in each column", table3.check_balance),
    Check("T3-2", "error", "Table 3: the results add up to their total",
          "total of results = disclosed + partly disclosed + Σ not disclosed + Σ cannot be provided + Σ not processed + Σ other handling", table3.check_outcomes),
    Check("T3-3", "error", "Table 3: the applicants add up to the total",
          "total = natural persons + businesses + research bodies + public-benefit organisations + legal-service bodies + others, in each row", table3.check_applicants),
    Check("T3-4", "error", "Table 3: whole numbers, not below 0", "every number of table 3 ∈ {0, 1, 2, …}", table3.check_counts),
    Check("T3-5", "warning", "Table 3: no blank cells and no strokes", "cells without a number = 0", table3.check_blanks),
    Check("T3-6", "warning", "Table 3: all rows and columns are there",
          "rows = 25 (2019 form: 23), cells in a row = 7", table3.check_width),
    Check("T3-7", "information", "Table 3: rare rows are filled",
          "fee not paid > 0 although no fee was charged; many repeated > 0 although received < 5", table3.check_rare_rows),
    Check("T3-8", "warning", "Table 3: not the same as last year's",
          "table 3 ≠ last year's table 3, unless all but one application is 0", table3.check_same_as_last_year, "history"),
    Check("T4-1", "error", "Table 4: the results add up to the total",
          "total = upheld + corrected + other result + pending, in each block", table4.check_results),
    Check("T4-2", "error", "Table 4: whole numbers, not below 0", "every number of table 4 ∈ {0, 1, 2, …}", table4.check_counts),
    Check("T4-3", "warning", "Table 4: lawsuits after reconsideration need one",
          "litigation after reconsideration > 0 ⇒ reconsideration > 0 this year or last", table4.check_after_reconsideration, "history"),
    Check("T4-4", "warning", "Table 4: pending cases do not vanish",
          "pending last year > 0 ⇒ total this year > 0, in each block", table4.check_pending, "history"),
    Check("T4-5", "information", "Table 4: cases without applications",
          "total of table 4 > 0 ⇒ received + carried in > 0 this year or last", table4.check_applications, "history"),
    Check("T2-1", "warning", "Table 2: documents in force continue from last year",
          "in force = in force last year + made − repealed", years.check_stock, "history"),
    Check("T2-2", "warning", "Table 2: what was made this year is in force", "in force ≥ made − repealed", table2.check_in_force),
    Check("T2-3", "error", "Table 2: regulations are 0 below the city",
          "regulations = 0 for counties, their departments, towns, townships and subdistricts", table2.check_regulations),
    Check("T2-4", "error", "Table 2: possible numbers",
          "counts ∈ {0, 1, 2, …}; fees ≥ 0 with no more than 6 decimals; fees of a township < 1,000 (10,000 yuan)", table2.check_numbers),
    Check("T2-5", "warning", "Table 2: no jump against last year",
          "0.2 ≤ this year ÷ last year ≤ 5, where one of them is 30 or more", years.check_jumps, "history"),
    Check("T2-6", "warning", "Table 2 (2019 form): newly published is part of what was made",
          "newly published ≤ newly made; newly published ≤ published in all", table2.check_published),
    Check("T2-7", "warning", "Table 2 (2019 form): items continue from last year",
          "items last year = (items last year + change) of the report before", years.check_items, "history"),
    Check("Y-1", "error", "Carried in = carried out a year ago",
          "carried in (this year) = carried out (last year), in each column", years.check_carried, "history"),
    Check("Y-2", "warning", "Prose not copied from last year",
          "share of 8-character runs found in last year's text < 80% (section five), < 70% (sections one, five, six)", copying.check_copied, "history"),
    Check("Y-3", "warning", "Prose not shared with another agency",
          "share of 8-character runs found in another agency's text of the year < 80% (section five), < 70% (sections one, five, six)", copying.check_alike, "alike"),
    Check("Y-4", "warning", "Repeated problems are followed up",
          "theme named last year and this year ⇒ a measure on that theme", problems.check_repeated, "history"),
    Check("Y-5", "error", "Stated growth = growth recomputed",
          "stated change = (this year − last year) ÷ last year", growth.check_growth, "history"),
    Check("F-1", "error", "The edition of the form fits the year",
          "2021 form from 2021 on; 2019 form for 2019 and 2020", form_checks.check_edition),
    Check("F-2", "error", "Six sections and three tables, in the form's order",
          "sections = 6, tables = 3, the form's order and titles", sections.check_parts),
    Check("F-3", "error", "One year throughout the report",
          "year of the title = year of the statistical period = year of the prose", years_stated.check_years),
    Check("F-4", "warning", "The agency calls itself by its own kind",
          "a town is no bureau, a bureau no town", form_checks.check_self_name),
    Check("F-5", "warning", "The basis is the notice in force", "from 2021 on 〔2021〕 No. 30, not 〔2019〕 No. 60", form_checks.check_basis),
    Check("F-6", "error", "Section five: problems with measures",
          "problems named, measures reported, themes in common", problems.check_section),
    Check("F-7", "warning", "Section one: its five topics",
          "disclosure, applications, management, platforms, supervision (governments: appraisal, review, accountability)", sections.check_topics),
    Check("F-8", "warning", "Section six: fees for processing information", "fees stated, and stated alike", form_checks.check_fees),
    Check("F-9", "error", "Published in time", "departments by 31 January, governments by 31 March, others by the day that the office has set", lateness.check_deadline),
    Check("F-10", "warning", "The statistical period is the calendar year", "1 January to 31 December", years_stated.check_period),
    Check("F-11", "information", "Length of section one", "characters of section one ≤ local limit", form_checks.check_length),
    Check("F-12", "warning", "Contact, but no private data",
          "a contact is named; no mobile number, personal mailbox or identity number", form_checks.check_contact),
    Check("F-13", "warning", "The page is as it was published",
          "text and tables of the page = those of its earlier version of the same date", republished.check_changed, "versions"),
    Check("P-1", "error", "Prose and table 3: received",
          "received (prose) = received, or received + carried in (table)", applications.check_received),
    Check("P-2", "error", "Prose and table 3: carried in", "carried in (prose) = carried in (table)", applications.check_carried_in),
    Check("P-3", "error", "Prose and table 3: carried out", "carried out (prose) = carried out (table)", applications.check_carried_out),
    Check("P-4", "error", "Prose and table 3: handled", "handled (prose) = total of results (table)", applications.check_handled),
    Check("P-5", "error", "Prose and table 3: results", "each result (prose) = Σ of its rows (table)", applications.check_outcomes),
    Check("P-6", "error", "Prose: channels of the applications",
          "online + letter + in person + fax = received", applications.check_channels),
    Check("P-7", "error", "Prose and table 3: applicants",
          "natural persons, bodies (prose) = row one (table)", applications.check_applicant_kinds),
    Check("P-8", "error", "Prose and table 4: reconsideration and litigation", "cases and results (prose) = table 4", cases.check_cases),
    Check("P-9", "error", "Prose and table 2: normative documents",
          "made, repealed, in force (prose) = table 2", decisions.check_documents),
    Check("P-10", "warning", "Prose and table 2: licences, penalties, coercive measures",
          "decisions (prose) = table 2", decisions.check_decisions),
    Check("P-11", "error", "Prose: percentages",
          "printed percentage = part ÷ total, ± half a unit of the last digit", volumes.check_shares),
    Check("P-12", "error", "Prose: parts and total", "Σ parts ≤ total", lists.check_categories),
    Check("P-13", "error", "Prose: channels and total", "each channel ≤ total; Σ channels = total", volumes.check_channels),
    Check("P-14", "warning", "Prose: things named and counted", "things named = number given (≤ after 等)", repeats.check_listed),
    Check("P-15", "warning", "Prose: one number in two places", "first mention = second mention", repeats.check_repeated),
    Check("P-16", "warning", "Prose: double negation", "“did not receive … 0” is read as 0", repeats.check_double_negation),
    Check("P-17", "information", "Prose: approximate numbers", "exact numbers instead of 余, 多, 约, 近", volumes.check_approximate),
    Check("H-1", "warning", "County and its agencies: sums",
          "county = Σ office, departments, towns, townships, subdistricts, in each cell", hierarchy.check_sums, "group"),
    Check("H-2", "error", "County: every agency has reported",
          "agencies of the roster without a report = 0", hierarchy.check_roster, "group"),
    Check("H-3", "warning", "County: one report for each agency and year",
          "reports for one agency and year = 1", hierarchy.check_duplicates, "group"),
    Check("H-4", "warning", "County and its agencies: no part larger than the whole",
          "agency ≤ county, in each cell", hierarchy.check_larger, "group"),
    Check("O-1", "information", "Far from like agencies",
          "|robust z| ≤ 3.5 among the agencies of the same kind, county and year", outliers.check_outliers, "peers"),
)


def run_checks(report: AnnualReport, previous: AnnualReport | None = None) -> list[Finding]:
    """Returns what fails and what cannot be checked in a report; `previous` is the same agency's report of the year before."""
    return run_all_checks(report, previous, passes=False)


def run_all_checks(report: AnnualReport, previous: AnnualReport | None = None, passes: bool = True) -> list[Finding]:
    """Returns every answer of every check on one report, in the catalogue's order. Checks from year to year answer only where `previous` is given and
    really is the year before."""
    if is_extract(report):
        return []
    if not follows(report, previous):
        previous = None
    report, previous, findings = as_asked(report), as_asked(previous), []
    for check in CHECKS:
        if check.scope == "report":
            findings.extend(make(check, (report,), report, passes=passes))
        elif check.scope == "history" and previous is not None:
            findings.extend(make(check, (report, previous), report, previous, passes=passes))
    return findings


def run_history_checks(report: AnnualReport, previous: AnnualReport) -> list[Finding]:
    """Returns what the checks from year to year find and cannot check; [] where `previous` is not the year before."""
    both = as_asked(report), as_asked(previous)
    return [f for check in CHECKS if check.scope == "history" and follows(report, previous) for f in make(check, both, *both, passes=False)]


def run_version_checks(report: AnnualReport, earlier: AnnualReport) -> list[Finding]:
    """Returns what differs between a published page and the version of it that was stored before, and why that cannot be said."""
    both = as_asked(report), as_asked(earlier)
    return [f for check in CHECKS if check.scope == "versions" and not is_extract(report) and not is_extract(earlier) for f in make(check, both, *both, passes=False)]


def is_extract(report: AnnualReport) -> bool:
    """Returns whether only facts taken from a report are there, not the report itself: of what is missing in an extract nothing can be said."""
    return report.source.format == "facts"


def follows(report: AnnualReport, previous: AnnualReport | None) -> bool:
    """Returns whether the other report is whole and of the year before."""
    return previous is not None and not is_extract(report) and not is_extract(previous) and report.year is not None and previous.year == report.year - 1


def run_group_checks(parent: AnnualReport | None, children: list[AnnualReport], roster: list[str] | None = None, vertical: list[str] | None = None) -> list[Finding]:
    """Returns the answers of the checks of a county against its agencies, for one year. `roster`: the names of the agencies that must report; `vertical`:
    of those managed from above, None where only their names tell."""
    group = Group(as_asked(parent), tuple(children), tuple(roster or ()), None if vertical is None else tuple(vertical))
    return [f for check in CHECKS if check.scope == "group" for f in make(check, (group,), parent)]


def run_peer_checks(report: AnnualReport, others: list[AnnualReport]) -> list[Finding]:
    """Returns where a report's numbers lie far from those of like agencies (information only), and where that cannot be said."""
    return [f for check in CHECKS if check.scope == "peers" for f in make(check, (as_asked(report), others), report)]


def tell_likeness(alike: list[Alike]) -> list[Finding]:
    """Returns what Y-3 finds where the shares with other agencies' reports of the year are known already (data/alike.py)."""
    check = next(c for c in CHECKS if c.scope == "alike")
    return list(as_findings(check, tell_alike(alike), passes=False))


def tell_lateness(kind: str | None, year: int | None, published: str | None, days: dict[str, str] | None = None, passes: bool = False,
                  evidence: Iterable[Evidence] = ()) -> list[Finding]:
    """Returns what F-9 finds where the office has set days of its own (kind -> "01-31"). `evidence`: the words of the day in the report."""
    check = next(c for c in CHECKS if c.id == "F-9")
    return list(as_findings(check, tell_deadline(kind, year, published, days, evidence), passes=passes))
