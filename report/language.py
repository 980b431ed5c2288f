"""Words in the reader's language: English templates are the message ids, Chinese comes from the gettext catalogues in locale/;
the English catalogues hold only the sentences in which a count may be one."""
import gettext
import re
from functools import cache
from pathlib import Path

from report.form import official_names

LOCALE = Path(__file__).resolve().parent.parent / "locale"
LANGUAGES = {"zh": "zh_CN", "en": "en"}
DOMAINS = ("report", "data", "loaders", "parsing", "pages")  # one catalogue a floor: locale/<language>/LC_MESSAGES/<domain>.po


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """Returns the joined catalogues of one language ("zh" or "en"); what no catalogue holds keeps its English words."""
    joined = OfficialNames() if language == "zh" else gettext.NullTranslations()
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
    return fill(words, {k: spoken(v, language) for k, v in values.items()})


def fill(words: str, values: dict) -> str:
    """Returns the words with their {placeholders} filled; {n:report|reports} writes the first of the two where n is one."""
    return words.format(**(values if "|" not in words else {k: Counted(v) for k, v in values.items()}))


class Counted:
    """A value in a sentence whose words depend on whether it is one."""

    def __init__(self, value):
        self.value = value

    def __format__(self, spec: str) -> str:
        if "|" not in spec:
            return format(self.value, spec)
        number = re.sub(r"<[^>]+>", "", str(self.value))  # it may stand in a link
        return spec.split("|")[number != "1"]


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
