"""Words in the reader's language: English templates are the message ids, Chinese comes from the gettext catalogues in locale/."""
import gettext
from functools import cache
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "locale"
LANGUAGES = {"zh": "zh_CN", "en": None}  # English needs no catalogue
DOMAINS = ("report", "loaders", "parsing", "pages")  # one catalogue a floor: locale/zh_CN/LC_MESSAGES/<domain>.po


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """Returns the joined catalogues of one language ("zh" or "en"); a missing catalogue leaves the English words."""
    joined = gettext.NullTranslations()
    if LANGUAGES[language]:
        for domain in DOMAINS:
            found = gettext.translation(domain, LOCALE, [LANGUAGES[language]], fallback=True)
            found.add_fallback(joined)
            joined = found
    return joined


def say(template: str, values: dict | None = None, language: str = "zh") -> str:
    """Returns the template in the language with its {placeholders} filled; values that are themselves templates are translated."""
    words = catalogue(language).gettext(template) if template else ""
    if not values:
        return words
    return words.format(**{k: catalogue(language).gettext(v) if isinstance(v, str) and v else v for k, v in values.items()})
