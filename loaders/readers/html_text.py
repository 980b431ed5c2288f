"""What a browser shows of a page's text: spaces collapsed, hidden elements left out."""
import re

HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|(?<![\w-])font-size\s*:\s*0(?:\.0+)?(?:p[tx])?\s*(?:;|$)", re.I)  # style="display: none"
STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.I)  # style="text-decoration: line-through"
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
SOURCE_BREAK = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef])[ \t]*[\r\n][ \t\r\n]*(?=[\u2e80-\u9fff\uff00-\uffef])")  # 办事\n处 in the source
ODD = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]")  # nothing of the kind: the text is as it is shown
SPACES = re.compile(r"[ \t\r\n\f]+")


def is_hidden(node) -> bool:
    """Returns whether a browser would not show the element, going by its own attributes."""
    attributes = node.attributes
    return "hidden" in attributes or bool(HIDDEN.search(attributes.get("style") or ""))


def is_struck(node) -> bool:
    """Returns whether an element's text is crossed out."""
    return node.tag in ("s", "strike") or bool(node.attrs and STRUCK.search(node.attributes.get("style") or ""))


def tidy(text: str) -> str:
    """Returns the text of one block as a browser shows it: spaces collapsed, line ends only where the page has <br>."""
    if not ODD.search(text):
        return text
    text = SPACES.sub(" ", SOURCE_BREAK.sub("", text)).translate(INVISIBLE).replace("\xa0", " ")
    return "\n".join(line.strip(" \u3000") for line in text.split("\x0b"))
