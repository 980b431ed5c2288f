"""A published page against the version of it that was stored before."""
import re
from collections.abc import Iterator

from report.checks.answer import Answer, failed, passed, unknown
from report.model import AnnualReport, CellReference, Evidence, Section
from report.sentences import SENTENCE_END
from report.wording import normal

PAGES = ("html", "mht")  # formats of what was published; a Word file may have been a draft
COUNTER = re.compile(r"(?:浏览|阅读|点击|访问)(?:次数|量|数)")  # 浏览次数：318 changes with every visit
BLANK = re.compile(r"\s+")
MOST = 20  # changed passages shown


def check_changed(report: AnnualReport, earlier: AnnualReport) -> Iterator[Answer]:
    """The text of a published report should not change afterwards unsaid. Two versions of one web page that bear the same date of publication are compared sentence by
    sentence and cell by cell; counters of visits are left out. Files other than web pages may have been drafts, and nothing is said of them."""
    if report.source.format not in PAGES or earlier.source.format not in PAGES:
        yield unknown("The version before was not a published web page, or this one is not: it may have been a draft.")
        return
    if not report.published or report.published != earlier.published:
        yield unknown("The two versions do not bear one and the same date of publication.")
        return
    here, before = list(_sentences(report)), list(_sentences(earlier))
    known, kept = {words for words, _ in before}, {words for words, _ in here}
    new = [evidence for words, evidence in here if words not in known]
    gone = [words for words, _ in before if words not in kept]
    cells = _changed_cells(report, earlier)
    if new or gone or cells:
        yield failed("The page dated {published} was changed after an earlier version was stored: sentences that are new or changed: {new}; that are gone or changed: {gone}; "
                     "cells that differ: {cells}.", {"published": report.published, "new": len(new), "gone": len(gone), "cells": len(cells)}, cells=cells, evidence=new[:MOST])
    else:
        yield passed()


def _sentences(report: AnnualReport) -> Iterator[tuple[str, Evidence]]:
    """Each sentence of the form's sections, made comparable, with its place."""
    for section in report.sections:
        if section.key != "preamble":
            yield from _sentences_of(section)


def _sentences_of(section: Section) -> Iterator[tuple[str, Evidence]]:
    start = 0
    for end in [*(m.end() for m in SENTENCE_END.finditer(section.text)), len(section.text)]:
        printed = section.text[start:end]
        words = BLANK.sub("", normal(printed)).rstrip("。；;!?！？")
        if words and not COUNTER.search(words):
            left, stripped = start + len(printed) - len(printed.lstrip()), printed.strip()
            yield words, Evidence(section=section.key, start=left, end=left + len(stripped), text=stripped)
        start = end


def _changed_cells(report: AnnualReport, earlier: AnnualReport) -> list[CellReference]:
    """The cells that both versions print, with different numbers; a table that only one of them has was perhaps only read differently."""
    return [CellReference(table=table, row=row, column=column)
            for table in ("disclosed", "requests", "disputes") if getattr(report, table) and getattr(earlier, table)
            for row, values in getattr(report, table).items() for column, value in values.items()
            if column in getattr(earlier, table).get(row, {}) and getattr(earlier, table)[row][column] != value]
