"""What words name by themselves: information as a whole, an office, what remains; and words without times and adverbs."""
import re

from loaders.figures.words import alternatives, is_made_of, listed

PURELY = re.compile(r"(?:各类|各种|各项|相关|有关|政府|政务|公开|主动|最新|的|等)*(?:信息|讯息|消息)?(?:条数|件数|数量|总数|总量|共计|合计|总计|累计|数|量|共|达|为|有|约)*+")
VETTED = re.compile(r"(?:拟公开|所有|全部)?的?(?:政府)?(?:信息|内容)?(?:均|都)?(?:经[^,;]{0,10}(?:后|审查|审核|核查)|(?:审核|审查|核实|筛选|编辑)后)$")  # "拟公开信息经三审后"发布102条
TIMES = re.compile(r"\d{2,4}年?度?|[\d\-至到—~]+月份?|\d+日|自?\d+年\d+月\d+日[起始]?|第?[一二三四]季度|[上下]半年|[前后头][一二两三四五六七八九十\d]+个月")  # "2023年度", "1-6月份"
VOID = re.compile(r"[■:,]|\d+[大小]?[类项]")  # a note in brackets, made opaque; "3大类12小类信息"
SUMMING = re.compile(r"(?:共计|总计|合计|累计|总共|一共|共|已|全年|本年度|年内)+$")  # "我局共"公开
ALL_WAYS = re.compile(r"(?:(?:\d|[两二三四五六])[个大]|各个?|多个)(?:公开|发布|政务|新媒体)*(?:渠道|平台|途径)")  # "两个渠道"共发布60条
REST = frozenset({"其他", "其它", "其余", "剩余", "余下", "剩下"})
SORT = re.compile(r"(?:类|方面|信息|公开|发布|的)+$")  # "其他|类公开"


def is_general(text: str) -> bool:
    """Returns whether words name information as a whole: 各类政府信息, 信息条数, nothing at all."""
    rest = VOID.sub("", text)
    return not rest or is_made_of("general", "words", rest)


def is_purely_information(text: str) -> bool:
    """Returns whether words name information and nothing else, not even whose: 各类政府信息共计."""
    return bool(PURELY.fullmatch(VOID.sub("", text)))


def without_fillers(text: str) -> str:
    """Returns words without times, and without adverbs before them."""
    text, before = TIMES.sub("", text), None
    while before != text:
        before = text
        text = text.strip("的了,、:至-—~起")
        if found := alternatives("general", "fillers").match(text):
            text = text[found.end():]
    return text


def is_office(text: str) -> bool:
    """Returns whether words are an office that publishes, or nothing: 我镇, 某街道办事处."""
    rest = SUMMING.sub("", VETTED.sub("", without_fillers(text)))
    return not rest or is_general(rest) or ALL_WAYS.fullmatch(rest) is not None or rest.endswith(tuple(listed("general", "offices")))


def is_rest_or_nothing(own: str) -> bool:
    """Returns whether a number's own words name no subject: nothing, or what remains (有, 其余的)."""
    return is_general(own) or without_sort(own) in REST


def without_sort(own: str) -> str:
    """Returns the words of a part without those that only say that it is one: 其他 of 其他类公开信息."""
    return SORT.sub("", without_fillers(own))
