"""Section five: what is a problem, what is a measure, where one problem ends and the next begins. All sentences are invented."""
import json
import re
import unicodedata
from pathlib import Path

import pytest

from loaders.problems import find_problems
from report.model import Section

SHARED = Path(__file__).parents[1].parent / "shared"


def read(text, year=2023, key="problems", heading="五、存在的主要问题及改进情况"):
    return find_problems([Section(key=key, heading=heading, text=text)], year)


def texts(clauses):
    return [re.sub(r"\s+", "", c.text) for c in clauses]


# name, section five, the problems, the measures (how each begins)
SECTIONS = [
    # ---- numbered items
    ("一是 … 二是, one sentence each",
     "一是公开的及时性有待提高；二是栏目设置不够合理。", ["公开的及时性有待提高", "栏目设置不够合理"], []),
    ("a praise lead-in, then 一是",
     "2023年，我镇政务公开工作取得一定成效，但仍存在一些问题和不足，主要表现在：一是宣传力度不够，二是人员变动频繁。",
     ["宣传力度不够", "人员变动频繁"], []),
    ("numbers and dots, each on its line",
     "1.公开内容不够丰富。\n2.业务人员培训较少。\n3．解读形式单一。", ["公开内容不够丰富", "业务人员培训较少", "解读形式单一"], []),
    ("numbers and 、",
     "存在的问题：\n1、信息更新不及时；\n2、公开渠道较窄。\n改进措施：\n1、明确更新时限；\n2、拓宽公开渠道。",
     ["信息更新不及时", "公开渠道较窄"], ["明确更新时限", "拓宽公开渠道"]),
    ("brackets: （一） （二）",
     "（一）公开意识有待增强。（二）平台运维不够规范。", ["公开意识有待增强", "平台运维不够规范"], []),
    ("(1) (2) half-width", "(1) 目录不够细化；(2) 归档不及时。", ["目录不够细化", "归档不及时"], []),
    ("circled numbers", "①群众参与度不高；②答复文书不够规范。", ["群众参与度不高", "答复文书不够规范"], []),
    ("首先, 其次, 最后",
     "首先，部分科室重视不够；其次，公开形式比较单一；最后，监督检查不够经常。",
     ["部分科室重视不够", "公开形式比较单一", "监督检查不够经常"], []),
    ("第一, 第二", "第一，信息审核把关不严。第二，工作人员业务不熟。", ["信息审核把关不严", "工作人员业务不熟"], []),
    ("其一, 其二", "其一，制度不够健全；其二，队伍不够稳定。", ["制度不够健全", "队伍不够稳定"], []),
    ("numbering with a slip: 三是 twice",
     "一是公开范围偏窄；二是解读较少；三是更新较慢；三是互动不足。", ["公开范围偏窄", "解读较少", "更新较慢", "互动不足"], []),
    ("glued to the heading and to each other",
     "（一）存在问题一是对公开工作认识不足二是公开形式单一（二）整改措施一是提高认识二是丰富形式",
     ["对公开工作认识不足", "公开形式单一"], ["提高认识", "丰富形式"]),
    ("the heading of the section repeated and glued",
     "存在的主要问题及改进情况目前仍有一些不足之处。一是公开渠道不多；二是培训不够。", ["公开渠道不多", "培训不够"], []),
    ("统一是 is no numbering",
     "一是各科室口径不够统一是主要短板，影响公开质量。", ["各科室口径不够统一是主要短板，影响公开质量"], []),
    # ---- headline and explanation
    ("a headline and its explanation are one problem",
     "一是公开意识不强。部分干部对公开工作认识不足，主动性不够。二是公开内容不够全面。民生类信息偏少。",
     ["公开意识不强。部分干部对公开工作认识不足，主动性不够", "公开内容不够全面。民生类信息偏少"], []),
    ("a sentence with another theme is a problem of its own",
     "（一）公开制度不够完善，档案不够齐全。个别公示栏长期不更新，位置偏僻。该公开的重点内容不突出。",
     ["公开制度不够完善，档案不够齐全", "个别公示栏长期不更新，位置偏僻", "该公开的重点内容不突出"], []),
    ("a headline that names the topic only",
     "（一）公开内容方面。部分领域信息公开得不够全面。（二）队伍建设方面：经办人员多为兼职。",
     ["部分领域信息公开得不够全面", "经办人员多为兼职"], []),
    ("an item in which no word of shortcoming is known",
     "一是公开工作由一名年轻同志临时承担；二是公开形式单一。", ["公开工作由一名年轻同志临时承担", "公开形式单一"], []),
    ("the cause stays with the problem",
     "一是受机构改革影响，工作人员调整频繁，业务衔接不畅。", ["受机构改革影响，工作人员调整频繁，业务衔接不畅"], []),
    ("an example and a consequence stay with the problem",
     "一是平台运维有待加强，例如公众号偶有错别字。二是宣传不够，导致查阅点少有人来。",
     ["平台运维有待加强，例如公众号偶有错别字", "宣传不够，导致查阅点少有人来"], []),
    # ---- two problems in one sentence
    ("two problems of different themes in one item",
     "一是信息收集不够及时，公开形式不够丰富，发布的信息质量有待提升。",
     ["信息收集不够及时", "公开形式不够丰富", "发布的信息质量有待提升"], []),
    ("clauses of one theme are one problem",
     "一是公开内容不够全面，公开范围有待扩大。", ["公开内容不够全面，公开范围有待扩大"], []),
    ("no numbering, commas",
     "我单位还存在一些差距，如认识程度需要进一步提高，公开内容需进一步拓展，工作力量需进一步强化等。",
     ["认识程度需要进一步提高", "公开内容需进一步拓展", "工作力量需进一步强化"], []),
    ("joined by 、",
     "但也存在公开范围有待拓宽、公开的内容有待丰富、公开数量有待提升等问题。针对以上问题，我中心重点开展了以下工作：\n一是加强宣传。",
     ["公开范围有待拓宽", "公开的内容有待丰富", "公开数量有待提升"], ["加强宣传"]),
    ("joined by 和",
     "2023年公开工作仍存在内容不够全面和更新不够及时的问题。", ["内容不够全面", "更新不够及时的问题"], []),
    ("存在着…等突出问题", "存在着公开深度、广度不够，公开内容不够丰富等突出问题。", ["公开深度、广度不够，公开内容不够丰富"], []),
    ("mixed comma and 、 without numbering",
     "存在一些问题和不足，主要体现在内容更新不够及时，覆盖面不够广泛、有个别栏目未启用。",
     ["内容更新不够及时", "覆盖面不够广泛", "有个别栏目未启用"], []),
    # ---- no numbering
    ("sentences without numbering",
     "公开平台的功能不够完善。部分工作人员业务能力有待提高。下一步，我局将加强培训。",
     ["公开平台的功能不够完善", "部分工作人员业务能力有待提高"], ["我局将加强培训"]),
    ("semicolons without numbering",
     "公开意识有所松懈；留言回复效率有待提高；队伍能力建设有待提升。",
     ["公开意识有所松懈", "留言回复效率有待提高", "队伍能力建设有待提升"], []),
    ("one sentence, problem after 但",
     "2023年，我街道认真落实各项要求，公开工作稳步推进，但公开内容仍不够全面，需进一步完善。",
     ["公开内容仍不够全面，需进一步完善"], []),
    ("background sentences are dropped",
     "2023年，我局认真学习条例，全年公开信息三百条。公开工作有序推进。但是，群众知晓率仍然偏低。", ["群众知晓率仍然偏低"], []),
    ("a general sentence alone names no problem",
     "我局的工作离群众的要求还有一定差距。今后，我局将加强学习，扩大公开范围。", [], ["我局将加强学习，扩大公开范围"]),
    # ---- measures
    ("numbering starts again after 针对",
     "一是更新不及时；二是人手不足。针对上述问题，我街道采取以下措施：一是完善制度，解决更新不及时的问题；二是配强人员，避免人手不足影响工作。",
     ["更新不及时", "人手不足"], ["完善制度，解决更新不及时的问题", "配强人员"]),
    ("下一步 without numbering",
     "一是目录不够细化。下一步，我办将修订目录。同时加强检查，杜绝更新不及时、内容不规范等现象。",
     ["目录不够细化"], ["我办将修订目录", "同时加强检查"]),
    ("a measure inside each item, the list goes on",
     "一是宣传力度不够，下一步将加大宣传。二是培训较少，今后要多组织学习。三是审核不严。",
     ["宣传力度不够", "培训较少", "审核不严"], ["下一步将加大宣传", "今后要多组织学习"]),
    ("a measure after each problem, in sentences",
     "（一）公开内容不全面。下一步，梳理清单，扩大公开范围。（二）解读形式单一。今后将多采用图解。",
     ["公开内容不全面", "解读形式单一"], ["梳理清单，扩大公开范围", "今后将多采用图解"]),
    ("numbering of another style begins with a verb of doing",
     "一是形式单一；二是宣传不够。（一）进一步丰富公开形式。（二）加大宣传力度。",
     ["形式单一", "宣传不够"], ["进一步丰富公开形式", "加大宣传力度"]),
    ("为此", "公开的主动性不强。为此，我中心将采取以下改进措施：\n一是健全机制。\n二是强化考核。", ["公开的主动性不强"], ["健全机制", "强化考核"]),
    ("the year and 将",
     "信息公开不够及时。2024年将从以下方面进行改进：一是开展自查。", ["信息公开不够及时"], ["开展自查"]),
    ("measures before problems",
     "（一）改进情况\n一是健全了制度。二是拓宽了渠道。\n（二）存在的主要问题\n一是公开时效性不强。二是信息质量不高。",
     ["公开时效性不强", "信息质量不高"], ["健全了制度", "拓宽了渠道"]),
    ("需要进一步 in measures is no problem",
     "一是宣传不足。下一步工作打算：需要进一步加大宣传力度，不断提高群众知晓率。", ["宣传不足"], ["需要进一步加大宣传力度"]),
    ("改进情况 already done",
     "存在公开形式单一的问题。改进情况：一是开设了视频号；二是在村里设了公开栏。", ["公开形式单一的问题"], ["开设了视频号", "在村里设了公开栏"]),
    ("only measures", "一是加强组织领导。二是完善工作制度。", [], ["加强组织领导", "完善工作制度"]),
    ("each problem with its own label",
     "1.存在问题：公开范围不广。改进措施：扩大公开范围。\n2.存在问题：答复不够规范。改进措施：统一答复文书。",
     ["公开范围不广", "答复不够规范"], ["扩大公开范围", "统一答复文书"]),
    ("a problem named by the measure only",
     "针对信息更新不够及时的问题，我镇明确专人每周检查。针对群众知晓率偏低的问题，我镇开展了宣传。",
     ["信息更新不够及时", "群众知晓率偏低"], ["针对信息更新不够及时的问题", "针对群众知晓率偏低的问题"]),
    ("a measure that names a problem does not add one to a list",
     "一是更新不及时。改进措施：针对更新不及时的问题，明确专人负责。", ["更新不及时"], ["针对更新不及时的问题"]),
    ("我们要", "一是公开不够主动。我们要切实增强责任感，提高公开的主动性。", ["公开不够主动"], ["我们要切实增强责任感"]),
    # ---- odd characters and breaks
    ("traditional characters",
     "存在的主要問題和不足有：主動公開的意識有待提升，公開的內容不夠豐富；", ["主動公開的意識有待提升", "公開的內容不夠豐富"], []),
    ("Kangxi radicals", "但还存在⼀些差距，如认识程度需要进⼀步提⾼，⼯作⼒量需进⼀步强化等。(⼀)进⼀步提⾼认识。",
     ["认识程度需要进⼀步提⾼", "⼯作⼒量需进⼀步强化"], ["进⼀步提⾼认识"]),
    ("lines wrapped in the middle of a word, a page number between",
     "对照上级的新要求，还有一些需要加强和改进的- 6 -\n地方。主要表现在：一是政策解读的质量仍需提升，个别单位解读\n内容简单；二是队伍建设还需进一步加\n强。",
     ["政策解读的质量仍需提升，个别单位解读内容简单", "队伍建设还需进一步加强"], []),
    ("spaces inside", " 一是 公开 内容 不够 全面 ； 二是 渠道 单一 。 ", ["公开内容不够全面", "渠道单一"], []),
    ("half-width punctuation", "一是公开内容不够全面,民生类信息较少;二是更新不及时.", ["公开内容不够全面,民生类信息较少", "更新不及时."], []),
    ("a signature and a date follow", "一是更新不及时。\n某某镇人民政府\n2024年1月9日", ["更新不及时"], []),
    # ---- whole sections as offices write them
    ("headings, numbers, explanations, measures",
     "（一）存在的主要问题\n1.公开意识有待加强。个别站所认为公开只是办公室的事，主动性不够。\n2.公开质量不高。信息内容较为简单，群众看不明白。\n"
     "（二）改进措施\n1.加强学习，提高认识。\n2.严格审核，确保质量。",
     ["公开意识有待加强。个别站所认为公开只是办公室的事，主动性不够", "公开质量不高。信息内容较为简单，群众看不明白"],
     ["加强学习，提高认识", "严格审核，确保质量"]),
    ("topics as headings of items",
     "（一）主要问题。1.思想认识方面。部分干部对公开工作重视不够。2.工作力量方面。专职人员配备不足。（二）改进措施。1.提高认识。2.配强力量。",
     ["部分干部对公开工作重视不够", "专职人员配备不足"], ["提高认识", "配强力量"]),
    ("今后 and a second list",
     "在公开工作中，我乡存在以下不足：1、业务水平不高；2、更新不够及时。今后，我们将从以下几方面加以改进：1、加强培训；2、定期检查。",
     ["业务水平不高", "更新不够及时"], ["加强培训", "定期检查"]),
    ("一要 and 二要 are measures",
     "存在的主要问题是：公开的形式不够丰富。改进的具体办法是：一要拓宽公开渠道；二要加强宣传。", ["公开的形式不够丰富"], ["拓宽公开渠道", "加强宣传"]),
    ("three themes in a list of short clauses",
     "与群众期盼相比还存在一些差距，主要是：公开内容不够丰富、形式不够多样、更新不够及时。",
     ["公开内容不够丰富", "形式不够多样", "更新不够及时"], []),
    ("three problems of three themes in one item",
     "一是公开工作有待进一步规范，公开的内容有待进一步拓展，信息的时效性有待进一步增强。",
     ["公开工作有待进一步规范", "公开的内容有待进一步拓展", "信息的时效性有待进一步增强"], []),
    ("如 … 等, then the next year",
     "2023年我镇公开工作虽取得了一定的成绩，但仍存在着一些问题，如公开的内容有待充实，公开的形式有待丰富，群众的参与度有待提高等。"
     "2024年，我镇将进一步加大公开力度，重点做好以下工作：（一）健全制度。（二）加强宣传。",
     ["公开的内容有待充实", "公开的形式有待丰富", "群众的参与度有待提高"], ["我镇将进一步加大公开力度", "健全制度", "加强宣传"]),
    ("two sides of problems named ahead",
     "主要存在以下两个方面的问题：一是群众互动较少；二是平台维护不到位。对此，我们采取了以下措施：一是开设留言栏目；二是定期巡查平台。",
     ["群众互动较少", "平台维护不到位"], ["开设留言栏目", "定期巡查平台"]),
    ("semicolons after a general sentence",
     "通过自查，我局还存在以下几个方面不足：制度落实不到位；部分人员对政策理解不深；信息更新不及时。我局将积极采取措施，认真加以改进。",
     ["制度落实不到位", "部分人员对政策理解不深", "信息更新不及时"], []),
    ("问题一, 问题二",
     "问题一：公开渠道单一。改进措施：拓宽渠道。问题二：审核不够严格。改进措施：落实三审。", ["公开渠道单一", "审核不够严格"], ["拓宽渠道", "落实三审"]),
    ("items that answer a shortcoming",
     "一是针对宣传力度不够，我镇开展了宣传月活动；二是针对人员不足，我镇增加了两名专职人员。",
     ["宣传力度不够", "人员不足"], ["针对宣传力度不够", "针对人员不足"]),
    ("特别是 after a general sentence",
     "公开工作离要求还有距离，特别是在公开的深度和广度上还需加强。", ["在公开的深度和广度上还需加强"], []),
    ("将 inside a problem",
     "一是个别单位将公开等同于宣传报道，认识存在偏差。二是未将公开工作纳入日程，重视不够。",
     ["个别单位将公开等同于宣传报道，认识存在偏差", "未将公开工作纳入日程，重视不够"], []),
    ("同时 adds a problem", "公开内容不够全面。同时，公开形式也较为单一。", ["公开内容不够全面", "公开形式也较为单一"], []),
    ("the demand grows, the form does not follow",
     "随着互联网的发展，公众的需求越来越高，我局的公开形式还不能完全满足公众需要。", ["我局的公开形式还不能完全满足公众需要"], []),
    ("a topic frame before the shortcoming",
     "在政策解读方面，形式较为单一。在平台建设方面还存在一定差距。", ["在政策解读方面，形式较为单一", "在平台建设方面还存在一定差距"], []),
    ("a general lead-in that names topics",
     "我局在公开内容、公开时效等方面还存在一些不足，主要表现为：一是民生信息公开不够充分；二是个别信息发布滞后。",
     ["民生信息公开不够充分", "个别信息发布滞后"], []),
    ("a general lead-in that names topics, without a colon",
     "我局在公开内容、公开时效等方面还存在一些不足。一是民生信息公开不够充分；二是个别信息发布滞后。",
     ["民生信息公开不够充分", "个别信息发布滞后"], []),
    ("the section is followed by its annex", "一是更新不及时。附件：2015年度统计表 主动公开信息数 不足", ["更新不及时"], []),
    ("the next section glued behind", "一是更新不及时。六、其他需要报告的事项本机关没有收费不足。", ["更新不及时"], []),
]


@pytest.mark.parametrize(("name", "text", "problems", "measures"), SECTIONS, ids=[s[0] for s in SECTIONS])
def test_sections(name, text, problems, measures):
    found, done, _ = read(text)
    assert texts(found) == problems
    assert len(done) == len(measures)
    for clause, begins in zip(done, measures, strict=True):
        assert texts([clause])[0].startswith(begins)
    for clause in found + done:
        assert clause.text == clause.evidence.text == text[clause.evidence.start:clause.evidence.end]
        assert not clause.past


# name, year of the report, section five, the year's own problems, the problems told again
PAST = [
    ("named with their year", 2023,
     "针对2022年存在的解读形式单一、更新不及时等问题，我局增加了图解。2023年，公开内容仍不够全面。",
     ["公开内容仍不够全面"], ["解读形式单一", "更新不及时"]),
    ("a chapter of its own", 2023,
     "（一）上年度存在问题整改情况\n一是针对宣传不到位的问题，开展了宣传月。二是针对人手不足的问题，增加了一人。\n（二）本年度存在的主要问题\n一是公开渠道较窄。二是培训不够。",
     ["公开渠道较窄", "培训不够"], ["宣传不到位", "人手不足"]),
    ("told and then mended", 2022,
     "对2021年度报告中提出的公开渠道单一问题，已开设公众号。目前存在的主要问题是：部分信息更新滞后。",
     ["部分信息更新滞后"], ["公开渠道单一"]),
    ("the report's own year is not past", 2022,
     "2022年工作中存在的问题：一是公开不及时。", ["公开不及时"], []),
    ("去年", 2024, "针对去年存在的培训不足问题，组织了两次培训。但信息质量还需提升。", ["信息质量还需提升"], ["培训不足"]),
    ("a list of last year's, then this year's", 2023,
     "2022年度存在的主要问题：一是公开意识不强；二是目录不细。2023年度存在的主要问题：一是互动不足；二是审核不严。",
     ["互动不足", "审核不严"], ["公开意识不强", "目录不细"]),
]


@pytest.mark.parametrize(("name", "year", "text", "problems", "past"), PAST, ids=[p[0] for p in PAST])
def test_last_years_problems_are_told_apart(name, year, text, problems, past):
    found, _, _ = read(text, year)
    assert texts(c for c in found if not c.past) == problems
    assert texts(c for c in found if c.past) == past


def test_a_year_cannot_be_past_where_the_reports_year_is_unknown():
    found, _, _ = read("2022年存在的问题：一是公开不及时。", year=None)
    assert [(c.text, c.past) for c in found] == [("公开不及时", False)]


# where no section has the key: (key of the section, text, problems)
ELSEWHERE = [
    ("other", "1.收费情况。本机关未收取费用。\n2.存在的问题及改进措施。一是公开形式单一。二是业务不熟。\n3.创新情况。制度创新不足之处将在明年完善。", ["公开形式单一", "业务不熟"]),
    ("overview", "2013年，我乡公开信息四十条。（四）存在的主要问题和改进措施：目前存在的问题是公开内容不够全面。下一步将加强培训。", ["公开内容不够全面"]),
    ("disputes", "2016年未发生行政复议。我局工作虽有进步，但仍存在一些不足：一是人员力量薄弱；二是更新不及时。", ["人员力量薄弱", "更新不及时"]),
    ("overview", "2023年，我局公开信息不断规范，栏目设置更加合理，未发生泄密。", []),
]


@pytest.mark.parametrize(("key", "text", "problems"), ELSEWHERE)
def test_problems_are_found_in_other_sections_where_none_has_the_key(key, text, problems):
    found, _, doubts = read(text, key=key)
    assert texts(found) == problems
    assert not doubts
    assert all(c.evidence.section == key and text[c.evidence.start:c.evidence.end] == c.text for c in found)


def test_the_section_of_problems_comes_first():
    sections = [Section(key="other", text="存在的问题：一是收费公示不够。"), Section(key="problems", text="一是更新不及时。")]
    assert texts(find_problems(sections, 2023)[0]) == ["更新不及时"]


DOUBTFUL = ["2023年我局按照要求做好了各项工作，完成了全年任务。", "我局的工作离群众的要求还有一定差距。", "一是加强组织领导。二是完善工作制度。"]
NOT_DOUBTFUL = ["无。", "不存在问题。", "无", "本机关不存在上述问题。", "", "20", "一是更新不及时。", "目前暂无。"]


@pytest.mark.parametrize("text", DOUBTFUL)
def test_text_without_a_problem_is_a_doubt(text):
    problems, _, doubts = read(text)
    assert problems == []
    assert [(d.kind, d.where) for d in doubts] == [("no_problem_found", text)]
    assert "问题" in doubts[0].message and doubts[0].template != doubts[0].message


@pytest.mark.parametrize("text", NOT_DOUBTFUL)
def test_nothing_to_say_is_no_doubt(text):
    assert read(text)[2] == []


def test_themes_and_the_words_that_decided():
    problem = read("一是宣传力度不够，群众知晓率、参与度不高。")[0][0]
    assert problem.themes == ["publicity", "response"]
    assert problem.cues["publicity"] == ["宣传", "知晓率"]
    assert problem.cues["response"] == ["参与度不高"]


def test_a_problem_that_fits_no_theme_is_unclassified():
    problem = read("一是办公场所较远；二是更新不及时。")[0][0]
    assert (problem.text, problem.themes, problem.cues) == ("办公场所较远", ["unclassified"], {})
