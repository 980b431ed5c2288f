"""Damaged files over all readers: bits flipped, bytes cut out, doubled, overwritten, parts of packages changed. Counts what came of them.

    python -m benchmarks.fuzz [FILES]        # by default 10,000 in this process, and 300 of them at arm's length too

Every file must end in a document or in one error with a message, within the limit; anything else is printed with its seed and counts as a fault.
"""
import io
import random
import sys
import time
import zipfile
from collections import Counter

from loaders.errors import UnreadableFile
from loaders.readers import READERS, read_document, sandbox
from loaders.readers.limits import Limits
from tests import official
from tests.filled import filled, report_blocks

FILES, AT_ARMS_LENGTH = 10_000, 300
SLOW = 5.0  # seconds in this process from which on a file is named
BLOCKS = report_blocks(filled(5))


def seeds() -> dict[str, list[bytes]]:
    """Returns format -> whole files to damage, small ones."""
    from tests.test_readers_office import KEPT, book, open_document, rich
    from tests.test_readers_pdf import printed
    small = [b for b in BLOCKS if isinstance(b, str)][:6]
    table = r"\trowd\clmgf\cellx100\clmrg\cellx200\cellx300\pard\intbl a\cell\cell 1\cell\row\pard x\par"
    grid = "<table:table><table:table-row><table:table-cell table:number-rows-spanned='2'><text:p>甲</text:p></table:table-cell><table:table-cell/></table:table-row></table:table>"
    html = official.html_file(BLOCKS)
    mht = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html; charset=utf-8\n\n" + html + b"\n--x--\n"
    return {"docx": [official.word_file([*small, BLOCKS[-7]]), official.word_file(small)], "pdf": [printed(BLOCKS)], "doc": [d for d in KEPT.values() if len(d) < 20_000] + [KEPT["report_2021_5"]],
            "rtf": [rich(r"\par ".join(f"\\u{ord(c)}?" for s in small for c in s[:40]) + r"\par" + table * 4)], "odt": [open_document("<text:p>正文</text:p>" * 5 + grid * 3)],
            "sheet": [book(BLOCKS)], "mht": [mht], "html": [html], "text": [official.text_file(BLOCKS), official.text_file(small)]}


def damage(data: bytes, chance: random.Random) -> bytes:
    """Returns the bytes with some damage; of a package, half the time inside one of its parts."""
    if data[:2] == b"PK" and chance.random() < 0.5:
        return repacked(data, chance)
    found = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at, size = chance.randrange(len(found)), chance.choice((1, 2, 4, 16, 200))
        kind = chance.randrange(6)
        if kind == 0:
            found[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            found[at:at + size] = chance.randbytes(min(size, 16))
        elif kind == 2:
            del found[at:at + size]
        elif kind == 3:
            found[at:at] = found[at:at + size] * chance.choice((1, 2, 50))
        elif kind == 4:
            found[at:at + 4] = chance.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f", b"\0\0\0\x80", b"9999"))
        else:
            del found[chance.randrange(1, len(found)) if len(found) > 1 else 0:]
        if not found:
            found = bytearray(b"\0")
    return bytes(found)


def repacked(data: bytes, chance: random.Random) -> bytes:
    """Returns a package one of whose parts is damaged inside."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        names = old.namelist()
        hit = chance.choice([n for n in names if n.endswith("xml")])
        for name in names:
            part = old.read(name)
            new.writestr(name, damage(part, chance) if name == hit and part else part)
    return stream.getvalue()


def outcome(read, data: bytes) -> str:
    """Returns "read", the kind of the error, or FAULT and what it was."""
    try:
        read(data, "damaged", None)
        return "read"
    except UnreadableFile as error:
        return error.kind if error.message() and error.hint() and error.message("en") else f"FAULT: no words for {error.kind}"
    except BaseException as error:
        return f"FAULT: {type(error).__name__}: {error}"[:120]


def main(count: int = FILES) -> int:
    """Prints the counts and returns how many faults there were."""
    whole = seeds()
    formats, faults, slowest = list(whole), 0, 0.0
    missing = set(READERS) - set(whole) - {"encrypted", "packed"}
    print(f"{count} files over {len(formats)} formats; readers without seeds: {sorted(missing) or 'none'}")
    counts = {format: Counter() for format in formats}
    begun = time.perf_counter()
    for number in range(count):
        format, chance = formats[number % len(formats)], random.Random(number)
        data = damage(chance.choice(whole[format]), chance)
        start = time.perf_counter()
        found = outcome(read_document, data)
        seconds = time.perf_counter() - start
        slowest = max(slowest, seconds)
        if found.startswith("FAULT") or seconds > SLOW:
            faults += found.startswith("FAULT")
            print(f"  seed {number} {format}: {found} {seconds:.1f} s")
        counts[format][found] += 1
    print(f"in this process: {time.perf_counter() - begun:.0f} s, slowest {slowest:.2f} s, faults {faults}")
    for format, counter in counts.items():
        print(f"  {format:6} " + ", ".join(f"{kind} {n}" for kind, n in counter.most_common()))
    begun, apart = time.perf_counter(), Counter()
    for number in range(min(AT_ARMS_LENGTH, count)):
        chance = random.Random(number)
        data = damage(chance.choice(whole[formats[number % len(formats)]]), chance)
        apart[outcome(lambda *a: sandbox.read_safely(*a, chosen=Limits(seconds=20)), data)] += 1
    print(f"at arm's length: {time.perf_counter() - begun:.0f} s, " + ", ".join(f"{kind} {n}" for kind, n in apart.most_common()))
    sandbox.close_all()
    return faults + sum(n for kind, n in apart.items() if kind.startswith("FAULT"))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else FILES) > 0)
