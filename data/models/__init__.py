"""The tables, a module a subject; whoever asks for a row asks here, so that every table is known before the first is made."""
from data.models.access import AccessRow
from data.models.base import now
from data.models.copies import BucketRow, LikenessRow, PhraseRow, SketchRow
from data.models.desk import DeadlineRow, RosterRow, SchemeRow
from data.models.judgement import CorrectionRow, PrintedRow, VerdictRow
from data.models.names import AgencyNameRow
from data.models.parts import PARTS, CellRow, ClauseRow, ClauseThemeRow, DoubtRow, FigureRow, FindingRow, SectionRow, StatisticRow
from data.models.reports import CURRENT, AgencyRow, DocumentRow, ReadingRow, ReportRow
from data.models.service import CounterRow, FailureRow, JournalRow
from data.models.summaries import PlaceRow, SummaryRow, TimesRow

__all__ = ["CURRENT", "PARTS", "AccessRow", "AgencyNameRow", "AgencyRow", "BucketRow", "CellRow", "ClauseRow", "ClauseThemeRow", "CorrectionRow", "CounterRow",
           "DeadlineRow", "DocumentRow", "DoubtRow", "FailureRow", "FigureRow", "FindingRow", "JournalRow", "LikenessRow", "PhraseRow", "PlaceRow", "PrintedRow", "ReadingRow",
           "ReportRow", "RosterRow", "SchemeRow", "SectionRow", "SketchRow", "StatisticRow", "SummaryRow", "TimesRow", "VerdictRow", "now"]
