"""Numbers told beside what was published that are none of its parts, channels or totals: ways, bodies, forms, programmes, sheets."""
import pytest

from tests.figures import check

NO_PARTS = [
    ("全年公开信息121条，渠道两条：县政府网站55条，公众号66条。", "total=121 website=55 wechat=66"),  # ways, no items
    ("公开信息80条，公开途径3条：网站50条、公众号20条、公示栏10条。", "total=80 website=50 wechat=20 bulletin=10"),
    ("公开信息80条，方式两种：网站50条，公众号30条。", "total=80 website=50 wechat=30"),
    ("公开信息80条，渠道建设信息12条，政策文件20条。", "total=80 parts=12,20"),
    ("1至12月发布信息条数依次为9、12、15、11、18、14、21、17、16、22、13、18，加起来是186条。", "total=186"),  # months
    ("四个季度发布信息数量分别为20、16、14、10条，合计60条。", "total=60"),
    ("预算、决算信息分别为2条、3条。", ""),
    ("公开信息60条，其中局机关20条、12个下属单位40条。", "total=60"),  # bodies
    ("公开信息90条，其中镇本级30条、其余5个社区60条。", "total=90"),
    ("公开信息90条，其中机关30条、七个行政村60条。", "total=90"),
    ("公开信息90条，其中街道30条、8个社区居委会60条。", "total=90"),
    ("公开信息90条，其中社区建设30条、行政村规划60条。", "total=90 parts=30,60"),
    ("公众号推送206条，其中双语推送88条。", "wechat=206"),  # languages
    ("公众号发布信息206条，其中藏汉双语信息88条、维吾尔语版20条。", "wechat=206"),
    ("公众号发布信息90条，其中双语教育30条、政策文件60条。", "wechat=90 parts=30,60"),
    ("公众号发布信息90条，其中方言保护30条、政策文件60条。", "wechat=90 parts=30,60"),
]

PAPER = [
    ("公众号发布90条；在工地围挡、公交站亭投放征迁政策海报470张。", "wechat=90"),  # posters
    ("公示栏公示90条，在候车亭布设消防宣传画60张。", "bulletin=90"),
    ("在电子屏投放公告46条。", "other=46"),
    ("公示栏张贴公告46张。", "bulletin=46"),
    ("公示栏公开20条。向优抚对象寄发慰问信和政策明白纸四千二百份。", "bulletin=20"),  # sent to houses
    ("公示栏公开20条，向参保人邮寄明白纸3100份。", "bulletin=20"),
    ("逐户投递政策明白纸1.2万份。", ""),
]


PROGRAMMES = [
    ("县融媒体中心开设“柳溪问政”电视栏目，邀请部门负责人答题，播出18期，曝光问题74个。", ""),  # named a clause before
    ("与广播电台合办的《政策面对面》节目每周播出，请股长走进直播间，全年播出48期。", ""),
    ("电台办有惠农讲堂，站所轮流主讲，共播讲22期。", ""),
    ("在县电视台公开信息，全年播出18期。", "news=18"),
    ("《柳溪日报》开设政务专版，刊登公告36条。", "news=36"),
    ("县电视台播出反映搬迁生活的专题片3部，这属于新闻宣传，没有计入上表。", ""),  # publicity, as the report says
    ("公众号发布信息60条，电视台播出片子2部，此类属对外宣传报道，未纳入统计。", "wechat=60"),
    ("在网站公开60条，公众号发稿80条（属于新闻宣传，不计入条数）。", "website=60"),
    ("公众号发布信息60条，这属于主动公开，计入总数。", "wechat=60"),
]


@pytest.mark.parametrize("text, words", [*NO_PARTS, *PAPER, *PROGRAMMES])
def test_what_stands_beside_is_no_part_and_no_channel(text, words):
    check(text, words)
