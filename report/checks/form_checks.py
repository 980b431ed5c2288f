"""What the form and the Regulations ask of the report as a whole: edition, names, basis, fees, deadline, contact."""
import re
from collections.abc import Iterator

from report import form
from report.checks.answer import Answer, failed, passed, unknown
from report.checks.cells import NUMBERS, ROW_LEFT_OUT
from report.checks.sections import ONLY_PART, fragment
from report.checks.statements import find
from report.model import AnnualReport, Evidence

QUOTED = re.compile(r"“[^”\n]*”|《[^》\n]*》|「[^」\n]*」")
SELF = {  # kind -> how an agency of that kind does not speak of itself; "自我局限" and "我委托" are other words
    "town": r"(?<!自)我(?:局(?!限|部|面|势)|委(?!托|派|任|员)|乡(?!镇)|街道)", "township": r"(?<!自)我(?:局(?!限|部|面|势)|委(?!托|派|任|员)|镇(?!定|静)|街道)",
    "subdistrict": r"(?<!自)我(?:局(?!限|部|面|势)|委(?!托|派|任|员)|镇(?!定|静)|乡(?!镇))", "department": r"(?<!自)我(?:镇(?!定|静)|乡(?!镇)|街道)",
    "other": r"(?<!自)我局(?!限|部|面|势)",
}
OLD_BASIS = re.compile(r"国办公开办(?:函)?\s*[〔\[［（(【]\s*2019\s*[〕\]］）)】]\s*60\s*号")
NEW_BASIS = re.compile(r"国办公开办(?:函)?\s*[〔\[［（(【]\s*2021\s*[〕\]］）)】]\s*30\s*号")
FEES = re.compile(r"信息处理费|处理费|收费|收取")
MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
IDENTITY = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)")
PERSONAL_MAIL = re.compile(r"(?<![\w.])(?:\d{5,11}@qq\.com|1[3-9]\d{9}@[\w.]+)", re.I)
CONTACT = re.compile(r"电话|地址|邮编|邮箱|联系|咨询|(?<!\d)0\d{2,3}\s*[-－—–]\s*\d{7,8}(?!\d)")
REST = re.compile(r"其余|其他|其它|另外|除此|除[^，,。；;]{0,20}外|此外")  # “其余申请未收取费用” beside a fee that was charged
FEES_FROM = 2020  # 国办函〔2020〕109号 set the fees
LIMITS = {"武威市": 1000}  # characters of section one that a city's notice allows


def evidence(key: str, match: re.Match) -> Evidence:
    """Returns the evidence of a match in the text of a section."""
    return Evidence(section=key, start=match.start(), end=match.end(), text=match[0])


def check_edition(report: AnnualReport) -> Iterator[Answer]:
    """Reports for 2021 and later use the 2021 form (国办公开办函〔2021〕30号), reports for 2019 and 2020 the 2019 form (国办公开办函〔2019〕60号). The edition is
    taken from the labels of tables 2 and 3."""
    if report.year is None or report.year < 2019:
        yield unknown("No edition of this form is required for that year." if report.year else "The year of the report is not known.")
        return
    required = "2021" if report.year >= 2021 else "2019"
    editions = {table: getattr(report.editions, table) for table in ("disclosed", "requests")}
    if not any(editions.values()):
        yield unknown("The edition of the tables could not be told from their labels.")
    names = {line["edition"]: line["english"] for line in form.read_forms("editions")}
    tables = {line["table"]: line["english"] for line in form.read_forms("tables")}
    for table, edition in editions.items():
        if edition is None:
            continue
        if any(d.kind == "mixed_edition" and d.values.get("table") in (table, NUMBERS[table]) for d in report.doubts):
            yield unknown(ROW_LEFT_OUT)
            continue
        if edition == required:
            yield passed()
        else:
            yield failed("Table “{table}” is in the {edition}; reports for {year} use the {required}.",
                         {"table": tables[table], "edition": names[edition], "year": report.year, "required": names[required]},
                         severity="error" if required == "2021" else "warning")


def check_self_name(report: AnnualReport) -> Iterator[Answer]:
    """A town that writes “our bureau”, or a bureau that writes “our town”, has probably copied the passage from another agency's report. Words in quotation
    marks are left out."""
    words = SELF.get(report.agency.kind) if report.agency else None
    if words is None:
        yield unknown("The kind of the agency is not certain.")
        return
    found = []
    for section in report.sections:
        quoted = [m.span() for m in QUOTED.finditer(section.text)]
        found.extend(evidence(section.key, m) for m in re.finditer(words, section.text) if not any(a <= m.start() < b for a, b in quoted))
    if found:
        yield failed("{agency} calls itself “{words}” ({count} times).", {"agency": report.agency_name or report.source.name, "words": found[0].text, "count": len(found)},
                     evidence=found)
    else:
        yield passed()


def check_basis(report: AnnualReport) -> Iterator[Answer]:
    """A report for 2021 or later that names the notice of 2019 (国办公开办函〔2019〕60号) as its basis, and not that of 2021 (〔2021〕30号), follows a form that is no
    longer in force."""
    if report.year is None:
        yield unknown("The year of the report is not known.")
        return
    old = [evidence(s.key, m) for s in report.sections for m in OLD_BASIS.finditer(s.text)]
    if report.year >= 2021 and old and not any(NEW_BASIS.search(s.text) for s in report.sections):
        yield failed("The report for {year} names the notice of 2019 (〔2019〕60号) as its basis.", {"year": report.year}, evidence=old)
    else:
        yield passed(evidence=old)


def check_fees(report: AnnualReport) -> Iterator[Answer]:
    """A report cannot say both that fees for processing information were charged and that none were; that is an error, unless it is said of the rest. Section six should say something of these
    fees (国办函〔2020〕109号; most local templates ask for it)."""
    section = report.section("other")
    if section is None:
        yield unknown(ONLY_PART if fragment(report) else "Section six was not found.")
        return
    charged, none = [s for s in find(report, "fees.charged") if s.value], [s for s in find(report, "fees.none") if not REST.search(s.clause)]
    if charged and none:
        yield failed("The report says that {left} yuan of fees were charged, and also that none were.", {"left": charged[0].value},
                     evidence=[charged[0].evidence, none[0].evidence], severity="error" if "处理费" in none[0].evidence.text else "warning")
    elif charged or none or any(FEES.search(s.text) for s in report.sections):
        yield passed(evidence=[s.evidence for s in (*charged, *none)])
    elif report.year is None or report.year < FEES_FROM:
        yield unknown("Fees for processing information are told from the reports for 2020 on.")
    else:
        yield failed("Section six says nothing of fees for processing information.", {})


def check_length(report: AnnualReport) -> Iterator[Answer]:
    """Some cities limit the length of section one (武威: 1,000 characters)."""
    limit = LIMITS.get(report.region.city or "") if report.region else None
    overview = report.section("overview")
    if limit is None or overview is None:
        yield unknown("No limit is known for this place.")
        return
    length = len(re.sub(r"\s", "", overview.text))
    if length <= limit:
        yield passed(length, limit)
    else:
        yield failed("Section one has {left} characters, {difference} more than the local limit of {right}.", {}, length, limit)


def check_contact(report: AnnualReport) -> Iterator[Answer]:
    """A report names where to ask, but shows no private data: a mobile number, a personal mailbox or an identity number is a warning, a report without any contact is
    information."""
    found = [evidence(s.key, m) for s in report.sections for pattern in (IDENTITY, PERSONAL_MAIL, MOBILE) for m in pattern.finditer(s.text)]
    if found:
        yield failed("The report shows a mobile number, a personal mailbox or an identity number ({count} places).", {"count": len(found)}, evidence=found)
    elif fragment(report):
        yield unknown(ONLY_PART)
    elif any(CONTACT.search(s.text) for s in report.sections if s.key in ("preamble", "other")):
        yield passed()
    else:
        yield failed("The report does not say where to ask.", {}, severity="information")
