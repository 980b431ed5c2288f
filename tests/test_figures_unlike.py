"""Numbers beside the name of a place that count no items published there, and places that are no subjects."""
import pytest

from tests.figures import check, read

NO_ITEMS = [
    ("全年公开信息60条，其中网站40条、公众号20条。县电视台《平安柳溪》栏目播出12期。", "total=60 website=40 wechat=20"),  # episodes
    ("联合县融媒体中心播出双语政策节目24期。", ""),
    ("电视台播出专题节目12期，报纸刊登36篇。", "news=48"),  # told in one sentence with what went out elsewhere
    ("通过县政府网站公开信息80条，通过电视台播出政策节目24期。", "website=80 news=24"),
    ("县融媒体中心“柳溪新闻”栏目刊播我镇信息36条。", "news=36"),
    ("在《柳溪日报》刊登公告6期。", "news=6"),
    ("公众号发布“政策讲堂”节目24期。", "wechat=24"),
    ("参加市政府新闻发布会1场、电台“行风热线”2期、座谈会3次。", ""),  # visits
    ("在县政府网站公开信息80条，参加新闻发布会1场、电台“行风热线”2期。", "website=80"),
    ("参加培训2次，电视台发布信息8条。", "news=8"),
    ("全县96个村公示栏张贴公告420张次。", ""),  # sheets on many walls
    ("镇政府公示栏张贴公示46张次。", "bulletin=46"),
    ("在20个村公告栏公示低保信息120条。", "bulletin=120"),
    ("公示栏公开60条，对补贴、救助两项政策各解读一次。", "bulletin=60"),
    ("依托“柳政通”平台实现掌上办事项207项。", ""),  # services
    ("依托政务服务网接入事项1200项。", ""),
    ("通过县政府网站公开服务事项320项。", "website=320"),
    ("通过新媒体公开信息60条。全县13家景区、19个镇（街道）文化站均设置信息公开展示角。", "new_media=60"),  # places set up
    ("通过公众号发布信息60条。12个部门单位全部开设信息公开专栏。", "wechat=60"),
    ("全年共有60条信息在网站公开。", "website=60"),
]

PLACES = [
    ("视频号制作34条，公众号推送60条。", "video=34 wechat=60"),  # what an account makes goes out through it
    ("视频号制作短视频12条。", "video=12"),
    ("抖音号拍摄作品20个。", "video=20"),
    ("为县融媒体视频号制作短视频12条。", ""),
    ("公众号制作图文60条。", ""),
    ("视频号制作政策解读视频12条。", "interpretations=12"),
    ("通过网站、报刊、简报上墙等方式主动公开信息58条，包括：审计结果18条，动态40条。", "total=58 parts=18,40"),
    ("通过网站、公告上墙、大喇叭播报等形式公开政府信息72条。", "total=72"),
    ("制度上墙公开60条。", "bulletin=60"),
    ("全部依托县政府网站公开，2023年共计117条。", "total=117 website=117"),
    ("全部通过政府网站公开办事指南，共计17条。", "website=17"),
    ("惠农补贴一律在公示栏公开，共计117条。", "bulletin=117"),
    ("在县政府网站主动公开信息117条。", "website=117"),  # of one place: no total
    ("公开信息60条，其中线上40条、线下20条。", "total=60 bulletin=20"),
    ("公开信息60条，其中线上40条、线下20条。线上信息中，网站30条、公众号10条。", "total=60 bulletin=20 website=30 wechat=10"),
    ("公开信息60条，其中线上30条、线下20条。", "total=60"),
    ("公开信息60条，其中网上40条、线下15条、其他5条。", "total=60"),
    ("全年开展活动60次，其中线上40次、线下20次。", ""),
    ("举办培训6次，其中线上4次、线下2次。", "trainings=6"),
]

PARTS = [
    ("公开信息60条，其中在省执法信息公示平台公示处罚信息30条，在县政府网站公开20条，公众号10条。", "total=60 website=20 wechat=10"),  # a place
    ("公开信息60条，其中执法信息公示平台信息30条。", "total=60 parts=30"),
    ("补充公开报批文件等缺漏要件73份。", ""),  # made good, of years before
    ("公开报批材料73份，补公开文件12份。", "parts=73"),
]


@pytest.mark.parametrize("text, words", [*NO_ITEMS, *PLACES, *PARTS])
def test_a_number_beside_a_place_is_read_as_a_person_reads_it(text, words):
    check(text, words)


def test_a_part_told_of_a_system_by_name_is_a_doubt():
    doubts = read("公开信息60条，其中在省执法信息公示平台公示处罚信息30条，在县政府网站公开20条，公众号10条。")[1]
    assert [(d.kind, "处罚信息30条" in d.where) for d in doubts] == [("unplaced_figure", True)]


def test_all_told_twice_shows_both_clauses():
    text = "对镇里印发的6份文件全部配发解读材料，共6份。"
    assert [f.evidence.text for f in read(text)[0]] == ["对镇里印发的6份文件全部配发解读材料，共6份"]
