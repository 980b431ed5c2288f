"""What stands inside one Word paragraph: its text, its pictures and its text boxes."""
import re
from dataclasses import dataclass, field

from loaders.readers.marks import raised

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = W + "val"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
LABEL = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
BOX = W + "txbxContent"
SIGNS = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}
DROPPED = frozenset(W + n for n in ("pPr", "rPr", "del", "moveFrom", "instrText", "delText", "delInstrText", "softHyphen", "rt", "footnoteReference",
                                    "endnoteReference", "annotationRef", "sdtPr", "sdtEndPr", "lastRenderedPageBreak"))
OBJECT = W + "object"
DRAWN = frozenset(W + n for n in ("drawing", "pict", "object"))
RPR = W + "rPr"
VANISH, STRUCK, ALIGNED = W + "vanish", (W + "strike", W + "dstrike"), W + "vertAlign"
TEXT, RUN, BREAK, FIELD, SYMBOL = W + "t", W + "r", W + "br", W + "fldChar", W + "sym"
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")) | {0xA0: " "}
ODD = re.compile("[" + "".join(map(chr, INVISIBLE)) + "]")


@dataclass
class Line:
    """One paragraph as it was read; `boxes` are the contents of its text boxes, `pictures` (relation, label) pairs."""

    text: str = ""
    pictures: list[tuple[str, str]] = field(default_factory=list)
    boxes: list = field(default_factory=list)
    picture_first: bool = False


class Inline:
    """Reads paragraphs in order; fields may run over several of them, so their state is kept."""

    def __init__(self):
        self.fields: list[bool] = []  # of the fields under way: whether their result has begun
        self.crossed: list[str] = []  # words that are crossed out

    def read(self, paragraph) -> Line:
        """Returns one paragraph's text with deletions, hidden runs and field codes left out."""
        line, parts = Line(), []
        self._walk(paragraph, parts, line)
        self.fields = [f for f in self.fields if f]  # a field code never runs over the paragraph's end
        text = "".join(parts)
        line.text = text if text.isascii() or not ODD.search(text) else text.translate(INVISIBLE)
        return line

    def _walk(self, node, parts: list[str], line: Line) -> None:
        for child in node:
            tag = child.tag
            if tag == RUN:
                look = _look(child[0]) if len(child) and child[0].tag == RPR and len(child[0]) else ""
                if not look:
                    self._walk(child, parts, line)
                elif look != "hidden":
                    self._marked(child, look, parts, line)
            elif tag == TEXT or tag == MATH:
                if all(self.fields):
                    parts.append(child.text or "")
            elif tag in DROPPED:
                continue
            elif tag in SIGNS:
                parts.append(SIGNS[tag])
            elif tag == BREAK:
                parts.append("\n" if child.get(W + "type") in (None, "textWrapping") else "")
            elif tag == FIELD:
                self._field(child.get(W + "fldCharType"))
            elif tag == SYMBOL:
                code = child.get(W + "char") or ""
                sign = int(code, 16) if code and len(code) < 6 and all(c in "0123456789abcdefABCDEF" for c in code) else 0
                parts.append(chr(sign) if 0x20 < sign < 0xD800 else "")
            elif tag in DRAWN:
                line.picture_first = line.picture_first or not any(p.strip() for p in parts)
                _draw(child, line)
            elif tag == MC + "AlternateContent":
                if len(child):
                    self._walk(child[0], parts, line)
            elif len(child):
                self._walk(child, parts, line)

    def _marked(self, run, look: str, parts: list[str], line: Line) -> None:
        """Takes in a run that is raised, or crossed out: of that only pictures and the state of fields stay."""
        own: list[str] = []
        self._walk(run, own, line)
        if look == "raised":
            parts.append(raised("".join(own)))
        else:
            self.crossed += own

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self.fields.append(False)
        elif kind == "separate" and self.fields:
            self.fields[-1] = True
        elif kind == "end" and self.fields:
            self.fields.pop()


def _draw(node, line: Line) -> None:
    """Collects the text boxes and pictures of a drawing, one branch of each alternative."""
    label, before = "", len(line.pictures)
    stack = [node]
    while stack:
        at = stack.pop()
        if at.tag == BOX:
            line.boxes.append(at)
            continue
        if at.tag == LABEL:
            label = at.get("descr") or at.get("title") or at.get("name") or ""
        elif at.tag == BLIP and at.get(R + "embed"):
            line.pictures.append((at.get(R + "embed"), label))
        elif at.tag == IMAGE and at.get(R + "id"):
            line.pictures.append((at.get(R + "id"), at.get("title") or label))
        stack.extend(reversed(at[:1] if at.tag == MC + "AlternateContent" else at))
    if node.tag == OBJECT and len(line.pictures) == before:
        line.pictures.append(("", label))  # an embedded workbook that is not drawn


def plain(paragraph) -> str:
    """Returns a paragraph's text alone, on one line."""
    return " ".join(Inline().read(paragraph).text.split())


def value_of(node, name: str) -> str | None:
    """Returns the w:val of a child element, or None."""
    found = next(node.iterchildren(W + name), None) if node is not None else None
    return found.get(VAL) if found is not None else None


def _look(properties) -> str:
    """Returns "hidden", "crossed" or "raised" where a run is that, else nothing."""
    look = ""
    for found in properties:
        tag = found.tag
        if tag == VANISH or tag in STRUCK:
            if found.get(VAL) not in ("0", "false", "off"):
                look = "hidden" if tag == VANISH else look or "crossed"
        elif tag == ALIGNED and found.get(VAL) == "superscript":
            look = look or "raised"
    return look


def properties_of(node, name: str) -> dict:
    """Returns the properties that stand first inside a paragraph, a row or a cell: name -> element."""
    found = next(node.iterchildren(W + name), None)
    return {child.tag: child for child in found} if found is not None else {}
