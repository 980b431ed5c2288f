"""Damaged files over all readers: bits flipped, bytes cut out, doubled, overwritten, parts of packages changed. Counts what came of them.

    python -m benchmarks.fuzz [FILES]        # by default 10,000, and 300 of them through the sandbox too

Every file is read as the page Upload reads it, archives opened, and must end in reports or in one error with a message, within the limit; anything
else is printed with its number and counts as a fault. What a reader did not foresee ("crashed") is printed once for each cause.
Pictures cost seconds of recognition each, so that each kind of them is one file in seventy; 10,000 files take nine minutes of processor.
"""
import io
import json
import os
import random
import signal
import sys
import time
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from benchmarks.seeds import Seed, seeds
from loaders.archives import LOCKED
from loaders.assemble import read_reports
from loaders.errors import UnreadableFile
from loaders.readers import READERS, sandbox
from loaders.uploads import open_archives, read_uploads

FILES, AT_ARMS_LENGTH = 10_000, 300
SLOW, HANGING = 10, 120  # seconds of processor from which on a file is named, and by the clock after which it counts as a hang
A_CHILD = 500  # files that one child process reads
USUAL_SHARE, SHARES = 6, {"encrypted": 1, "packed": 1, "scan": 1, "scanned pdf": 1, "picture inside": 1}


class Hang(BaseException):
    """A file that took too long; no reader's `except Exception` swallows it."""


def kinds_in_turn(whole: dict[str, list[Seed]]) -> list[str]:
    """Returns the kinds as often as each is damaged in one turn."""
    return [kind for turn in range(USUAL_SHARE) for kind in whole if turn < SHARES.get(kind, USUAL_SHARE)]


def damaged(number: int, whole: dict[str, list[Seed]]) -> tuple[str, Seed]:
    """Returns the kind of the file of that number and the file, damaged: the same whenever it is asked for."""
    turn, chance = kinds_in_turn(whole), random.Random(number)
    kind = turn[number % len(turn)]
    data, password = chance.choice(whole[kind])
    return kind, Seed(damage(data, chance), password)


def damage(data: bytes, chance: random.Random) -> bytes:
    """Returns the bytes with some damage; of a package, half the time inside one of its parts."""
    if data[:2] == b"PK" and not data[6] & LOCKED and chance.random() < 0.5:
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
        hit = chance.choice(names)
        for name in names:
            part = old.read(name)
            new.writestr(name, damage(part, chance) if name == hit and part else part)
    return stream.getvalue()


def read_here(file: Seed) -> None:
    """Reads a file as an upload, in this process. Raises UnreadableFile for the first part that gives one."""
    for (name, data, password), problem in open_archives([("damaged", *file)]):
        if problem:
            raise problem
        read_reports(data, name, password)


def read_apart(file: Seed) -> None:
    """Reads a file as an upload, in another process with the usual limits."""
    for _, result in read_uploads([("damaged", *file)]):
        if isinstance(result, UnreadableFile):
            raise result


def outcome(read: Callable[[Seed], None], file: Seed) -> tuple[str, BaseException | None]:
    """Returns "read", the kind of the error, or FAULT and what it was, with the error."""
    try:
        read(file)
        return "read", None
    except UnreadableFile as error:
        said = [words(language) for words in (error.message, error.hint) for language in ("zh", "en")]
        return error.kind if all(one and "\n" not in one and "{" not in one for one in said) else f"FAULT: no plain words for {error.kind}", error
    except BaseException as error:
        return f"FAULT: {type(error).__name__}: {error}"[:120], error


def cause_of(error: BaseException | None) -> str:
    """Returns where an error that no reader foresaw came from: its kind, and the last line of this program on its way."""
    while error and error.__cause__:
        error = error.__cause__
    frames, at = [], error.__traceback__ if error else None
    while at:
        frames.append(f"{at.tb_frame.f_code.co_filename.rpartition('loaders/')[2]}:{at.tb_lineno}")
        at = at.tb_next
    return f"{type(error).__name__} at {next((f for f in reversed(frames) if 'site-packages' not in f and 'python3' not in f), '?')}"


def stop(*_) -> None:
    raise Hang(f"more than {HANGING} seconds")


def tried(numbers: range, whole: dict[str, list[Seed]]) -> Iterator[tuple]:
    """Gives (number, kind, outcome, cause, seconds of processor, seconds by the clock) of each file; a child of this process reads them, so that
    one that ends the process costs only itself."""
    numbers = list(numbers)
    while numbers:
        ears, mouth = os.pipe()
        child = os.fork()
        if not child:
            with os.fdopen(mouth, "w") as answers:
                for number in numbers[:A_CHILD]:
                    print(json.dumps([number, *try_one(number, whole)]), file=answers, flush=True)
            os._exit(0)
        os.close(mouth)
        with os.fdopen(ears) as answers:
            done = [tuple(json.loads(line)) for line in answers]
        _, ended = os.waitpid(child, 0)
        yield from done
        numbers = numbers[len(done):]
        if ended and numbers:
            number = numbers.pop(0)
            yield number, damaged(number, whole)[0], f"FAULT: the process ended with {os.waitstatus_to_exitcode(ended)}", "", 0.0, 0.0


def try_one(number: int, whole: dict[str, list[Seed]]) -> tuple:
    kind, file = damaged(number, whole)
    start, clock = time.process_time(), time.perf_counter()
    signal.alarm(HANGING)
    found, error = outcome(read_here, file)
    signal.alarm(0)
    cause = cause_of(error) if found == "crashed" or found.startswith("FAULT") else ""
    return kind, found, cause, time.process_time() - start, time.perf_counter() - clock


def main(count: int = FILES) -> int:
    """Prints the counts and returns how many faults there were."""
    signal.signal(signal.SIGALRM, stop)
    whole, begun, faults = seeds(), time.perf_counter(), 0
    if missing := set(READERS) - set(whole):
        raise SystemExit(f"readers without seeds: {sorted(missing)}")
    print(f"{count} files over {len(whole)} kinds, every reader among them", flush=True)
    counts, slowest, longest, causes = defaultdict(Counter), defaultdict(float), 0.0, set()
    for number, kind, found, cause, spent, clock in tried(range(count), whole):
        counts[kind][found] += 1
        slowest[kind], longest = max(slowest[kind], spent), max(longest, clock)
        faults += found.startswith("FAULT")
        if found.startswith("FAULT") or spent > SLOW or (cause and cause not in causes):
            causes.add(cause)
            print(f"  file {number} {kind}: {found} {cause} {spent:.1f} s", flush=True)
        if number % 1000 == 999:
            print(f"  … {number + 1} after {time.perf_counter() - begun:.0f} s", file=sys.stderr, flush=True)
    print(f"by themselves: {time.perf_counter() - begun:.0f} s, slowest {max(slowest.values()):.1f} s of processor, {longest:.1f} s by the clock, faults {faults}")
    for kind, counter in counts.items():
        print(f"  {kind:15}{sum(counter.values()):5}, slowest {slowest[kind]:5.2f} s: " + ", ".join(f"{found} {n}" for found, n in counter.most_common()))
    print("  all: " + ", ".join(f"{found} {n}" for found, n in sum(counts.values(), Counter()).most_common()), flush=True)
    begun, apart = time.perf_counter(), Counter(outcome(read_apart, damaged(number, whole)[1])[0] for number in range(min(AT_ARMS_LENGTH, count)))
    print(f"through the sandbox: {time.perf_counter() - begun:.0f} s, " + ", ".join(f"{found} {n}" for found, n in apart.most_common()))
    sandbox.close_all()
    return faults + sum(n for found, n in apart.items() if found.startswith("FAULT"))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else FILES) > 0)
