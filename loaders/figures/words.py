"""The vocabulary of the prose: forms/phrases.toml and forms/channels.csv as one scanner, where the longest word wins."""
import re
import tomllib
from dataclasses import dataclass
from functools import cache

from report.form import FORMS, read_forms

QUOTED = re.compile(r"《[^》]{1,20}》报(?=[上刊登发共采\d,;、。]|$)|“[^”]{0,40}”|‘[^’]{0,40}’|《[^》]{0,80}》|\"[^\"]{1,40}\"|〈[^〉]{0,40}〉")  # names and titles: no verbs in them
PRESS = re.compile(r"(?<![年通公简快专海月捷周年情])报》$|周报》$|》报$")  # 《某某日报》, but not 年报, 通报, 简报
GAZETTE = re.compile(r"公报》$")  # 《某某市人民政府公报》
RELEASE = re.compile(r"发布[”\"]$")  # an account called “某某发布”


@dataclass(frozen=True)
class Word:
    """A word of the vocabulary. `kind`: a class of phrases.toml, or channel; `channel` and `strength` (name, weak, object)
    only where it is a channel."""

    start: int
    end: int
    kind: str
    text: str
    channel: str = ""
    strength: str = ""


@cache
def phrases() -> dict:
    """Returns forms/phrases.toml."""
    with open(FORMS / "phrases.toml", "rb") as lines:
        return tomllib.load(lines)


@cache
def lexicon() -> tuple[dict[str, tuple[str, str, str]], dict[str, tuple[int, ...]]]:
    """Returns word -> (kind, channel, strength), and first character -> the lengths of its words, longest first."""
    words = {word: (kind, "", "") for kind, listed in phrases()["classes"].items() for word in listed}
    words |= {f"政府{word}": kinds for word, kinds in words.items() if word.startswith("信息公开")}
    words |= {line["word"]: ("channel", line["channel"], line["kind"]) for line in read_forms("channels")}
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[0], set()).add(len(word))
    return words, {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}


@cache
def listed(table: str, name: str) -> frozenset[str]:
    """Returns one list of phrases.toml as a set: listed("units", "total")."""
    return frozenset(phrases()[table][name])


@cache
def alternatives(table: str, name: str) -> re.Pattern:
    """Returns one list of phrases.toml as a pattern of any number of its words; longer words first."""
    return re.compile(f"(?:{'|'.join(re.escape(w) for w in sorted(phrases()[table][name], key=len, reverse=True))})+")


def is_made_of(table: str, name: str, text: str) -> bool:
    """Returns whether a text is words of one list of phrases.toml and nothing else. No pattern's work: 总计, told thirty times over, is
    总计 or 总 and 计 each time, and a pattern would try all ways."""
    words, reached = listed(table, name), [0]
    for at in reached:
        reached += {end for n in lengths(table, name) if text[at:(end := at + n)] in words} - set(reached)
    return bool(text) and len(text) in reached


@cache
def lengths(table: str, name: str) -> frozenset[int]:
    """Returns how long the words of one list of phrases.toml are."""
    return frozenset(map(len, listed(table, name)))


def mask_names(text: str) -> str:
    """Returns the text with what stands in quotation marks made opaque, and no verb where two words meet ("县级以上报刊"): no offset moves."""
    text = text.replace("以上报", "以□报")
    if "“" not in text and "《" not in text and "‘" not in text and '"' not in text:
        return text

    return QUOTED.sub(lambda name: "□" * len(name[0]), text)


def find_words(text: str, masked: str) -> list[Word]:
    """Returns the words of the vocabulary in a sentence, left to right; `masked` is the text after mask_names."""
    words, lengths = lexicon()
    found, position, end = [], 0, len(masked)
    while position < end:
        for length in lengths.get(masked[position], ()):
            piece = masked[position:position + length]
            if piece in words:
                kind, channel, strength = words[piece]
                found.append(Word(position, position + len(piece), kind, piece, channel, strength))
                position += len(piece)
                break
        else:
            position += 1
    for name in QUOTED.finditer(text):
        inner = [w for w in scan_name(name[0])]
        if inner:
            found.append(Word(name.start(), name.end(), "channel", name[0], inner[0], "quoted"))
    return sorted(found, key=lambda w: w.start)


@cache
def scan_name(name: str) -> tuple[str, ...]:
    """Returns the channel that a quoted account name is by itself: “某某发布” is a WeChat account, “爱山东” an app."""
    inside = name[1:-1]
    words, _ = lexicon()
    if name[0] == "《":
        return ("news",) if PRESS.search(name) else ("bulletin",) if GAZETTE.search(name) else ()
    if inside in words and words[inside][0] == "channel":
        return (words[inside][1],)
    if (ending := next((w for i in range(1, len(inside) - 1) if (w := inside[i:]) in words and words[w][0] == "channel"), None)):
        return (words[ending][1],)
    if RELEASE.search(name):
        return ("wechat",)
    return ()
