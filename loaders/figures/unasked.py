"""What the prose says of applications without a number: every way of saying that there was none."""
import re

from loaders.figures.asked import NOT, OTHER_MATTER, TAKE, WAYS, Told
from loaders.figures.scopes import EARLIER, OTHER, dated
from loaders.figures.sentences import Sentence

APART = r"(?:(?!复议|诉讼|收费|费用|投诉|举报|申诉|异议|逾期|超期|败诉|理由|反复|渠道|未|没有|[。;:])[^。;:]){0,44}?"
THING = r"(?:申请公开|公开申请|申请(?!人)|依申请公开|依申请|公开[^,。;]{0,10}?(?:请求|要求|需求|诉求)|(?:请求|要求|需求)公开)"
NO_APPLICATION = re.compile(rf"{NOT}(?:再)?{TAKE}{APART}{THING}")  # "未收到政府信息公开申请", "没有发生依申请公开事项"
NOBODY = re.compile(rf"(?:无|没有)(?:一)?(?:任何|一[名个位家]|其他)?(?:人|公民|自然人|个人|法人|单位|企业|公司|组织|机构|社会|公众|群众|居民|村民|市民|农户|牧民|渔民|商户|业主|住户|用户|客户|乘客|游客|读者|患者|病人|家属|家长|学生|师生|教师|职工|员工)"
                    rf"{APART}{THING}")  # "无公民申请公开信息", "没有家长书面申请公开"
NONE = re.compile(r"(?:无|没有|不存在|不涉及|未涉及|暂无|尚无)(?:任何|相关|有关|新增|新收|要求|关于|群众|社会公众|公众|本年度)?(?:的)?(?:政府)?(?:信息)?(?:公开)?(?:的)?(?:依申请公开|公开申请|申请公开|依申请|申请)")
# "无依申请公开事项", "不存在政府信息公开申请"
IS_NONE = re.compile(r"申请(?:公开)?[^,。;:]{0,14}?:?(?:为|是|均为|数为|实现|共)?(?:零|无)(?:件|条|份|次|宗|起|申请|报告|受理)?(?=[,。;)]|$)")  # "依申请公开件数为零", "依申请公开:无"
NONE_TAKEN = re.compile(r"申请[^。;:]{0,16}?(?:零|(?<![\d.])0)(?:受理|收件|接收)")  # "依申请公开方面,全年0受理"
ALONE = re.compile(rf"(?:[(]?[一二三四五六七八九十\d]{{1,2}}[)、.])?(?:\d{{4}}年度?|全年|本年度?|今年|当年|,|我|本|镇|乡|街道|办事处|局|委|单位|机关|中心)*(?:{NOT}{TAKE}|无)(?:任何|相关|过|公民|自然人|个人|法人|单位|企业|群众|居民|村民|市民|社会|公众|其[他它]|组织|或者?|和|及|以及|与|、|的|提出|提交|递交|书面|线上|线下|网上|形式|各类)*申请(?:件|事项)?")  # "全年未收到申请"
CUT = re.compile(rf"{NOT}(?:收到|接到|接收到)[^,。;]{{0,12}}?政府信息公?$")  # the text ends in the middle: "未收到政府信息公"
ZERO = re.compile(r"(?:零|(?<![\d.])0)(?:依)?申请")  # "实现零申请"
BARE_NONE = re.compile(r"(?:[:,]|^)(?:(?:19|20)?\d{2,4}年度?|本年度?|全年|今年|我[镇乡局委街道办中心单位]+|本[镇乡局委街道办中心单位机关]+)*,?(?:暂?无|没有|未发生|未收到|未产生|未接到|未有|[未没](?:有)?(?:受理|新收|新增))(?:此类|相关|该类|这类|上述)?(?:情况|事项|内容|业务|发生)?(?=,(?:去年|上年|往年)|$)")
# under the heading 依申请公开: "2023年无此类情况"
AFTER = re.compile(r"(?:的)?(?:政府)?(?:信息)?(?:公开)?(?:的)?(?:行政)?(?:复议|诉讼|收费|费用|收取|投诉|举报|引起|引发|导致|产生的|而|人|过程|答复|工作中|办理中|表|渠道|指南|程序|流程|工作存在|收|超|逾期|不|信息处理费|处理费)")
# what may not follow: "未发生因信息公开申请引发的复议"
NO_IN = re.compile(r"(?:无|没有|未有|不存在)(?:上年度?|上一年度?|往年)[^,。;]{0,6}结转|(?:上年度?|上一年度?|往年|去年)(?:也|均|都)?(?:无|没有|未有)[^,。;]{0,4}(?:结转|转下来)|(?:无|没有)(?:上年度?)?遗留(?:的)?(?:申请|件|事项)")  # "无上年结转申请"
NO_OUT = re.compile(r"(?:无|没有|未有|不存在)[^,。;上去往]{0,8}(?:结转|顺延)(?:至|到)?(?:下|次|明)|(?:办结|办毕|办完|办复|答复|处理完毕|办理完毕)[^。;]*,(?:均|也)?(?:无|没有)结转(?:件|事项|情况|案件)?(?=[,。;]|$)")
# "无结转下年度办理事项", "全部办结,没有结转"
NEITHER = re.compile(r"(?:上年度?|上一年度?)结转(?:、|和|及|与)结转(?:至|到)?(?:下|次)一?年度?(?:数|数量|申请)?(?:均|都)?为?(?:0|零)件?(?=[,。;]|$)")  # "上年结转、结转下年均为0件"
CARRIED = re.compile(r"结转|顺延|转入|遗留")  # "没有结转到下一年度的申请" says nothing of those received
ONE_WAY_RANK = 1  # "未收到书面申请": another way may have a number


def in_words(sentence: Sentence, year: int | None) -> list[Told]:
    """Returns the statements that say none without a number; none of those that say so of last year."""
    text, told = sentence.text, []
    if "申请" in text or "公开" in text or "政府信息" in text:
        for pattern in (NO_APPLICATION, NOBODY, NONE, IS_NONE, ZERO, NONE_TAKEN, CUT):
            for found in pattern.finditer(text):
                if not AFTER.match(text, found.end()) and not OTHER_MATTER.search(found[0]) and not CARRIED.search(found[0]) and is_about_disclosure(sentence, found):
                    if (when := dated(text[:found.end()], year)) != EARLIER:
                        rank = 0 if when == OTHER else ONE_WAY_RANK if len([p for _, p in WAYS if p.search(found[0])]) == 1 else 3
                        told.append(Told("requests.received", 0, rank, sentence, found.start(), found.end(), other=when == OTHER))
                    break
            if told:
                break
    if not told and sentence.topic == "requests" and (found := BARE_NONE.search(text)) and not OTHER_MATTER.search(text):
        told.append(Told("requests.received", 0, 2, sentence, found.start(), found.end()))
    for measure, pattern in (("requests.carried_in", NO_IN), ("requests.carried_out", NO_OUT)):
        if found := pattern.search(text) or NEITHER.search(text):
            told.append(Told(measure, 0, 2, sentence, found.start(), found.end()))
    return told


def is_about_disclosure(sentence: Sentence, found: re.Match) -> bool:
    """Returns whether "no application" is about information: by its own words, or by the heading it stands under."""
    near = sentence.text[max(0, found.start() - 16):found.end() + 8]
    return "公开" in near or "依申请" in near or "政府信息" in near or "新收" in found[0] or sentence.topic == "requests" or bool(ALONE.fullmatch(sentence.text))
