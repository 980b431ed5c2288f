"""Web pages as they may be shown: an allow-list walk. Nothing of the page's own markup is copied; what is not on the list is never written."""
from html import escape

from loaders.errors import UnreadableFile
from loaders.readers.html import BLOCKS, DROPPED, MOST_NODES, parse_page
from loaders.readers.html_text import is_hidden

SHOWN = frozenset("p h1 h2 h3 h4 h5 h6 table tr td th b strong i em ul ol li span sup s strike del".split())
NEVER = DROPPED - {"del"} | {"title"}
INLINE = frozenset("b strong i em span sup s strike del".split())
TABLE_PARTS = frozenset("table thead tbody tfoot tr colgroup col caption".split())  # no line break may stand between them
SPANS = ("rowspan", "colspan")  # the only attributes that are written, as numbers
MOST_SPAN = 1000
MOST_WRITTEN = 4_000_000  # characters that a browser shows without trouble
DEEPEST = 200  # elements in elements; deeper ones are written as their text alone


def clean_page(text: str, name: str) -> str:
    """Returns a page's text as HTML of harmless elements only: no scripts, styles, links, pictures, forms or attributes but spans.
    Raises UnreadableFile: hollow_page, too_large."""
    body = parse_page(text, name).body
    found = _Writer(name).write(body) if body is not None else ""
    if not found:
        raise UnreadableFile("hollow_page", name)
    return found


class _Writer:
    """Writes the elements of a page that are on the list; `written`: pieces of HTML, `ends`: the tags that are open."""

    def __init__(self, name: str):
        self.name, self.size, self.open, self.has_text = name, 0, 0, False
        self.written: list[str] = []
        self.ends: list[str] = []

    def write(self, top) -> str:
        """Returns everything below a node as HTML, "" where no text is in it; walks without recursion."""
        node, nodes = top.child, 0
        while node is not None:
            nodes += 1
            if nodes > MOST_NODES or self.size > MOST_WRITTEN:
                raise UnreadableFile("too_large", self.name, detail="{count} elements", count=nodes)
            if self._enter(node):
                if node.child is not None:
                    node = node.child
                    continue
                self._leave(node)
            while node is not None and node.next is None:
                node = node.parent
                if node is None or node.mem_id == top.mem_id:
                    node = None
                    break
                self._leave(node)
            node = node.next if node is not None else None
        return "".join(self.written).strip() if self.has_text else ""

    def _enter(self, node) -> bool:
        """Writes the beginning of one node; returns whether what is in it is shown."""
        tag = node.tag or ""
        if tag == "-text":
            text = node.text_content or ""
            self.has_text = self.has_text or bool(text.strip())
            self._put(escape(text))
            return False
        if not tag or tag in NEVER or tag.startswith(("-", "!")) or (node.attrs and is_hidden(node)):
            return False
        if tag in ("br", "hr"):
            self._put("<br>")
            return False
        end = ""
        if tag in SHOWN and self.open < DEEPEST:
            self._put(f"<{tag}{_spans(node) if tag in ('td', 'th') else ''}>")
            end = f"</{tag}>"
            self.open += 1
        else:
            self._break(tag)
        self.ends.append(end)
        return True

    def _leave(self, node) -> None:
        end = self.ends.pop()
        if end:
            self.open -= 1
            self._put(end)
        else:
            self._break(node.tag)

    def _break(self, tag: str) -> None:
        """Puts an end of line where an element that is not written stood as a block of its own."""
        last = next((w for w in reversed(self.written) if w.strip()), "<p>")
        if tag in BLOCKS and tag not in TABLE_PARTS and (not last.startswith("<") or last.strip("</>").split(" ")[0] in INLINE):
            self._put("<br>")

    def _put(self, piece: str) -> None:
        self.size += len(piece)
        self.written.append(piece)


def _spans(node) -> str:
    """Returns the cell's spans as attributes, each a number that was read and is written anew."""
    found = ""
    for name in SPANS:
        value = (node.attributes.get(name) or "").strip()
        if value.isascii() and value.isdecimal() and 1 < int(value[:6]) <= MOST_SPAN:
            found += f' {name}="{int(value[:6])}"'
    return found
