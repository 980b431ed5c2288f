"""Problems that section five only points back to: “问题已在第一部分逐项说明”. They stand there after what went well, behind a turn: “…；但…偏少”."""
import re
from collections.abc import Iterator

from loaders.leads import YEAR, is_lead, replies
from loaders.segments import read_pieces
from loaders.sentences import Part, read_parts
from report import clauses

BACK = re.compile(r"(?:问题|不足|短板|差距)[^,;。:]{0,8}(?:已|均|都|一并|分别|详)[^,;。:]{0,6}(?:第?[一二三四]部分|总体情况|前文|上文|前面|前述|相应|各部分|各段|各条|各项)"
                  r"|(?:第?[一二三四]部分|总体情况|前文|上文|前面)[^,;。:]{0,8}(?:已|均|都|一并|分别)[^,;。:]{0,8}(?:说明|写明|列出|列明|讲到|交代|指出|点明|报告|述及)[^,;。:]{0,6}(?:问题|不足|短板)?"
                  r"|(?:问题|不足|短板|差距)[^,;。:]{0,6}(?:见|参见|详见)[^,;。:]{0,4}(?:第?[一二三四]部分|总体情况|前文|上文)")
TURN = re.compile(r"^(?:但|可是|可(?=[^以见能])|不过|然而|只是(?!为|因)|美中不足|遗憾|不足的是|欠缺的是|差在)")
TURN_ALONE = re.compile(r"^(?:但|可是|不过|然而)?(?:也)?(?:美中不足|遗憾|不足|欠缺|短板)的?是$|^(?:但是|可是|不过|然而)$")


def points_back(flat: str) -> bool:
    """Returns whether a dense section five says that its problems are told in an earlier section."""
    return bool(BACK.search(flat))


def told_behind_a_turn(flat: str, year: int | None) -> Iterator[Part]:
    """Yields the shortcomings of a dense section that each stand behind a turn in their sentence, up to what is done about them."""
    for piece in read_pieces(flat):
        parts = read_parts(flat, piece.start, piece.end)
        turn = next((i for i, p in enumerate(parts) if TURN.match(flat[p.start:p.end])), None)
        if turn is None:
            continue
        turn += bool(TURN_ALONE.match(flat[parts[turn].start:parts[turn].end]))
        told = parts[turn:next((i for i in range(turn, len(parts)) if _answers(flat[parts[i].start:parts[i].end], year)), len(parts))]
        if any(clauses.specific(flat[p.start:p.end]) and p.states for p in told):
            yield Part(told[0].start, told[-1].end)


def _answers(clause: str, year: int | None) -> bool:
    printed = YEAR.match(clause)
    return replies(clause) or is_lead(clause) or bool(printed and year and printed[0].isdigit() and int(printed[0]) > year)
