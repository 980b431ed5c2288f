"""The taxonomy of problems and its transparent classifier: weighted words of themes.toml and likeness to our own sentences, every hit with the words that decided."""
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from report import clauses, likeness

UNCLASSIFIED = "unclassified"
ENOUGH = 1.0  # the score from which a theme counts in a clause
BESIDE = 0.6  # a second theme of one clause needs this share of the weight of its heaviest word
MOST = 3  # themes a problem
ALIKE = 4.0  # what a theme gains that a text wholly resembles
LIKELY = 0.8  # how likely a theme must be by likeness alone, beside those that words name
PLAIN = 3.0  # a theme of this score stays, whatever leads
NEAR = 0.4  # a further theme of a problem needs this share of the first one's score
ASIDE = 0.5  # words in examples and consequences (例如…, 导致…) count half, so do those of a first clause without a word of shortcoming


@dataclass(frozen=True)
class Word:
    """A word that decided: as it stands in the (simplified) text, with its weight; `kind`: sign, topic, context, likeness or measure."""

    text: str
    weight: float
    kind: str


@dataclass(frozen=True)
class Hit:
    """A theme found in a text; `score` is the sum of the weights of `words`, and in `classify` what likeness adds."""

    theme: str
    score: float
    words: tuple[Word, ...]


@dataclass(frozen=True)
class Term:
    """One pattern of themes.toml. `literal` must stand in the text for `pattern` to match: the quick way to say no."""

    pattern: re.Pattern
    literal: str
    weight: float
    kind: str


@dataclass(frozen=True)
class Theme:
    """A theme: `code` H1…H16, names and definitions in both languages, its words, and sentences of ours that show it."""

    id: str
    code: str
    chinese: str
    english: str
    definition: str
    definition_english: str
    terms: tuple[Term, ...]
    negative: tuple[Term, ...]
    measures: tuple[Term, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    measure_examples: tuple[str, ...]
    kin: tuple[str, ...]


@cache
def themes() -> tuple[Theme, ...]:
    """Returns the sixteen themes in the order of their codes."""
    with open(Path(__file__).parent / "themes.toml", "rb") as file:
        return tuple(_theme(block) for block in tomllib.load(file)["theme"])


def _theme(block: dict) -> Theme:
    lists = {kind: _terms(block.get(kind + plural, {}), kind)
             for kind, plural in (("sign", "s"), ("topic", "s"), ("context", ""), ("measure", "s"), ("negative", ""))}
    return Theme(**{k: block[k] for k in ("id", "code", "chinese", "english", "definition", "definition_english")},
                 terms=lists["sign"] + lists["topic"] + lists["context"], negative=lists["negative"], measures=lists["measure"],
                 **{k: tuple(block[k]) for k in ("examples", "counter_examples", "measure_examples")}, kin=tuple(block.get("kin", ())))


def _terms(weighted: dict[str, list[str]], kind: str) -> tuple[Term, ...]:
    return tuple(Term(re.compile(clauses.expand(word)), _literal(word), float(weight) if kind != "negative" else 0.0, kind)
                 for weight, words in weighted.items() for word in words)


GROUP = re.compile(r"\((?:[^()]|\([^()]*\))*\)[?*]?|\[[^\]]*\](?:\{[^}]*\})?[?*+]?|.\?|\\.")  # what may vary in a pattern: "(?:有|待)", "[^,]{0,8}", "度?"
LETTERS = re.compile(r"[一-鿿]+")


def _literal(word: str) -> str:
    """Returns the longest run of characters that every match of the pattern holds, "" where there is none."""
    if "|" in GROUP.sub("", word):
        return ""
    return max(LETTERS.findall(GROUP.sub("#", word)), key=len, default="")


@cache
def theme(id: str) -> Theme:
    """Returns the theme with that id. Raises KeyError where there is none."""
    return {t.id: t for t in themes()}[id]


def related(some: set[str], others: set[str]) -> bool:
    """Returns whether two sets of themes share one, or have themes so near that a sentence of both names one problem."""
    return bool(some & others) or any(k in others for t in some for k in theme(t).kin)


def classify(text: str, stated: bool = False) -> list[Hit]:
    """Returns the themes of the problems that a text states, the strongest first; an empty list where it states none.

    Where it is known to state one, words of themes.toml and likeness to our own sentences (report/likeness.py) decide together."""
    flat = clauses.dense(text).text
    by_words = {h.theme: h for h in _by_words(flat, stated)}
    if not stated and not clauses.states(flat):
        return list(by_words.values())[:MOST]
    alike = likeness.resembled(_told(flat))
    scores = {t.id: (by_words[t.id].score if t.id in by_words else 0) + ALIKE * alike.get(t.id, 0)
              for t in themes() if not by_words or t.id in by_words or alike.get(t.id, 0) >= LIKELY}
    first = max(scores.values())
    if not by_words and first < max(ENOUGH, ALIKE * alike.get(UNCLASSIFIED, 0)):
        return []
    named = [id for id in sorted(scores, key=lambda id: -scores[id]) if scores[id] >= max(ENOUGH, min(PLAIN, NEAR * first))]
    return [Hit(id, scores[id], by_words[id].words if id in by_words else _alike(flat, id)) for id in named[:MOST]]


def _told(flat: str) -> str:
    """Returns a dense text without the clauses that praise ("政策解读扎实推进，公开范围仍然偏窄")."""
    parts = [flat[a:b] for a, b in clauses.split(flat, clauses.CLAUSE)]
    return ",".join(p for p in parts if clauses.states(p) or not (clauses.has("praise", p) or clauses.has("conceded", p)))


def _alike(flat: str, id: str) -> tuple[Word, ...]:
    return tuple(Word(run, weight, "likeness") for run, weight in likeness.telling(flat, id))


def classify_by_words(text: str, stated: bool = False) -> list[Hit]:
    """Returns the themes that words of themes.toml decide, the strongest first.

    Each clause gives its leading theme and those that come near it. `stated`: the text is known to be a problem (an item
    of the list of problems), so that its first clause counts even where no word of shortcoming is recognised in it."""
    return _by_words(clauses.dense(text).text, stated)[:MOST]


def _by_words(flat: str, stated: bool) -> list[Hit]:
    return _joined(_by_clause(list(_framed(flat)), stated))


def classify_measure(text: str) -> list[Hit]:
    """Returns the themes that a measure answers, the strongest first; an empty list where none fits."""
    flat = clauses.dense(text).text
    return _joined([hit for start, end in clauses.split(flat, clauses.CLAUSE) for hit in _leading(_measure_hits(flat[start:end]))])


def _measure_hits(clause: str) -> list[Hit]:
    return [hit for t in themes() if (hit := _hit(t.id, clause, t.measures, ()))]


def _by_clause(clauses_: list[str], stated: bool) -> list[Hit]:
    """Returns the leading hits of each clause."""
    found: list[Hit] = []
    waiting = ""  # a clause that names a topic whose shortcoming comes in the next: “公开形式、互动回应等环节，还有差距”
    for i, clause in enumerate(clauses_):
        praised = clauses.has("praise", clause)
        if not clauses.states(clause):
            hits = _leading(_hits(clauses.without("target", clause), False))
            if not hits and stated and i == 0 and not praised:
                hits = _aside(_leading(_hits(clause, True)))
            waiting = "" if hits or praised else clause
        else:
            hits = _leading(_hits(clause, True)) or (_leading(_hits(waiting, True)) if waiting else [])
            if clauses.has("consequence", clause) or clauses.has("illustration", clause):
                hits = _aside(hits)
            waiting = ""
        found += hits
    return found


def _aside(hits: list[Hit]) -> list[Hit]:
    return [Hit(h.theme, h.score * ASIDE, h.words) for h in hits]


def _framed(flat: str) -> Iterator[str]:
    """Yields the clauses of a dense text, a frame (“在政策解读方面，”) together with the clause it is the frame of."""
    frame = ""
    for start, end in clauses.split(flat, clauses.CLAUSE):
        clause = flat[start:end]
        if clauses.has("frame", clause) and not clauses.states(clause):
            frame += clause
            continue
        yield frame + clause
        frame = ""
    if frame:
        yield frame


def _hits(clause: str, deficient: bool) -> list[Hit]:
    return [hit for t in themes() if (hit := _hit(t.id, clause, t.terms, t.negative, deficient))]


def _hit(id: str, clause: str, terms: Sequence[Term], negative: Sequence[Term], deficient: bool = True) -> Hit | None:
    """Returns the theme's hit in one clause: the heaviest terms that do not overlap each other or a negative cue."""
    found = [(m.start(), m.end(), term) for term in terms if term.literal in clause and (deficient or term.kind == "sign")
             for m in term.pattern.finditer(clause) if m.end() > m.start()]
    if not found:
        return None
    barred = [m.span() for term in negative if term.literal in clause for m in term.pattern.finditer(clause)]
    taken: list[tuple[int, int, Term]] = []
    for start, end, term in sorted(found, key=lambda f: (-f[2].weight, f[0] - f[1])):
        if not any(a < end and start < b for a, b in barred) and not any(a < end and start < b for a, b, _ in taken):
            taken.append((start, end, term))
    if not any(term.kind != "context" for *_, term in taken):
        return None
    words = tuple(Word(clause[a:b], term.weight, term.kind) for a, b, term in sorted(taken, key=lambda f: f[0]))
    return Hit(id, sum(w.weight for w in words), words)


def _leading(hits: list[Hit]) -> list[Hit]:
    """Returns the hits that are enough and come near the heaviest word of the clause."""
    best = max((w.weight for h in hits for w in h.words), default=0)
    return [h for h in hits if h.score >= max(ENOUGH, best * BESIDE)]


def _joined(hits: list[Hit]) -> list[Hit]:
    """Returns one hit a theme, scores and words added, the strongest first; a theme far behind the first is left out."""
    by_theme: dict[str, list[Hit]] = {}
    for hit in hits:
        by_theme.setdefault(hit.theme, []).append(hit)
    joined = [Hit(id, sum(h.score for h in parts), tuple(dict.fromkeys(w for h in parts for w in h.words))) for id, parts in by_theme.items()]
    return sorted((h for h in joined if h.score >= ENOUGH), key=lambda h: -h.score)
