"""Every check: what it must find, what only looks wrong and is legal, and what it cannot say."""
import re
import tomllib
from pathlib import Path

import pytest

from report.checks import CHECKS, run_all_checks, run_checks, run_group_checks, run_peer_checks, tell_lateness
from report.checks.cases import counts
from report.checks.run import as_findings
from report.checks.statements import statements
from report.language import catalogue, say
from report.model import Agency, Editions, Evidence, Region, Section, Source
from tests.reports import make_report

BY_ID = {check.id: check for check in CHECKS}
COUNTY = dict(agency=Agency(name="云汀县人民政府", kind="government"), region=Region(province="江渚省", city="云州市", county="云汀县"))
CITY = dict(agency=Agency(name="云州市人民政府", kind="government"), region=Region(province="江渚省", city="云州市"))
BUREAU = dict(agency=Agency(name="云汀县林草局", kind="department"), region=Region(province="江渚省", city="云州市", county="云汀县"))
OLD_FORM = dict(editions=Editions(disclosed="2019", requests="2019", disputes="2019"), year=2020)
NO_TABLES = dict(disclosed={}, requests={}, disputes={})
OPENING = dict(texts={k: None for k in ("disclosed", "requests", "disputes", "problems", "other")}, **NO_TABLES)
OLD_ROW = {"newly_made": 2, "newly_published": 2, "total_published": 9, "made": None, "repealed": None, "in_force": None}


def overview(*paragraphs, **more):
    """The fictional report with another section one."""
    return dict(texts={"overview": "\n".join(paragraphs)}, **more)


def applications(sentence, figures=(), **more):
    """The fictional report whose prose on applications is this sentence, with the figures (measure, value, words, …) read from it."""
    told = [f if len(f) == 4 else (*f, {}) for f in figures]
    return dict(texts={"overview": "（一）主动公开。栏目逐月更新。\n（二）依申请公开。" + sentence}, figures=told, **more)


def volumes(sentence, total, channels=(), categories=(), total_more=None, loose=(), **more):
    """The fictional report whose prose on disclosure is this sentence."""
    number = re.search(rf"{total}[余多]?条", sentence)[0] if total is not None else None
    figures = [("disclosed.total", total, number, total_more or {})] if total is not None else []
    for measure, value, words, fields in channels:
        figures.append((f"disclosed.channel.{measure}", value, words, {"within_total": True} | fields))
    for value, words in categories:
        figures.append(("disclosed.category", value, words, {"within_total": True, "label": words}))
    figures += [("disclosed.category", value, words, {"label": words}) for value, words in loose]
    return dict(texts={"overview": "（一）主动公开。" + sentence + "\n（二）依申请公开。没有新情况。"}, figures=figures, **more)


def section_five(text, problems=(), measures=(), **more):
    return dict(texts={"problems": text}, problems=list(problems), measures=list(measures), **more)


SLOW, SHORT_FORMS = ("栏目更新不及时", ["timeliness"]), ("解读形式单一", ["interpretation"])

LONG_FIVE = section_five("栏目更新有时迟了两周，个别附件打不开，读者在留言板上提醒过三次；解读文章多为文字，老人看不懂。下一年给每个栏目定下时限，由专人逐周核对，并为重要文件配上图解和短片。")

# check, severity, what is wrong, report, report of the year before, (left, right, difference)
HITS = [
    ("T3-1", "error", "received 3 + carried in 1 ≠ handled 2 + carried out 1", dict(requests={"handled": {"total": 2}}), None, (4, 3, 1)),
    ("T3-1", "error", "one applicant's column", dict(requests={"received": {"business": 2}}), None, (2, 1, 1)),
    ("T3-2", "error", "results add up to 4, not 3", dict(requests={"granted": {"total": 3}}), None, (3, 4, -1)),
    ("T3-2", "error", "2019 form: 其他处理 in one row", dict(requests={"other": dict.fromkeys(("natural_person", "business", "research", "public_benefit", "legal_service", "other"), 0) | {"total": 1}, "other.no_correction": None, "other.fee_unpaid": None, "other.other": None}, **OLD_FORM), None, (3, 4, -1)),
    ("T3-3", "error", "2 + 1 ≠ 5", dict(requests={"received": {"total": 5}}), None, (5, 3, 2)),
    ("T3-3", "error", "total 0 although the parts are not", dict(requests={"handled": {"total": 0}}), None, (0, 3, -3)),
    ("T3-4", "error", "half an application", dict(requests={"granted": {"total": 2.5}}), None, None),
    ("T3-4", "error", "below 0", dict(requests={"carried_in": {"business": -1}}), None, None),
    ("T3-5", "warning", "blank and stroke", dict(requests={"received": {"research": "", "other": "/"}}), None, None),
    ("T3-6", "warning", "a row was deleted", dict(requests={"refused.state_secret": None}), None, None),
    ("T3-6", "warning", "six cells in the last row", dict(requests={"carried_out": {"total": None}}), None, None),
    ("T3-7", "information", "fee unpaid, but no fee was charged", dict(requests={"other.fee_unpaid": {"total": 1}}), None, None),
    ("T3-7", "information", "“many repeated” of three in all", dict(requests={"not_processed.abusive": {"total": 2}}), None, None),
    ("T3-8", "warning", "copied from last year", {}, {}, None),
    ("T4-1", "error", "1 + 0 + 0 + 0 ≠ 2", dict(disputes={"reconsideration": {"total": 2}}), None, (2, 1, 1)),
    ("T4-1", "error", "total 0 against 11", dict(disputes={"litigation_direct": {"upheld": 11}}), None, (0, 11, -11)),
    ("T4-2", "error", "below 0", dict(disputes={"litigation_direct": {"other": -1}}), None, None),
    ("T4-3", "warning", "sued after a reconsideration that never was", dict(disputes={"reconsideration": {"upheld": 0, "total": 0}, "litigation_after_reconsideration": {"pending": 1, "total": 1}}), dict(disputes={"reconsideration": {"upheld": 0, "total": 0}}), None),
    ("T4-4", "warning", "two pending cases vanish", dict(disputes={"litigation_direct": {"total": 0}}), dict(disputes={"litigation_direct": {"pending": 2, "total": 2}}), None),
    ("T4-5", "information", "cases without applications", dict(requests={"received": {"total": 0}, "carried_in": {"total": 0}}), dict(requests={"received": {"total": 0}, "carried_in": {"total": 0}}), None),
    ("T2-1", "warning", "5 ≠ 5 + 2 − 1", {}, {}, (5, 6, -1)),
    ("T2-2", "warning", "1 < 2 − 0", dict(disclosed={"normative_documents": {"in_force": 1, "repealed": 0}}), None, (1, 2, -1)),
    ("T2-3", "error", "a town makes regulations", dict(disclosed={"regulations": {"made": 1}}), None, (1, 0, 1)),
    ("T2-3", "error", "a county bureau has regulations in force", dict(disclosed={"regulations": {"in_force": 3}}, **BUREAU), None, (3, 0, 3)),
    ("T2-3", "error", "a county hospital has regulations in force", dict(disclosed={"regulations": {"in_force": 3}}, **BUREAU | {"agency": Agency(name="云汀县人民医院", kind="other")}), None, (3, 0, 3)),
    ("T2-3", "warning", "an agency of unknown level", dict(disclosed={"regulations": {"in_force": 3}}, agency=Agency(name="新港片区管委会", kind="zone")), None, (3, 0, 3)),
    ("T2-4", "error", "half a licence", dict(disclosed={"licences": {"decided": 1.5}}), None, None),
    ("T2-4", "error", "negative fees", dict(disclosed={"fees": {"amount_wan_yuan": -2}}), None, None),
    ("T2-4", "warning", "a town that charges yuan", dict(disclosed={"fees": {"amount_wan_yuan": 15000}}), None, None),
    ("T2-5", "warning", "12 to 90 licences", dict(disclosed={"licences": {"decided": 90}}), {}, (90, 12, 78)),
    ("T2-5", "warning", "from 60 penalties to 0", dict(disclosed={"penalties": {"decided": 0}}), dict(disclosed={"penalties": {"decided": 60}}), (0, 60, -60)),
    ("T2-6", "warning", "published more than made", dict(disclosed={"regulations": OLD_ROW | {"newly_published": 3}, "normative_documents": OLD_ROW}, **OLD_FORM), None, (3, 2, 1)),
    ("T2-7", "warning", "10 ≠ 8 + 1", dict(disclosed={"licences": {"last_year_items": 10, "change": 0}}, **OLD_FORM), dict(disclosed={"licences": {"last_year_items": 8, "change": 1}}, **(OLD_FORM | {"year": 2019})), (10, 9, 1)),
    ("Y-1", "error", "carried in 1, carried out 0 a year ago", {}, dict(requests={"carried_out": {"total": 0}}), (1, 0, 1)),
    ("Y-1", "warning", "another applicant", {}, dict(requests={"carried_out": {"natural_person": 0, "business": 1}}), (0, 1, -1)),
    ("Y-2", "warning", "section five word for word", LONG_FIVE, LONG_FIVE, (100, 80, 20)),
    ("Y-4", "warning", "slow two years running, nothing done", section_five("一是栏目更新不及时，信息上网迟了。改进措施是增加图解。", [SLOW], [("增加图解", ["interpretation"])]), section_five("栏目更新不及时，多次被提醒后才补发信息。", [SLOW]), None),
    ("Y-5", "error", "said +20 %, is −20 %", volumes("全年主动公开信息80条，较上年增长20%。", 80), volumes("全年主动公开信息100条。", 100), (20, -20, 40)),
    ("Y-5", "error", "said 32 more, is 2 more", applications("收到公开申请52件，比去年增加32件。", [("requests.received", 52, "收到公开申请52件")]), applications("收到公开申请50件。", [("requests.received", 50, "收到公开申请50件")]), (32, 2, 30)),
    ("F-1", "error", "the 2019 form in 2023", dict(editions=Editions(disclosed="2019", requests="2021")), None, None),
    ("F-1", "error", "其他处理 still one row", dict(editions=Editions(disclosed="2021", requests="2019")), None, None),
    ("F-2", "error", "no section five", dict(texts={"problems": None}), None, None),
    ("F-2", "error", "no section five, although the lead-in promises it", dict(texts={"problems": None, "preamble": "全文分总体情况、存在的主要问题及改进情况等六个部分，由党政办编写，如有疑问请来电咨询。"}), None, None),
    ("F-2", "error", "no table 4", dict(texts={"disputes": ""}, disputes={}), None, None),
    ("F-2", "error", "table 3 is a picture", dict(texts={"requests": "[image: 图片3]"}, requests={}), None, None),
    ("F-2", "warning", "section six before section five", dict(sections=[Section(key=k, heading=None, text="正文") for k in ("overview", "disclosed", "requests", "disputes", "other", "problems")], figures=[], problems=[], measures=[]), None, None),
    ("F-2", "information", "another title", dict(sections=[Section(key=k, heading=h, text="正文") for k, h in (("overview", "一、概述"), ("disclosed", None), ("requests", None), ("disputes", None), ("problems", None), ("other", None))], figures=[], problems=[], measures=[]), None, None),
    ("F-3", "error", "title 2023, period 2022", dict(texts={"preamble": "统计期限自2022年1月1日起，至2022年12月31日止。"}), None, (2023, 2022, 1)),
    ("F-3", "warning", "calls itself last year's report", dict(texts={"preamble": "现公布《青梧镇2022年政府信息公开工作年度报告》。统计期限自2023年1月1日起，至2023年12月31日止。"}), None, (2022, 2023, -1)),
    ("F-3", "warning", "last year's sentence kept", overview("（一）主动公开。\n2022年，本镇主动公开信息60条，另有简报4期。", figures=[]), None, None),
    ("F-3", "warning", "a title without a year", dict(title="青梧镇政府信息公开工作年度报告"), None, None),
    ("F-4", "warning", "a town as a bureau", overview("（一）主动公开。我局按月公开各类信息，未收到申请。", figures=[]), None, None),
    ("F-4", "warning", "a bureau as a town", overview("（一）主动公开。我镇按月公开各类信息，未收到申请。", figures=[], **BUREAU), None, None),
    ("F-4", "warning", "a hospital as a bureau", overview("（一）主动公开。我局按月公开各类信息，未收到申请。", figures=[], agency=Agency(name="云汀县人民医院", kind="other")), None, None),
    ("F-5", "warning", "the notice of 2019", dict(texts={"preamble": "本报告按照国办公开办函〔2019〕60号文件编写。"}), None, None),
    ("F-6", "error", "none", section_five("无。"), None, None),
    ("F-6", "error", "less than a sentence", section_five("人手偏紧，力度不足。"), None, None),
    ("F-6", "warning", "problems and no measure", section_five("栏目更新不及时，解读形式单一，群众反映不够方便。", [SLOW, SHORT_FORMS]), None, None),
    ("F-6", "warning", "measures for other things", section_five("栏目更新不及时。下一步，组织全体人员学习保密规定和办公软件。", [SLOW], [("组织全体人员学习保密规定", ["skills"])]), None, None),
    ("F-7", "warning", "no word on platforms and supervision", overview("（一）主动公开。公开信息若干，管理有序。（二）申请。没有收到公开申请，记录齐全。", figures=[], agency=Agency(name="云汀县青梧街道办事处", kind="subdistrict")), None, None),
    ("F-7", "warning", "a government without review and accountability", overview("主动公开、申请、信息管理、网站平台和监督考核都按计划进行，没有遗漏。", figures=[]), None, None),
    ("F-8", "error", "charged and not charged", dict(texts={"other": "收取信息处理费80元。本年度未收取信息处理费。"}), None, None),
    ("F-8", "warning", "not a word on fees", dict(texts={"other": "没有其他需要报告的事项。"}), None, None),
    ("F-9", "error", "a bureau on 8 February", dict(published="2024-02-08", **BUREAU), None, None),
    ("F-9", "error", "a county on 2 April", dict(published="2024-04-02", **COUNTY), None, None),
    ("F-9", "warning", "a town in September: perhaps only moved", dict(published="2024-09-09"), None, None),
    ("F-10", "warning", "until 30 November", dict(texts={"preamble": "统计期限自2023年1月1日起，至2023年11月30日止。"}), None, None),
    ("F-11", "information", "longer than the city allows", overview("公" * 1001, figures=[], region=Region(province="甘肃省", city="武威市", county="凉州区")), None, (1001, 1000, 1)),
    ("F-12", "warning", "a mobile number", dict(texts={"preamble": "联系人电话：13800000000。"}), None, None),
    ("F-12", "warning", "a personal mailbox", dict(texts={"preamble": "邮箱：123456789@qq.com。"}), None, None),
    ("F-12", "information", "nobody to ask", dict(texts={"preamble": "青梧镇年度报告"}), None, None),
    ("P-1", "error", "prose 5, table 3", applications("全年收到政府信息公开申请5件。", [("requests.received", 5, "收到政府信息公开申请5件")]), None, (5, 3, 2)),
    ("P-1", "error", "prose none, table 3", applications("全年未收到政府信息公开申请。", [("requests.received", 0, "未收到政府信息公开申请")]), None, (0, 3, -3)),
    ("P-1", "warning", "accepted: may count more than what came in", applications("全年受理政府信息公开申请9件。", [("requests.received", 9, "受理政府信息公开申请9件")]), None, (9, 3, 6)),
    ("P-1", "warning", "3 + 1 carried over, but the sentence does not say so", applications("全年收到公开申请4件。", [("requests.received", 4, "收到公开申请4件")]), None, (4, 3, 1)),
    ("P-1", "warning", "more than 30 cannot be 3", applications("全年收到公开申请30余件。", [("requests.received", 30, "收到公开申请30余件", {"approximate": True})]), None, (30, 3, 27)),
    ("P-2", "error", "prose 2, table 1", applications("上年结转2件。", [("requests.carried_in", 2, "上年结转2件")]), None, (2, 1, 1)),
    ("P-3", "error", "prose 2, table 1", applications("结转下年度办理2件。", [("requests.carried_out", 2, "结转下年度办理2件")]), None, (2, 1, 1)),
    ("P-4", "error", "prose 4, table 3", applications("全部办结，共办结4件。", [("requests.handled", 4, "办结4件")]), None, (4, 3, 1)),
    ("P-4", "warning", "“answered” is a looser word", applications("答复申请8件。", [("requests.handled", 8, "答复申请8件")]), None, (8, 3, 5)),
    ("P-5", "error", "granted: prose 1, table 2", applications("收到公开申请3件，其中予以公开1件，无法提供1件。", [("requests.received", 3, "收到公开申请3件")]), None, (1, 2, -1)),
    ("P-6", "error", "4 + 2 > 3", applications("收到公开申请3件，其中网络申请4件，信函申请2件。", [("requests.received", 3, "收到公开申请3件")]), None, (6, 3, 3)),
    ("P-6", "warning", "1 + 1 < 3, and no other channel", applications("收到公开申请3件，网络申请1件，信函申请1件。", [("requests.received", 3, "收到公开申请3件")]), None, (2, 3, -1)),
    ("P-7", "error", "natural persons: prose 1, table 2", applications("收到公开申请3件，其中自然人申请1件，法人申请1件。", [("requests.received", 3, "收到公开申请3件")]), None, (1, 2, -1)),
    ("P-8", "error", "none, but the table has one", applications("未因政府信息公开发生行政复议、行政诉讼。"), None, (0, 1, -1)),
    ("P-8", "error", "litigation 2, table 0", applications("因信息公开引发行政复议1件、行政诉讼2件。"), None, (2, 0, 2)),
    ("P-8", "error", "upheld 2, table 1", applications("政府信息公开行政复议1件，其中结果维持2件。"), None, (2, 1, 1)),
    ("P-9", "error", "made 4, table 2", applications("全年制发行政规范性文件4件。"), None, (4, 2, 2)),
    ("P-9", "warning", "规范性文件 may be the Party's", applications("全年制定规范性文件4件。"), None, (4, 2, 2)),
    ("P-10", "warning", "licences 20, table 12", applications("作出行政许可决定20件。"), None, (20, 12, 8)),
    ("P-11", "error", "80 of 120 is not 56.7 %", volumes("主动公开信息120条，其中网站80条，占56.7%，微信40条，占33.3%。", 120, [("website", 80, "网站80条，占56.7%", {"percent": 56.7}), ("wechat", 40, "微信40条，占33.3%", {"percent": 33.3})]), None, (56.7, 66.667, -9.967)),
    ("P-11", "warning", "cut off, not rounded", volumes("主动公开信息120条，其中网站80条，占66.6%。", 120, [("website", 80, "网站80条，占66.6%", {"percent": 66.6})]), None, (66.6, 66.667, -0.067)),
    ("P-12", "error", "12 + 30 + 25 > 50", volumes("主动公开信息50条，其中机构类12条，通知类30条，财政类25条。", 50, (), [(12, "机构类12条"), (30, "通知类30条"), (25, "财政类25条")]), None, (67, 50, 17)),
    ("P-12", "warning", "408 of 423, no rest named", volumes("主动公开信息423条，其中机构类8条，通知类100条，服务类300条。", 423, (), [(8, "机构类8条"), (100, "通知类100条"), (300, "服务类300条")]), None, (408, 423, -15)),
    ("P-12", "error", "93 of 90, the total told again", volumes("全年公开信息90条。\n在公开的90条信息中，机构类1条；文件类10条；财政类52条；其他30条。", 90, (), [(1, "机构类1条"), (10, "文件类10条"), (52, "财政类52条"), (30, "其他30条")]), None, (93, 90, 3)),
    ("P-12", "warning", "35 of 40, “other” counted", volumes("公开信息40条，其中政策类等9条，服务类10条，其他信息16条。", 40, (), [(9, "政策类等9条"), (10, "服务类10条"), (16, "其他信息16条")]), None, (35, 40, -5)),
    ("P-12", "error", "more than the channel that it lists", volumes("网站公开信息88条，其中政策类50条，动态类40条。", None, [("website", 88, "网站公开信息88条", {"within_total": None})], loose=[(50, "政策类50条"), (40, "动态类40条")]), None, (90, 88, 2)),
    ("P-13", "error", "a channel larger than the whole", volumes("主动公开信息382条，其中公众号2443条。", 382, [("wechat", 2443, "公众号2443条", {})]), None, (2443, 382, 2061)),
    ("P-13", "warning", "80 + 30 < 120", volumes("主动公开信息120条，其中网站80条，微信30条。", 120, [("website", 80, "网站80条", {}), ("wechat", 30, "微信30条", {})]), None, (110, 120, -10)),
    ("P-13", "information", "80 + 60 > 120: one item may count once", volumes("主动公开信息120条，其中网站80条，微信60条。", 120, [("website", 80, "网站80条", {}), ("wechat", 60, "微信60条", {})]), None, (140, 120, 20)),
    ("P-14", "warning", "three named, two counted", overview("新设“办事”“问答”“公示”2个专栏，按月更新，方便群众查找。", figures=[]), None, (3, 2, 1)),
    ("P-15", "warning", "7 in section one, none in section six", dict(texts={"overview": "（二）全镇收到政府信息公开申请7件。", "other": "全镇未收到政府信息公开申请，未收取信息处理费。"}, figures=[]), None, (7, 0, 7)),
    ("P-16", "warning", "did not receive 0", applications("全年未收到公开申请0件。"), None, None),
    ("P-17", "information", "some 120", volumes("主动公开信息120余条。", 120, total_more={"approximate": True}), None, None),
]

# check, what looks wrong and is right, report, report of the year before
NEAR_MISSES = [
    ("T3-1", "many and large numbers that balance", dict(requests={"received": {"natural_person": 3002, "total": 3003}, "granted": {"natural_person": 3001, "total": 3002}, "handled": {"natural_person": 3002, "total": 3003}}), None),
    ("T3-2", "2019 form: one row of other handling that balances", dict(requests={"granted": {"natural_person": 0, "total": 1}, "other": {"natural_person": 1, "business": 0, "research": 0, "public_benefit": 0, "legal_service": 0, "other": 0, "total": 1}, "other.no_correction": None, "other.fee_unpaid": None, "other.other": None}, **OLD_FORM), None),
    ("T3-3", "the applicant is among the others", dict(requests={"received": {"natural_person": 0, "other": 2}}), None),
    ("T3-4", "3.0 is a whole number", dict(requests={"received": {"total": 3.0}}), None),
    ("T3-5", "zeros everywhere", dict(requests={"received": {"natural_person": 0, "business": 0, "total": 0}}), None),
    ("T3-6", "2019 form: 23 rows", dict(requests={"other": dict.fromkeys(("natural_person", "business", "research", "public_benefit", "legal_service", "other", "total"), 0), "other.no_correction": None, "other.fee_unpaid": None, "other.other": None}, **OLD_FORM), None),
    ("T3-7", "fee unpaid where fees were charged", dict(requests={"other.fee_unpaid": {"total": 1}}, texts={"other": "收取信息处理费80元。"}), None),
    ("T3-8", "all 0, two years running", dict(requests={row: dict.fromkeys(("natural_person", "business", "total"), 0) for row in ("received", "carried_in", "granted", "unavailable.not_held", "handled", "carried_out")}),
     dict(requests={row: dict.fromkeys(("natural_person", "business", "total"), 0) for row in ("received", "carried_in", "granted", "unavailable.not_held", "handled", "carried_out")})),
    ("T4-1", "all pending", dict(disputes={"litigation_direct": {"pending": 3, "total": 3}}), None),
    ("T4-2", "zeros", dict(disputes={"reconsideration": {"upheld": 0, "total": 0}}), None),
    ("T4-3", "the reconsideration was last year's", dict(disputes={"reconsideration": {"upheld": 0, "total": 0}, "litigation_after_reconsideration": {"pending": 1, "total": 1}}), {}),
    ("T4-4", "the pending case was closed", dict(disputes={"litigation_direct": {"upheld": 1, "total": 1}}), dict(disputes={"litigation_direct": {"pending": 1, "total": 1}})),
    ("T4-5", "the applications were last year's", dict(requests={"received": {"total": 0}, "carried_in": {"total": 0}}), {}),
    ("T2-1", "5 = 4 + 2 − 1", {}, dict(disclosed={"normative_documents": {"in_force": 4}})),
    ("T2-2", "more repealed than made", dict(disclosed={"normative_documents": {"made": 0, "repealed": 3, "in_force": 0}}), None),
    ("T2-3", "a city with districts makes regulations", dict(disclosed={"regulations": {"made": 1, "in_force": 11}}, **CITY), None),
    ("T2-4", "a county's fees to the fen", dict(disclosed={"fees": {"amount_wan_yuan": 24252.311082}}, **COUNTY), None),
    ("T2-4", "2019 form: fewer items", dict(disclosed={"licences": {"change": -8}}, **OLD_FORM), None),
    ("T2-5", "from 2 to 20: small numbers jump", dict(disclosed={"licences": {"decided": 20}}), dict(disclosed={"licences": {"decided": 2}})),
    ("T2-6", "an older document, counted in all", dict(disclosed={"regulations": OLD_ROW | {"newly_made": 0, "newly_published": 0}, "normative_documents": OLD_ROW}, **OLD_FORM), None),
    ("T2-7", "8 = 9 − 1", dict(disclosed={row: {"last_year_items": 8, "change": 0} for row in ("licences", "other_services", "penalties", "coercive_measures", "fees")}, **OLD_FORM),
     dict(disclosed={row: {"last_year_items": 9, "change": -1} for row in ("licences", "other_services", "penalties", "coercive_measures", "fees")}, **(OLD_FORM | {"year": 2019}))),
    ("Y-1", "carried in what was carried out", {}, {}),
    ("Y-2", "written anew", LONG_FIVE, section_five("人员变动较多，新到岗的同志对目录和答复程序还不熟，遇到复杂申请时需要反复请示；村里的公开栏也有两处多月没有更换内容。今年安排了四次集中学习，结成师徒。", [])),
    ("Y-4", "the same problem, and a measure", {}, {}),
    ("Y-5", "rounded: +17 %", volumes("全年主动公开信息820条，较上年增长17%。", 820), volumes("全年主动公开信息700条。", 700)),
    ("F-1", "the 2019 form for 2020", OLD_FORM, None),
    ("F-2", "sections without prose: their tables are there", {}, None),
    ("F-3", "last year's figure beside this year's", overview("2023年主动公开信息60条，2022年主动公开信息50条。\n2022年，曾收到申请2件。\n2023年，收到申请3件。", figures=[]), None),
    ("F-3", "published in January of the year after", dict(texts={"other": "2024年1月12日发布。"}), None),
    ("F-3", "the period of several years in a title of a document", overview("2023年，本镇落实《2022年工作要点》，主动公开信息60条。", figures=[]), None),
    ("F-4", "自我局限 and a quotation", overview("（一）主动公开。克服自我局限，回应了“我局何时办理”的来信，并有人向我委托的机构咨询。", figures=[]), None),
    ("F-5", "both notices named", dict(texts={"preamble": "依据国办公开办函〔2021〕30号（原国办公开办函〔2019〕60号废止）。"}), None),
    ("F-6", "one problem of two taken up", section_five("栏目更新不及时，解读形式单一。改进措施：增加图解和视频。", [SLOW, SHORT_FORMS], [("增加图解和视频", ["interpretation"])]), None),
    ("F-7", "a subdistrict need not tell of accountability", overview("主动公开、申请、信息管理、网站平台和监督保障都按计划进行，没有遗漏。", figures=[], agency=Agency(name="云汀县青梧街道办事处", kind="subdistrict")), None),
    ("F-8", "charged, and free copies mentioned", dict(texts={"other": "收取信息处理费80元，其余材料免费提供。"}), None),
    ("F-9", "a bureau on 31 January", dict(published="2024-01-31", **BUREAU), None),
    ("F-9", "a town in February: its date is local", dict(published="2024-02-20"), None),
    ("F-10", "a leap year's period with spaces", dict(texts={"preamble": "统计期限自 2024 年 1 月 1 日起，至 12 月 31 日止。"}, year=2024), None),
    ("F-11", "long, but the city has no limit of its own here", overview("公" * 900, figures=[], region=Region(province="甘肃省", city="武威市", county="凉州区")), None),
    ("F-12", "an institution's mailbox and a landline", dict(texts={"preamble": "电话：0999-1234567，邮箱：qingwuzhen@163.com。"}), None),
    ("P-1", "with those carried over, and says so", applications("全年共办理公开申请4件（含上年结转1件）。", [("requests.received", 4, "办理公开申请4件")]), None),
    ("P-1", "the government office speaks for itself", applications("县政府办收到公开申请17件。", [("requests.received", 17, "收到公开申请17件")], requests={"received": {"total": 95}}, **COUNTY), None),
    ("P-2", "none, said as a number", applications("上年结转1件。", [("requests.carried_in", 1, "上年结转1件")]), None),
    ("P-3", "the rest goes to next year", applications("剩余1件结转下年度办理。", [("requests.carried_out", 1, "1件结转下年度办理")]), None),
    ("P-4", "answered: those of the year, without the one carried in", applications("答复申请2件。", [("requests.handled", 2, "答复申请2件")]), None),
    ("P-5", "results that agree", applications("收到公开申请3件，其中予以公开2件，无法提供1件。", [("requests.received", 3, "收到公开申请3件")]), None),
    ("P-5", "what was published, not answered", applications("收到公开申请3件，其中2件予以公开。\n制作信息9条，不予公开3件。", [("requests.received", 3, "收到公开申请3件")]), None),
    ("P-6", "an open list", applications("收到公开申请3件，其中网络申请1件、信函申请1件等。", [("requests.received", 3, "收到公开申请3件")]), None),
    ("P-7", "both kinds agree", applications("收到公开申请3件，其中自然人申请2件，法人申请1件。", [("requests.received", 3, "收到公开申请3件")]), None),
    ("P-8", "no case was lost: that says nothing of their number", applications("未发生行政诉讼败诉情形，发生行政复议1件。\n收到信息公开行政复议1件。"), None),
    ("P-8", "litigation is the sum of both blocks", applications("因信息公开引发行政诉讼3件。", disputes={"litigation_direct": {"upheld": 1, "total": 1}, "litigation_after_reconsideration": {"pending": 2, "total": 2}}), None),
    ("P-8", "a justice bureau decides the cases of others", applications("收到信息公开申请3件，信息公开行政复议1件。\n全年受理行政复议案件52件，代理行政诉讼9件。", **BUREAU), None),
    ("P-8", "cases of other laws", dict(texts={"overview": "收到信息公开行政复议1件。", "other": "法治建设有序，全年行政复议3件、行政诉讼5件。"}, figures=[]), None),
    ("P-9", "documents interpreted are not documents made", applications("制发行政规范性文件2件，解读规范性文件7件。"), None),
    ("P-10", "licences published are not licences decided", applications("公开行政许可信息50条，作出行政许可决定12件。"), None),
    ("P-11", "rounded at the last digit", volumes("主动公开信息517条，其中网站138条，占26.7%，微信379条，占73.3%。", 517, [("website", 138, "网站138条，占26.7%", {"percent": 26.7}), ("wechat", 379, "微信379条，占73.3%", {"percent": 73.3})]), None),
    ("P-12", "parts with “other”", volumes("主动公开信息100条，其中机构类12条，通知类30条，财政类25条，以及其他信息。", 100, (), [(12, "机构类12条"), (30, "通知类30条"), (25, "财政类25条")]), None),
    ("P-12", "of which, after a full stop", volumes("主动公开信息83条。其中政策类23条，财政类40条，动态类20条。", 83, (), [(23, "政策类23条"), (40, "财政类40条"), (20, "动态类20条")]), None),
    ("P-12", "only an example is named", volumes("主动公开信息68条，其中机构类4条。", 68, (), [(4, "机构类4条")]), None),
    ("P-13", "517 = 138 + 379", volumes("主动公开信息517条，其中网站138条，微信379条。", 517, [("website", 138, "网站138条", {}), ("wechat", 379, "微信379条", {})]), None),
    ("P-13", "one of three was not read as a channel", volumes("主动公开信息236条，其中网站27条，微信198条，回复来信11件。", 236, [("website", 27, "网站27条", {}), ("wechat", 198, "微信198条", {})]), None),
    ("P-14", "two named of 11, and so on", overview("新设“办事”“问答”等11个专栏，按月更新，方便群众查找。", figures=[]), None),
    ("P-15", "last year's number is another number", dict(texts={"overview": "全镇收到政府信息公开申请7件。全镇收到申请7件。上年收到申请9件。"}, figures=[]), None),
    ("P-16", "received 0", applications("全年收到公开申请0件。"), None),
    ("P-17", "an exact number near a vague word", volumes("近年来主动公开信息120条。", 120), None),
]

# check, why nothing can be said, report, report of the year before, words of the reason
NOT_CHECKABLE = [
    ("T3-1", "only the totals are filled in", dict(requests={row: dict.fromkeys(("natural_person", "business", "research", "public_benefit", "legal_service", "other"), "") for row in ("received", "carried_in", "handled", "carried_out")}), None, "空白"),
    ("T3-1", "the reading of the cell is in doubt", dict(requests={"handled": {"total": 2}}, doubted=(("requests", "handled", "total"),)), None, "存疑"),
    ("T3-2", "a stroke instead of 0", dict(requests={"granted": dict.fromkeys(("natural_person", "business", "research", "public_benefit", "legal_service", "other", "total"), "/")}), None, "斜线"),
    ("T3-3", "words instead of a number", dict(requests={row: {"research": "无"} for row in ("received", "carried_in", "granted")}), None, "文字"),
    ("T3-4", "no table 3", dict(requests={}), None, "表格"),
    ("T3-5", "no table 3", dict(requests={}), None, "表格"),
    ("T3-6", "no table 3", dict(requests={}), None, "表格"),
    ("T3-6", "the reading left a row out", dict(requests={"refused.state_secret": None}, doubted=(("requests", "granted", "total"),)), None, "存疑"),
    ("T3-7", "blank rows", dict(requests={"other.fee_unpaid": {"total": ""}}), None, "空白"),
    ("T3-8", "no table 3 last year", {}, dict(requests={}), "上一年"),
    ("T4-1", "blank cells", dict(disputes={"reconsideration": {"other": ""}}), None, "空白"),
    ("T4-2", "no table 4", dict(disputes={}), None, "表格"),
    ("T4-3", "no table 4 last year", dict(disputes={"reconsideration": {"upheld": 0, "total": 0}, "litigation_after_reconsideration": {"pending": 1, "total": 1}}), dict(disputes={}), "上一年"),
    ("T4-4", "no table 4 last year", {}, dict(disputes={}), "上一年"),
    ("T4-5", "blank total", dict(disputes={"reconsideration": {"total": ""}}), {}, "空白"),
    ("T2-1", "another edition last year", {}, dict(editions=Editions(disclosed="2019", requests="2019")), "格式"),
    ("T2-2", "blank cells", dict(disclosed={"normative_documents": {"in_force": ""}}), None, "空白"),
    ("T2-3", "a stroke instead of 0", dict(disclosed={"regulations": {"made": "/"}}), None, "斜线"),
    ("T2-4", "no table 2", dict(disclosed={}), None, "表格"),
    ("T2-5", "blank last year", {}, dict(disclosed={"licences": {"decided": ""}}), "上一年"),
    ("T2-6", "the 2021 form", {}, None, "2019"),
    ("T2-7", "the 2021 form", {}, {}, "2019"),
    ("Y-1", "blank last year", {}, dict(requests={"carried_out": {"total": ""}}), "上一年"),
    ("Y-2", "too little prose", section_five("无。"), LONG_FIVE, "太少"),
    ("Y-4", "no problem recognised last year", {}, dict(problems=[]), "归类"),
    ("Y-5", "against the year before last", volumes("全年主动公开信息120条，较2021年增长50%。", 120), volumes("全年主动公开信息100条。", 100), "增减"),
    ("Y-5", "20 % or more", volumes("全年主动公开信息125条，较上年增长20%以上。", 125), volumes("全年主动公开信息100条。", 100), "准确"),
    ("Y-5", "against another month", volumes("全年主动公开信息120条，环比增长50%。", 120), volumes("全年主动公开信息100条。", 100), "增减"),
    ("Y-5", "last year's total is only approximate", volumes("全年主动公开信息80条，较上年增长20%。", 80), volumes("全年主动公开信息100余条。", 100, total_more={"approximate": True}), "准确"),
    ("F-1", "labels of no edition", dict(editions=Editions()), None, "版本"),
    ("F-2", "only the opening is there", OPENING, None, "部分"),
    ("F-2", "the file breaks off within section five", dict(texts={"problems": "一是栏目更新不及时，二是", "other": None}), None, "部分"),
    ("F-2", "the file breaks off within table 2", dict(texts={k: None for k in ("requests", "disputes", "problems", "other")}, disclosed={"fees": None, "penalties": None, "coercive_measures": None}, requests={}, disputes={}), None, "部分"),
    ("F-6", "the file breaks off", dict(texts={"problems": "一是", "other": None}), None, "部分"),
    ("F-2", "an unread heading", dict(texts={"problems": None, "disputes": "5．存在的主要问题和打算"}), None, "未识别"),
    ("F-2", "the table is an annex", dict(texts={"disputes": "详见附件。"}, disputes={}), None, "痕迹"),
    ("F-2", "the table's labels stand in the text", dict(texts={"disputes": "未经复议直接起诉 0"}, disputes={}), None, "痕迹"),
    ("F-3", "no year at all", dict(year=None, texts={"preamble": "", "overview": ""}, title=None), None, "年度"),
    ("F-4", "an agency of another kind", dict(agency=Agency(name="青梧片区管委会", kind="zone")), None, "类型"),
    ("F-5", "no year", dict(year=None), None, "年度"),
    ("F-6", "no section five in a fragment", OPENING, None, "部分"),
    ("F-6", "measures are spoken of, but none was recognised", section_five("栏目更新不及时，下一步将从多个方面着手加以改变。", [SLOW]), None, "措施"),
    ("F-7", "section one is empty", dict(texts={"overview": ""}, figures=[]), None, "第一部分"),
    ("F-8", "before there were such fees", dict(texts={"other": "没有其他事项。"}, year=2018), None, "2020"),
    ("F-8", "no section six", dict(texts={"other": None}), None, "第六部分"),
    ("F-9", "no date", dict(published=None), None, "日期"),
    ("F-9", "a hospital: the Regulations set it no day", dict(published="2024-02-20", **BUREAU | {"agency": Agency(name="云汀县人民医院", kind="other")}), None, "部门"),
    ("F-10", "no period printed", dict(texts={"preamble": ""}), None, "统计期限"),
    ("F-11", "a city without a limit", {}, None, "字数"),
    ("F-12", "a fragment without contact", dict(OPENING, texts=OPENING["texts"] | {"preamble": ""}), None, "部分"),
    ("P-1", "the prose says nothing", dict(figures=[]), None, "正文"),
    ("P-1", "about 30", applications("全年收到公开申请约30件。", [("requests.received", 30, "收到公开申请约30件", {"approximate": True})]), None, "约数"),
    ("P-1", "one channel only", applications("网络收到公开申请1件。", [("requests.received", 1, "收到公开申请1件")]), None, "渠道"),
    ("P-2", "blank in the table", dict(requests={"carried_in": {"total": ""}}), None, "空白"),
    ("P-3", "no table 3", dict(requests={}), None, "没有"),
    ("P-4", "the cell's reading is in doubt", applications("共办结4件。", [("requests.handled", 4, "办结4件")], doubted=(("requests", "handled", "total"),)), None, "存疑"),
    ("P-5", "the prose lists no results", {}, None, "正文"),
    ("P-6", "the prose lists no channels", {}, None, "渠道"),
    ("P-7", "the prose does not tell the applicants", {}, None, "正文"),
    ("P-8", "no word of cases", dict(texts={"overview": "主动公开信息若干，没有收到申请。"}, figures=[]), None, "正文"),
    ("P-9", "no word of documents", {}, None, "正文"),
    ("P-10", "no word of decisions", {}, None, "正文"),
    ("P-11", "growth is no share", volumes("主动公开信息120条，其中网站80条，同比增长20%。", 120, [("website", 80, "网站80条，同比增长20%", {"percent": 20})]), None, "比重"),
    ("P-12", "a list inside a list", volumes("主动公开信息50条，其中机构类20条（含领导10条、职能10条），工作类30条。", 50, (), [(20, "机构类20条"), (10, "领导10条"), (10, "职能10条"), (30, "工作类30条")]), None, "两种"),
    ("P-12", "two ways of counting: 67 + 127, and 194 again", volumes("主动公开信息194条，其中概况类67条，动态类127条，目录类194条。", 194, (), [(67, "概况类67条"), (127, "动态类127条"), (194, "目录类194条")]), None, "两种"),
    ("P-13", "posts beside the total", volumes("主动公开信息45条。公众号另发图文625篇。", 45, [("wechat", 625, "图文625篇", {"within_total": False})]), None, "总数"),
    ("P-14", "no list", {}, None, "列举"),
    ("P-15", "said once", {}, None, "两次"),
    ("P-16", "no prose", dict(sections=[], figures=[], problems=[], measures=[]), None, "正文"),
    ("P-17", "no figures", dict(figures=[]), None, "正文"),
]


def answers(id, report, previous):
    """The findings of one check, passes too."""
    check = BY_ID[id]
    here = make_report(**report)
    if check.scope == "report":
        return as_findings(check, check.function(here), here)
    before = make_report(**({"year": here.year - 1} | previous)) if previous is not None else None
    return as_findings(check, check.function(here, before), here, before)


def named(case):
    return f"{case[0]}: {case[2] if len(case) == 6 else case[1]}"


@pytest.mark.parametrize("case", HITS, ids=named)
def test_finds_what_is_wrong(case):
    id, severity, _, report, previous, sides = case
    failed = [f for f in answers(id, report, previous) if f.verdict == "fail" and f.severity == severity]
    assert failed, [(f.verdict, f.severity, f.message) for f in answers(id, report, previous)]
    if sides:
        assert sides in [(f.left, f.right, f.difference) for f in failed]


@pytest.mark.parametrize("case", NEAR_MISSES, ids=named)
def test_leaves_alone_what_is_legal(case):
    id, _, report, previous = case
    found = answers(id, report, previous)
    assert not [f.message for f in found if f.verdict == "fail" and f.severity != "information"]
    assert any(f.verdict == "pass" or f.severity == "information" for f in found)


@pytest.mark.parametrize("case", NOT_CHECKABLE, ids=named)
def test_says_why_it_cannot_say(case):
    id, _, report, previous, reason = case
    found = answers(id, report, previous)
    assert any(f.verdict == "not_checkable" and reason in f.message for f in found), [(f.verdict, f.message) for f in found]
    assert not [f.message for f in found if f.verdict == "fail" and f.severity == "error"]


@pytest.mark.parametrize("check", [c for c in CHECKS if c.scope in ("report", "history")], ids=lambda c: c.id)
def test_every_check_has_its_three_cases(check):
    for cases in (HITS, NEAR_MISSES, NOT_CHECKABLE):
        assert any(case[0] == check.id for case in cases)


COUNTS = [  # sentence, [(reconsideration or litigation, column, number)]
    ("未因政府信息公开被申请行政复议、提起行政诉讼", [("行政复议", "total", 0), ("行政诉讼", "total", 0)]),
    ("全年没有发生因政府信息公开引起的行政复议和行政诉讼案件", [("行政复议", "total", 0), ("行政诉讼", "total", 0)]),
    ("无行政复议、行政诉讼情况", [("行政复议", "total", 0), ("行政诉讼", "total", 0)]),
    ("未收到行政复议申请", [("行政复议", "total", 0)]),
    ("没有行政复议，也没有行政诉讼", [("行政复议", "total", 0), ("行政诉讼", "total", 0)]),
    ("未发生行政诉讼，行政复议1件", [("行政复议", "total", 1), ("行政诉讼", "total", 0)]),
    ("行政复议案件2件，其中结果维持1件，尚未审结1件，行政诉讼0件", [("行政复议", "pending", 1), ("行政复议", "total", 2), ("行政复议", "upheld", 1), ("行政诉讼", "total", 0)]),
    ("依法做好行政复议、行政诉讼工作", []),
    ("无人对行政复议决定不服", []),
    ("未开展行政诉讼培训", []),
]


@pytest.mark.parametrize("sentence, numbers", COUNTS)
def test_cases_that_a_sentence_states(sentence, numbers):
    assert sorted({(block, column, value) for block, column, value, _, _ in counts(sentence)}) == numbers


@pytest.mark.parametrize("words", [None, Evidence(section="overview", start=0, end=9, text="发布日期：2024-02-08")])
def test_a_late_report_is_shown_the_words_of_its_day(words):
    late = make_report(published="2024-02-08", published_evidence=words, **BUREAU)
    found, = answers("F-9", dict(published="2024-02-08", published_evidence=words, **BUREAU), None)
    told, = tell_lateness("department", late.year, late.published, {"department": "01-20"}, evidence=[words] if words else ())
    assert found.verdict == told.verdict == "fail" and found.evidence == told.evidence == ([words] if words else [])


def town(name, sha, **changes):
    return make_report(agency=Agency(name=name, kind="town"), source=Source(name=name, sha256=sha, bytes=1, format="text", reader="text"), **changes)


def twice(grid, times=2):
    return {row: {c: v * times for c, v in values.items()} for row, values in grid.items()}


A, B = town("青梧镇人民政府", "a"), town("白芷镇人民政府", "b")
PARENT = make_report(**COUNTY).model_copy(update={t: twice(getattr(A, t)) for t in ("disclosed", "requests", "disputes")})
WRONG = PARENT.model_copy(update={"requests": twice(A.requests) | {"received": twice(A.requests)["received"] | {"total": 9}}})
SMALL = PARENT.model_copy(update={"disclosed": A.disclosed | {"licences": {"decided": 3}}})
NAMES = ["青梧镇人民政府", "白芷镇人民政府", "云汀县税务局"]

# check, what, parent, children, roster, verdict, words
GROUPS = [
    ("H-1", "9 ≠ 3 + 3", WRONG, [A, B], NAMES, "fail", "9"),
    ("H-1", "tax stands outside the roster", PARENT, [A, B], NAMES, "pass", ""),
    ("H-1", "one report is missing", WRONG, [A], NAMES, "not_checkable", "白芷镇"),
    ("H-2", "no report", PARENT, [A], NAMES, "fail", "白芷镇"),
    ("H-2", "the tax office need not report here", PARENT, [A, B], NAMES, "pass", ""),
    ("H-2", "no roster", PARENT, [A, B], [], "not_checkable", "名录"),
    ("H-3", "two reports of one town", PARENT, [A, A.model_copy(update={"source": B.source})], NAMES, "fail", "青梧镇"),
    ("H-3", "the same file twice", PARENT, [A, A], NAMES, "pass", ""),
    ("H-3", "no report names its agency", PARENT, [A.model_copy(update={"agency": None})], NAMES, "not_checkable", "机构"),
    ("H-4", "a town with 12 licences in a county with 3", SMALL, [A], [], "fail", "12"),
    ("H-4", "as large as the county", A, [A], [], "pass", ""),
    ("H-4", "no county report", None, [A], [], "not_checkable", "本级"),
]


@pytest.mark.parametrize("case", GROUPS, ids=named)
def test_a_county_and_its_agencies(case):
    id, _, parent, children, roster, verdict, words = case
    found = [f for f in run_group_checks(parent, children, roster) if f.check == id]
    assert any(f.verdict == verdict and words in f.message for f in found), [(f.verdict, f.message) for f in found]
    if verdict != "fail":
        assert not [f for f in found if f.verdict == "fail"]


def test_a_county_report_of_every_cell_is_compared():
    compared = [f for f in run_group_checks(PARENT, [A, B], NAMES) if f.check == "H-1"]
    assert len(compared) == 10 + 175 + 15 and all(f.verdict == "pass" for f in compared)


LICENCES = [0, 0, 0, 2, 3, 0]
PEERS = [town(f"第{i}镇人民政府", f"p{i}", disclosed={"licences": {"decided": n}}) for i, n in enumerate(LICENCES)]


@pytest.mark.parametrize("licences, peers, verdict", [(1660, PEERS, "fail"), (4, PEERS, "pass"), (1660, PEERS[:3], "not_checkable")])
def test_a_town_far_from_its_like(licences, peers, verdict):
    here = town("青梧镇人民政府", "x", disclosed={"licences": {"decided": licences}})
    found = [f for f in run_peer_checks(here, [*peers, here]) if any(c.row == "licences" for c in f.cells)]
    assert [f.verdict for f in found] == [verdict] and all(f.severity == "information" for f in found)
    if verdict == "fail":
        assert found[0].right == 0 and "第4镇人民政府" in found[0].message


def test_the_correct_report_has_no_finding():
    assert [f.message for f in run_checks(make_report()) if f.verdict == "fail"] == []


def test_correct_reports_with_every_legal_oddity_raise_no_error():
    for case in NEAR_MISSES:
        found = answers(case[0], case[2], case[3])
        assert not [f.message for f in found if f.verdict == "fail" and f.severity == "error"], case


def test_every_word_has_its_chinese():
    words = catalogue("zh")
    told = {text for check in CHECKS for text in (check.title, check.formula, check.explanation)}
    for case in (*HITS, *NEAR_MISSES, *NOT_CHECKABLE):
        report, previous = (case[3], case[4]) if len(case) == 6 else (case[2], case[3])
        told |= {f.template for f in answers(case[0], report, previous) if f.template}
    for case in GROUPS:
        told |= {f.template for f in run_group_checks(*case[2:5]) if f.template}
    told |= set(templates_in_the_code())
    assert not sorted(text for text in told if not re.search(r"[\u4e00-\u9fff]", words.gettext(text)) or words.gettext(text) == text)


def templates_in_the_code():
    """Every message of report/checks: the first words of failed(…) and unknown(…), and the constants in capitals that hold a sentence."""
    import ast
    for path in (Path(__file__).parents[1] / "report" / "checks").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("failed", "unknown"):
                yield from (part.value for part in ast.walk(node.args[0]) if isinstance(part, ast.Constant) and isinstance(part.value, str) and " " in part.value)


def test_messages_use_the_form_s_words():
    finding = next(f for f in run_checks(make_report(requests={"handled": {"total": 2}})) if f.check == "T3-1")
    assert finding.message == "“总计”栏：本年新收 3 + 上年结转 1 ≠ 办理总计 2 + 结转下年 1，相差 1。"
    assert say(finding.template, finding.values, "en").startswith("Column “Total”: received 3")
    assert [(c.row, c.column) for c in finding.cells] == [("received", "total"), ("carried_in", "total"), ("handled", "total"), ("carried_out", "total")]


def test_evidence_is_exact():
    for case in HITS:
        report = make_report(**case[3])
        for finding in run_all_checks(report):
            for e in finding.evidence:
                assert report.section(e.section).text[e.start:e.end] == e.text


def test_the_vocabulary_of_statements_reads_its_own_examples():
    lines = tomllib.loads((Path(__file__).parents[1] / "report/checks/statements.toml").read_text(encoding="utf-8"))["statement"]
    for line in lines:
        for sentence in line["yes"]:
            assert len(statements(sentence, "overview", line["id"])) == 1, (line["id"], sentence)
        for sentence in line["no"]:
            assert not statements(sentence, "overview", line["id"]), (line["id"], sentence)


def test_findings_across_years_need_the_year_before():
    here, long_ago = make_report(), make_report(year=2020)
    assert {f.check for f in run_all_checks(here, long_ago)} == {f.check for f in run_all_checks(here)}
    assert "Y-1" in {f.check for f in run_all_checks(here, make_report(year=2022))}


def test_growth_of_very_many_digits_is_no_growth():
    words = f"2023年，全镇主动公开政府信息120条，较上年增长{'9' * 400}%。"
    told = [f for f in run_all_checks(make_report(texts={"overview": words}), make_report(year=2022)) if f.check == "Y-5"]
    assert [f.template for f in told] == ["The report states no growth right after a number."]
