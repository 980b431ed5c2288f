"""Who wrote what somebody else wrote: kept true in the transaction that stores, corrects or deletes a report. Sketches find the few reports that may be
alike; only those are compared word for word. Current versions are compared;
one that becomes current again is compared then."""
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Row, bindparam, delete, or_, select

from data.bulk import insert_rows
from data.models import CURRENT, BucketRow, LikenessRow, PhraseRow, ReadingRow, ReportRow, SectionRow, SketchRow
from data.sketches import buckets, contained, hashes, sketch
from data.summaries import remember
from data.tally import TOO_FEW
from report.checks.copying import PARTS
from report.model import AnnualReport
from report.similarity import PROSE, Prose, join_prose, names_of, shared_spans, short_names

KEPT = 0.30  # the least share that is kept: below it nothing is shown
WORTH = 0.20  # the least share, by the sketches, at which texts are compared word for word
HEAD = (ReportRow.id, ReportRow.agency_id, ReportRow.year)
SAME_BUCKET = select(BucketRow.bucket, BucketRow.report_id).where(BucketRow.bucket.in_(bindparam("buckets", expanding=True)))
AT_ONCE = 5000  # values in one question


@dataclass(frozen=True)
class Text:
    """What is compared of a report: each part's prose and the hashes of its shingles."""

    prose: Mapping[str, Prose]
    hashed: Mapping[str, frozenset[int]]


def index(connection: Connection, ids: Iterable[int], known: Mapping[int, AnnualReport] = {}) -> set[int]:
    """Sketches these reports, compares them with what may be alike, keeps what is; returns the ids whose likeness changed, these among them.
    `known`: reports that need not be loaded, by id. Of superseded reports nothing is kept, nor of those without year or agency: nobody knows whose or when."""
    ids = sorted(set(ids))
    remember(connection, ids)
    changed = forget(connection, ids) | set(ids)
    heads = [row for row in connection.execute(select(*HEAD).where(CURRENT, ReportRow.id.in_(ids), ReportRow.year.is_not(None), ReportRow.agency_id.is_not(None)))]
    texts = {i: text_of([(s.key, s.text) for s in r.sections], names_of(r)) for i, r in known.items()}
    load_texts(connection, [h.id for h in heads if h.id not in texts], texts)
    sketches = [{"report_id": h.id, "part": part, "year": h.year, "shingles": len(hashed),
                 "content": sketch(hashed) if len(hashed) > TOO_FEW else b""} for h in heads for part, hashed in texts[h.id].hashed.items()]
    lying = {h.id: [] for h in heads}
    for row in filter(lambda row: row["content"], sketches):
        lying[row["report_id"]] += buckets(row["content"], row["year"], row["part"])
    insert_rows(connection, SketchRow, [dict(row) for row in sketches])
    insert_rows(connection, BucketRow, [{"bucket": b, "report_id": i} for i, found in lying.items() for b in sorted(set(found))])
    pairs = _promising(connection, heads, lying, [row for row in sketches if row["content"]])
    load_texts(connection, sorted({i for pair in pairs for i in pair} - set(texts)), texts)
    phrases = load_phrases(connection) if any(not own for own in pairs.values()) else frozenset()
    rows = [row for (one, other), own in sorted(pairs.items()) for row in compare(texts[one], texts[other], frozenset() if own else phrases, one, other)]
    keep(connection, rows)
    return changed | {row["other_id"] for row in rows} | {row["report_id"] for row in rows}


def keep(connection: Connection, rows: list[dict]) -> None:
    """Stores rows of `compare`, with what lists of the nation ask of their pairs."""
    ids, heads = sorted({row[side] for row in rows for side in ("report_id", "other_id")}), {}
    for first in range(0, len(ids), AT_ONCE):
        heads |= {i: (year, region) for i, year, region in connection.execute(
            select(ReportRow.id, ReportRow.year, ReportRow.region_code).where(ReportRow.id.in_(ids[first:first + AT_ONCE])))}
    highest: dict[tuple[int, int], float] = {}
    for row in rows:
        pair = row["report_id"], row["other_id"]
        (one, region), (other, other_region) = heads[pair[0]], heads[pair[1]]
        row |= {"own": one != other, "year": max(one, other), "region_code": region, "other_region_code": other_region}  # two years: an agency's own reports
        highest[pair] = max(highest.get(pair, 0), row["share"] if one >= other else 0, row["other_share"] if other >= one else 0)
    insert_rows(connection, LikenessRow, [row | {"highest": highest[row["report_id"], row["other_id"]]} for row in rows])


def forget(connection: Connection, ids: Iterable[int]) -> set[int]:
    """Takes out what is kept of the likeness of these reports; returns the ids of those that were like them."""
    ids = list(ids)
    lying = [(row.report_id, bucket) for row in connection.execute(select(SketchRow.__table__).where(SketchRow.report_id.in_(ids), SketchRow.shingles > TOO_FEW))
             for bucket in buckets(row.content, row.year, row.part)]
    if lying:
        connection.execute(delete(BucketRow).where(BucketRow.bucket == bindparam("b"), BucketRow.report_id == bindparam("i")), [{"i": i, "b": b} for i, b in lying])
    connection.execute(delete(SketchRow).where(SketchRow.report_id.in_(ids)))
    met = {i for pair in connection.execute(select(LikenessRow.report_id, LikenessRow.other_id).where(_of(ids))) for i in pair}
    connection.execute(delete(LikenessRow).where(_of(ids)))
    return met - set(ids)


def partners(connection: Connection, ids: Iterable[int]) -> set[int]:
    """Returns the ids of these reports and of all that are like them."""
    ids = list(ids)
    return {i for pair in connection.execute(select(LikenessRow.report_id, LikenessRow.other_id).where(_of(ids))) for i in pair} | set(ids)


def _of(ids: list[int]):
    return or_(LikenessRow.report_id.in_(ids), LikenessRow.other_id.in_(ids))


def _promising(connection: Connection, heads: list[Row], lying: dict[int, list[int]], sketches: list[dict]) -> dict[tuple[int, int], bool]:
    """The pairs (lower id, higher id) with these reports that are worth comparing -> whether both are of one agency: of each, reports of its year in
    its buckets and its agency's reports of the years before and after, where the sketches agree enough."""
    if not sketches:
        return {}
    met = _neighbours(connection, lying)
    of_agency: dict[tuple[int, int], int] = {(agency, year): i for i, agency, year in connection.execute(
        select(*HEAD).where(CURRENT, ReportRow.agency_id.in_({h.agency_id for h in heads}), ReportRow.year.in_({h.year + step for h in heads for step in (-1, 1)})))}
    own = {h.id: {of_agency[h.agency_id, h.year + step] for step in (-1, 1) if (h.agency_id, h.year + step) in of_agency} for h in heads}
    others: dict[tuple[int, str], Row] = {}
    wanted = sorted({i for h in heads for i in met.get(h.id, ())}.union(*own.values()))
    for first in range(0, len(wanted), AT_ONCE):
        for row in connection.execute(
                select(SketchRow.report_id, SketchRow.part, SketchRow.shingles, SketchRow.content, ReportRow.agency_id, ReportRow.year)
                .join(ReportRow, ReportRow.id == SketchRow.report_id).where(SketchRow.report_id.in_(wanted[first:first + AT_ONCE]), CURRENT, SketchRow.shingles > TOO_FEW)):
            others[row.report_id, row.part] = row
    found, by_id = {}, {h.id: h for h in heads}
    for mine in sketches:
        head = by_id[mine["report_id"]]
        same = [o for o in (others.get((i, mine["part"])) for i in (met.get(head.id, set()) | own[head.id]) - {head.id})
                if o is not None and (o.agency_id, o.year) != (head.agency_id, head.year)]
        for other, shares in zip(same, contained(mine["content"], mine["shingles"], [(o.content, o.shingles) for o in same])):
            if max(shares) >= WORTH:
                found[min(head.id, other.report_id), max(head.id, other.report_id)] = other.report_id in own[head.id]
    return found


def _neighbours(connection: Connection, lying: dict[int, list[int]]) -> dict[int, set[int]]:
    """The reports that lie in a bucket with each of these."""
    here: dict[int, list[int]] = {}
    for report_id, found in lying.items():
        for bucket in found:
            here.setdefault(bucket, []).append(report_id)
    met, wanted = {i: set() for i in lying}, sorted(here)
    for first in range(0, len(wanted), AT_ONCE):
        for bucket, other in connection.execute(SAME_BUCKET, {"buckets": wanted[first:first + AT_ONCE]}).all():
            for report_id in here[bucket]:
                met[report_id].add(other)
    return met


def compare(one: Text, other: Text, phrases: frozenset[int], one_id: int, other_id: int) -> list[dict]:
    """Returns the rows of likeness of two reports, one for each part of which enough is shared. `phrases`: hashes that are nobody's own."""
    rows = []
    for part in one.hashed:
        mine, theirs = one.hashed[part] - phrases, other.hashed[part] - phrases
        if min(len(mine), len(theirs)) <= TOO_FEW:
            continue
        common = len(mine & theirs)
        share, other_share = round(common / len(mine), 2), round(common / len(theirs), 2)
        if max(share, other_share) >= KEPT:
            rows.append({"report_id": one_id, "other_id": other_id, "part": part, "share": share, "other_share": other_share,
                         "passage": _longest(one.prose[part], other.prose[part])})
    return rows


def _longest(mine: Prose, theirs: Prose) -> list:
    return list(max(shared_spans(mine, theirs), key=lambda pair: pair[0][2] - pair[0][1], default=[]))


def text_of(sections: Iterable[tuple[str, str]], names: Iterable[str]) -> Text:
    """Returns what is compared of a report with these sections (key, text)."""
    texts = dict(sections)
    whole = join_prose([(key, texts[key]) for key in PROSE if key in texts], names)
    prose = {part: whole.only(keys) for part, keys in PARTS.items()}
    return Text(prose, {part: hashes(p.letters.text) for part, p in prose.items()})


def load_texts(connection: Connection, ids: list[int], into: dict[int, Text]) -> None:
    """Puts what is compared of these reports into the dictionary."""
    if not ids:
        return
    sections: dict[int, list] = {i: [] for i in ids}
    for report_id, key, text in connection.execute(select(SectionRow.report_id, SectionRow.key, SectionRow.text)
                                                   .where(SectionRow.report_id.in_(ids), SectionRow.key.in_(PROSE))).all():
        sections[report_id].append((key, text))
    for report_id, identity in connection.execute(select(ReadingRow.report_id, ReadingRow.identity).where(ReadingRow.report_id.in_(ids))).all():
        agency, region = identity["agency"] or {}, identity["region"] or {}
        into[report_id] = text_of(sections[report_id], short_names(agency.get("name"), [region.get(k) for k in ("province", "city", "county", "township")]))


def load_phrases(connection: Connection) -> frozenset[int]:
    """Returns the hashes of the runs of characters that are nobody's own (data/phrases.py)."""
    return frozenset(connection.execute(select(PhraseRow.hash)).scalars())
