"""Interpretations told form by form beside their sum: "发布政策问答8篇、图解4张,共12篇"."""
import re

from loaders.figures.counts import Count
from loaders.figures.nouns import without_fillers
from loaders.figures.words import listed

INTERPRETED = re.compile(r"图解|解读|问答|一图[读看]?懂")
FORM_OF_READING = re.compile(r"图解|一图[读看]?懂|(?:文字|图片|图文|视频|动画|动漫|漫画|音频|专家|负责人|领导|媒体|书面|在线|发布会|H5)(?:类|式|形式)?(?:的)?(?:政策)?解读|解读(?:短|微)?(?:视频|动画|漫画|音频|长图|海报)")  # not 解读, which may be the whole
BARE_FORM = re.compile(r"(?:短|微)?(?:文字(?:说明|稿|版|材料)?|图文|图片|视频|动画|动漫|漫画|音频|长图|H5)(?:类|形式)?")
WHOLE = re.compile(r"(?:政策)?解读(?:材料|产品|稿件|信息)?(?:共|合计|共计|总计|累计|总数)+(?:为|有)?")  # "问答、漫画各1期,文字解读1期,解读共3期"
LED = re.compile(r"解读(?:产品|材料|形式|方式|方面)?(?:,|:)?(?:有|包括|含|分为|形式有)[^;:]*$")  # "政策解读有图解2个、问答1期"
LED_BY = re.compile(r"解读,(?:共|共计|累计|分别|全年)*(?:制作|编写|编发|推出|发布|拍摄|录制|撰写)(?:了|并发布|发布)?$")  # "对…进行多样化解读,共发布|图解2件、短视频2件、新闻稿1件,合计5件"
VERB = re.compile(r"(?:共|共计|累计|分别|全年)*(?:制作|编写|编发|推出|发布|拍摄|录制|撰写)?(?:了|并发布|发布)?")
VERBS = re.compile(r"^(?:制作|编写|编发|推出|发布|拍摄|录制|撰写)(?:了|并发布|发布)?")


def are_forms(told: list[Count]) -> bool:
    """Returns whether counts are of nothing but interpretations; a bare word for a form is one only beside a form of these."""
    formed = any(FORM_OF_READING.search(c.own) for c in told)
    return any(INTERPRETED.search(c.own) for c in told) and all(
        INTERPRETED.search(c.own) or formed and BARE_FORM.fullmatch(VERBS.sub("", without_fillers(c.own))) for c in told)


def summed_forms(counts: list[Count], whole: Count) -> list[Count]:
    """Returns the forms of interpretations told before a count in its sentence that come to it, to the item; [] where they do not.
    `counts`: all of the report, in reading order."""
    told: list[Count] = []
    for count in reversed(counts[:counts.index(whole)]):
        if count.sentence is not whole.sentence or count.parent is not whole.parent or count.unit not in listed("units", "publication") or sum(c.value for c in told) >= whole.value:
            break
        told.insert(0, count)
    if len(told) < 2 or sum(c.value for c in told) != whole.value:
        return []
    led = LED_BY.search(whole.sentence.text[:told[0].start] + VERB.match(told[0].own)[0]) and any(FORM_OF_READING.search(c.own) for c in told)
    return told if led or are_forms(told) else []
