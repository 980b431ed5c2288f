"""Sketches of prose by MinHash (datasketch): 512 bytes that tell how alike two texts are without reading them, and the buckets in which like texts meet.

128 hash values in 64 bands of 2: texts whose shingles agree by a third (half of each copied) meet in at least one bucket with a probability
above 0.999, by a fifth with 0.93; texts that agree by a hundredth meet in 6 of 1,000 cases, and their sketches then tell them apart."""
import hashlib
import zlib
from collections.abc import Iterable
from functools import cache

import numpy

from report.similarity import SIZE as SHINGLE

SIZE, BANDS = 128, 64
RUN = 2 * SHINGLE  # bytes


@cache
def _empty():
    from datasketch import MinHash  # here, because it brings scipy along: half a second that only writers of reports pay

    return MinHash(num_perm=SIZE, hashfunc=int, scheme="affine32")


def warm() -> None:
    """Brings the library in before a transaction begins: others should not wait for that."""
    _empty()


def hashes(letters: str) -> frozenset[int]:
    """Returns the 32-bit hashes of the runs of eight letters (two bytes each) of a text."""
    data = letters.encode("utf-16-le")
    return frozenset([zlib.crc32(data[i:i + RUN]) for i in range(0, len(data) - RUN + 2, 2)])


def sketch(hashed: Iterable[int]) -> bytes:
    """Returns the sketch of hashed shingles."""
    made = _empty().copy()
    made.update_batch(list(hashed))
    return made.hashvalues.astype("<u4").tobytes()


def buckets(made: bytes, year: int, part: str) -> list[int]:
    """Returns the buckets (63-bit numbers, 64 of them) of a sketch among the reports of one year."""
    width = len(made) // BANDS
    salt = f"{year} {part} ".encode()
    return [int.from_bytes(hashlib.blake2b(salt + bytes([band]) + made[band * width:(band + 1) * width], digest_size=8).digest()) >> 1 for band in range(BANDS)]


def contained(made: bytes, size: int, others: Iterable[tuple[bytes, int]]) -> list[tuple[float, float]]:
    """Returns, for each other sketch with its number of shingles, about how much of the first text stands in the other and of the other in the first."""
    others = list(others)
    if not others:
        return []
    alike = (numpy.frombuffer(b"".join(o for o, _ in others), "<u4").reshape(-1, SIZE) == numpy.frombuffer(made, "<u4")).mean(axis=1)
    return [(float(min(1, (common := j / (1 + j) * (size + n)) / size)), float(min(1, common / n))) for j, (_, n) in zip(alike, others)]
