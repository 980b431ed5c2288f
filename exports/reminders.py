"""The list of those that have not handed in (催报清单) and the words that remind them, ready to be pasted."""
from datetime import date

import pandas

from exports import words
from report.language import say

SHOWN = ["agency", "kind", "due", "timing", "last_year"]


def reminders(found: pandas.DataFrame, today: date, language: str = "zh") -> pandas.DataFrame:
    """Returns the missing agencies for a sheet. `found`: rows of data.progress.query_progress in the state missing."""
    spoken = found.assign(kind=[words.code(k, language) for k in found["kind"]], due=[_day(d, language) for d in found["due"]],
                          timing=[timing(d, today, language) for d in found["due"]])
    heads = {"due": "Deadline", "timing": "As of {day}", "last_year": "Last report stored"}
    return spoken[SHOWN].rename(columns={c: say(heads[c], {"day": today.isoformat()}, language) if c in heads else words.column(c, language) for c in SHOWN})


def reminder_text(found: pandas.DataFrame, year: int, today: date, language: str = "zh") -> str:
    """Returns the words of a reminder that names those missing, by their last day."""
    if found.empty:
        return ""
    lines = [say("As of {day}, {n} agencies have not handed in their annual report on government information disclosure for {year}:",
                 {"day": _day(today.isoformat(), language), "n": len(found), "year": year}, language)]
    for due in sorted(found["due"].dropna().unique()):
        lines.append(_group(found[found["due"] == due]["agency"], say("Due by {day} ({timing})", {"day": _day(due, language), "timing": timing(due, today, language)}, language), language))
    rest = found[found["due"].isna()]["agency"]
    if len(rest):
        lines.append(_group(rest, say("No day is set", language=language), language))
    lines.append(say("Please publish the report, hand it in to this office and tell us when it is published.", language=language))
    return "\n".join(lines)


def timing(due, today: date, language: str) -> str:
    """Returns how far the last day is: days left or days over; empty where none is set."""
    if not isinstance(due, str):
        return ""
    days = (today - date.fromisoformat(due)).days
    return say("{n} days over" if days > 0 else "{n} days left" if days < 0 else "due today", {"n": abs(days)}, language)


def _group(names, head: str, language: str) -> str:
    return f"{head}{'：' if language == 'zh' else ': '}{('、' if language == 'zh' else ', ').join(names)}{'。' if language == 'zh' else '.'}"


def _day(iso, language: str) -> str:
    if not isinstance(iso, str):
        return ""
    day = date.fromisoformat(iso)
    return f"{day.year}年{day.month}月{day.day}日" if language == "zh" else iso
