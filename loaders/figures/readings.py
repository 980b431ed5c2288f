"""Interpretations told form by form beside their sum: "发布政策问答8篇、图解4张,共12篇"."""
import re

from loaders.figures.counts import Count
from loaders.figures.nouns import without_fillers
from loaders.figures.respectively import LIST
from loaders.figures.words import listed

INTERPRETED = re.compile(r"图解|解读|问答|一图[读看]?懂")
FORM_OF_READING = re.compile(r"图解|一图[读看]?懂|(?:文字|图片|图文|视频|动画|动漫|漫画|音频|专家|负责人|领导|媒体|书面|在线|发布会|H5)(?:类|式|形式|版)?(?:的)?(?:政策)?解读|解读”?(?:短|微)?(?:视频|动画|漫画|音频|长图|海报)")  # not 解读, which may be the whole
BARE_FORM = re.compile(r"(?:短|微)?(?:文字(?:说明|稿|版|材料)?|图文|图片|视频|动画|动漫|漫画|音频|长图|H5)(?:类|形式|版)?")
WHOLE = re.compile(r"(?:政策)?解读(?:材料|产品|稿件|信息)?(?:共|合计|共计|总计|累计|总数)+(?:为|有)?")  # "问答、漫画各1期,文字解读1期,解读共3期"
LED = re.compile(r"解读(?:产品|材料|形式|方式|方面)?(?:,|:)?(?:有|包括|含|分为|形式有)[^;:]*$")  # "政策解读有图解2个、问答1期"
LED_BY = re.compile(  # "对…等政策进行多样化解读,|共发布图解2件、短视频2件、新闻稿1件,合计5件"
    r"(?:(?:对|就|围绕|针对|将|把)[^;:]{2,}(?:进行|作|做|开展)了?[^,;:]{0,8}解读"
    r"|(?:对|就|围绕|针对)[^;:]*(?:政策|新政|办法|细则|规定|条例|意见|方案|新规|文件|标准|》)[^;:]*(?:进行|作|做|开展)了?[^,;:]{0,8}讲解"
    r"|(?:对|就)[^;:]{2,}的解读,?(?:采取|采用|运用|以|通过)[^;:]{1,40}(?:形式|方式|办法|手段)"
    r"|(?:为|为了|围绕)(?:及时|深入|准确)?(?:解读|讲解)[^;:]{2,}"
    r"|(?:^|[,;:])(?:在)?(?:政策|文件)?解读(?:方面|上|工作中|环节|中)"
    r"|(?:解读|讲解)[^;:]*(?:政策|办法|细则|规定|条例|意见|方案|措施|新规|文件|标准|制度)(?:》|等)*),(?:分别|先后|累计|共)*$")
ALSO_FORM = re.compile(
    r".{0,6}(?:新闻(?:发布)?稿|通稿|报道|访谈|专访|海报|折页|手册|口袋书|读本|短剧|情景剧|小品|快板|顺口溜|口诀|案例|播报|图|图片|长图|视频|短片|动画|动漫|漫画|音频|H5|问答|答疑|文章|稿件|解读|讲解|沙龙|微课|直播)")
LONGEST = 200  # characters before a list in which the words that lead it may stand
SERIES = re.compile(r"“[^”]{2,12}”(?:系列)?(?:短|微)?(?:视频|动画|动漫|漫画|音频)")  # "开展政策解读,推出图解7篇、“监管小课堂”视频|2期"
DONE_BY = re.compile(r"(?:开展|做好|加强|推进|强化|抓好)[^,;:]{0,8}解读,[^;:]*$")
VERBS = re.compile(r"^(?:共|共计|累计|分别|先后)*(?:制作|编写|编印|编发|推出|发布|刊登|刊发|拍摄|录制|撰写|绘制|设计|印制|举办|开展|组织|排演|创作)(?:了|并发布|发布)?")


def are_forms(told: list[Count]) -> bool:
    """Returns whether counts are of nothing but interpretations; a bare word for a form is one only beside a form of these."""
    formed = any(FORM_OF_READING.search(c.own) for c in told)
    led = any(is_led(c) for c in told[:1])

    def is_form(own: str) -> bool:
        return bool(formed and BARE_FORM.fullmatch(VERBS.sub("", without_fillers(own))) or led and ALSO_FORM.fullmatch(VERBS.sub("", own)))

    return (led or any(INTERPRETED.search(c.own) for c in told)) and all(INTERPRETED.search(c.own) or is_form(c.own) for c in told)


def is_led(count: Count) -> bool:
    """Returns whether the clauses before a count say that what follows was made to interpret policies."""
    return LED_BY.search(count.sentence.text, max(0, count.start - LONGEST), count.start) is not None


def is_each_form(count: Count, whole: Count) -> bool:
    """Returns whether a count holds for each of several forms of interpretations that come to the sum told next ("…的解读采取多种形式,推出漫画、小品和
    短视频各1个,共3个")."""
    names = LIST.split(VERBS.sub("", count.own.removesuffix("各")))
    return is_led(count) and all(ALSO_FORM.fullmatch(n) for n in names) and whole.value == count.value * len(names)


def is_series(count: Count) -> bool:
    """Returns whether a count is of a series of videos by its name, in a list of what was made to interpret."""
    return SERIES.fullmatch(count.own) is not None and DONE_BY.search(count.sentence.text, max(0, count.start - LONGEST), count.start) is not None


def summed_forms(counts: list[Count], whole: Count) -> list[Count]:
    """Returns the forms of interpretations told before a count in its sentence that come to it, to the item; [] where they do not.
    `counts`: all of the report, in reading order."""
    told: list[Count] = []
    for count in reversed(counts[:counts.index(whole)]):
        if count.sentence is not whole.sentence or count.parent is not whole.parent or count.unit not in listed("units", "publication") or sum(c.value for c in told) >= whole.value:
            break
        told.insert(0, count)
    return told if len(told) > 1 and sum(c.value for c in told) == whole.value and are_forms(told) else []
