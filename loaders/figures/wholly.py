"""All of a count went through one channel, as the words beside it say: "公开60条,均在网站公开", "信息全部在网站公开,共60条"."""
import re
from itertools import pairwise

from loaders.figures.counts import Context, Count, Wholly
from loaders.figures.frames import Frame
from loaders.figures.mentions import Places
from loaders.figures.nouns import is_office
from loaders.figures.sentences import Sentence
from loaders.figures.totals import SUMMED

AFTER = re.compile(r"^(?:公开)?(?:方式|渠道|形式|途径|平台|载体)?(?:均|全部|都|皆|全|一律|只|仅|统一)(?:部|都)?(?:是|为|通过|在|由|经|于|利用|依托|已?(?:登载|刊载|公布|发布|公开|刊登|挂|放|上传|发)[在于到至])|^(?:公开|发布)?(?:方式|渠道|形式|途径|平台|载体)(?:是|为)")  # ",均在区政府网站公开"
BEFORE = re.compile(r"(?:^|,)([^,;]*?)(?:(?:信息|内容)(?:均|全部|都|皆|一律|统一|全)(?:是|已)?|(?:全部|一律)(?:是|已)?(?=[^,;]*公开))(?:通过|依托|利用|在|由|经|于|利用|依托|(?:登载|刊载|公布|发布|公开|刊登|挂|放|上传|发)[在于到至])")  # "信息全部在区政府网站公开,|共60条"
ONLY_WAY = re.compile(r"(?:^|,)([^,;]*?)(?:信息)?(?:公开|发布)的?(?:渠道|途径|平台|方式|载体)(?:目前|暂时|仍)?(?:只|仅)(?:有|为|是|限于)")  # "信息公开渠道只有县政府网站,|发布60条"
NO_OTHER = re.compile(r"[,(](?:且|并|再)?(?:无|没有|未使用|未利用|未通过|不存在|别无)其[他它](?:任何)?(?:信息)?(?:公开|发布)?的?(?:渠道|方式|途径|平台|载体|形式|媒体)(?:公开|发布)?[^,;)]{0,3}(?=[,;)]|$)")  # ",无其他公开渠道"
BESIDES_IT = re.compile(r"^(?:除此(?:之外|以外|外)|此外|另外)?,?(?:我[镇乡局委办街县区]|本[局委办镇乡]|本单位|本机关)?")


def told_wholly(counts: list[Count], frame: Frame, words: str, clause: int) -> Count | None:
    """Returns the count before a clause without numbers that says through which one channel all of it went; None where it says no such thing."""
    if not AFTER.match(words) or frame.predicate not in ("", "disclose") or len(set(frame.channels)) != 1 or frame.several or not counts:
        return None
    told = counts[-1]
    if told.parent is not None and told.clause == clause - 1 and told.parent.told() == told.parent.value:
        told = told.parent  # "公开60条,其中动态40条,政策20条,均在网站公开"
    elif told.clause != clause - 1:
        return None
    return told if (told.publishes() or SUMMED.fullmatch(told.own)) and told.frame.general else None


def set_wholly(counts: list[Count], sentences: list[Sentence]) -> None:
    """Makes a count of one channel that of all information where the report says that everything went there, or that there is no other way, in
    its sentence, the one before or the one after."""
    places = {channel for c in counts if c.publishes() for channel in c.channels()}
    after = {id(sentence): following for sentence, following in pairwise(sentences) if sentence.paragraph == following.paragraph}
    for at, count in enumerate(counts):
        before = count.inherited if count.distant and not count.frame.channels and after.get(id(count.inherited.sentence)) is count.sentence else None
        if before is not None and all_went_there(before, count) and not places - count.channels():
            count.wholly, count.inherited = Wholly(*count.channels(), count.number.end, before), None
            continue
        named = count.inherited is not None and not count.frame.channels and count.inherited.sentence is count.sentence
        channels, text = count.channels(), count.sentence.text
        if len(channels) != 1 or not (named or count.frame.channels) or count.parent is not None or not count.frame.general or count.frame.bars:
            continue
        words = text[count.inherited.start if named else count.start:count.number.start]
        following = counts[at + 1] if at + 1 < len(counts) else None
        stop = following.start if following is not None and following.sentence is count.sentence else len(text)
        all_of_it = (said := BEFORE.search(words) or ONLY_WAY.search(words)) is not None and is_office(said[1]) and not count.frame.several
        no_other = NO_OTHER.match(text, count.after, stop) or id(count.sentence) in after and says_no_other(after[id(count.sentence)])
        if (all_of_it or no_other) and not places - channels:
            if count.frame.verb is None and named:
                count.frame.verb, count.frame.predicate = count.inherited.frame.verb, count.inherited.frame.predicate
            count.start = count.inherited.start if named else count.start
            count.wholly, count.frame.places, count.inherited = Wholly(*channels, count.number.end), Places(), None


def all_went_there(before: Context, count: Count) -> bool:
    """Returns whether the sentence before a count of information says that all of it went through one channel ("信息全部发布在县政府网站。全年共发布60条")."""
    words = before.sentence.text[before.start:]
    said = BEFORE.search(words) or ONLY_WAY.search(words)
    told = count.parent is None and count.frame.verb is not None and count.frame.general and not count.frame.bars
    return told and said is not None and is_office(said[1]) and len(set(before.frame.channels)) == 1 and not before.frame.several


def says_no_other(sentence: Sentence) -> bool:
    """Returns whether a sentence opens by saying that there is no other way of publishing ("除此以外,没有其他发布渠道")."""
    return NO_OTHER.match(f",{BESIDES_IT.sub('', sentence.text)}") is not None
