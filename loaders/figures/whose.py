"""Whose information a number counts, and of which part of the year, as its own words say."""
import re

from loaders.figures.counts import Count
from loaders.figures.frames import Frame
from loaders.figures.nouns import SUMMING, is_general

MONTHS = re.compile(r"(?<![\d.])(1?\d)月?份?(?:\d{1,2}日)?(?:[-—~]+|至|到)(?:(?:19|20)\d\d年)?(1?\d)(?:月份?|(?=月))(?:\d{1,2}日)?")  # "1-11月", "1月1日至6月30日"
UNTIL = re.compile(r"截[至止到]+((?:19|20)\d\d年)?([3-9]|1[01])月(?!.*(?:全年|年度))")  # "截至11月底,公开60条"
PART_OF_YEAR = re.compile(r"(?:第?[一二三四]|前[两二三])个?季度|[上下]半年|前1?\d个月|(?:(?<![-—~至止到\d])|截[至止](?!12月))1?\d月份?(?![\d底末至—~到-])(?=[^,;]{0,12}$)")
SEASONS = re.compile(r"(?:第?[一二三四](?:至|到|[-—~]+)第?[一二三四]|[两三四])个?季度|各季度|各月份?|逐[季月]|(?:单月)?最[多少高低]的?(?:一个|是)?(?:月份?|季度)")  # "四个季度"分别公开20条、16条、14条、10条
IN_TURN = re.compile(r"依次|分别|公布|[各、和及与]")
BODY = re.compile(r"(?:部门|单位|机关|科室|股室|站所|乡镇|镇街|[镇乡局委办院所站馆队村组县区市旗州厅]|街道|办事处|社区|中心|学校|办公室|企业|公司|政府|本级|[省市县区镇乡村上下]级)(?:\([^()]{1,6}\))?$")
INFORMATION = re.compile(r"的?(?:主动公开)?(?:的)?(?:政府|政务|公开)?信息(?:条数|数量|总数|总量|数)?(?:共计|合计|累计|共|为)*$")  # "部门|信息"


def part_of_year(own: str) -> str:
    """Returns the words that limit a count to a part of the year ("第一季度", "1-11月"), or "" ("1-12月" is the whole of it)."""
    if months := MONTHS.search(own):
        return "" if (int(months[2]) - int(months[1])) % 12 == 11 else months[0]
    found = PART_OF_YEAR.search(own)
    return found[0] if found else ""


def of_some_months(count: Count, year: int | None) -> bool:
    """Returns whether a count runs over some months that do not make the report's year ("1-11月公开60条", "截至11月底,公开60条")."""
    if MONTHS.search(count.own):
        return part_of_year(count.own) != ""
    until = UNTIL.search(count.sentence.text[:count.number.start].rpartition(";")[2])
    return until is not None and (until[1] is None or year is None or until[1] == f"{year}年")


def is_only_time(label: str) -> bool:
    """Returns whether a label names a part of the year and no subject ("前11个月")."""
    rest = label
    for pattern in (SEASONS, MONTHS, PART_OF_YEAR):
        rest = pattern.sub("", rest)
    return rest != label and is_general(IN_TURN.sub("", rest))


def body_of(frame: Frame) -> str:
    """Returns whose information a number counts ("县直部门"公开, 公开"乡镇"信息), or ""."""
    for words in (frame.object, frame.subject):
        bare = SUMMING.sub("", INFORMATION.sub("", words.strip(",、")))
        if BODY.search(bare):
            return bare
    return ""
