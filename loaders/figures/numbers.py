"""Numbers with their units as reports print them: 1,234条, 1.2万余篇, 83次（条）, 两次, 约2100条, 26.7%."""
import re
from dataclasses import dataclass, replace
from functools import cache

DIGITS = dict(zip("零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖", (0, 0, 1, 2, 2, *range(3, 10), *range(1, 10)), strict=True))
SCALES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000, "拾": 10, "佰": 100, "仟": 1_000}
UNIT = (r"(?:次/条|条/次|次\((?:条|件|篇)\)|条\((?:次|件|篇)\)|篇\((?:条|次)\)|件\((?:次|条)\)|万元|亿元|元|个工作日|个月|个百分点|百分点|平方米|公里|分钟|小时"
        r"|人次|回(?![复应访收答购升落头合])|件次|条次|篇次|次条|场次|期次|批次|班次|户次|余?[条件篇份次期个幅宗项起批场则部本册张例段块组类名位人户家处种款轮班堂天年月日号时点分岁倍级层届章万封部只台面%])")
ARABIC = re.compile(rf"(约合|约计|约|近|超过|超|逾|将近|大约|突破|不足|不到)?(?<![\d.\-A-Za-z第〔\[])(\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d+)(\.\d+)?(余|多|来|几)?([万亿千百](?!元))?(?:(?<=万)(?:(\d)千|(\d{{4}})(?!\d)))?(余|多|来)?({UNIT})?(左右|以上|余)?")
# "约1.2万余篇", "1万2千条", "1,234条", "83次(条)", "40余次"
CHINESE = re.compile(rf"(?<![数几好第每之同唯统进星周零〇一二两三四五六七八九十百千万])([一二两三四五六七八九十百千万]+(?:[零〇][一二两三四五六七八九十百千万]+)*)(余|多)?({UNIT})(?:左右|以上)?(?=[,;:。、()和及与]|其中|由|通过|$)")  # "通知公告三条,"
FORMAL = re.compile(rf"(?<![第登大水着零壹贰叁肆伍陆柒捌玖拾佰仟])(?<!大写)(?<!大写[:为])([壹贰叁肆伍陆柒捌玖拾佰仟]+(?:万[壹贰叁肆伍陆柒捌玖拾佰仟零]*)?(?:零[壹贰叁肆伍陆柒捌玖拾佰仟]+)*)(余|多)?({UNIT})(?:左右|以上)?(?=[,;:。、()和及与]|其中|由|通过|$)")  # "壹佰捌拾陆条"
ABOUT = re.compile(r"(?:[近约超逾]|超过)[^,]$|上[百千万]$")  # "近百条", "上千条"
NUMERAL = "[零〇一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟]+"
TWICE = re.compile(rf"(?<![第\d.])(?:({NUMERAL})\((\d[\d,]*)\)|(\d[\d,]*)\(({NUMERAL})\))({UNIT})")  # "一百八十六(186)条"
BEFORE = re.compile(r"(?<![数几好第每之同唯统进星周零〇一二两三四五六七八九十百千万])([两三四五六七八九十]+)(余|多)?(次|期|场次|场|轮|班次|批次|篇|条|件)(?=[^,;:。、()和及与])")  # "组织了两次培训"
ONCE = re.compile(r"(?<=组织|举办|举行|开展|召开|进行|参加|安排|各作|各做|开了|办了|搞了|讲了|上了)(?:了)?(一)()(次|期|场次|场|轮)(?!性|又)(?=[^,;:。、()和及与])")  # "组织一次全员业务培训"
ONE_READ = re.compile(r"(?<=撰写|制作|编写|编印|编制|编发|发布|推出|刊发|刊登|录制|拍摄|绘制|写了|编了|出了|各写|各编|各出|各做|各配|各发|各附)(?:了)?(一)()(篇|份|期|部|张|幅|组)(?=[^,;:。、()]{0,16}(?:解读|图解|政策问答|一图))")  # "撰写一篇解读文章"
AS_A_RULE = re.compile(r"(?:每|凡|坚持|要求|确保|做到|必须|应当|同步|同时|原则)[^;。]*$")  # "每份文件同步|发布一篇解读"
ONE_ASKED = re.compile(r"(?<=收到|接到|受理|接收|新收|只有|仅有)(?:了)?(一)()(件|条|份|宗|起)(?=[^,;。]{0,20}申请)")  # "仅收到一件信息公开申请"
ONE_OUTCOME = re.compile(r"(?<=[,;、(余下另有中剩])(一)()(件|条|份|宗|起)(?=(?:申请|尚|仍|需|将|已|均|当年|依法|按期|延期|按规定|按程序)*(?:结转|顺延|转入|转至|延至|跨年|跨至|延续|上年|上一年|去年|答复|办结|办复))")  # "办结7件,一件结转下年"
TIME = frozenset({"年", "月", "日", "号", "时", "点", "分", "天", "岁", "个月", "个工作日", "小时", "分钟", "级", "层", "届", "章", "倍", "百分点", "个百分点", "公里", "平方米"})
POINTED = re.compile(r"[、)](?!\d)")
NOUN_OPENS = re.compile(r"(?![为共])[一-鿿”》]\(")  # "政策文件(|5条)"
RANGE = re.compile(rf"(?<![\d.第从由〔])(\d[\d,]*(?:\.\d+)?[万千]?)([条篇件份次期个则项])?(?:[-—~]+|至|到)(\d[\d,]*(?:\.\d+)?)(余|多)?([万千])?({UNIT})")  # "200至300条"
ADDRESS = re.compile(r"(?:邮编|邮政编码|电话|传真|手机|热线|号码|代码|索引号|地址|网址|邮箱|QQ)[^,;。()]{0,8}$")  # "邮编|043800": no count of anything
RULE = 40  # characters before a number in which words for a rule may stand
BEFORE_IT = 16  # characters before a number in which a word for an address may stand
ENDS = frozenset(",;:。、()和及与|")
YEARS = range(1990, 2041)
LONGEST = 12  # digits of a number that words tell too
LARGEST = 10**15  # what no report counts: two numbers that stand together, or a number of a document


@dataclass(frozen=True)
class Number:
    """A number in a sentence. `start`, `end` cover its sign of approximation and its unit; `unit` None where none is printed;
    `ranged`: it is the upper end of a range, `long`: it has more digits than any count, so that its value is no figure."""

    value: int | float
    unit: str | None
    approximate: bool
    start: int
    end: int
    ranged: bool = False
    long: bool = False

    @property
    def is_figure(self) -> bool:
        """Returns whether the value is what the words say."""
        return not self.ranged and not self.long


@cache
def chinese_value(numeral: str) -> int:
    """Returns the value of a Chinese numeral: 十二 12, 一百零三 103, 两 2."""
    total = section = digit = 0
    for sign in numeral:
        if sign in DIGITS:
            digit = DIGITS[sign]
        elif SCALES[sign] >= 10_000:
            total, section, digit = total + (section + digit) * SCALES[sign], 0, 0
        else:
            section, digit = section + (digit or 1) * SCALES[sign], 0
    return total + section + digit


def find_numbers(text: str) -> list[Number]:
    """Returns the counted numbers of a comparable sentence. Dates, ordinals, document and telephone numbers are no counts."""
    numbers: list[Number] = []
    for found in ARABIC.finditer(text):
        about, digits, fraction, more, scale, thousands, rest, more_too, unit, after = found.groups()
        whole = digits.replace(",", "")
        value: int | float = int(whole) if len(whole) < len(str(LARGEST)) else LARGEST
        follows = text[found.end():found.end() + 1]
        if unit is None and follows in ("、", ")") and POINTED.match(text, found.end(), found.end() + 2) and text[found.start() - 1:found.start()] in ("", ";", ":", ",", " "):
            continue  # "2、公开内容": a point
        if unit is None and not scale and not fraction and "," not in digits:
            if value in YEARS or len(digits) > 6 or (follows and follows not in ENDS) or digits[0] == "0" < digits:
                continue
            if ADDRESS.search(text[max(0, found.start() - BEFORE_IT):found.start()]):
                continue
        if unit in TIME or (unit is None and text[found.start() - 1:found.start()] in ("月", "年")):
            continue
        if fraction:
            value = float(f"{value}{fraction}")
        if scale:
            value = value * SCALES[scale] + int(thousands or 0) * 1000 + int(rest or 0)
        if isinstance(value, float):
            value = round(value, 6)
            value = int(value) if value.is_integer() and unit != "%" else value
        if unit and unit[0] == "余":
            more_too, unit = "余", unit[1:]
        numbers.append(Number(min(value, LARGEST), unit, bool(about or more or more_too or after), found.start(), found.end(), long=value >= LARGEST))
    for found in RANGE.finditer(text):
        if found[6] not in TIME and found[6] != "%" and found[2] in (None, found[6]):
            numbers = [n for n in numbers if n.end <= found.start() or n.start >= found.end()]
            numbers.append(Number(min(float(found[3].replace(",", "")), LARGEST), found[6], True, found.start(), found.end(), ranged=True))
    for found in TWICE.finditer(text):
        if int((digits := found[2] or found[3]).replace(",", "")) == chinese_value(found[1] or found[4]) and len(digits) < LONGEST and found[5] not in TIME:
            numbers = [n for n in numbers if n.end <= found.start() or n.start >= found.end()]
            numbers.append(Number(int(digits.replace(",", "")), found[5], False, found.start(), found.end()))
    for pattern in (CHINESE, FORMAL, BEFORE, ONCE, ONE_READ, ONE_ASKED, ONE_OUTCOME):
        for found in pattern.finditer(text):
            if pattern is ONE_READ and AS_A_RULE.search(text[max(0, found.start() - RULE):found.start()]):
                continue
            if found[3] not in TIME and not any(n.start < found.end() and found.start() < n.end for n in numbers):
                about = bool(found[2]) or text.endswith(("左右", "以上"), found.start(), found.end()) or bool(ABOUT.search(text, 0, found.start(1) + 1))
                numbers.append(Number(chinese_value(found[1]), found[3], about, found.start(1), found.end()))
    ends = {n.end for n in numbers}
    return sorted((n if n.start - 1 in ends else in_brackets(text, n) for n in numbers), key=lambda n: n.start)


def in_brackets(text: str, number: Number) -> Number:
    """Returns a number with the bracket that opens before it, where a noun stands there and nothing else within ("政策文件(5条)")."""
    alone = number.unit in ("条", "篇", "件", "份", "则") and text[number.end:number.end + 1] == ")" and NOUN_OPENS.fullmatch(text[max(0, number.start - 2):number.start])
    return replace(number, start=number.start - 1) if alone else number
