"""Marks that change what printed characters mean: raised note numbers, words that are crossed out, an end that is missing."""
from report.language import say
from report.model import Doubt

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
CROSSED_OUT = "Crossed-out words of the file are left out: {words}."
CUT_OFF = "The web page has no end: the file may be cut off."
MOST_WORDS = 60  # characters of them that are shown


def raised(text: str) -> str:
    """Returns the text with its digits raised, so that the number of a note never joins the figure in front: 8¹, not 81."""
    return text.translate(RAISED)


def crossed_out(words: list[str]) -> list[Doubt]:
    """Returns the doubt that stands for words that were crossed out and left out; none where there are none."""
    shown = "；".join(" ".join(w.split()) for w in words if w.strip())[:MOST_WORDS]
    if not shown:
        return []
    values = {"words": shown}
    return [Doubt(kind="crossed_out", message=say(CROSSED_OUT, values), where=shown, template=CROSSED_OUT, values=values)]


def cut_off(end: str) -> Doubt:
    """Returns the doubt that stands for a file without its end; `end`: the last words that it holds."""
    return Doubt(kind="cut_off", message=say(CUT_OFF), where=" ".join(end.split())[-MOST_WORDS:], template=CUT_OFF, values={})
