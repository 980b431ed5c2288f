"""Correct but odd reports, read from the file to the findings: what is legal and looks wrong must raise no error, and no warning but those named."""
import pytest

from loaders.assemble import read_report
from report import form
from report.checks import run_checks
from tests import official
from tests.reports import tables

COLUMNS = ("natural_person", "business", "research", "public_benefit", "legal_service", "other", "total")
RESULTS = ("upheld", "corrected", "other", "pending", "total")
TOPICS = "（三）政府信息管理。目录逐季核对一次。\n（四）平台建设。栏目按月巡查。\n（五）监督保障。业务培训2次，工作考核、社会评议照常开展，没有责任追究情形。"
OPEN = "（一）主动公开。全年主动公开政府信息31条。\n"
USUAL = "（二）依申请公开。{y}年收到政府信息公开申请3件，上年结转1件，办结3件，结转下年度1件。\n"
PROBLEMS = ("存在问题：一是栏目更新有时不够及时，个别信息迟了两周才上网；二是解读文章的形式比较单一。\n"
            "改进措施：一是给每个栏目定下更新时限，逾期由专人提醒；二是每份重要文件配图解和短视频解读。")
NO_CASES = {"disputes": {block.key: dict.fromkeys(RESULTS, 0) for block in form.rows("disputes")}}


def row(*values: int) -> dict:
    """Returns a row of table 3: natural persons, businesses …, the rest 0, and their total."""
    return dict(zip(COLUMNS, (*values, *(0,) * (6 - len(values)), sum(values))))


def applications(**rows) -> dict:
    """Returns table 3 with these rows and zeros elsewhere, and no cases."""
    return {"requests": {key: row() for key in tables()["requests"]} | {name.replace("__", "."): values for name, values in rows.items()}} | NO_CASES


def report_file(name="云汀县青梧镇人民政府", year=2023, title=None, lead=None, overview=None, management=TOPICS, problems=PROBLEMS, other="本年度未收取信息处理费。没有其他需要报告的事项。",
                changes=None, edition="2021") -> bytes:
    """Returns the web page of a whole report."""
    grids = tables()
    for table, rows in (changes or {}).items():
        for key, values in rows.items():
            grids[table].setdefault(key, {}).update(values)
    if edition == "2019":
        grids["disclosed"] = {r.key: {c.key: 0 for c in form.columns("disclosed", r.key, edition)} for r in form.rows("disclosed", edition)}
        grids["requests"]["other"] = row()
    drawn = {"disclosed": official.disclosed_cells(grids["disclosed"], edition), "requests": official.requests_cells(grids["requests"], edition),
             "disputes": official.disputes_cells(grids["disputes"])}
    texts = {"overview": ((overview or OPEN + USUAL) + management).replace("{y}", str(year)), "problems": problems, "other": other}
    blocks = [title or f"{name}{year}年政府信息公开工作年度报告", lead or f"统计期限为{year}年1月1日至{year}年12月31日。联系电话：0999-1234567。"]
    for line in form.read_forms("sections"):
        blocks += [f'{line["number"]}、{line["chinese"]}', *([drawn[line["key"]]] if line["key"] in drawn else texts[line["key"]].split("\n"))]
    return official.html_file(blocks, title=blocks[0])


ODD = {  # what is odd -> the report; a set beside it names warnings that are right
    "the year of the title in Chinese numerals": dict(title="云汀县青梧镇人民政府二〇二三年政府信息公开工作年度报告"),
    "… with another zero": dict(title="云汀县青梧镇人民政府二○二三年度政府信息公开工作年度报告"),
    "… half in digits": dict(title="云汀县青梧镇人民政府二0二三年政府信息公开工作年度报告"),
    "nothing received, said three ways": dict(overview=OPEN + "（二）依申请公开。本年度我镇无依申请公开事项，未收到公民、法人或其他组织提出的公开申请，也没有上年结转的申请；未发生行政复议和行政诉讼。\n", changes=applications()),
    "nothing received, said in zeros": dict(overview=OPEN + "（二）依申请公开。本年度收到申请0件，受理0件，办结0件，结转0件。\n", changes=applications()),
    "results with those carried in": dict(overview=OPEN + "（二）{y}年共收到政府信息公开申请9件，连同上年结转2件，共11件，已答复10件，其中予以公开4件、部分公开1件、不予公开3件、无法提供2件，另有1件结转至下一年度办理。\n",
                                          changes=applications(received=row(8, 1), carried_in=row(2), granted=row(4), partly_granted=row(0, 1), refused__process_information=row(2),
                                                               refused__internal_affairs=row(1), unavailable__not_held=row(2), handled=row(9, 1), carried_out=row(1))),
    "two applications withdrawn": dict(overview=OPEN + "（二）新收申请5件，均已按期答复；其中2件申请人撤回。\n", changes=applications(received=row(5), granted=row(3), other__other=row(2), handled=row(5))),
    "a county, and its office within it": dict(name="云汀县人民政府", overview="（一）全县主动公开政府信息4702条。\n（二）{y}年，全县各行政机关共收到政府信息公开申请95件，其中县政府办公室收到17件，办结16件。\n",
                                              changes=applications(received=row(95), carried_in=row(8), granted=row(98), handled=row(98), carried_out=row(5))),
    "a county's prose on its office alone": dict(name="云汀县人民政府", overview="（一）全县主动公开政府信息4702条。\n（二）县政府（含县政府办）共收到政府信息公开申请17件，办结16件，结转下年度1件。\n",
                                                changes=applications(received=row(95), carried_in=row(8), granted=row(98), handled=row(98), carried_out=row(5))),
    "regulations of a city with districts": dict(name="淮安市人民政府", overview="（一）全市主动公开政府信息4702条，制定政府规章3件，废止1件。\n（二）全市收到申请3件，上年结转1件，办结3件。\n",
                                                 changes={"disclosed": {"regulations": {"made": 3, "repealed": 1, "in_force": 41}}}),
    "2020 in the form of 2019": dict(year=2020, edition="2019"),
    "channels without a total": dict(overview="（一）通过政府网站公开信息25条，微信公众号推送464条，发放明白纸3000份。\n" + USUAL),
    "an item in two channels counts once": dict(overview="（一）全年主动公开政府信息113条（同一信息不重复计算），其中网站71条，微信63条。\n" + USUAL),
    "posts beside the total": dict(overview="（一）全年主动公开政府信息45条。此外，微信公众号发布图文625篇，视频号发布148条。\n" + USUAL),
    "last year's numbers beside this year's": dict(overview="（一）{y}年主动公开政府信息120条，2022年为100条，同比增长20%。\n（二）{y}年收到申请3件，比2022年的5件减少2件；上年结转1件。\n"),
    "sums of all years": dict(overview="（一）新增公开86条，历年累计公开1170条。\n（二）历年累计收到申请41件，{y}年收到3件，上年结转1件。\n"),
    "a list inside a list": dict(overview="（一）全年主动公开信息50条，其中政务动态20条（内有工作动态10条、通知公告4条、人事1条、其他5条）、政策11条、财政4条、民生8条、其他7条。\n" + USUAL),
    "a bureau of justice, which decides cases": dict(name="云汀县司法局", overview=OPEN + "（二）收到信息公开申请3件，上年结转1件，办结3件。全年办理行政复议案件52件，其中涉及政府信息公开的行政复议案件6件，办理行政应诉案件9件。\n", changes=NO_CASES),
    "a case of last year among this year's": dict(overview=OPEN + USUAL + "因政府信息公开被申请行政复议2件，其中1件为上年结转；结果维持1件，尚未审结1件。未发生行政诉讼。\n",
                                                 changes={"disputes": {"reconsideration": {"upheld": 1, "pending": 1, "total": 2}}}),
    "a fee for one application, none for the others": dict(other="本年度收取信息处理费120元，涉及1件申请，其余申请未收取费用。"),
    "fees of 0 yuan": dict(other="一、按照国办函〔2020〕109号文件，信息处理费收取0元。二、没有其他需要报告的事项。"),
    "founded in June": dict(name="云汀县数据局", lead="本机关于2023年6月组建，统计期限为2023年6月1日至2023年12月31日。电话0999-1234567。",
                            overview="（一）组建以来主动公开政府信息22条。\n（二）未收到申请。\n", changes=applications()),
    "strokes in the row of regulations": dict(changes={"disclosed": {"regulations": {"made": "/", "repealed": "/", "in_force": "/"}}}),
    "strokes all over table 4": dict(changes={"disputes": {block.key: dict.fromkeys(RESULTS, "—") for block in form.rows("disputes")}}),
    "channels and applicants of the applications": dict(overview=OPEN + "（二）全年收到申请12件，其中网络提交7件，信函4件，当面1件；自然人10件，法人2件。均在法定期限内答复。\n",
                                                       changes=applications(received=row(10, 2), granted=row(10, 2), handled=row(10, 2))),
    "shares rounded": dict(overview="（一）主动公开信息517条，其中网站138条，占26.7%，微信379条，占73.3%。\n" + USUAL),
    "applications for other things": dict(overview=OPEN + "（二）共收到申请3件，上年结转1件，其中网上收到2件、信函收到1件。全年接到来信申请低保5件，收到群众建房申请8件。\n"),
    "problems of last year, mended": dict(problems="针对2022年存在的公开栏更新不及时问题，已逐一整改到位。2023年主要问题是解读形式单一，今后将多用图解。"),
    "problems and measures under numbers of their own": dict(problems="一、存在的主要问题\n公开栏内容更新不够及时。\n二、改进措施\n明确更新时限，定期巡查。"),
    "a bureau of another, named by a town": dict(management=TOPICS.replace("栏目按月巡查。", "我为群众办实事专栏同步更新，克服自我局限，也受县局委托核对清单。")),
    "the Party's documents beside the town's": dict(management=TOPICS.replace("目录逐季核对一次。", "全年制发党委规范性文件7件、行政规范性文件2件。")),
    "licences published, not decided": dict(management=TOPICS.replace("目录逐季核对一次。", "全年公开行政许可信息320条、行政处罚信息45条。")),
    "answered late with leave": dict(overview=OPEN + "（二）全年收到申请3件，上年结转1件，其中按期办结3件，延期办理1件。\n"),
}


@pytest.mark.parametrize("odd", ODD)
def test_a_correct_but_odd_report_raises_nothing(odd):
    report = read_report(report_file(**ODD[odd]), "page.html")
    assert report.disclosed and report.requests and report.disputes and report.year
    assert [(f.check, f.severity, f.message) for f in run_checks(report) if f.verdict == "fail" and f.severity != "information"] == []


WRONG = [  # the same fault without its excuse
    ("F-3", "warning", dict(title="云汀县青梧镇人民政府政府信息公开工作年度报告")),
    ("P-1", "error", dict(name="云汀县人民政府", overview="（一）全县主动公开政府信息4702条。\n（二）{y}年，全县共收到政府信息公开申请17件。\n", changes=applications(received=row(95), granted=row(95), handled=row(95)))),
    ("F-8", "error", dict(other="本年度收取信息处理费120元。本年度未收取信息处理费。")),
    ("F-10", "warning", dict(lead="统计期限为2023年6月1日至2023年12月31日。电话0999-1234567。")),
    ("P-15", "warning", dict(overview=OPEN + "（二）共收到申请3件，上年结转1件。\n", other="未收取信息处理费。全年收到公开申请8件。")),
    ("P-8", "error", dict(overview=OPEN + USUAL + "因政府信息公开被申请行政复议6件。\n")),
]


@pytest.mark.parametrize("check, severity, wrong", WRONG, ids=[w[0] for w in WRONG])
def test_the_fault_itself_is_still_found(check, severity, wrong):
    assert (check, severity) in {(f.check, f.severity) for f in run_checks(read_report(report_file(**wrong), "page.html")) if f.verdict == "fail"}
