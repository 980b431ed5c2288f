"""Words in the reader's language: English templates are the message ids, Chinese comes from the gettext catalogues in locale/."""
import gettext
from functools import cache
from pathlib import Path

from report.form import official_names

LOCALE = Path(__file__).resolve().parent.parent / "locale"
LANGUAGES = {"zh": "zh_CN", "en": None}  # English needs no catalogue
DOMAINS = ("report", "data", "loaders", "parsing", "pages")  # one catalogue a floor: locale/zh_CN/LC_MESSAGES/<domain>.po


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """Returns the joined catalogues of one language ("zh" or "en"); a missing catalogue leaves the English words."""
    joined = gettext.NullTranslations()
    if LANGUAGES[language]:
        joined = OfficialNames()
        for domain in DOMAINS:
            found = gettext.translation(domain, LOCALE, [LANGUAGES[language]], fallback=True)
            found.add_fallback(joined)
            joined = found
    return joined


class OfficialNames(gettext.NullTranslations):
    """The names of the form itself: the Chinese of a row, column, section or measure stands in forms/*.csv and nowhere else."""

    def gettext(self, message: str) -> str:
        return official_names().get(message, message)


def say(template: str, values: dict | None = None, language: str = "zh") -> str:
    """Returns the template in the language with its {placeholders} filled; values that are themselves templates are translated,
    and lists are told as lists (a list of lists as places: row · column)."""
    words = catalogue(language).gettext(template) if template else ""
    if not values:
        return words
    return words.format(**{k: spoken(v, language) for k, v in values.items()})


MOST = 8  # places told in one sentence; the others are counted


def spoken(value, language: str):
    """Returns one value as it stands in a sentence of that language."""
    if isinstance(value, str) and value:
        return catalogue(language).gettext(value)
    if isinstance(value, list | tuple):
        parts = [" · ".join(str(spoken(v, language)) for v in part) if isinstance(part, list | tuple) else str(spoken(part, language))
                 for part in value[:MOST]]
        more = "" if len(value) <= MOST else f"等{len(value)}处" if language == "zh" else f" … ({len(value)} in all)"
        return ("、" if language == "zh" else ", ").join(parts) + more
    return value
