"""The words that charts write, in the session's language."""
from charts.style import Words
from pages.shared.words import UNREAD, UNREPORTED, name, t, unit_name
from report import form


def break_words(headline: str) -> dict[int, str]:
    """Returns where the series of a headline measure breaks, in words: first year -> why."""
    measure = headline.replace("_", ".", 1)
    return {year: name(line) for year, line in form.breaks(measure if headline.startswith(("disclosed", "requests")) else "disclosed." + measure).items()}


def chart_words(unit: str = "", names: dict[str, str] | None = None) -> Words:
    """Returns a chart's words: states, the unit, “about”, and names of ids where the chart shows ids."""
    return Words(blank=t(UNREPORTED), doubt=t(UNREAD), unit=unit_name(unit), median=t("median"), about=t("about {value}", value="{value}"), total=t("total"), names=names or {})
