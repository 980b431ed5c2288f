"""Where an agency is: the gazetteer's data, names in words, the one place or the candidates."""
import csv
import io
import random
import time

import pytest

from report.agencies import kind_of, kinds
from report.gazetteer import DIVISIONS, Gazetteer, gazetteer, read_divisions
from report.places import chains, find_places, find_short, township_name
from report.regions import resolve
from report.wording import simplified


def told(resolution) -> str:
    """Returns the names in one word, with the number of candidates where there are any."""
    return "".join(resolution.names.values()) + (f"?{len(resolution.candidates)}" if resolution.candidates else "")


# agency, kind, contexts, code, names (?n: candidates)
RESOLVED = [
    ("高青县芦湖街道办事处", "subdistrict", [], "370322002", "山东省淄博市高青县芦湖街道"),
    ("真源街道办事处", "subdistrict", [], "411628001", "河南省周口市鹿邑县真源街道"),  # the only one of that name
    ("真源办事处", "subdistrict", [], "411628001", "河南省周口市鹿邑县真源街道"),
    ("真源街道办事处", "subdistrict", ["高青县人民政府门户网站"], None, "山东省淄博市高青县真源街道?1"),  # named elsewhere: not decided
    ("真源街道办事处", "subdistrict", ["电话0533-6951755"], None, "真源街道?1"),
    ("大兴乡人民政府", "township", ["通过临沧日报、耿马融媒体中心"], "530926200", "云南省临沧市耿马傣族佤族自治县大兴乡"),
    ("东街街道", "subdistrict", [], None, "东街街道?9"),
    ("东街街道", "subdistrict", ["索引号620702074/2024-00047"], "620702001", "甘肃省张掖市甘州区东街街道"),
    ("东街街道", "subdistrict", ["电话0936-8212345"], "620702001", "甘肃省张掖市甘州区东街街道"),
    ("鼓楼区东街街道", "subdistrict", [], "350102004", "福建省福州市鼓楼区东街街道"),  # two ambiguous names decide each other
    ("鼓楼区人民政府", "government", [], None, "鼓楼区?4"),
    ("鼓楼区人民政府", "government", ["地址：福州市津泰路98号"], "350102", "福建省福州市鼓楼区"),
    ("杭州市滨江区人民政府长河街道办事处", "subdistrict", [], "330108002", "浙江省杭州市滨江区长河街道"),
    ("长安区砲里街道", "subdistrict", [], "610116024", "陕西省西安市长安区砲里街道"),
    ("昌吉市阿什里乡", "township", [], "652301202", "新疆维吾尔自治区昌吉回族自治州昌吉市阿什里哈萨克民族乡"),
    ("阿什里乡", "township", ["昌吉市人民政府网站"], "652301202", "新疆维吾尔自治区昌吉回族自治州昌吉市阿什里哈萨克民族乡"),
    ("芷江县三道坑镇", "town", [], "431228106", "湖南省怀化市芷江侗族自治县三道坑镇"),
    ("乌恰县膘尔托阔依乡", "township", [], "653024202", "新疆维吾尔自治区克孜勒苏柯尔克孜自治州乌恰县膘尔托阔依乡"),
    ("古县渡镇人民政府", "town", [], "361128110", "江西省上饶市鄱阳县古县渡镇"),  # not 渡镇 of 古县
    ("无锡市锡山区云林街道办事处", "subdistrict", [], "320205", "江苏省无锡市锡山区云林街道"),  # not in the list: its county is certain
    ("青禾县新设镇人民政府", "town", [], "990101", "示例省示例市青禾县新设镇"),
    ("重庆市铜梁区新设街道办事处", "subdistrict", [], "500151", "重庆市铜梁区新设街道"),
    ("东莞市新设镇", "town", [], "441900", "广东省东莞市新设镇"),  # a city without counties
    ("合肥市新设镇", "town", [], None, "安徽省合肥市新设镇"),  # of which county?
    ("四川省新设镇", "town", [], None, "四川省新设镇"),
    ("鼓楼区新设街道", "subdistrict", [], None, "鼓楼区新设街道?4"),
    ("鼓楼区新设街道", "subdistrict", ["地址：福州市津泰路98号"], "350102", "福建省福州市鼓楼区新设街道"),
    ("新设镇", "town", [], None, ""),
    ("新设镇人民政府", "town", ["通过句容市人民政府门户网站公开信息"], "321183", "江苏省镇江市句容市新设镇"),
    ("新设镇人民政府", "town", ["句容市新设镇2024年政府信息公开工作年度报告", "张店区人民政府网站"], "321183", "江苏省镇江市句容市新设镇"),
    ("新设镇人民政府", "town", ["通过句容市人民政府网站和张店区人民政府网站公开"], None, "江苏省镇江市句容市新设镇"),  # two counties' websites
    ("雄安新区新设镇", "town", [], None, "河北省雄安新区新设镇"),  # a zone without a code
    ("孟津县城关镇", "town", [], "410322100", "河南省洛阳市孟津县城关镇"),
    ("孟津区城关镇", "town", [], "410308100", "河南省洛阳市孟津区城关镇"),
    ("杭州市江干区凯旋街道", "subdistrict", [], "330104005", "浙江省杭州市江干区凯旋街道"),
    ("崇文区人民政府", "government", [], "110103", "北京市崇文区"),
    ("上海市", "government", [], "310000", "上海市"),
    ("平潭综合实验区财政金融局", "department", [], "350128", "福建省福州市平潭县"),
    ("淄博市生态环境局高青分局", "department", [], "370322", "山东省淄博市高青县"),
    ("国家税务总局高青县税务局", "department", [], "370322", "山东省淄博市高青县"),
    ("中国(河北)自由贸易试验区雄安片区管理委员会", "zone", [], None, "河北省雄安新区"),
    ("县发展和改革局", "department", ["沭阳县人民政府网站"], "321322", "江苏省宿迁市沭阳县"),
    ("民政局", "department", ["来源：通江县民政局"], "511921", "四川省巴中市通江县"),
    ("财政局", "department", ["地址：张店区新村西路"], None, ""),  # an address says where the house is, not whose bureau it is
    ("公安局", "department", [], None, ""),  # 公安 is a county too
    ("资源局", "department", ["新建网站"], None, ""),
    ("河南省财政厅", "department", [], "410000", "河南省"),
    ("海南州共和县恰卜恰镇", "town", [], "632521100", "青海省海南藏族自治州共和县恰卜恰镇"),
    (None, None, ["通过坪山区人民政府网站"], None, "广东省深圳市坪山区"),
    (None, None, ["引用光明日报、新华网、解放日报"], None, ""),
    ("青禾县石桥镇", "town", [], "990101100", "示例省示例市青禾县石桥镇"),  # the demonstration county
]


@pytest.mark.parametrize(("name", "kind", "contexts", "code", "names"), RESOLVED)
def test_one_place_or_the_candidates(name, kind, contexts, code, names):
    found = resolve(name, kind, contexts)
    assert (found.code, told(found)) == (code, names)


def test_deciding_words_are_told():
    found = resolve("东街街道", "subdistrict", ["无关的话", "张掖市甘州区人民政府网站"])
    assert (found.source, found.start, found.end) == (1, 3, 6)  # 甘州区
    found = resolve("高青县芦湖街道办事处", "subdistrict", [])
    assert (found.source, found.start, found.end) == (-1, 0, 7)


def test_year_tells_a_county_from_the_prefecture_of_its_name():
    assert resolve("哈密市财政局", "department", [], 2014).candidates == ["650500", "652201"]
    assert resolve("哈密市财政局", "department", [], 2020).code == "650500"


# text, names found
MENTIONED = [
    ("山东省淄博市高青县清河路9号", ["山东省", "淄博市", "高青县"]),  # not 青县
    ("位于河北省沧州市青县，", ["河北省", "沧州市", "青县"]),
    ("省、市和县有关部门", []),  # 和县
    ("加强管理县直部门", []),  # 理县
    ("老城区和新城区改造", []),
    ("中原区域", []),
    ("晋城市城区", ["晋城市", "城区"]),
    ("乌恰县、芷江县、克州", ["乌恰县", "芷江县", "克州"]),
]


@pytest.mark.parametrize(("text", "names"), MENTIONED)
def test_names_in_words(text, names):
    assert [text[m.start:m.end] for m in find_places(text)] == names


def test_short_names_count_before_the_words_of_an_issuer():
    text = "通过临沧日报、耿马融媒体中心和荔湾政府网发布，公安网站、新华网转载"
    assert [text[m.start:m.end] for m in find_short(text)] == ["临沧", "耿马", "荔湾"]


OWN_NAMES = [("芦湖街道办事处", "芦湖街道"), ("人民政府长河街道办事处", "长河街道"), ("砲里街办", "砲里街道"), ("街道办事处", ""), ("镇人民政府", ""),
             ("城关镇人民政府办公室", "城关镇"), ("南磨房地区办事处", "南磨房地区"), ("罕苏木苏木人民政府", "罕苏木苏木"), ("好腰苏木镇", "好腰苏木镇")]


@pytest.mark.parametrize(("rest", "own"), OWN_NAMES)
def test_township_own_name(rest, own):
    assert township_name(rest)[0] == own


def test_a_name_begins_with_places_inside_each_other():
    first = chains("南京市鼓楼区人民政府华侨路街道办事处")[0]
    assert (first.end, first.place.code) == (6, "320106")


def test_every_kind_pattern_has_its_example():
    with open(DIVISIONS.parent / "agencies.csv", encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            assert kind_of(line["example"]) == line["kind"], line
    assert len(kinds()) > 15


KINDS = [("思明区嘉莲街道办事处", "subdistrict"), ("思明区嘉莲街道党政办公室", "subdistrict"), ("大余县吉村镇人民政府办公室", "town"), ("吉村镇卫生院", "other"), ("沙洋县第一中学", "other"), ("沙洋县妇幼保健院", "other"), ("某市理工大学", "other"), ("某县自来水有限公司", "other"),
         ("沙洋县检验检测中心", "department"), ("沙洋县行政学院", "department"), ("沙洋县人民检察院", "department"), ("某街道便民服务中心", "department"),
         ("驻马店市平舆县清河街道办事处", "subdistrict"), ("山东省人民政府驻北京办事处", "department"), ("上海市人民政府办公厅", "department"),
         ("平潭综合实验区", "government"), ("平潭综合实验区苏平片区管理局", "zone"), ("西宁经济技术开发区", "zone"), ("上海市浦东新区", "government"),
         ("长春市绿园区", "government"), ("淄博市国有资产监督管理委员会", "department"), ("北京市城市管理委员会", "department"), ("大柴旦行政委员会", "government"),
         ("某某农场", "other"), ("新疆生产建设兵团第一师八团", "other"), ("锡林郭勒盟行政公署", "government"), ("今天天气", None)]


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_kind_of_an_agency(name, kind):
    assert kind_of(name) == kind


def test_every_county_is_its_own_region():
    for place in list(gazetteer().by_code.values()):
        if place.level in ("city", "county") and not place.until and not "71" <= place.code[4:] <= "79":
            found = resolve(place.name + "财政局", "department", [], 2024)
            assert found.code == place.code or place.code in found.candidates, place


def test_townships_under_their_county_are_found():
    chosen = random.Random(7).sample(gazetteer().township_lines, 1500)
    missed = []
    for line in chosen:
        place = gazetteer().place(line[:9])
        kind = {"道": "subdistrict", "镇": "town", "乡": "township"}.get(place.name[-1])
        if kind and len(place.name) > 2 and "（" not in place.name:
            names = place.names()
            found = resolve(simplified(names.get("city", "") + names.get("county", "") + place.name), kind, [], 2024)
            if found.code != place.code:
                missed.append((place, found))
    assert len(missed) <= 2, missed  # names such as 街道 alone


def test_overrides_point_at_places():
    for line in read_divisions("overrides"):
        assert line["kind"] in ("alias", "former", "zone", "new", "invented"), line
        if line["kind"] == "alias":
            assert gazetteer().place(line["code"]), line
        if line["kind"] == "zone":
            assert gazetteer().place(line["parent"]), line
    for line in read_divisions("area_codes"):
        assert all(gazetteer().by_name.get(city) for city in line["cities"].split()), line
    for line in read_divisions("ordinary"):
        assert line["name"] not in gazetteer().by_short


def test_names_are_found_in_comparable_characters():
    lost = [name for name in (*gazetteer().by_name, *gazetteer().township_codes) if "（" not in name
            and not (simplified(name) in gazetteer().by_name or simplified(name) in gazetteer().township_codes)]
    assert lost == []


def test_gazetteer_loads_fast():
    def spent(function) -> float:
        begin = time.process_time()
        function()
        return time.process_time() - begin

    def read_bare() -> list:
        return [list(csv.reader(io.StringIO(path.read_text(encoding="utf-8")))) for path in DIVISIONS.glob("*.csv")]

    fresh = Gazetteer()
    assert fresh.townships("芦湖街道") and fresh.by_name["高青县"]
    assert min(spent(Gazetteer) for _ in range(3)) < 6 * min(spent(read_bare) for _ in range(3))  # about 2 times the bare reading of its files
