"""Web pages -> Document: an own walk over lexbor's tree, which mends unclosed tags the way browsers do.

Layout tables become the paragraphs and tables inside them, in reading order; data tables become grids with their spans resolved."""
import base64
import binascii
import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from loaders.document import Block, Document, Paragraph, Picture
from loaders.errors import UnreadableFile
from loaders.readers.encodings import decode
from loaders.readers.html_tables import read_table
from loaders.readers.html_text import SPACES, is_hidden, is_struck, tidy
from loaders.readers.limits import limits
from loaders.readers.marks import crossed_out, cut_off, raised
from loaders.readers.text import LINE_END, damaged_characters, without_markdown
from loaders.readers.text_lines import is_number

DROPPED = frozenset("script style head noscript template select option button textarea input iframe object embed svg math canvas audio video map nav del".split())
BLOCKS = frozenset("""address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form
                   h1 h2 h3 h4 h5 h6 header hr legend li main ol p pre section summary table tbody td tfoot th thead tr ul""".split())
SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->", re.I)  # "<!-- saved from url=(0022)http://x.gov.cn/a -->"
BEGUN, ENDED = re.compile(r"<html[\s>]", re.I), re.compile(r"</(?:html|body)\s*>", re.I)  # a whole page; a part of one that was copied has neither
PAGE = re.compile(r"\A\s*<|<(?:html|body|head|div|p|br)[\s>/]", re.I)  # a web page, or a part of one
TABLE = re.compile(r"(<table[\s>].*?</table\s*>)", re.I | re.S)
WEB = re.compile(r"https?://[^\s\"'<>]+", re.I)
ICON = 40  # pictures of fewer pixels are bullets and buttons
MOST_PICTURE = 8_000_000
MOST_NODES = 2_000_000
MUCH_MARKUP = 500  # characters from which on a page without text is no empty one
MANY_TAGS, DEEPEST_ELEMENT = 20_000, 5_000
TAG = re.compile(r"<(/?)(?!(?:p|li|td|tr|th|dt|dd|br|img|hr|input|meta|link|col|wbr)\b)[a-z]", re.I)  # "<div", "</div", not "<td"


def read(data: bytes, name: str, password: str | None = None) -> Document:
    """Returns the document that a web page holds. Raises UnreadableFile: empty, hollow_page, too_large."""
    text, _, damaged = decode(data)
    document = read_page(text if PAGE.search(text) else with_lines(text), name)
    if damaged:
        document.doubts.append(damaged_characters(damaged))
    return document


def with_lines(text: str) -> str:
    """Returns a text with HTML tables in it (Markdown allows them) as a page that shows the text's lines as lines."""
    parts = TABLE.split(text)
    return "".join(part if i % 2 else LINE_END.sub("<br>", without_markdown(part)) for i, part in enumerate(parts))


def read_page(text: str, name: str, pictures: dict[str, bytes] | None = None) -> Document:
    """Returns the document that a page's text holds; `pictures`: address as in the page -> bytes, where they came with it (.mht)."""
    tree = parse_page(text, name)
    walk = Walk(name, pictures or {})
    if tree.body is not None:
        walk.visit(tree.body)
    title = tree.css_first("title")
    notes = [SPACES.sub(" ", title.text()).strip()] if title and title.text().strip() else []
    if not walk.blocks:
        raise UnreadableFile("hollow_page" if len(text) > MUCH_MARKUP or tree.css_first("frame, iframe, script, embed, object") else "empty", name)
    doubts = crossed_out(walk.crossed)
    if BEGUN.search(text) and not ENDED.search(text):
        doubts.append(cut_off(next((b.text for b in reversed(walk.blocks) if isinstance(b, Paragraph)), "")))
    return Document(walk.blocks, format="html", reader="html", address=find_address(tree, text), notes=notes, doubts=doubts)


def parse_page(text: str, name: str) -> LexborHTMLParser:
    """Returns the tree of a page's text. Raises UnreadableFile: too_large, where it is nested too deep or has too many cells."""
    if text.count("<") > MANY_TAGS and (deepest := _depth(text)) > DEEPEST_ELEMENT:
        raise UnreadableFile("too_large", name, detail="nested {depth} deep", depth=deepest)  # parsing time grows with the square
    if (cells := text.count("<td") + text.count("<TD")) > limits().cells:
        raise UnreadableFile("too_large", name, detail="{count} cells", count=cells)
    return LexborHTMLParser(text.replace("\x00", ""))


def find_address(tree: LexborHTMLParser, text: str) -> str | None:
    """Returns the page's own web address, as the page or the browser that saved it wrote it down."""
    saved = SAVED_FROM.search(text[:4000])
    links = [tree.css_first(s) for s in ("link[rel=canonical]", "meta[property='og:url']", "base[href]")]
    written = [a.attributes.get("href") for a in tree.css("a[href^=http]")[:200] if a.text(strip=True) == a.attributes.get("href")]
    candidates = [saved and saved[1], *(n and (n.attributes.get("href") or n.attributes.get("content")) for n in links),
                  *(w for w in written if w.count("/") > 3)]
    return next((c for c in candidates if c and WEB.match(c)), None)


def _depth(text: str) -> int:
    """Returns how deep the tags stand in each other at most, leaving out those that need no end."""
    deepest = depth = 0
    for tag in TAG.finditer(text):
        depth = max(depth - 1, 0) if tag[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


class Walk:
    """Collects blocks in reading order from a part of the tree; `inline` holds the text of the paragraph under way."""

    def __init__(self, name: str, pictures: dict[str, bytes]):
        self.name, self.pictures = name, pictures
        self.blocks: list = []
        self.inline: list[str] = []
        self.late: list[Picture] = []  # pictures inside a line stand behind it
        self.crossed: list[str] = []  # words that are crossed out
        self.nodes = 0

    def visit(self, top: LexborNode, depth: int = 0) -> None:
        """Walks everything below a node without recursion, but for tables inside tables."""
        node = top.child
        while node is not None:
            self.nodes += 1
            if self.nodes > MOST_NODES:
                raise UnreadableFile("too_large", self.name, detail="{count} elements", count=self.nodes)
            if not self._enter(node, depth) and node.child is not None:
                node = node.child
                continue
            while node is not None and node.next is None:  # leave the elements that end here
                node = node.parent
                if node is None or node.mem_id == top.mem_id:
                    node = None
                    break
                self._leave(node)
            node = node.next if node is not None else None
        self.flush()

    def inside(self, node: LexborNode, depth: int) -> list[Block]:
        """Returns the blocks inside a cell; too deep in other tables only the text."""
        if depth > limits().nesting:
            return [Paragraph(line) for line in tidy(node.text(deep=True)).split("\n") if line]
        only = node.child
        if only is None:
            return []
        if only.tag == "-text" and only.next is None:
            text = tidy(only.text_content or "").strip()
            return [Paragraph(text)] if text else []
        inner = Walk(self.name, self.pictures)
        inner.nodes, inner.crossed = self.nodes, self.crossed
        inner.visit(node, depth)
        self.nodes = inner.nodes
        return inner.blocks

    def _enter(self, node: LexborNode, depth: int) -> bool:
        """Takes in one node; returns True where its children are done with."""
        tag = node.tag or ""
        if tag == "-text":
            self.inline.append(node.text_content or "")
            return True
        if tag in ("input", "textarea"):
            self._field(node, tag)
            return True
        if not tag or tag in DROPPED or tag.startswith(("-", "!")) or (node.attrs and is_hidden(node)):
            return True
        if tag == "sup" or (tag not in BLOCKS and is_struck(node)):
            self.inline.append(raised(node.text(deep=True))) if tag == "sup" else self.crossed.append(node.text(deep=True))
            return True
        if tag == "br":
            self.inline.append("\x0b")
        elif tag == "img":
            self._picture(node)
        elif tag == "table":
            self.flush()
            self.blocks += read_table(node, lambda inner: self.inside(inner, depth + 1), self.name)
            return True
        elif tag in BLOCKS:
            self.flush()
        if node.child is None and tag in BLOCKS:
            self.flush()
        return False

    def _leave(self, node: LexborNode) -> None:
        if node.tag in BLOCKS:
            self.flush()

    def flush(self) -> None:
        """Ends the paragraph under way: one block for each of its lines."""
        if self.inline:
            for line in tidy("".join(self.inline)).split("\n"):
                if line.strip():
                    self.blocks.append(Paragraph(line.strip()))
            self.inline.clear()
        self.blocks += self.late
        self.late.clear()

    def _field(self, node: LexborNode, tag: str) -> None:
        """Takes in a figure that stands in a form's field, as pages saved while they were filled in have it."""
        value = node.text() if tag == "textarea" else node.attributes.get("value") if node.attributes.get("type", "text") == "text" else ""
        if value and value.strip() and is_number(value) and not is_hidden(node):
            self.inline.append(value)

    def _picture(self, node: LexborNode) -> None:
        attributes = node.attributes
        source = attributes.get("src") or ""
        sizes = [int(s) for s in (attributes.get("width") or "", attributes.get("height") or "") if s.removesuffix("px").isdecimal() and s.isdecimal()]
        if any(s < ICON for s in sizes):
            return
        data = self.pictures.get(source)
        if source.startswith("data:") and ";base64," in source[:100] and len(source) < MOST_PICTURE:
            try:
                data, source = base64.b64decode(source.split(",", 1)[1], validate=False), ""
            except (binascii.Error, ValueError):
                source = ""
        label = (attributes.get("alt") or attributes.get("title") or source.rsplit("/", 1)[-1]).strip()
        self.late.append(Picture(label[:200], data=data))
