"""What the prose says against the tables, read from sentences as offices write them: no finding where a person sees none, one where they differ."""
import pytest

from report.checks import run_checks
from tests.told import findings, told

AGREEING = [  # kind of agency, prose, tables
    ("government", "（二）依申请公开。本级收到申请31件，部门和乡镇收到96件，合计127件。", "received=127 granted=127 handled=127"),
    ("government", "2023年，县政府本级共收到政府信息公开申请31件，县政府各部门共收到政府信息公开申请70件，各乡镇共收到政府信息公开申请26件，全县累计收到政府信息公开申请127件。",
     "received=127 granted=127 handled=127"),
    ("government", "（二）依申请公开。县本级收到申请31件、办结30件，部门收到96件、办结90件，合计收到127件、办结120件。", "received=127 granted=120 handled=120 out=7"),
    ("government", "（二）依申请公开。县本级收到申请31件，办结30件；各部门、各乡镇收到申请96件，办结90件。", "received=127 granted=120 handled=120 out=7"),
    ("department", "（二）依申请公开。局机关收到申请5件，下属单位3件，上年结转1件，合计9件。", "received=8 in=1 granted=9 handled=9"),
    ("town", "（二）依申请公开。上半年收到申请4件，下半年收到申请6件，全年合计10件。", "received=10 granted=10 handled=10"),
    ("town", "（二）依申请公开。线上收到申请7件，线下收到申请3件。", "received=10 granted=10 handled=10"),
    ("town", "（二）依申请公开。代收转办申请5件。", ""),
    ("town", "（二）依申请公开。收到申请10件，其中互联网平台申请6件（省一体化平台4件、本镇邮箱2件），信函申请4件。", "received=10 granted=10 handled=10"),
    ("town", "（二）依申请公开。收到申请37件，其中网络申请20件，特快专递15件，当面提交2件。", "received=37 granted=37 handled=37"),
    ("town", "（二）依申请公开。收到申请16件，不予公开1件。全年制发公文127件，主动公开38件，依申请公开41件，不予公开48件。", "received=16 granted=15 refused=1 handled=16"),
    ("department", "（二）依申请公开。收到政府信息公开申请2件，受理行政许可申请320件，办结320件。", "received=2 granted=2 handled=2"),
    ("town", "（二）依申请公开。收到申请3件，均已答复。答复网友发帖319条。", "received=3 granted=3 handled=3"),
    ("town", "因信息公开产生的行政复议与行政诉讼共2件。", "rec.upheld=1 lit.upheld=1"),
    ("town", "截至2023年12月31日，当年共主动公开政府信息351条。其中，门户网站62条，公众号271条，政务公开栏张贴公示18期。", ""),
    ("town", "全年主动公开信息300条，其中网站200条、公众号80条，其余通过广播播出。", ""),
    ("town", "（二）依申请公开。上年度结转的1件于2月办结；本年度收到5件，办结4件，余1件于2024年1月办结。", "received=5 in=1 granted=5 handled=5 out=1"),
    ("town", "（二）依申请公开。收到公民申请3件，法人申请2件，共计5件。", "received=5 received.business=2 granted=5 handled=5"),
    ("town", "（二）依申请公开。收到申请5件，涉及信息12条，公开10条，不予公开2条。", "received=5 granted=5 handled=5"),
    ("town", "（二）依申请公开。收到申请5件，对以往不予公开的3件重新审查。", "received=5 granted=5 handled=5"),
    ("town", "（二）依申请公开。收到申请5件。累计收到申请47件（2008年以来）。", "received=5 granted=5 handled=5"),
    ("town", "（二）依申请公开。全年申请量5件，为近三年最低（2021年9件、2022年8件）。", "received=5 granted=5 handled=5"),
    ("town", "（二）依申请公开。收到申请5件，合并办理后作出答复3件。", "received=5 granted=5 handled=5"),
    ("department", "（二）依申请公开。指导各镇办理申请29件，本局收到5件，均已办结。", "received=5 granted=5 handled=5"),
    ("department", "（二）依申请公开。收到申请5件，为县政府办提供答复意见8件。", "received=5 granted=5 handled=5"),
    ("department", "（二）依申请公开。全系统收到申请29件，局机关收到5件。", "received=5 granted=5 handled=5"),
    ("department", "提请县政府印发行政规范性文件1件，本局制发0件。", "made=0"),
    ("department", "印发规范性文件2件，其中党内规范性文件1件、行政规范性文件1件。", "made=1"),
    ("department", "我局作为被申请人的行政复议3件，其中涉及信息公开1件，维持。", "rec.upheld=1"),
    ("department", "网上办理行政许可8件，窗口办理4件。", ""),
    ("department", "一季度办理行政许可5件，全年办理行政许可12件。", ""),
    ("department", "（二）依申请公开。全年共登记依申请公开事项10件，经审查，属于政府信息公开申请的8件，属于咨询的2件。", "received=8 granted=8 handled=8"),
    ("town", "（二）依申请公开。收到申请8件，自然人5件、法人2件、其他组织1件。", "received=8 received.business=2 received.other=1 granted=8 handled=8"),
    ("town", "（二）依申请公开。收到申请8件，予以公开5件（含部分公开1件），不予公开3件。", "received=8 granted=4 partly=1 refused=3 handled=8"),
    ("town", "（二）依申请公开。收到申请8件，公开和部分公开6件，无法提供2件。", "received=8 granted=5 partly=1 unheld=2 handled=8"),
    ("town", "（二）依申请公开。收到申请8件，办结7件，1件结转至2024年。2022年结转至2023年2件，已办结。", "received=8 in=2 granted=9 handled=9 out=1"),
    ("town", "（二）依申请公开。收到申请8件，网上答复6件，邮寄答复2件。", "received=8 granted=8 handled=8"),
    ("town", "（二）依申请公开。全县收到申请86件，我镇收到5件，办结5件。", "received=5 granted=5 handled=5"),
    ("government", "县政府办公室收到申请21件，办结20件。全县收到申请86件，办结85件，结转1件。", "received=86 granted=85 handled=85 out=1"),
    ("government", "全县共办结政府信息公开申请86件，其中县政府本级办结21件，予以公开10件，不予公开2件，无法提供9件。",
     "received=86 granted=60 refused=2 unheld=24 handled=86"),
    ("town", "全年收到政府信息公开申请5件，其中网上收到申请3件，现场收到申请2件。", "received=5 granted=5 handled=5"),
    ("town", "（二）依申请公开。收到申请5件，书面答复4件，口头答复1件。", "received=5 granted=5 handled=5"),
    ("town", "（二）依申请公开。收到申请5件，全部办结，其中提前办结2件，按期办结3件。", "received=5 granted=5 handled=5"),
    ("department", "（二）依申请公开。收到省厅转来申请2件、群众直接申请3件，共计5件。", "received=5 granted=5 handled=5"),
    ("department", "（二）依申请公开。共收到申请5件，其中涉及两个以上事项的拆分为7件办理，办结7件。", "received=7 granted=7 handled=7"),
    ("department", "（二）依申请公开。接到群众申请要求公开的电话8个，均当场解答。", "received=5 granted=5 handled=5"),
    ("department", "依申请公开工作平稳有序，近三年申请量分别为9件、4件、5件。", "received=5 granted=5 handled=5"),
    ("town", "（二）依申请公开。全年收到有效申请6件、无效申请1件。", "received=7 granted=6 other=1 handled=7"),
    ("town", "（二）依申请公开。收到申请8件，六件按期答复，两件延期答复。", "received=8 granted=8 handled=8"),
    ("town", "（二）依申请公开。收到申请8件，按期答复6件，延期答复1件，一件结转下年。", "received=8 granted=7 handled=7 out=1"),
    ("town", "（二）依申请公开。收到申请两件，一件上年结转，均已办结。", "received=1 in=1 granted=2 handled=2"),
    ("town", "（二）依申请公开。收到申请12件，受理10件，办结9件，1件结转。", "received=12 granted=9 other=2 handled=11 out=1"),
    ("town", "（二）依申请公开。收到申请12件，申请人主动撤回2件，受理10件，办结10件。", "received=12 granted=10 other=2 handled=12"),
    ("town", "（二）依申请公开。台账登记8件，其中网上登记6件、当面登记2件。", "received=8 granted=8 handled=8"),
    ("department", "（二）依申请公开。全年受理不动产登记320件，收到申请2件。", "received=2 granted=2 handled=2"),
    ("town", "全年主动公开信息200条（部门网站公开320条另计）。", ""),
    ("town", "全年主动公开信息200条，其中网站120条，微博、微信共60条、公示栏20条。", ""),
    ("town", "全年主动公开信息壹佰捌拾陆条，其中网站捌拾陆条，公众号壹佰条。", ""),
    ("town", "全年公开信息519条，按平台：网站213条、公众号306条；按内容：防控184条、建设97条、民生156条、其他82条。", ""),
    ("town", "全年公开信息519条。网站213条，公众号306条，按内容分：防控184条、建设97条、民生156条、其他82条。", ""),
    ("town", "全年公开信息519条，网站213条，公众号306条，其中防控184条、建设97条、其他82条。", ""),  # of the channel or of the total
    ("town", "全年主动公开与依申请公开合计101条（件），其中主动公开98条。", "received=3 granted=3 handled=3"),
    ("town", "公开信息98条，其中答复申请人公开2条。", "received=3 granted=3 handled=3"),
    ("town", "（二）依申请公开。收到申请15件，剔除重复3件，计12件。", "received=12 granted=12 handled=12"),
    ("town", "（二）依申请公开。收到申请12件，其中8件属于政府信息公开申请，4件为信访咨询。", "received=8 granted=8 handled=8"),
    ("town", "（二）依申请公开。全年收到申请12件，其中信息公开申请3件、其他业务申请9件。", "received=3 granted=3 handled=3"),
    ("town", "（二）依申请公开。收到申请12件，已在20个工作日内答复11件，延期1件。", "received=12 granted=12 handled=12"),
    ("town", "（二）依申请公开。收到申请12件，均予以公开。上年收到9件，不予公开3件。", "received=12 granted=12 handled=12"),
    ("department", "全局共发生行政复议5件、行政诉讼8件，均与信息公开无关。", ""),
]

ACCEPTED = [  # those that came in told apart from those accepted: prose, what table 3 may hold
    ("登记5件，受理4件。", ("received=5 granted=5 handled=5", "received=4 granted=4 handled=4")),
    ("全年登记政府信息公开申请5件，受理4件，不予受理1件。", ("received=5 granted=5 handled=5", "received=4 granted=4 handled=4")),
    ("来件5件，实际受理4件。", ("received=5 granted=5 handled=5", "received=4 granted=4 handled=4")),
    ("收到申请5件，受理4件，1件不属于政府信息公开申请。", ("received=5 granted=5 handled=5", "received=4 granted=4 handled=4")),
    ("受理4件，另有1件未补正。", ("received=5 granted=5 handled=5", "received=4 granted=4 handled=4")),
    ("受理申请4件，不予受理1件。", ("received=5 granted=5 handled=5", "received=4 granted=4 handled=4")),
    ("线上登记3件，线下登记2件，受理4件。", ("received=5 granted=5 handled=5", "received=4 granted=4 handled=4")),
    ("登记5件，受理4件，办结4件。", ("received=5 granted=4 other=1 handled=5", "received=4 granted=4 handled=4")),
]

DIFFERING = [  # kind of agency, prose, tables, the check that must say so
    ("government", "（二）依申请公开。本级收到申请31件，部门和乡镇收到96件，合计127件。", "received=126 granted=126 handled=126", "P-1"),
    ("department", "（二）依申请公开。局机关收到申请5件，下属单位收到3件，合计10件。", "received=8 granted=8 handled=8", "P-1"),
    ("town", "（二）依申请公开。收到申请10件，其中网络申请6件，信函申请3件，均已办结。", "received=10 granted=10 handled=10", "P-6"),
    ("town", "（二）依申请公开。收到申请16件，予以公开14件，不予公开2件。全年制发公文127件，不予公开48件。", "received=16 granted=15 refused=1 handled=16", "P-5"),
    ("town", "因信息公开产生行政复议2件、行政诉讼1件。", "rec.upheld=1 lit.upheld=1", "P-8"),
    ("town", "（二）依申请公开。收到公民申请3件，法人申请2件，共计5件。", "received=6 received.business=2 granted=6 handled=6", "P-1"),
    ("town", "（二）依申请公开。上年度结转的1件于2月办结；本年度收到5件，办结3件。", "received=5 in=1 granted=5 handled=5 out=1", "P-4"),
    ("town", "（二）依申请公开。收到申请8件，自然人5件、法人和其他组织3件。", "received=8 received.business=2 granted=8 handled=8", "P-7"),
    ("town", "（二）依申请公开。收到申请8件，予以公开5件（含部分公开1件），不予公开3件。", "received=8 granted=5 partly=1 refused=2 handled=8", "P-5"),
    ("government", "县政府办公室收到申请21件，办结20件。全县收到申请86件，办结85件。", "received=86 granted=86 handled=86", "P-4"),
    ("town", "（二）依申请公开。全年收到有效申请6件、无效申请1件。", "received=8 granted=7 other=1 handled=8", "P-1"),
    ("department", "行政复议3件，其中涉及信息公开2件。", "rec.upheld=1", "P-8"),
    ("town", "（二）依申请公开。收到申请12件，较上年收到的9件增加3件，不予公开3件。", "received=12 granted=12 handled=12", "P-5"),
    ("town", "（二）依申请公开。收到申请15件，剔除重复3件，计12件。", "received=13 granted=13 handled=13", "P-1"),
    ("government", "（二）依申请公开。全县共收到申请127件，其中县本级31件，部门和乡镇96件，办结120件。", "received=127 granted=127 handled=127", "P-4"),
    ("department", "作出行政处罚决定8件。", "", "P-10"),
    ("department", "制定行政规范性文件2件。", "made=1", "P-9"),
    ("town", "全年主动公开信息300条，其中网站200条、公众号80条。", "", "P-13"),
    ("town", "网站公开200条，公众号80条，其中动态60条、公告30条。", "", "P-12"),
    ("town", "（二）依申请公开。登记5件，受理4件。", "received=6 granted=6 handled=6", "P-1"),
    ("town", "（二）依申请公开。收到申请5件，受理4件，办结4件。", "received=5 granted=5 handled=5", "P-4"),
    ("town", "（二）依申请公开。全年收到申请6件，办结6件；受理低保申请30件，办结30件。", "received=6 granted=5 handled=5 out=1", "P-4"),
]


@pytest.mark.parametrize("kind, prose, tables", AGREEING)
def test_where_a_person_sees_no_difference_nothing_is_found(kind, prose, tables):
    assert findings(prose, tables, kind) == []


@pytest.mark.parametrize("prose, tables", [(prose, tables) for prose, all_ in ACCEPTED for tables in all_])
def test_those_accepted_beside_those_that_came_in_accuse_nobody(prose, tables):
    assert findings(f"（二）依申请公开。{prose}", tables) == []


@pytest.mark.parametrize("kind, prose, tables, check", DIFFERING)
def test_a_true_difference_is_found(kind, prose, tables, check):
    assert check in findings(prose, tables, kind)


@pytest.mark.parametrize("kind, prose", [
    ("government", "（二）依申请公开。本级收到申请31件，部门和乡镇收到96件。"), ("town", "依申请公开：上半年0件、下半年5件。"), ("department", "（二）依申请公开。局机关收到申请5件，下属单位3件，上年结转1件，合计9件。")])
def test_several_bodies_without_a_sum_are_a_doubt_and_no_figure(kind, prose):
    report = told(prose, "", kind)
    assert report.figure("requests.received") is None
    assert "applications_of_several" in [d.kind for d in report.doubts]


@pytest.mark.parametrize("prose, kind", [("（二）依申请公开。2021年收到申请9件。", "other_year")])
def test_a_figure_of_which_a_doubt_speaks_accuses_nobody(prose, kind):
    report = told(prose, "received=5 granted=5 handled=5")
    assert kind in [d.kind for d in report.doubts]
    assert [f.verdict for f in run_checks(report) if f.check == "P-1"] == ["not_checkable"]
