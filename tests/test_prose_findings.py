"""What the prose says against the tables, read from sentences as offices write them: no finding where a person sees none, one where they differ."""
import pytest

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
]

DIFFERING = [  # kind of agency, prose, tables, the check that must say so
    ("government", "（二）依申请公开。本级收到申请31件，部门和乡镇收到96件，合计127件。", "received=126 granted=126 handled=126", "P-1"),
    ("department", "（二）依申请公开。局机关收到申请5件，下属单位收到3件，合计10件。", "received=8 granted=8 handled=8", "P-1"),
    ("town", "（二）依申请公开。收到申请10件，其中网络申请6件，信函申请3件，均已办结。", "received=10 granted=10 handled=10", "P-6"),
    ("town", "（二）依申请公开。收到申请16件，予以公开14件，不予公开2件。全年制发公文127件，不予公开48件。", "received=16 granted=15 refused=1 handled=16", "P-5"),
    ("town", "因信息公开产生行政复议2件、行政诉讼1件。", "rec.upheld=1 lit.upheld=1", "P-8"),
    ("town", "（二）依申请公开。全年收到申请6件，办结6件；受理低保申请30件，办结30件。", "received=6 granted=5 handled=5 out=1", "P-4"),
]


@pytest.mark.parametrize("kind, prose, tables", AGREEING)
def test_where_a_person_sees_no_difference_nothing_is_found(kind, prose, tables):
    assert findings(prose, tables, kind) == []


@pytest.mark.parametrize("kind, prose, tables, check", DIFFERING)
def test_a_true_difference_is_found(kind, prose, tables, check):
    assert check in findings(prose, tables, kind)


@pytest.mark.parametrize("kind, prose", [
    ("government", "（二）依申请公开。本级收到申请31件，部门和乡镇收到96件。"), ("department", "（二）依申请公开。局机关收到申请5件，下属单位3件，上年结转1件，合计9件。")])
def test_several_bodies_without_a_sum_are_a_doubt_and_no_figure(kind, prose):
    report = told(prose, "", kind)
    assert report.figure("requests.received") is None
    assert "applications_of_several" in [d.kind for d in report.doubts]
