"""The prose on applications against table 3."""
import re
from collections.abc import Iterator

from report import form
from report.checks.accepted import told_apart
from report.checks.answer import Answer, exact, failed, passed, unknown
from report.checks.cells import number, total, without_numbers
from report.checks.comparison import NOT_STATED, compare, compare_vague
from report.checks.statements import CLAUSE, SENTENCE, Statement, before_of, clause_of, find, scope, sentence_of, statements
from report.checks.table3 import cell, outcome_rows
from report.model import AnnualReport, CellReference, Figure

CARRIED_TOO = re.compile(r"结转|含上|包括上|连同|加上")  # "共办理申请4件（含上年结转1件）"
LOOSE = re.compile(r"受理|办理|处理|答复")  # may count what was received, what was carried in, or what was closed
BY_CHANNEL = re.compile(r"网络|网上|在线|互联网|信函|邮寄|当面|现场|传真|邮箱|邮件|平台|其中")  # a part of what was received
ALL = re.compile(r"共|总|合计|累计")
CHANNELS = ("requests.by.online", "requests.by.letter", "requests.by.person", "requests.by.fax")
BODIES = ("business", "research", "public_benefit", "legal_service", "other")
OPEN_LIST = re.compile(r"其他|其它|等|主要|包括|以及")
CLOSED = re.compile(r"办结|办理完毕|办理完成|处理完毕")
CLASSIFIED = re.compile(r"(?:制发|印发|公文|发文|文件|公开属性)[^。；;\n]{0,80}不予公开")  # "制发公文127件，其中主动公开38件，不予公开48件"
ASKED = re.compile(r"收到|受理|答复|办结|申请(?!公开)")
DIGITS = re.compile(r"\d[\d,]*")
COUNTED = re.compile(r"\d\s*[余多]?\s*(?:件次|件|份|宗|例|条|次)")
DONE = re.compile(r"办|答复|公开|提供|处理|结转|撤|补正")  # "收到8件，网络6件，信函1件，办结8件": no channel
CARRIED_CLOSED = re.compile(r"(?:上一?年度?|去年|往年|20\d\d年度?)[^，,。；;\n]{0,8}(?:结转|转来|转入|遗留|申请)(?:[^，,。；;\n]{0,8}[，,](?:已|均|全部|都|于))?[^，,。；;\n]{0,12}(?:办结|答复|办理完毕|办毕)(?!率)")  # "上年结转的1件已于2月办结"
MERGED = re.compile(r"合并|拆分|一并(?:办理|答复)|并案")  # "收到5件，合并办理后作出答复3件"
REVIEWED = re.compile(r"重新|复查|属性|转为")  # "对以往不予公开的3件重新审查"
ANOTHER = re.compile(r"制作|获取")  # "制作、获取信息138条，不予公开3条" counts information, not applications


def confirmed(figure: Figure, sentence: str, id: str) -> bool:
    """Returns whether the pattern of statements.toml reads the same number in the sentence: two readings agree."""
    return any(s.value == figure.value for s in statements(sentence, figure.evidence.section, id))


def check_received(report: AnnualReport) -> Iterator[Answer]:
    """The number of applications that the prose says were received equals row one of table 3 (total column). Where the sentence says that it
    includes those carried over, or speaks of all that were accepted or handled, rows one and two together count too. A sentence that
    speaks of another circle of agencies, or of one channel, accuses nobody; an approximate number is a lower bound. Where the prose gives
    two numbers, one that agrees is enough, or their sum."""
    figure = report.figure("requests.received")
    if figure is None or figure.value is None:
        yield unknown(NOT_STATED)
        return
    received, carried_in = cell("received", "total"), cell("carried_in", "total")
    sentence, clause = sentence_of(report, figure.evidence), clause_of(report, figure.evidence)
    first, second = number(report, received), number(report, carried_in)
    both = exact(first + second) if first is not None and second is not None else None
    loose = bool(LOOSE.search(clause))
    besides = (both,) if both is not None and (loose or CARRIED_TOO.search(sentence)) else ()
    seconds = {int(v[0].replace(",", "")) for d in report.doubts if d.kind == "second_received" and (v := DIGITS.search(str(d.values.get("value", ""))))}
    if figure.approximate:
        yield from compare_vague(report, figure, [received], besides)
    elif figure.value != first and MERGED.search(sentence):
        yield unknown("Applications were joined or divided before they were answered.", evidence=[figure.evidence])
    elif figure.value != first and (first in (*seconds, *told_apart(sentence)) or seconds and first == figure.value + sum(seconds)):  # "有效申请6件、无效申请1件"
        yield passed(first, first, [received], [figure.evidence])
    elif figure.value and BY_CHANNEL.search(clause) and not ALL.search(clause) and figure.value != first:
        yield unknown("The sentence gives the applications of one channel only.", evidence=[figure.evidence])
    elif both is not None and figure.value == both != first and not besides:
        yield failed("The prose says {left} were received; table 3 says {right}, or {both} with those carried over, which the sentence does not "
                     "mention.", {"both": both}, figure.value, first, [received, carried_in], [figure.evidence], "warning")
    else:
        certain = not loose and confirmed(figure, sentence, "requests.received")
        yield from compare(report, figure.value, [received], figure.evidence, certain, besides)


def compare_figure(report: AnnualReport, measure: str, row: str, words: str) -> Iterator[Answer]:
    """Yields how a figure of the prose stands to a row's total; it is certain where its clause says the words."""
    figure = report.figure(measure)
    if figure is None or figure.value is None:
        yield unknown(NOT_STATED)
    elif figure.approximate:
        yield from compare_vague(report, figure, [cell(row, "total")])
    else:
        certain = bool(re.search(words, clause_of(report, figure.evidence)))
        yield from compare(report, figure.value, [cell(row, "total")], figure.evidence, certain)


def check_carried_in(report: AnnualReport) -> Iterator[Answer]:
    """The number of applications that the prose says were carried over from last year equals row two of table 3 (total column)."""
    yield from compare_figure(report, "requests.carried_in", "carried_in", r"上(?:一)?年(?:度)?(?:的)?结转|结转上年")


def check_carried_out(report: AnnualReport) -> Iterator[Answer]:
    """The number of applications that the prose says are carried over to next year equals row four of table 3 (total column)."""
    yield from compare_figure(report, "requests.carried_out", "carried_out", r"结转(?:至|到|下|次|20)|下(?:一)?年(?:度)?(?:继续)?(?:办理|答复)")


def check_handled(report: AnnualReport) -> Iterator[Answer]:
    """The number of applications that the prose says were closed or answered equals the total of results in table 3 (total column). “Answered”
    may leave out those not processed and those of other handling, and may be told of the applications of the year alone."""
    figure = report.figure("requests.handled")
    if figure is None or figure.value is None:
        yield unknown(NOT_STATED)
        return
    handled = cell("handled", "total")
    if figure.approximate:
        yield from compare_vague(report, figure, [handled])
        return
    clause = clause_of(report, figure.evidence)
    if MERGED.search(sentence_of(report, figure.evidence)):
        yield unknown("Applications were joined or divided before they were answered.", evidence=[figure.evidence])
        return
    besides = []
    closed = CLOSED.search(clause) and not told_apart(sentence_of(report, figure.evidence))  # "登记5件，受理4件，办结4件": of those accepted
    if (whole := number(report, handled)) is not None and not closed:
        for groups in (("other",), ("not_processed",), ("other", "not_processed")):
            parts = [cell(row, "total") for row in outcome_rows(report) if row.split(".")[0] in groups]
            if not without_numbers(report, parts):
                besides.append(exact(whole - total(report, parts)))
    of_this_year = exact(whole - before) if whole is not None and (before := number(report, cell("carried_in", "total"))) else None
    if of_this_year is not None and (not CLOSED.search(clause) or closed_apart(report, figure)):
        besides.append(of_this_year)
    certain = bool(CLOSED.search(clause)) and figure.value != of_this_year
    yield from compare(report, figure.value, [handled], figure.evidence, certain, tuple(besides))


def closed_apart(report: AnnualReport, figure: Figure) -> bool:
    """Returns whether the paragraph of a number tells by itself that those carried over were closed."""
    section = report.section(figure.evidence.section)
    start = section.text.rfind("\n", 0, figure.evidence.start) + 1
    end = section.text.find("\n", start)
    return bool(CARRIED_CLOSED.search(section.text, start, end if end >= 0 else len(section.text)))


def same_circle(report: AnnualReport, statement: Statement) -> bool | None:
    """Returns whether a statement's paragraph certainly counts the applications of table 3: it also gives a number received or handled
    that agrees with the table. None where the paragraph is not about applications at all."""
    section = report.section(statement.evidence.section)
    start = section.text.rfind("\n", 0, statement.evidence.start) + 1
    end = section.text.find("\n", statement.evidence.end)
    paragraph = section.text[start:end if end >= 0 else None]
    if "申请" not in paragraph or ANOTHER.search(paragraph) or REVIEWED.search(statement.clause) or CLASSIFIED.search(statement.sentence) and not ASKED.search(statement.sentence):
        return None
    first, second, handled = (number(report, cell(row, "total")) for row in ("received", "carried_in", "handled"))
    agreeing = {first, handled, (first or 0) + (second or 0)} - {None}
    counted = [f.unit or "" for f in report.figures if f.measure == "requests.received" and f.value and f.evidence.section == section.key and start <= f.evidence.start < start + len(paragraph)]
    if counted and "条" in statement.evidence.text and not any("条" in unit for unit in counted):
        return None  # "收到申请5件，涉及信息12条，公开10条，不予公开2条"
    return any(f.measure in ("requests.received", "requests.handled") and f.value in agreeing and f.evidence.section == section.key
               and start <= f.evidence.start < start + len(paragraph) for f in report.figures)


WITH_PARTLY = re.compile(r"[（(，,](?:其中)?(?:含|包括|包含)[^（）()，,]{0,4}部分公开")  # "予以公开5件（含部分公开1件）"
TWO_RESULTS = re.compile(r"(?:公开|提供|处理)(?:和|及|与|、|或|或者)$")  # "公开和部分公开6件": one number for both
OTHER_BODIES = re.compile(r"(?:组织|企业|机构|团体|单位)[^，,、；;。\d]{0,6}\d")


OUTCOMES = (("requests.granted", "granted"), ("requests.partly_granted", "partly_granted"), ("requests.refused", "refused"),
            ("requests.unavailable", "unavailable"), ("requests.not_processed", "not_processed"), ("requests.other", "other"))


def check_outcomes(report: AnnualReport) -> Iterator[Answer]:
    """The results that the prose lists (disclosed, partly disclosed, not disclosed, cannot be provided, not processed, other handling) equal
    the rows of table 3, a group being the sum of its rows (total column). It is an error only where the same paragraph gives a number
    received or handled that agrees with the table, so that both certainly count the same applications."""
    found = False
    for id, group in OUTCOMES:
        cells = [cell(row, "total") for row in outcome_rows(report) if row == group or row.startswith(f"{group}.")]
        told = [(s, circle) for s in find(report, id) if not s.vague and (circle := same_circle(report, s)) is not None]
        told = [(s, circle) for s, circle in told if not TWO_RESULTS.search(before(report, s))]
        expected = total_or_none(report, cells)
        for statement, circle in sorted(told, key=lambda t: t[0].value != expected)[:1]:  # told twice: one that agrees is enough
            found = True
            if statement.value != expected and scope(report, statement.sentence, before_of(report, statement.evidence)) == "other":
                yield unknown("The sentence gives the results of another circle of agencies than the table.", evidence=[statement.evidence])
                continue
            places = [[form.row_name("requests", group, "en"), form.column_name("requests", "handled", "total", "en")]]
            besides = ()
            if id == "requests.granted" and WITH_PARTLY.search(statement.sentence) and (partly := number(report, cell("partly_granted", "total"))) is not None:
                besides = (exact((expected or 0) + partly),)
            yield from compare(report, statement.value, cells, statement.evidence, circle, besides, places)
    if not found:
        yield unknown(NOT_STATED)


def before(report: AnnualReport, statement: Statement) -> str:
    """Returns what stands right before a statement."""
    return report.section(statement.evidence.section).text[max(0, statement.evidence.start - 6):statement.evidence.start]


def total_or_none(report: AnnualReport, cells: list[CellReference]):
    """Returns the sum of the cells, or None where one holds no number."""
    return None if without_numbers(report, cells) else total(report, cells)


def is_within(part: Statement, other: Statement, text: str) -> bool:
    """Returns whether a statement stands in the brackets right behind another one ("平台申请6件（其中邮箱2件）")."""
    end = other.evidence.end
    return text[end:end + 1] in ("（", "(") and end < part.evidence.start < max(text.find("）", end), text.find(")", end))


def counts_others(report: AnnualReport, figure: Figure, parts: list[Statement], text: str) -> bool:
    """Returns whether the sentence goes on to count applications in words that are none of the parts read ("特快专递3件")."""
    last = max(s.evidence.end for s in parts)
    stop = SENTENCE.match(text, figure.evidence.end)
    for clause in CLAUSE.finditer(text, figure.evidence.end, max(stop.end() if stop else 0, last)):
        here = [c for c in COUNTED.finditer(clause[0]) if not any(s.evidence.start <= clause.start() + c.start() < s.evidence.end for s in parts)]
        if here and not DONE.search(clause[0]):
            return True
    return False


def check_channels(report: AnnualReport) -> Iterator[Answer]:
    """Where a sentence lists the channels of applications (online, letter, in person, fax), they add up to the number received that it gives,
    or to that number with those carried over. More than the number is an error; less is a warning, and nothing where the list is open
    or counts what is none of these."""
    figure = report.figure("requests.received")
    if figure is None or not figure.value or figure.approximate:
        yield unknown(NOT_STATED)
        return
    sentence = sentence_of(report, figure.evidence)
    parts = [s for id in CHANNELS for s in find(report, id) if s.sentence == sentence]
    text = report.section(figure.evidence.section).text
    parts = [s for s in parts if not any(is_within(s, other, text) for other in parts)]
    if len(parts) < 2 or any(s.vague for s in parts):
        yield unknown("The prose does not list the channels of the applications.")
        return
    left, evidence = exact(sum(s.value for s in parts)), [figure.evidence, *(s.evidence for s in parts)]
    besides = {figure.value, total_or_none(report, [cell("received", "total"), cell("carried_in", "total")]),
               total_or_none(report, [cell("received", "total")])}
    if left in besides or left < figure.value and (OPEN_LIST.search(sentence) or counts_others(report, figure, parts, text)):
        yield passed(left, figure.value, evidence=evidence)
    else:
        yield failed("The channels of the applications add up to {left}, but the sentence says {right}; the difference is {difference}.", {},
                     left, figure.value, evidence=evidence, severity="error" if left > figure.value else "warning")


def check_applicant_kinds(report: AnnualReport) -> Iterator[Answer]:
    """The applications of natural persons, and of legal persons and other bodies, that the prose states equal the columns of table 3 in row
    one, with those carried over, or among the results."""
    found = False
    for id, columns in (("requests.natural_person", ("natural_person",)), ("requests.bodies", BODIES)):
        for statement in find(report, id)[:1]:
            if id == "requests.bodies" and "组织" not in statement.evidence.text and OTHER_BODIES.search(statement.sentence.partition(statement.evidence.text)[2]):
                continue  # "法人2件、其他组织1件"
            if statement.vague or (circle := same_circle(report, statement)) is None:
                continue
            found = True
            received, carried_in, handled = ([cell(row, c) for c in columns] for row in ("received", "carried_in", "handled"))
            besides = {total_or_none(report, received + carried_in), total_or_none(report, handled)} - {None}
            column = "Legal persons and other bodies" if len(columns) > 1 else form.column_name("requests", "received", columns[0], "en")
            yield from compare(report, statement.value, received, statement.evidence, circle and scope(report, statement.sentence) == "own",
                               tuple(besides), [[form.row_name("requests", "received", "en"), column]])
    if not found:
        yield unknown(NOT_STATED)
