"""The taxonomy and its classifier: every theme's own sentences, sentences of praise and promise, pairing. All sentences are invented."""
import re

import pytest

from report import clauses, likeness
from report.model import Clause, Evidence
from report.pairing import pair
from report.themes import ENOUGH, UNCLASSIFIED, classify, classify_by_words, classify_measure, related, theme, themes

IDS = ("timeliness coverage quality interpretation platform forms response publicity skills staffing awareness "
       "institutions requests review supervision records").split()


def sentences():
    """Returns (themes that count as right, sentence) of report/problem_sentences.csv."""
    return [(set(fitting), sentence) for fitting, sentence in likeness.sentences()]


def found(text, stated=False):
    return [hit.theme for hit in classify(text, stated)]


def by_words(text, stated=False):
    return [hit.theme for hit in classify_by_words(text, stated)]


def test_the_sixteen_themes_in_order():
    assert [t.id for t in themes()] == IDS
    assert [t.code for t in themes()] == [f"H{i}" for i in range(1, 17)]
    assert UNCLASSIFIED not in IDS


@pytest.mark.parametrize("t", themes(), ids=IDS)
def test_a_themes_own_sentences(t):
    assert min(len(t.examples), len(t.counter_examples)) >= 4
    assert [e for e in t.examples if t.id not in found(e)] == []
    assert [e for e in t.counter_examples if t.id in found(e)] == []
    assert [e for e in t.measure_examples if t.id not in [h.theme for h in classify_measure(e)]] == []
    assert [e for e in t.measure_examples if found(e)] == [], "a measure is no problem"
    assert t.chinese and t.english and t.definition and t.definition_english
    assert all(k in IDS and t.id in theme(k).kin for k in t.kin), "nearness is mutual"


@pytest.mark.parametrize("id", IDS)
def test_many_ways_of_saying_a_problem(id):
    named = [(right, s, found(s, stated=True)) for right, s in sentences() if id in right]
    wrong = [(s, f) for right, s, f in named if not right & set(f)]
    assert len(wrong) <= len(named) // 15, wrong


def test_few_themes_a_problem():
    counts = [len(found(s, stated=True)) for right, s in sentences() if right != {UNCLASSIFIED}]
    assert sum(counts) / len(counts) < 1.45
    assert max(counts) <= 3


SHORTCOMINGS = ("有待提高 有待进一步加强 还需加强 仍需进一步提升 需要进一步强化 需进一步改进 不够 不足 还不够到位 不够理想 较弱 较为薄弱 存在不足 存在短板 "
                "存在薄弱环节 还有欠缺 尚有差距 仍有提升空间 还有较大提升空间 亟待加强 亟需改进 不尽如人意 跟不上 落实不力 还有待于改善 仍显不足 做得不好 "
                "还存在差距 仍是短板 没有跟上 还需下功夫 需加以改进 存在问题 有所欠缺 与要求有差距").split()
SUBJECTS = {"timeliness": "信息公开的时效性", "coverage": "公开内容的全面性", "quality": "公开信息的质量", "interpretation": "政策解读工作", "platform": "公开平台建设",
            "forms": "公开形式的多样性", "response": "与公众的互动", "publicity": "公开工作的宣传", "skills": "工作人员业务能力", "staffing": "公开工作力量",
            "awareness": "主动公开意识", "institutions": "公开工作机制", "requests": "依申请公开办理", "review": "发布前的保密审查", "supervision": "监督检查力度", "records": "公开目录"}


@pytest.mark.parametrize(("id", "subject"), SUBJECTS.items())
def test_a_subject_with_any_shortcoming(id, subject):
    assert [s for s in SHORTCOMINGS if id not in found(subject + s)] == []


# neither praise nor promise nor bare mention is a problem
NO_PROBLEM = [
    "政策解读稳步推进", "进一步拓宽公开渠道", "全年组织业务培训两次", "未收到依申请公开", "不断提高公开质量", "公开目录更新及时", "没有发生泄密", "加强队伍建设",
    "解决更新不及时的问题", "避免公开形式单一", "公众号发布信息三百条", "严格落实三审三校", "不定期开展检查", "营造良好宣传氛围", "不动产登记信息已全部公开",
    "将信息公开纳入年度考核", "确保不漏项", "公开未来五年规划", "坚持以公开为常态、不公开为例外", "打通报送堵点", "做到解读与文件同步", "缩短审核流程", "推进政务公开与业务融合",
]


@pytest.mark.parametrize("text", NO_PROBLEM)
def test_what_states_no_problem_has_no_theme(text):
    assert found(text) == []


# one word, several themes: what stands beside it decides
TOLD_APART = [
    ("公开渠道不宽", ["forms"]), ("依申请公开受理渠道不宽", ["requests"]), ("宣传渠道不宽", ["publicity"]), ("互动渠道不宽", ["response"]),
    ("公开形式单一", ["forms"]), ("解读形式单一", ["interpretation"]), ("培训形式单一", ["skills"]), ("公开工作流于形式", []),
    ("信息更新不及时", ["timeliness"]), ("回应不及时", ["response"]), ("归档不及时", ["records"]), ("知识更新不及时", ["skills"]),
    ("公开质量不高", ["quality"]), ("解读质量不高", ["interpretation"]), ("答复质量不高", ["requests"]),
    ("工作机制不健全", ["institutions"]), ("考核机制不健全", ["supervision"]), ("审核机制不健全", ["review"]), ("依申请公开机制不健全", ["requests"]),
    ("干部公开意识不强", ["awareness"]), ("保密意识不强", ["review"]), ("群众参与意识不强", ["response"]),
    ("人员不足", ["staffing"]), ("人员业务能力不足", ["skills"]), ("人员意识不足", ["awareness"]),
    ("表述不规范", ["quality"]), ("答复不规范", ["requests"]), ("公开工作规范化不够", ["records"]),
    ("工作人员对条例不熟悉", ["skills"]), ("群众对政务公开不熟悉", ["publicity"]),
    ("经办人不会用后台", ["skills"]), ("老人不会上网", ["forms"]), ("干部不愿公开", ["awareness"]), ("群众不愿留言", ["response"]),
    ("目录三年未修订", ["records"]), ("名单三个月未更新", ["timeliness"]), ("办公室人少事多", ["staffing"]), ("来查阅的人少", ["publicity"]),
    # who and what a shortcoming is of
    ("站所之间各写各的，没有统一调度的规则", ["institutions"]), ("抖音号偏重推介民宿，惠农类内容占比很小", ["coverage"]), ("少数申请踩着期限才答复", ["requests", "timeliness"]),
    ("公开形式以文字为主，图片用得少", ["forms"]), ("专项规划没有配套通俗解说", ["interpretation", "quality"]), ("托育机构收费信息更新频次低", ["timeliness"]),
    ("领导机构调整不及时", ["institutions"]), ("水库建设进度公开跟不上施工现状", ["timeliness"]), ("宣传栏无人维护，积灰掉漆", ["forms"]), ("公开工作无人维护", ["staffing"]),
    ("名单核对不细，出现单位错位", ["review", "quality"]), ("网页排版错位", ["platform"]), ("停电公告只写街道名，没有精确到楼", ["quality"]), ("大屏内容换得太慢", ["timeliness", "forms"]),
    ("公示更新全靠一人，分不开身", ["staffing", "timeliness"]), ("补贴公开渠道太多，不知听谁", ["institutions", "forms"]), ("文书学历不高，公开到哪一步心里没底", ["skills"]),
    ("官方通报常常晚于网上传言", ["timeliness", "response"]), ("噪声数据只有数值，住户看不出高低", ["quality"]), ("支教志愿者合同一到期就离开", ["staffing"]),
    ("房价低于市场", []),
    ("热线无人接听", ["response"]), ("无人接手公开工作", ["staffing"]),
    # what is published is no fault of the work
    ("食品抽检结果公布不全", ["coverage"]), ("对社区的抽检次数少", ["supervision"]), ("职业培训名单公示不及时", ["timeliness"]), ("业务培训次数少", ["skills"]),
    ("招聘公告公布不及时", ["timeliness"]), ("编制紧张", ["staffing"]), ("审批结果公示不全", ["coverage"]), ("发布前审查不严", ["review"]),
    ("土地流转结果公布不全", ["coverage"]), ("文件流转不畅", ["institutions"]),
    # where something stands, whom it is for and who says it are not what is wanting
    ("视频号里真正教人报名的只有三段", ["coverage"]), ("公众号无人打理", ["platform"]), ("渡口的告示牌还挂着前年的班次", ["timeliness"]),
    ("灌溉公告栏一季度才换一回", ["timeliness"]), ("船户不看手机，挂网如同没公开", ["forms"]), ("除了热线没有别的公开办法", ["forms", "response"]), ("没有及时公开", ["timeliness", "coverage"]),
    ("村民看不到公示", ["forms"]), ("村民看不到处理结果", ["coverage"]), ("看图的人分不清红线蓝线", ["quality"]), ("经办人分不清红线蓝线", ["skills"]),
    ("经办人说不清依据", ["skills"]), ("通告说不清依据", ["quality"]), ("没有人会用", ["skills"]), ("没有人管", ["staffing"]), ("一年没人讲过课", ["skills"]), ("新规没人讲", ["interpretation"]),
    ("解释的人少", ["response"]), ("守窗口的人少", ["staffing"]), ("领导会后没人问", ["awareness"]), ("法条学得粗", ["skills"]), ("群众咨询没有回音", ["response"]),
    ("专户资金监管账户的明细查不到", ["coverage"]), ("对专户的监管不够", ["supervision"]), ("会上议定的事没有形成文字", ["records"]), ("没有成文的规定", ["institutions"]),
    ("日推多半做茶叶宣传，涉农信息占比小", ["coverage"]), ("责任没有落到人头", ["institutions"]), ("补助没有公开到户", ["coverage", "quality"]),
    ("两本目录由不同科室管，常常打架", ["institutions"]), ("年内信息员换了四成", ["staffing"]), ("申请信放了二十天才拆", ["timeliness", "requests"]),
    ("看完告示还是不知道找谁", ["quality"]), ("商户听完还是不知道怎么报", ["interpretation"]), ("完成情况没有下文", ["coverage"]), ("来信没有下文", ["response"]),
    ("视频里路人的面部没有遮住", ["review"]), ("挂网半年才发现缺了附件二", ["quality"]), ("公告散落在各处网页上", ["platform"]), ("新闻和公告混在一起", ["records"]),
    ("村里公示全凭自觉", ["awareness", "supervision"]), ("检查前才想起公开", ["awareness", "supervision"]), ("稿子没有第二个人校", ["review"]), ("没有几个人来查", ["publicity"]),
    ("对扬尘投诉的答复多为套话", ["quality", "response"]), ("钱花到哪个渡口查不到", ["coverage"]), ("名单与户籍对不上", ["quality"]),
    ("班次公布得晚", ["timeliness"]), ("收费说明得粗", ["quality"]), ("宣传栏年久失修", ["forms"]),
    ("护林公示牌上的名字离任已久还未变更", ["timeliness"]), ("护林公示牌歪了没人管", ["forms"]), ("居民读不懂", ["quality"]), ("公开自选动作少", ["coverage"]), ("栏目里仍查不到验收结果", ["coverage"]), ("抽检通报写得简单", ["quality"]), ("对乡镇的抽检少", ["supervision"]),
    ("能拖就拖", ["awareness"]), ("渔民不知道网上可以查", ["publicity"]),
    # what a clause complains of, not what it mentions
    ("文书对公开制度还比较生疏", ["skills"]), ("公开制度还不健全", ["institutions"]), ("经办人对目录体系不熟", ["skills"]), ("公开目录不健全", ["records"]), ("驻站人员对新规定吃得不透", ["skills"]),
    ("供热企业的责任意识不强", ["awareness"]), ("用热企业对公开的认识不足", ["publicity"]), ("各站责任不清", ["institutions"]), ("部分工程信息迟迟未公开", ["coverage"]),
    ("网格员更替频繁、一人多责", ["staffing"]), ("名单是否张贴缺乏核查手段", ["supervision"]), ("公开手段单一", ["forms"]), ("监管类信息公开不全", ["coverage"]), ("监管不力", ["supervision"]),
    ("发布数量在全县排名靠后", ["coverage"]), ("公开考核在全县排名靠后", ["supervision"]), ("牧民听不懂普通话，公示方式难起作用", ["forms"]), ("政策宣讲听不懂", ["interpretation", "quality"]),
    ("商户把投诉与公开申请混为一谈", ["requests", "publicity"]), ("两个栏目的职能混为一谈", ["quality", "platform"]), ("山口网络信号差，公开信息入户“最后一公里”不通", ["forms"]),
    ("水价调整前的预期引导不足，会后出现误读", ["response", "interpretation"]), ("通知公告多、办事指引少", ["coverage"]), ("转载多、原创少", ["quality"]), ("兼职多、专职少", ["staffing"]),
    ("征兵结果公开滞后", ["timeliness"]), ("征兵结果公开不够", ["coverage"]), ("名册印出了经办人手机号，审核不严", ["review"]), ("网页加载缓慢", ["platform"]), ("办事流程指引挖掘不深", ["quality"]),
    ("各站之间公开力度不平衡", ["supervision"]), ("公开力度不够", ["coverage", "awareness"]), ("单位之间发布数量悬殊", ["supervision"]), ("单位之间沟通不够", ["institutions"]), ("安全生产信息更新慢", ["timeliness"]),
    ("经办人对哪些该公开似懂非懂", ["skills"]), ("船户读公告似懂非懂", ["quality"]), ("各站公开快慢不一", ["supervision"]), ("问了十户，只有两户听说过", ["publicity"]), ("渡口只有两人管公开", ["staffing"]),
    ("公示栏被货堆遮挡", ["forms"]), ("负责人讲不出公开时限从哪天算起", ["skills", "timeliness"]), ("新增的事项谁来接没有写清", ["institutions", "quality"]), ("居民以为公开就是贴公告", ["publicity"]),
    ("同类信息有的放在通知栏目", ["records"]), ("旧图纸散在三个仓库", ["records"]), ("稿件发布前没有做商业秘密甄别", ["review"]), ("没有请住户坐下来谈一谈", ["response"]),
    ("贴了告示没人看", ["publicity"]), ("公报印得少", ["forms"]), ("网页上有失效链接九个", ["platform"]),
]


@pytest.mark.parametrize(("text", "expected"), TOLD_APART)
def test_what_stands_beside_a_word_decides(text, expected):
    assert (by_words(text) or found(text)) == expected


def test_what_no_word_decides_resembles_our_own_sentences():
    text = "通知写得绕来绕去，读了几遍还要打电话问"
    assert by_words(text, stated=True) == []
    [hit] = classify(text, stated=True)
    assert (hit.theme, hit.score > ENOUGH, {w.kind for w in hit.words}, "写得" in [w.text for w in hit.words]) == ("quality", True, {"likeness"}, True)


def test_words_and_likeness_decide_together():
    text = "表格里的流程图印得模糊，数字辨不出来，看的人糊涂"
    words, both = classify_by_words(text, stated=True), classify(text, stated=True)
    assert both[0].theme == words[0].theme == "quality" and both[0].score > words[0].score
    assert both[0].words == words[0].words, "where words name the theme, they are shown"


def test_likeness_names_a_further_theme_only_where_it_is_sure():
    alike = likeness.resembled("信息更新不及时")
    assert max(alike, key=alike.get) == "timeliness" and abs(sum(alike.values()) - 1) < 1e-9
    assert found("信息更新不及时") == ["timeliness"]


def test_likeness_is_asked_only_where_a_shortcoming_is_known():
    assert found("食堂招标的过程已在网上晒出") == []
    assert found("通知写得绕来绕去，读了几遍还要打电话问") == []


def most_like(text, known=None):
    alike = likeness.resembled(text, known)
    return max(alike, key=alike.get) if alike else None


def test_each_fifth_of_our_sentences_resembles_the_rest():
    named = [(fitting, s) for fitting, s in likeness.sentences() if fitting != (UNCLASSIFIED,)]
    right = 0
    for fold in range(5):
        known = likeness.learn([x for i, x in enumerate(likeness.sentences()) if i % 5 != fold])
        right += sum(most_like(s, known) in fitting for i, (fitting, s) in enumerate(likeness.sentences()) if i % 5 == fold and fitting != (UNCLASSIFIED,))
    assert right / len(named) > 0.62


GENERAL = ["工作还需要继续加强", "与要求相比还有差距", "办公条件有待改善", "经济发展压力大", "成效还不够明显", "办公室空调老出故障"]


@pytest.mark.parametrize("text", GENERAL)
def test_what_is_said_in_general_resembles_no_theme(text):
    assert most_like(text) in (None, UNCLASSIFIED) and found(text, stated=True) == []


def test_our_sentences_name_known_themes_once():
    named = {theme_id for fitting, _ in likeness.sentences() for theme_id in fitting}
    assert named == {*IDS, UNCLASSIFIED}
    assert len({s for _, s in likeness.sentences()}) == len(likeness.sentences())


def test_likeness_weighs_what_sets_a_theme_apart():
    known = likeness.learn([(("forms",), "广播喇叭不响")] * 60 + [(("records",), "卷宗不齐")] * 60)
    assert most_like("村里广播喇叭坏了", known) == "forms" and "喇叭" in dict(likeness.telling("村里广播喇叭坏了", "forms", known))
    assert likeness.resembled("不", known)["forms"] == 0.5 and likeness.resembled("abc", known) == {}


def test_likeness_to_two_themes_alike_is_shared_between_them():
    known = likeness.learn([(("forms",), "村里的广播喇叭不响")] * 60 + [(("records",), "村里的广播卷宗不齐")] * 60 + [(("quality",), "稿件错字连篇")] * 60)
    assert 0.4 < likeness.resembled("村里的广播", known)["forms"] < 0.6
    assert likeness.resembled("村里的广播喇", known)["forms"] > 0.6


def test_hits_show_the_words_that_decided():
    hit = classify_by_words("信息更新不及时，偶有错别字")
    assert [(h.theme, h.score, [(w.text, w.weight, w.kind) for w in h.words]) for h in hit] == [
        ("timeliness", 3.0, [("更新不及时", 3.0, "sign")]), ("quality", 3.0, [("错别字", 3.0, "sign")])]


def test_an_example_counts_half():
    whole, aside = classify_by_words("公众号有错别字")[0], classify_by_words("平台运维有待加强，例如稿件有错别字")
    assert (whole.theme, whole.score) == ("quality", 3.0)
    assert [(h.theme, h.score) for h in aside] == [("platform", 2.5), ("quality", 1.5)]


def test_a_topic_and_its_shortcoming_may_stand_in_two_clauses():
    assert found("在政策解读方面，还有差距") == ["interpretation"]
    assert by_words("公开渠道、互动回应等环节，还存在不足") == ["response", "forms"]
    assert found("政策解读扎实推进，公开范围仍然偏窄") == ["coverage"]


@pytest.mark.parametrize("text", ["政策解讀形式單一", "政策解读形式单⼀", "政策 解读 形式 单一", "政策解读形式单一[image: 图片1]"])
def test_any_spelling_of_the_same_words(text):
    assert found(text) == ["interpretation"]


def test_no_word_no_theme():
    assert found("办公楼较远", stated=True) == []
    assert found("") == []
    assert classify_measure("认真完成上级交办的事项") == []


def clause(text, measure=False):
    hits = classify_measure(text) if measure else classify(text, stated=True)
    return Clause(text=text, themes=[h.theme for h in hits] or [UNCLASSIFIED], evidence=Evidence(section="problems", start=0, end=len(text), text=text))


# problem, measures, its themes that a measure answers, its themes that none does
PAIRS = [
    ("宣传力度不够", ["加大宣传力度"], ["publicity"], []),
    ("人员不足，更新不及时", ["配强工作力量"], ["staffing"], ["timeliness"]),
    ("解读形式单一", ["组织业务培训"], [], ["interpretation"]),
    ("公开范围偏窄", [], [], ["coverage"]),
    ("办公楼较远", ["加大宣传力度"], [], []),
    ("依申请公开答复不够规范", ["健全制度", "统一答复文书，加强会商"], ["requests"], []),
]


@pytest.mark.parametrize(("problem", "measures", "answered", "left"), PAIRS)
def test_problems_are_paired_with_measures_of_a_fitting_theme(problem, measures, answered, left):
    [it] = pair([clause(problem)], [clause(m, measure=True) for m in measures])
    assert (sorted(it.answered), sorted(it.open)) == (answered, left)
    assert [bool(set(m.themes) & set(answered)) for m in it.measures] == [True] * len(it.measures)
    assert bool(it.measures) == bool(answered)


def test_near_themes():
    assert related({"coverage"}, {"quality"}) and related({"timeliness"}, {"timeliness", "forms"})
    assert not related({"coverage"}, {"staffing"}) and not related(set(), {"coverage"})


@pytest.mark.parametrize("kind", clauses.kinds())
def test_every_pattern_of_clauses_finds_its_example(kind):
    missing = [e["example"] for e in clauses.entries(kind) if not re.search(clauses.spelt_out(e["pattern"]), clauses.dense(e["example"]).text)]
    assert missing == []
    assert max(len(e["pattern"]) for e in clauses.entries(kind)) < 150
