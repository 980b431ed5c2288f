"""Figures of the prose: every way of saying a total, a channel, a part, an application, and what is none of these."""
import tomllib
from pathlib import Path

import pytest

from loaders.figures import find_figures
from report.form import FORMS, read_forms
from report.model import Section

YEAR = 2023
SHORT = {"total": "disclosed.total", "received": "requests.received", "in": "requests.carried_in", "handled": "requests.handled",
         "out": "requests.carried_out", "interpretations": "interpretations", "trainings": "trainings"}
CHANNELS = ("website", "wechat", "weibo", "video", "app", "news", "bulletin", "new_media", "other")


def read(text, year=YEAR, key="overview"):
    return find_figures([Section(key=key, text=text)], year)


def core(figures):
    """Returns the figures of disclosure and applications, interpretations and trainings as one comparable dictionary."""
    found = {}
    for figure in figures:
        if figure.measure == "disclosed.category":
            found.setdefault("parts", []).append(figure.value)
        elif figure.measure.startswith("disclosed.channel."):
            assert figure.measure not in found
            found[figure.measure.removeprefix("disclosed.channel.")] = figure.value
        else:
            for short, measure in SHORT.items():
                if measure == figure.measure:
                    assert short not in found
                    found[short] = figure.value
    if "parts" in found:
        found["parts"] = sorted(found["parts"])
    return found


def expect(words):
    """Returns what a line like "total=83 website=12 parts=1,2" expects."""
    wanted = {}
    for word in words.split():
        name, value = word.split("=")
        wanted[name] = sorted(int(v) for v in value.split(",")) if name == "parts" else int(value)
    return wanted


def check(text, words, **places):
    figures, _ = read(text, **places)
    assert core(figures) == expect(words)
    for figure in figures:
        assert figure.evidence.text == text[figure.evidence.start:figure.evidence.end]


TOTALS = [
    ("2023年,柳溪镇共主动公开政府信息160余条。", "total=160"),
    ("全年共计公开各类信息248条。", "total=248"),
    ("我局主动公开信息数75条。", "total=75"),
    ("本年度主动公开政府信息条数为932条。", "total=932"),
    ("2023年信息主动公开301条。", "total=301"),
    ("全年完成政府信息公开287条。", "total=287"),
    ("我街道累计更新发布信息121条。", "total=121"),
    ("2023年新增公开92条,历年累计188条。", "total=92"),
    ("本年制作、获取政府信息155条,其中主动公开109条。", "total=109"),
    ("2023年共制作、获取信息240条，其中主动公开88条，依申请公开112条，不予公开40条。", "total=88"),
    ("中心全年公开政务信息64次（条）。", "total=64"),
    ("通过网站、微信、公示栏等多种渠道公开信息共计37条。", "total=37"),
    ("乡政府利用各类平台发布信息共计1204条。", "total=1204"),
    ("2023年通过线上线下多种方式主动公开政府信息92条。", "total=92"),
    ("全市各级各部门主动公开政府信息139.7万条。", "total=1397000"),
    ("全年主动公开政府信息1万余条。", "total=10000"),
    ("全年主动公开政府信息1.35万条。", "total=13500"),
    ("全县共主动公开政府信息12,480条。", "total=12480"),
    ("截至2023年12月31日，全年累计主动公开政府信息412条。", "total=412"),
    ("2023 年，柳溪镇 主动公开 信息 5 6 条。", "total=56"),
    ("２０２３年，本局主动公开政府信息１２６条。", "total=126"),
    ("2023年我鎮主動公開政府信息77條。", "total=77"),
    ("2023年度⼯作中，⼀共主动公开政府信息 48 条。", "total=48"),
    ("全年公开政务信息约320条。", "total=320"),
    ("本年度发布政府信息近百条。", "total=100"),
    ("一年来，办事处及时更新政务信息，全年共发布各类政务信息198条。", "total=198"),
    ("2023年，我单位主动公开政府信息数量总计57件。", "total=57"),
    ("全年主动公开292条政府信息。", "total=292"),
    ("2023年共公开54条信息。", "total=54"),
    ("主动公开方面：全年公开信息共46条，公开率达100%。", "total=46"),
    ("2023年政府信息公开总数为138条。", "total=138"),
    ("2023年，我镇政府信息主动公开数量达到了215条，较上年增长17%。", "total=215"),
    ("全年主动公开政府信息88条，比上年增加12条。", "total=88"),
    ("2022年公开信息70条，2023年公开信息95条。", "total=95"),
    ("严格审核，及时发布，全年审核发布政府信息163条。", "total=163"),
    ("主动公开政府信息66件，全文电子化率达100%。", "total=66"),
    ("主动公开机构职能、财政预决算、重点项目等各类信息共计73条。", "total=73"),
    ("本年度主动公开政府信息0条。", "total=0"),
    ("2023年，我局依托县政府门户网站及“云溪发布”公众号主动公开信息141条。", "total=141"),
    ("在镇政府网站、政务公开栏、微信公众号上公开政府信息合计129条。", "total=129"),
    ("全年在各公开平台共发布信息3120条。", "total=3120"),
    ("2023年，全区共产生政府信息532条，主动公开政府信息498条。", "total=498"),
    ("全年主动公开各类政府信息二百三十六条。", "total=236"),
    ("主动公开信息总量为51宗。", "total=51"),
    ("2023年1月1日至12月31日，我委共主动公开政府信息39条。", "total=39"),
    ("全年通过各种方式公开政府信息265批次。", "total=265"),
    ("2023年度，青禾街道主动公开政府信息四十二条。", "total=42"),
    ("今年以来，共推送各类政务信息87篇。", "total=87"),
]

CHANNEL_ONLY = [
    ("通过网站主动公开政府信息91条。", "website=91"),
    ("在区政府网站上共公开275条信息。", "website=275"),
    ("全年在县人民政府门户网站发布各类信息共计86条。", "website=86"),
    ("向市政府网站投送信息241条，审发推送219条。", "website=219"),
    ("我镇通过区政府门户网站上报信息133条，发布120条。", "website=120"),
    ("“青禾发布”微信公众号全年推送信息174期603条。", "wechat=603"),
    ("微信公众号发布推文122篇。", "wechat=122"),
    ("全年共编发1302篇公众号信息。", "wechat=1302"),
    ("镇里的公众号，一年发布876篇公众号文章，其中原创类112篇。", "wechat=876"),
    ("街道政务微博、微信公开信息数分别为512条和366条。", "weibo=512 wechat=366"),
    ("在微信微博发布信息分别为81条和92条。", "wechat=81 weibo=92"),
    ("通过政府网站、微信公众号、抖音号分别发布信息30条、45条、6条。", "website=30 wechat=45 video=6"),
    ("视频号、抖音号发布视频203条。", "video=203"),
    ("全年发布抖音短视频58条，快手短视频12条。", "video=70"),
    ("政务新媒体平台发布信息131条。", "new_media=131"),
    ("通过政务微博、微信等政务新媒体平台发布信息540条。", "new_media=540"),
    ("公示栏公开信息170条。", "bulletin=170"),
    ("微信工作群42个，转发信息1300余条，公众号发布310条。", "other=1300 wechat=310"),
    ("镇政府大院政务公开栏更新信息12期。", "bulletin=12"),
    ("揭示板公开45条。", "bulletin=45"),
    ("通过新闻媒体约2100条。", "news=2100"),
    ("在某某日报、县电视台等媒体刊发信息36篇。", "news=36"),
    ("其他形式公开8条。", "other=8"),
    ("本年度未通过门户网站报送信息。", "website=0"),
    ("今日头条号发布信息77条。", "app=77"),
    ("通过“云上溪州”客户端发布信息19条。", "app=19"),
    ("依托公众号“山城小镇”，全年推送信息280条，订阅量906。", "wechat=280"),
    ("“柳溪发布”微信公众号粉丝3100余名，一年来推送图文稿415篇、视频33条。", "wechat=415 video=33"),
    ("利用微信公众号及时公开惠民政策、办事指南等，推送信息265条。", "wechat=265"),
    ("线上公开信息18条，线下公开信息9条。", "website=18 bulletin=9"),
    ("全年政府公报公开文件24件。", "bulletin=24"),
    ("通过政府信息公开平台公开文件46件。", "website=46"),
    ("网站公开213条，微信公开86条。", "website=213 wechat=86"),
    ("政府网站138条、政务微信379条。", "website=138 wechat=379"),
    ("官方微博发布博文320条，官方微信发布推文212条。", "weibo=320 wechat=212"),
    ("通过“某县融媒”发布新闻45条，通过县融媒体中心播出新闻60条。", "news=105"),
    ("在政府网站公开预算信息2条、决算信息1条。", "website=3 parts=1,2"),
    ("在政府网站公开财政信息，2条；通过微信公众号推送涉及教育、医疗等的政务动态81余条。", "website=2 wechat=81"),
    ("通过政府门户网站发布行政规范性文件4份。", "parts=4"),
    ("镇政府在区政府网站，全年发布信息63条。", "website=63"),
    ("以政府网站为第一平台，发布各类政务信息1330条。", "website=1330"),
    ("全年网站更新信息 302 条，信息更新及时率100%。", "website=302"),
    ("政务微博“@某区发布”发布信息88条。", "weibo=88"),
    ("LED显示屏滚动发布信息32条，乡村宣传栏发布51条。", "other=32 bulletin=51"),
    ("在区政府门户网站发布信息88条，微信公众号发布文章102篇，微博发布消息40则，抖音发布短视频15个。",
     "website=88 wechat=102 weibo=40 video=15"),
    ("运营政务微信公众号1个，全年推送信息310条。", "wechat=310"),
    ("在微信公众号发布视频20条。", "wechat=20"),
    ("截至12月31日，在县政府网站发布信息累计86条。", "website=86"),
    ("截至2023年底，我镇微信公众号全年累计发布信息216条。", "wechat=216"),
    ("截至2023年12月底，县政府门户网站共有信息3680条，本年度更新405条。", "website=405"),
]

TOTAL_AND_CHANNELS = [
    ("今年共公开信息400条，其中县政府网站100条，占25%；镇政务微信300条，占75%。", "total=400 website=100 wechat=300"),
    ("本年公开信息190条。其中，市政府网站刊载55条，各政务新媒体推送98条，村口公示栏等线下方式张贴37条。",
     "total=190 website=55 new_media=98 bulletin=37"),
    ("全镇共公开政府信息240条，其中在区政府网站登载50条，政务新媒体微信公众号190条。", "total=240 website=50 wechat=190"),
    ("全年主动公开信息 165 条，其中通过 “云上溪州” 平台发布 59 条，通过县人民政府网站公开 106 条。", "total=165 other=59 website=106"),
    ("全场一年公开信息260条。其中：在区政府网站公示低保名单3条，救灾物资2条；用农场公众号推送停电通知28条；在某某晚报刊发报道14条；"
     "通过区政府网站、融媒体中心、农场客户端等平台发布活动预告60条，用农场公众号推送招工启事93条。用公告栏张贴价目表60条。",
     "total=260 website=5 wechat=121 news=14 other=60 bulletin=60"),
    ("2023年公开信息36条。微信公众号一年推送图文510篇、短视频90条。", "total=36 wechat=510 video=90"),
    ("全年主动公开政府信息90条。此外，通过微信公众号发布信息260条。", "total=90 wechat=260"),
    ("通过政府网站、微信公众号公开信息320条，其中网站210条，公众号110条。", "total=320 website=210 wechat=110"),
    ("共公开信息444条，政府网站118条，公众号294条，其他方式32条。", "total=444 website=118 wechat=294 other=32"),
    ("2023年度主动公开信息22条，其中线上信息公开15条。", "total=22 website=15"),
    ("全年发布各类信息820余条，较上年提升约17%。其中，政府网站发布180余条，较上年提升约20%。", "total=820 website=180"),
    ("本年主动公开政府信息211条，全部通过政府网站公开。", "total=211 website=211"),
    ("本年度主动公开政府信息50条（其中政府网站20条、微信公众号30条）。", "total=50 website=20 wechat=30"),
    ("主动公开政府信息600条，其中网站、微信、微博分别公开200条、300条、100条。", "total=600 website=200 wechat=300 weibo=100"),
    ("不同渠道和方式公开政府信息的情况：政府公报公开0条，政府网站公开215条，政务微博公开30条，政务微信公开68条，其他方式公开12条。",
     "bulletin=0 website=215 weibo=30 wechat=68 other=12"),
    ("2023年，全镇主动公开政府信息358条，按渠道分：政府网站120条，政务微信200条，其他方式38条。", "total=358 website=120 wechat=200 other=38"),
    ("借助县政府网站及时发布水利资讯，2023年度完成政府信息公开120条。", "total=120"),
    ("全年主动公开政府信息382条，其中公众号发布2443条。", "total=382 wechat=2443"),
    ("今年发布信息113条，其中网站71条、微信63条。", "total=113 website=71 wechat=63"),
    ("截止2023年底，我所在镇门户网站上累计公开各类信息805条。其中2023年度我所共主动公开政府信息96条。"
     "依托镇门户网站登载信息96条。", "total=96 website=96"),
]

PARTS = [
    ("中心全年公开政务信息20次（条）。其中办事指南4条、采购公告2条、政策解读5条、值班安排9条。",
     "total=20 parts=4,2,5,9 interpretations=5"),
    ("全年公开信息64条。其中概况类30条，内有班子分工12条、科室设置9条、办公地址9条；文件类14条，其中会议纪要6条、工作要点8条；"
     "惠民补贴类11条；采购类9条，其中招标3条、中标6条。", "total=64 parts=30,14,11,9"),
    ("全年公开政府信息73条，其中人事类信息6条（含任免3条，招录2条，考核1条）。", "total=73 parts=6"),
    ("在局网站公开信息130条，内容包括科室动态80条（6个科室）、办事指南（2023年修订）4条、收费标准16条、基层政务公开30条。",
     "website=130 parts=80,4,16,30"),
    ("在镇政府网站公开的93条信息中，班子分工3条，惠农政策40条，村级动态50条。", "parts=3,40,50"),
    ("在主动公开的60条信息中，科室设置类20条，资质审批类0条，其他40条。", "parts=20,0,40"),
    ("我街公开的信息分4类，主要类别为职能简介类6条，来往公文类0条，人事任免类2条，其他应予公开的信息9条。", "parts=6,0,2,9"),
    ("全年公开信息数53条。公开信息分类：机构设置类45条；财政资金类1条；工作动态类0条；其他信息7条。", "total=53 parts=45,1,0,7"),
    ("全年主动公开政府信息40条，包括规划计划2条，财政预决算3条，通知公告35条。", "total=40 parts=2,3,35"),
    ("2023年发布政府信息12条，机构职能2条、工作动态10条。", "total=12 parts=2,10"),
    ("本年主动公开地方规章4件，行政规范性文件17件，机构改革方案6件，其他文件21件。", "parts=4,17,6,21"),
    ("已将42件代表建议和委员提案的办理情况向社会公示。", "parts=42"),
    ("通过官网更新各类政府信息446条。发布各类新闻动态380条，发布政策文件27份。", "website=446 parts=380,27"),
    ("经由县政府网站发布信息88条，其中要闻80条、其他稿件8条；用官方微博发布64条。", "website=88 weibo=64 parts=80,8"),
    ("用镇微信公众号推送文章90篇，其中农事提醒有40篇，好人好事有30篇；防诈知识有12篇；其余文章有8篇。", "wechat=90 parts=40,30,12,8"),
    ("公开政府信息120条，其中养老、托幼、助残类信息9条；防汛、防火类信息31条；其他应予主动公开的信息80条。",
     "total=120 parts=9,31,80"),
    ("主动公开信息11条。主要类别：规范性文件类2条，占总体比例为18%；规划计划类，占总体比例为9%；应急管理类5条，占总体比例为45%。",
     "total=11 parts=2,5"),
    ("一年公开信息400余条，其中试点领域信息达210条。", "total=400 parts=210"),
    ("全年审核发布公开政府信息249条，其中：发布行政公文和政策解读信息9条；人事任免信息7条；政府网站信息233条。",
     "total=249 website=233 parts=9,7,233"),
    ("街道借助区政府网和各类新媒体平台，发布政务信息310条，在区政府网上公开班子分工信息4条、采购信息11条、处罚类信息0条、"
     "其他公告等信息25条。", "total=310 website=40 parts=4,11,0,25"),
    ("馆网站公开各类信息150条，其中机关要闻40条，县区要闻35条；规章制度等信息20条；招标公告15条。民生栏目方面，空气质量30条，停水预告10条。",
     "website=150 parts=40,35,20,15,30,10"),
    ("区政府网站公开信息170条。其中教育、医疗等民生领域公开信息数35条。", "website=170 parts=35"),
    ("主动公开信息6条，分别为政府工作报告1条、财政预算2条、公开年报1条、其他2条。", "total=6 parts=1,2,1,2"),
    ("我局主动公开政府信息9条，其中：\n1.机构职能2条；\n2.通知公告7条。", "total=9 parts=2,7"),
]

PARTS_OF_A_CHANNEL = [  # beside a total that is divided by channels alone
    ("全年公开信息300条。其中，区政府网站120条，公众号180条。网站所发信息包括：蔬菜产业46条、城市更新38条、社会救助36条。", "total=300 website=120 wechat=180 parts=46,38,36"),
    ("2023年主动公开330条。其中：政府网站210条，微信公众号120条。网站信息中，苗木检疫95条，林权流转70条，护林防火45条。解读文件4件。",
     "total=330 website=210 wechat=120 parts=95,70,45 interpretations=4"),
    ("全年公开信息200条。其中网站120条，公众号80条。公众号所发内容中，活动报道50条，便民提示30条。", "total=200 website=120 wechat=80 parts=50,30"),
    ("全年公开信息200条。其中网站120条，公众号80条。公众号所发内容中，活动报道50条，便民提示20条。", "total=200 website=120 wechat=80"),
    ("主动公开信息320条，其中网站266条、报纸和电视公告12条、林场路口张贴42条。网站公开的266条按业务分：苗木检疫87条、林权流转121条、护林防火58条。",
     "total=320 website=266 news=12 bulletin=42 parts=87,121,58"),
    ("乡里2023年公开信息57条，其中林补发放21条、集市管理18条、防汛10条、财务8条，均发布在县人民政府网。", "total=57 website=57 parts=21,18,10,8"),
    ("2023年我局公开各类信息50条，包括督查结果公告20条、督查整改情况14条、财务信息9条、机构变动7条。", "total=50 parts=20,14,9,7"),
    ("公开信息46条，其中删除过期信息11条。", "total=46"),
    ("公布继续有效文件9件、废止3件目录。", ""),
]

NOT_DISCLOSURE = [
    ("对过期信息集中清理，一次删除830条。", ""),
    ("12345热线办件7341件，办结率99%。", ""),
    ("制作获取政府信息信息600条，不予公开563条。", ""),
    ("用公众号发布360批次饮用水抽检情况。", ""),
    ("全年市级媒体报道沙河镇26次。上年度三个账号的数字依次是133篇、80篇、190篇。", ""),
    ("政府网站点击量52582次。", ""),
    ("历年累计主动公开政府信息2304条。", ""),
    ("微信公众号关注人数达5200人。", ""),
    ("举办“政府开放日”活动40余次。", ""),
    ("编印《某某区人民政府公报》4期共800本。", ""),
    ("对全县32个政务新媒体账号开展检查4次，发现问题12条。", ""),
    ("网站收到群众留言65条，均已回复。", ""),
    ("重大行政决策意见征集10期。", ""),
    ("开展线上线下活动496场，平台注册用户37368人。", ""),
    ("全文电子化率达100%。", ""),
    ("印发《信息公开事项目录》，列出一级事项8项、二级事项30项。", ""),
    ("公众号新增“美丽山乡”等11个板块。", ""),
    ("目前全市在运维政务新媒体共计95个。", ""),
    ("接受媒体采访5人次，编制《工作简报》42期。", ""),
    ("督促9个行政村按期更新线下公开栏。", ""),
    ("每周更新菜价信息一条，每半年公布水质信息一条。", ""),
    ("清理已公开信息36条。", ""),
    ("我乡未出现过一条虚假信息。", ""),
    ("政府网站检查发现错别字3处、错误链接12条。", ""),
    ("发出征求意见函12份，收到反馈意见30条。", ""),
    ("开设专题专栏6个，更新栏目14个。", ""),
    ("力争全年公开信息不少于200条。", ""),
]

NO_APPLICATIONS = [
    "2023年，本机关未收到政府信息公开申请。", "本年度我镇没有收到政府信息公开申请。", "全年未接到依申请公开信息的申请。",
    "本单位没有接到群众要求公开政府信息的申请。", "2023年我街道无依申请公开事项。", "本年度无依申请公开政府信息。", "2023年未发生依申请公开情况。",
    "我局收到依申请公开事项0条。", "全年共收到政府信息公开申请0件次。", "2023年依申请公开0件。", "全年依申请公开信息0条。", "实现政府信息公开“零申请”。",
    "本年度我单位未收到信息公开申请0件，也无上年结转。", "未接收到公民、法人和其他组织提出的政府信息公开申请。", "全年无公民申请公开信息。",
    "收到要求公开政府信息的申请0件。", "2023年没有公民、法人或者其他组织向我局提出信息公开申请。", "截至12月31日，未收到政府信息公开申请。",
    "本年度不存在依申请公开政府信息的情况。", "2023年度申请公开政府信息数为零。", "依申请公开方面，全年未受理政府信息公开申请。", "本年未产生依申请公开业务。",
    "2023年无新收政府信息公开申请。", "全年未收到任何要求公开政府信息的请求。", "我乡没有收到村民、商户递交的信息公开申请。", "本年度没有依申请公开件。",
    "全年政府信息公开申请数量为0。", "2023年，我镇未收到依申请公开的办理事项。", "2023年我单位没有收到公开政府信息的申请。", "年内暂无依申请公开事项。",
    "本年度未收到过政府信息公开申请。", "2023年度，我中心未收到相关政府信息依申请公开。", "本年未有政府信息公开申请。", "2023年我局依申请公开为零。",
    "未收到信息公开方面的申请，也未收到信息公开方面的行政复议申请。", "2023年，我局没有申请公开政府信息的事项发生。", "全年收到申请公开政府信息的要求0条。",
    "本年度受理政府信息公开申请0件、办结0件。", "2023年我乡無依申請公開政府信息。", "2023年，未出现依申请公开政府信息的情况。", "共收到依申请公开件0件。",
    "全年无人申请政府信息公开。", "本年度未涉及依申请公开。", "2023年度没有收到要求获取政府信息的申请，与往年相比无变化。", "全年没有受理过信息公开申请。",
    "2023年度共接收信息公开申请0条，历年累计9条。",
    "（二）依申请公开。2023年度，我乡无此类情况。",
    "在依申请公开上，镇里公布了受理电话和地址，截至年末仍无群众提出申请。", "未收到公民、法人及其他组织的申请。", "依申请公开方面，本年度没有受理。",
    "全年无患者、家属书面申请公开信息。", "本校全年没有家长申请公开校务信息。", "（二）依申请公开。今年没有新收，去年转来的1件已于1月答复。", "全年未新增政府信息公开申请。",
    "没有单位和个人向我局申请公开信息，也没有复议和诉讼。", "依申请公开情况。全年零申请。", "全年没有收到书面公开申请。",
]

APPLICATIONS = [
    ("2023年共收到政府信息公开申请12件，均已答复。", "received=12"),
    ("我局一年来收到8件依申请公开，其中5件已答复，其余3件结转下年度办理。", "received=8 handled=5 out=3"),
    ("本年受理信息公开申请18件，比上年多5%，其中网上12件，邮寄6件。", "received=18"),
    ("新收信息公开申请4件，上年结转1件，办结5件，结转下年0件。", "received=4 in=1 handled=5 out=0"),
    ("办理依申请公开件2件。", "received=2"),
    ("本年接收信息公开申请办理件41件，与去年相比多了6件。", "received=41"),
    ("本年收到信息公开申请的数量为15件，都是邮寄来的。", "received=15"),
    ("全年收到并处理依申请公开信息9件。", "received=9"),
    ("依申请公开4次，复议0次，诉讼0次。", "received=4"),
    ("全省受理信息公开申请800件，答复760件（含上年度结转20件，另有60件顺延至下年度）。", "received=800 handled=760 in=20 out=60"),
    ("全年收到20件申请，办结18件，2件结转下年度办理。", "received=20 handled=18 out=2"),
    ("收到1条信息公开申请，按规定不予公开。", "received=1"),
    ("政府信息公开申请5件，全部按期答复。", "received=5"),
    ("2022年收到政府信息公开申请8件，2023年收到政府信息公开申请3件。", "received=3"),
    ("全年新收政府信息公开申请6件，无上年结转。", "received=6 in=0"),
    ("收到两件政府信息公开申请，已依法答复。", "received=2"),
    ("共收到依申请公开申请1件，出具答复书1份。", "received=1"),
    ("依申请公开情况。上年结转2件，今年新增6件，一共8件，年内办毕7件，余1件转入下年。", "in=2 received=6 handled=7 out=1"),
    ("（二）依申请公开方面。共办理3件，一件予以公开，一件不予公开，一件告知信息不存在。", "received=3"),
    ("共处理申请18件：新收16件、上年结转2件。", "received=16 in=2"),
    ("收到申请2件，分别由1名公民、1家企业提出，办结2件。", "received=2 handled=2"),
    ("通过网站、信函、当面三种途径收到申请4件、3件、1件。", "received=8"),
    ("收到自然人、企业的信息公开申请分别为3件、2件。", "received=5"),
    ("2022年、2023年分别收到政府信息公开申请12件、15件。", "received=15"),
    ("通过网站、信函、当面分别收到政府信息公开申请12件、15件、3件。", "received=30"),
    ("全年共收到申请12件、办结10件，2件结转下年度继续办理。", "received=12 handled=10 out=2"),
    ("全年收到信息公开申请6件，撤回1件，实际办理5件。", "received=6 handled=5"),
    ("政府信息公开申请收到0件，上年结转0件，办理0件，结转0件。", "received=0 in=0 handled=0 out=0"),
    ("本年度新受理依申请公开3宗，上年度无结转，已全部办结。", "received=3 in=0"),
    ("（二）依申请公开。全年受理3件，均为征地批文，按期办结，无结转。", "received=3 out=0"),
    ("全年新收政府信息公开申请6件，无结转。", "received=6"),
    ("依申请公开方面，上一年度结转3件已全部办结，今年未收到新的申请。", "received=0 in=3"),
    ("（二）依申请公开。本年度新收信息公开申请5件，加上2022年结转的2件，共计办理7件，其中予以公开4件，无法提供3件。", "received=5 in=2 handled=7"),
    ("依申请公开申请量较上年减少3件，全年共收到10件，按期答复率100%。", "received=10"),
    ("（二）依申请公开。畅通网络、信函、当面等受理渠道，全年共受理、答复13件。", "received=13"),
    ("全年仅收到一件信息公开申请，申请人为外地律师。", "received=1"),
    ("依申请公开工作开展情况：全年未收到书面申请，网上申请2件，均已办结。", "received=2"),
    ("未收到公民、法人和其他组织提出的信息公开申请。代为转办申请1件。", "received=0"),
    ("我局2023年没有新收申请，上年结转的1件年内办结。", "received=0 in=1"),
    ("县政府本级收到申请31件，部门和乡镇收到申请96件，全县合计127件。", "received=127"),
    ("依申请公开共3件：1件予以公开，1件不予公开，1件非政府信息公开申请。", "received=3"),
    ("依申请公开方面，受理地址不变，全年办理建议提案5件。", ""),
    ("（二）依申请公开工作。及时更新指南，处理错误链接5个。", ""),
]

NO_APPLICATIONS_SAID = [
    "依申请公开：没有结转到下一年度的申请。",
    "依申请公开方面没有上年结转的申请。",
    "没有因信息公开工作被提起行政复议、行政诉讼。",
    "全年未收取依申请公开政府信息处理费。",
    "没有发生因依申请公开引起的行政复议和行政诉讼。",
    "依申请公开答复无超期情况。",
    "畅通依申请公开渠道，未发生投诉举报。",
    "未收到群众投诉。",
    "全年受理行政许可申请320件。",
    "没有出现无正当理由反复申请公开信息的情况。", "没有企业反映申请公开渠道不畅。", "无法律规定的申请公开程序不得增设。", "依申请公开工作未收到群众投诉。",
]

INTERPRETATIONS = [
    ("制发政策解读材料7篇。", "interpretations=7"),
    ("解读政策文件42期，召开常务会议14次。", "interpretations=42"),
    ("全年解读信息发布20条。", "interpretations=20"),
    ("对29项重要政策文件进行解读。", "interpretations=29"),
    ("通过文字、图片等形式制作政策解读21个。", "interpretations=21"),
    ("发布文字解读3篇、图文解读5篇、视频解读1个。", "interpretations=9"),  # forms of one thing, whatever their units
    ("全年发布图解12幅、视频3部、专家解读2篇。", "interpretations=17"),
    ("政策解读：图解6件，文字6件，视频2件。", "interpretations=14"),
    ("发布解读17篇，其中图解12幅、视频3部、专家解读2篇。", "interpretations=17"),
    ("发布解读24条、短视频6条。", "interpretations=24"),
    ("发布图解2篇，公众号推送视频20条。", "interpretations=2 wechat=20"),
    ("政策解读率100%。", ""),
    ("公开政策文件和解读材料8条。", ""),
    ("发布12篇政策解读。", "interpretations=12"),
]

TRAININGS = [
    ("组织开展政务公开业务培训2次。", "trainings=2"),
    ("举办专题培训班3期，覆盖信息员60余人次。", "trainings=3"),
    ("全年组织两次业务培训。", "trainings=2"),
    ("召开政务公开培训会1次。", "trainings=1"),
    ("组織開展專題培訓4次。", "trainings=4"),
    ("培训工作人员60人次。", ""),
    ("举办养殖技能培训6期。", ""),
    ("全年开展集中培训4场次。", "trainings=4"),
]

GROWN_AND_DATED = [  # what another year published, or was planned, beside this year's
    ("主动公开信息在去年95条的基础上增加18条，共113条。", "total=113"),
    ("公开信息比去年增加18条，共113条。", "total=113"),
    ("公开信息由130条到165条。", "total=165"),
    ("2021年、2022年、2023年分别主动公开政府信息88条、96条、121条。", "total=121"),
    ("2008年至2023年，全镇累计主动公开政府信息4120条，2023年主动公开235条。", "total=235"),
    ("累计公开政府信息1980条（2023年186条）。", "total=186"),
    ("累计公开政府信息1980条，其中2023年186条。", "total=186"),
    ("网站累计发布信息1980条（2023年186条）。", "website=186"),
    ("2023年全镇信息公开量首次突破千条，达到1036条。", "total=1036"),
    ("我局主动公开信息数连续三年超过100条，2023年为128条。", "total=128"),
    ("全年发布信息402条，超额完成年度目标350条。", "total=402"),
    ("2023年发布信息402条，完成全年任务300条的134%。", "total=402"),
    ("应公开信息180条，实际公开176条，公开率98%。", "total=176"),
    ("计划公开信息200条，实际公开216条。", "total=216"),
    ("主动公开信息176条，其中其他应公开的信息20条。", "total=176 parts=20"),
    ("去年收到公开申请5件，今年未收到公开申请。", "received=0"),
    ("上年度收到政府信息公开申请5件，本年度收到3件，均已按期答复。", "received=3"),
    ("自2019年以来累计收到政府信息公开申请46件，其中2023年收到9件。", "received=9"),
    ("收到政府信息公开申请8件，连同2022年结转的1件，共计9件，全部办结。", "received=8 in=1"),
]

OF_OTHER_YEARS = [  # the date that a sentence begins with holds for its later clauses
    ("上年度主动公开政府信息90条，收到政府信息公开申请9件。本年度收到政府信息公开申请4件。", "received=4"),
    ("上年度主动公开政府信息90条，收到政府信息公开申请9件。本年度未收到政府信息公开申请。", "received=0"),
    ("2022年主动公开政府信息90条，收到政府信息公开申请9件。2023年主动公开政府信息60条，收到政府信息公开申请4件。", "total=60 received=4"),
    ("去年未收到申请，今年收到公开申请2件。", "received=2"),
    ("去年收到政府信息公开申请9件。", ""),
    ("2022年结转申请2件，新收13件，办结15件。", "received=13 in=2 handled=15"),
    ("2022年被评为先进，今年公开信息60条。", "total=60"),
    ("我镇网站公开105条，公众号公开85条，共计190条。2022年主动公开政府信息990条。", "total=190 website=105 wechat=85"),
    ("截至2022年底，网站累计发布信息990条。", ""),
    ("上级部门公开信息90条，我单位公开信息60条。", "total=60"),
    ("上级部门公开信息90条。", ""),
]

AFTER_A_COLON = [  # the list of parts begins on the next line
    ("公开信息417条，其中网站152条、公众号265篇。按内容分：\n住房类61条，工程类118条，监管类97条，其他141条。", "total=417 website=152 wechat=265 parts=61,118,97,141"),
    ("公开信息417条，其中网站152条、公众号265篇。按内容分：\n1.住房类61条。\n2.工程类118条。\n3.监管类238条。", "total=417 website=152 wechat=265 parts=61,118,238"),
    ("公开信息417条。按渠道分：\n网站152条，公众号265篇。\n按内容分：\n住房类61条，工程类356条。", "total=417 website=152 wechat=265 parts=61,356"),
    ("公开形式：(1)县政府网站98条；(2)大厅电子屏滚动播放；(3)印发简报、明白纸。", "website=98"),
]

ASIDE = [  # what stands beside a channel's name, or beside a measure of its own, and is none of its figures
    ("我局共有2个微信公众号，分别发布信息320篇和180篇。", "wechat=500"),
    ("公众号发布信息500篇（服务号180篇，订阅号320篇）。", "wechat=500"),
    ("电视台播出专题节目12期，广播电台播出48期，报纸刊登36篇。", "news=96"),
    ("公开电话接听咨询230次，网站留言答复56条，公开信息126条。", "total=126"),
    ("全年发布政策解读16篇，其中图解8篇、视频3篇、文字5篇。", "interpretations=16"),
    ("去年组织培训2次，今年组织培训4次。", "trainings=4"),
    ("2022年发布解读12篇，2023年发布解读16篇。", "interpretations=16"),
    ("政策解读占公开信息总数126条的12%。", ""),
    ("公开信息量由2021年的98条、2022年的113条上升到2023年的126条。", "total=126"),
    ("2023年共收到申请18件。其中，新收16件，上年结转2件。", "received=16 in=2"),
    ("本机关公开信息412条（不含分局520条）。", "total=412"),
    ("门户网站公开数由上年的210条升至268条，公众号推送数由上年的330条降至296条。", "website=268 wechat=296"),
    ("办理政府信息公开申请情况：收到7件（2022年收到11件）。", "received=7"),
    ("政务公开专区接待查询86人次，公开栏更新48块次，公开政府信息463条。", "total=463"),
    ("全年发布权威信息463条，辟谣8条，回应热点12次。", "total=463"),
    ("各科室报送信息612条，审核后公开463条。", "total=463"),
    ("发布解读24篇、问答12期、短视频6条。", "interpretations=24"),
    ("公开信息386条，较2022年净增52条，其中网站216条（净增20条），微信170条（净增32条）。", "total=386 website=216 wechat=170"),
    ("我镇近三年收到政府信息公开申请共5件，2023年2件。", "received=2"),
    ("微信公众号推送312条，其中被省级媒体采用12条、市级媒体采用35条。", "wechat=312"),
    ("公开信息412条，剔除重复后为398条。", "total=412"),
    ("当年主动公开412条，其中3条后因内容调整撤回。", "total=412"),
    ("主动公开政府信息412条（同一信息多渠道发布计1条）。", "total=412"),
    ("公开信息412条，户均0.3条，人均0.1条。", "total=412"),
    ("信息公开数由年初的20条增加到年末的412条。", "total=412"),
    ("拟公开信息450条，经审查公开412条，不予公开38条。", "total=412"),
    ("向市政府网站推送信息96条，采用41条；本级网站公开312条。", "website=353"),
    ("“柳溪发布”全年发布信息412条，“柳溪之声”全年发布96条。", "wechat=412"),
    ("政务微信、微博、抖音账号粉丝分别为1.2万、0.8万、0.3万，发布信息分别为412条、300条、58条。", "wechat=412 weibo=300 video=58"),
]

BESIDE_A_PLACE = [  # a channel named in a clause that tells something else of it, or a posting of one matter
    ("主动公开320条。特邀监督员来自商会和媒体，全年提出意见18条。", "total=320"),
    ("邀请人大代表、媒体记者参加座谈，收集意见26条。", ""),
    ("公众号有两名编辑，审稿480篇，退回12篇。", ""),
    ("通过公众号征集线索，汇总13条。", ""),
    ("在政府网站，刊登动态12条。", "website=12"),
    ("县政府网站方面：动态12条、人事3条。", "website=15 parts=12,3"),
    ("便民大厅新设公开查阅点2个，各村张贴二维码40张。", ""),
    ("公开信息300条，其中网站120条、公众号180条。从拟征收公告到补偿登记结果，累计张贴公告86份，入户派发资料400份。", "total=300 website=120 wechat=180"),
    ("镇里把每户补助列成表，打印后张贴到村部，共张贴84张。", ""),
    ("进村时，张贴巡察公示30份，征集线索5条。", ""),
    ("村口公示栏按月更新，共张贴97张。", "bulletin=97"),
    ("镇里用大喇叭早晚播放防火内容，张贴悬挂标语85条。", ""),
    ("县政府网站公开57条，在路口张贴禁采通告15份。", "website=57 bulletin=15"),
]

READERS = [  # who reads an account is no publication, and the account still is the place of what follows
    ("微信公众号总用户数5600人，新增320人，全年发布图文信息156条。", "wechat=156"),
    ("微信公众号现有关注用户4200人，发布信息平均每篇阅读量350次，全年共发布138期412篇。", "wechat=412"),
    ("网站全年访问量达到82万人次，日均2246次，发布信息735条。", "website=735"),
    ("微信公众号粉丝5600人，开展培训3次，公开信息60条。", "total=60 trainings=3"),
    ("抖音号获赞3.2万次，作品播放量120万次，发布作品86个。", "video=86"),
    ("开通政务新媒体账号3个，其中微信公众号1个、微博1个、抖音1个。", ""),
]

CUT_BY_LINES = [
    ("主动公开政府信息1，\n268条。", "total=1268"), ("主动公开政府信息1\n26条。", "total=126"), ("主动公开政府信息\n1,268条。", "total=1268"),
    ("主动公开政府信息12\n条，其中网站8\n条。", "total=12 website=8"),
    ("通过各类渠道主动公开政府信息\n318\n条，其中网站\n120\n条，公众号\n198\n条。", "total=318 website=120 wechat=198"),
    ("1.机构职能2\n2.财政信息3条", ""),
]

CASES = [*ASIDE, *BESIDE_A_PLACE, *OF_OTHER_YEARS, *AFTER_A_COLON, *GROWN_AND_DATED, *READERS, *CUT_BY_LINES, *TOTALS, *CHANNEL_ONLY, *TOTAL_AND_CHANNELS, *PARTS, *PARTS_OF_A_CHANNEL, *NOT_DISCLOSURE, *APPLICATIONS, *INTERPRETATIONS, *TRAININGS]


@pytest.mark.parametrize("text, words", CASES)
def test_a_sentence_is_read_as_a_person_reads_it(text, words):
    check(text, words)


@pytest.mark.parametrize("text", NO_APPLICATIONS)
def test_every_way_of_saying_no_application_is_nought(text):
    figures, _ = read(text)
    assert core(figures).get("received") == 0


@pytest.mark.parametrize("text", NO_APPLICATIONS_SAID)
def test_other_things_that_did_not_happen_are_no_applications(text):
    assert "received" not in core(read(text)[0])


SENTENCES = [line.split(" |||") for line in (Path(__file__).parent / "figure_sentences.txt").read_text(encoding="utf-8").splitlines()[1:]]


@pytest.mark.parametrize("text, words", SENTENCES)
def test_sentences_of_reports(text, words):
    check(text.replace("\\n", "\n"), words, year=2022)


def one(figures, measure, **wanted):
    """Returns the one figure of a measure that has the wanted fields."""
    found = [f for f in figures if f.measure == measure and all(getattr(f, k) == v for k, v in wanted.items())]
    assert len(found) == 1, (measure, wanted, figures)
    return found[0]


SHARES = [  # a percentage is given to the figure whose share of the total it is
    ("主动公开政府信息200条，其中政府网站公开50条，占25%；政务微信公开150条，占75%。", {"website": 25, "wechat": 75}),
    ("主动公开政府信息200条，其中政府网站50条（25%）、政务微信150条（占75%）。", {"website": 25, "wechat": 75}),
    ("主动公开政府信息200条，其中政府网站、政务微信分别公开50条和150条，分别占25%和75%。", {"website": 25, "wechat": 75}),
    ("主动公开政府信息200条，其中网站公开50条、微信公开150条。网站占比25%。", {"website": None, "wechat": None}),
    ("全年政府网站公开政府信息200条，同比增长25%。", {"website": None}),
    ("主动公开政府信息200条，其中网站公开50条，较上年提升12%，全文电子化率达100%。", {"website": None}),
    ("收到申请8件，办结率100%。政府网站公开信息20条。", {"website": None}),
]


@pytest.mark.parametrize("text, shares", SHARES)
def test_only_shares_are_percentages(text, shares):
    figures, _ = read(text)
    assert {f.measure.split(".")[-1]: f.percent for f in figures if f.measure.startswith("disclosed.channel.")} == shares
    assert all(f.percent is None for f in figures if f.measure == "disclosed.total")


WITHIN = [
    ("主动公开政府信息517条，其中政府网站138条，政务微信379条。", {"website": True, "wechat": True}),
    ("主动公开政府信息90条。此外，微信公众号发布信息60条。", {"wechat": False}),
    ("主动公开政府信息90条。此外，微信公众号发布信息60条，短视频账号发布作品20条。", {"wechat": False, "video": False}),
    ("主动公开政府信息90条，同时通过微信公众号发布信息60条。", {"wechat": None}),
    ("主动公开政府信息45条。微信公众号发布图文625篇。", {"wechat": False}),
    ("主动公开政府信息90条。微信公众号发布信息60条。", {"wechat": None}),
    ("政府网站公开信息90条，微信公众号发布信息60条。", {"website": None, "wechat": None}),
    ("主动公开政府信息50条（网站20条、公众号30条）。", {"website": True, "wechat": True}),
    ("主动公开政府信息382条，其中公众号发布2443条。", {"wechat": False}),
    ("主动公开政府信息90条，门户网站60条，微信公众号30条。", {"website": True, "wechat": True}),
    ("主动公开政府信息90条，门户网站60条，微信公众号20条。", {"website": None, "wechat": None}),
    ("主动公开政府信息近90条，门户网站近60条，微信公众号近30条。", {"website": None, "wechat": None}),
    ("主动公开政府信息90条，通过网站公开45条，占50%。", {"website": True}),
    ("门户网站公开60条、微信公众号公开30条，共计90条。", {"website": True, "wechat": True}),
]


@pytest.mark.parametrize("text, within", WITHIN)
def test_a_channel_lies_within_the_total_only_where_the_report_says_so(text, within):
    figures, _ = read(text)
    assert {f.measure.split(".")[-1]: f.within_total for f in figures if f.measure.startswith("disclosed.channel.")} == within


LABELS = [
    ("发布各类新闻简讯312条，发布各级各类惠民文件26份，公布各项补贴8条。", ["新闻简讯", "惠民文件", "补贴"]),
    ("全年公开信息50条，其中组织机构类信息20条、会议公开8条、其他应主动公开的政府信息22条。", ["组织机构类信息", "会议公开", "其他应主动公开的政府信息"]),
    ("主动公开市政府规章3件，人事任免文件9件。", ["市政府规章", "人事任免文件"]),
    ("及时将86件代表建议和委员提案办理情况向社会公示。", ["代表建议和委员提案办理情况"]),
    ("公开本级预算、决算各1份。", ["本级预算", "决算"]),
]


@pytest.mark.parametrize("text, labels", LABELS)
def test_parts_keep_their_labels_as_printed(text, labels):
    assert [f.label for f in read(text)[0] if f.measure == "disclosed.category"] == labels


EVIDENCE = [  # spaces, full-width forms, traditional characters and radicals stay as printed
    ("2023 年主动公开政府信息 5 1 7 条，其中网站 ２０ 条", "disclosed.total", "2023 年主动公开政府信息 5 1 7 条"),
    ("2023年我鎮主動公開政府信息１２０條。", "disclosed.total", "2023年我鎮主動公開政府信息１２０條"),
    ("“柳溪发布”公众号粉丝3000人，全年推送图文85篇。", "disclosed.channel.wechat", "“柳溪发布”公众号粉丝3000人，全年推送图文85篇"),
    ("通过乡公众号发布公告34条；通过日报发布动态16条；通过乡公众号发布动态105条。", "disclosed.channel.wechat",
     "通过乡公众号发布公告34条；通过日报发布动态16条；通过乡公众号发布动态105条"),
    ("政府网站公开信息138条，占26.7%。", "disclosed.channel.website", "政府网站公开信息138条，占26.7%"),
    ("全年发布1302篇公众号信息。", "disclosed.channel.wechat", "全年发布1302篇公众号信息"),
    ("主动公开政务信息83次（条）。", "disclosed.total", "主动公开政务信息83次（条）"),
    ("2023年，本机关未收到政府信息公开申请。", "requests.received", "未收到政府信息公开申请"),
]


@pytest.mark.parametrize("text, measure, span", EVIDENCE)
def test_evidence_is_the_exact_span_as_printed(text, measure, span):
    assert one(read(text)[0], measure).evidence.text == span


def test_a_line_that_a_page_breaks_is_one_sentence():
    figures, _ = read("2023年，柳溪镇严格落实政务公开各项工作要求，全年主动公开政府信\n息120条，其中通过县政府门户网站公开86条。")
    assert core(figures) == {"total": 120, "website": 86}
    assert one(figures, "disclosed.total").evidence.text == "全年主动公开政府信\n息120条"


NUMBERS = [("约1.2万余篇", 12000, True), ("12,480条", 12480, False), ("1万2千余条", 12000, True), ("四十二条", 42, False), ("近百条", 100, True),
           ("83次（条）", 83, False), ("１２６条", 126, False), ("300多条", 300, True), ("0条", 0, False), ("不足100条", 100, True), ("约合3.6千条", 3600, True),
           ("120条左右", 120, True), ("一百二十条左右", 120, True)]


@pytest.mark.parametrize("number, value, approximate", NUMBERS)
def test_numbers_and_their_units(number, value, approximate):
    figure = one(read(f"全年主动公开政府信息{number}。")[0], "disclosed.total")
    assert (figure.value, figure.approximate, figure.unit[0]) == (value, approximate, "篇" if "篇" in number else "次" if "次" in number else "条")
    assert isinstance(figure.value, int)


NO_NUMBERS = ["根据国办公开办函〔2021〕30号要求编制。", "联系电话0533-6951755，邮编256300。", "第二十条第（一）项。", "自2023年1月1日起至12月31日止。",
              "在20个工作日内主动公开。", "2023度政府信息公开工作报告。", "总计 0 0 0 0 0 0 0", "一、本年新收政府信息公开申请数量 12 1 0 0 3 4 20"]


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_dates_numbers_of_documents_and_rows_of_tables_are_no_figures(text):
    assert read(text)[0] == []


RANGES = ["全年主动公开政府信息200至300条。", "全年主动公开政府信息200-300条。", "收到政府信息公开申请3至5件。", "开展培训2～3次。"]


@pytest.mark.parametrize("text", RANGES)
def test_a_range_is_no_figure(text):
    assert read(text)[0] == []


NO_RANGES = [("每月公开信息10-15条，全年主动公开信息150余条。", "total=150"), ("2021-2023年，公开信息120条。", "total=120"), ("第20至30条规定了公开范围，全年公开信息60条。", "total=60"),
             ("每季度培训1-2次，全年培训5次。", "trainings=5"), ("答复时限缩短至10-15个工作日，公开信息60条。", "total=60")]


@pytest.mark.parametrize("text, words", NO_RANGES)
def test_a_range_beside_a_figure_says_nothing_of_it(text, words):
    figures, doubts = read(text)
    assert (core(figures), doubts) == (expect(words), [])


def test_the_annexed_statistics_are_left_to_their_own_reader():
    text = "全年主动公开政府信息12条。附表：指标名称 单位 统计数 政府网站公开 条 11 收到申请数 件 3"
    assert core(read(text)[0]) == {"total": 12}


def test_plans_of_section_five_are_no_figures():
    assert read("下一步，组织培训4次，公开政府信息300条。", key="problems")[0] == []


def test_figures_stand_in_any_other_section_and_keep_its_key():
    sections = [Section(key="preamble", text="某镇2023年报告"), Section(key="overview", text="全年公开政府信息56条。"),
                Section(key="requests", heading="三、依申请公开情况", text="本年度没有此类情况。"),
                Section(key="other", heading="六、其他", text="全年未收到政府信息公开申请。")]
    figures, _ = find_figures(sections, YEAR)
    assert {(f.measure, f.value, f.evidence.section) for f in figures} == {
        ("disclosed.total", 56, "overview"), ("requests.received", 0, "other")}


DOUBTS = [
    ("2023年主动公开政府信息56条。经统计，本年度主动公开政府信息66条。", "second_total", "66条"),
    ("政府网站公开信息56条。\n（四）平台建设。政府网站公开信息66条。", "second_channel_figure", "66条"),
    ("截至2023年12月31日，累计主动公开政府信息1205条。", "perhaps_cumulative", "1,205条"),
    ("2022年，主动公开政府信息56条。", "other_year", "56条"),
    ("2022年收到政府信息公开申请9件。", "other_year", "9件"),
    ("2022年未收到政府信息公开申请。", "other_year", "0"),
    ("2023年收到政府信息公开申请3件。经核，本年收到政府信息公开申请5件。", "second_received", "5件"),
    ("全年公开政府信息97条，其中网站70条，便民服务大厅公告栏及电子屏27条。", "unplaced_figure", "27条"),
    ("全年公开政府信息56条。在“青禾之声”推送图文212篇。", "unplaced_figure", "212篇"),
    ("在企业信用信息公示系统公示处罚决定书81份。", "unplaced_figure", "81份"),
    ("全年转发信息60条。", "unplaced_figure", "60条"),
    ("2023年1-11月公开信息80条。", "part_of_year", "80条"),
    ("全年主动公开政府信息200至300条。", "range", "200至300条"),
    ("全年收到政府信息公开申请3-5件。", "range", "3-5件"),
    ("截至2023年11月底，公开信息80条。", "part_of_year", "80条"),
    ("全年公开政府信息56条。新闻媒体刊发水务报道72篇。", "unplaced_figure", "72篇"),
    ("全年公开政府信息56条。督促各镇在公示栏张贴名单320份。", "unplaced_figure", "320份"),
]


@pytest.mark.parametrize("text, kind, value", DOUBTS)
def test_what_is_uncertain_is_doubted_aloud_in_chinese(text, kind, value):
    _, doubts = read(text)
    doubt = next(d for d in doubts if d.kind == kind)
    assert doubt.values["value"] == value and value in doubt.message and not doubt.message.isascii()
    assert doubt.where in text


SEVERAL_BODIES = [  # no total stands in these: each number is of one of several bodies, or of a part of the year
    "2023年，公开部门信息60条、乡镇信息40条。", "2023年公开县直部门信息60条，乡镇信息40条。", "2023年公开部门信息60条，公开乡镇信息40条。",
    "2023年公开县级信息60条、镇级信息40条。", "2023年公开区级部门信息160条、街道信息240条、社区信息30条。", "全县主动公开部门政府信息620条、乡镇政府信息410条。",
    "2023年，各部门公开信息60条，各乡镇公开信息40条。", "县直部门主动公开政府信息3260条，乡镇主动公开政府信息1140条。",
    "2023年，县政府办公室主动公开政府信息60条，县直部门主动公开政府信息340条，乡镇主动公开政府信息400条。",
    "2023年，局机关公开信息60条，下属单位公开信息40条。", "2023年，局机关公开信息60条，二级单位40条。", "2023年，本级公开政府信息80条，下级单位公开政府信息120条。",
    "1-6月公开信息45条，7-12月公开信息55条。", "前11个月公开信息80条，12月公开信息10条。", "2023年前三季度公开信息70条，四季度公开信息30条。",
    "东村公开信息12条，西村公开信息9条，南村公开信息15条。", "2023年，柳溪社区公开信息12条，东城社区公开信息9条。",
    "2023年，县教育局公开信息60条、县民政局40条、县水利局30条。", "全年公开本单位信息60条、下属单位信息40条。", "公开法定信息60条、其他信息40条。",
]


@pytest.mark.parametrize("text", SEVERAL_BODIES)
def test_the_first_of_several_bodies_is_not_the_total(text):
    figures, doubts = read(text)
    assert core(figures) == {}
    assert [d.kind for d in doubts] == ["one_of_several"]


BESIDE_THE_WHOLE = [  # the same lists beside the total, or beside what the agency itself published: words, and whether a doubt is raised
    ("公开部门信息60条、乡镇信息40条，合计100条。", "total=100 parts=60,40", False),
    ("全县共公开信息100条，县直部门60条，乡镇40条。", "total=100", False),
    ("全县共公开信息100条。县直部门公开60条，乡镇公开40条。", "total=100", False),
    ("1-11月公开信息80条，12月10条，全年90条。", "total=90", False),
    ("1-11月公开信息80条，12月10条，全年95条。", "total=95", True),
    ("前11个月80条，12月10条，全年90条。", "total=90", False),
    ("前三季度公开信息70条，全年公开信息90条。", "total=90", False),
    ("全年公开信息90条，上半年40条，下半年50条。", "total=90", False),
    ("2023年1月至12月公开政府信息90条。", "total=90", False),
    ("2022年12月1日至2023年11月30日公开信息90条。", "total=90", False),
    ("截至12月公开信息80条。", "total=80", False),
    ("截至2024年1月31日，2023年公开信息80条。", "total=80", False),
    ("我镇公开信息60条，各村公开信息40条。", "total=60", True),
    ("我局公开信息60条，下属单位40条。", "total=60", True),
    ("县教育局公开信息60条，各学校公开信息140条。", "total=60", True),
    ("我局公开信息60条，较县民政局多20条。", "total=60", False),
    ("公开政务信息60条、党务信息40条、财务信息12条。", "parts=60,40,12", False),
]


@pytest.mark.parametrize("text, words, doubted", BESIDE_THE_WHOLE)
def test_the_whole_beside_several_bodies_is_the_total(text, words, doubted):
    figures, doubts = read(text)
    assert core(figures) == expect(words)
    assert [d.kind for d in doubts] == ["one_of_several"] * doubted


def test_a_plain_report_raises_no_doubt():
    text = "全年主动公开政府信息56条，其中政府网站50条、微信公众号6条。发布政策解读2篇，组织培训1次。收到政府信息公开申请1件。"
    assert read(text)[1] == []


FOLLOWERS = [("“柳溪发布”公众号关注人数3100余人。", "followers.wechat", 3100), ("官方微博粉丝2.1万人。", "followers.weibo", 21000),
             ("抖音号粉丝865人。", "followers.video", 865)]


@pytest.mark.parametrize("text, measure, value", FOLLOWERS)
def test_followers_belong_to_their_channel(text, measure, value):
    assert one(read(text)[0], measure).value == value


OF_ANOTHER_SORT = [  # text, a measure that it does not give
    ("全年公开信息67条，其中建议提案2条、政策解读4条。", "proposals"),
    ("公开信息92条，其中人大代表建议办理12条、政协提案办理8条。", "proposals.deputies"),
    ("制作、获取信息共147条，其中主动公开112条，依申请公开的信息0条，不予公开信息35条。", "requests.refused"),
    ("参加区级培训3次。", "trainings"),
]


@pytest.mark.parametrize("text, measure", OF_ANOTHER_SORT)
def test_what_looks_like_a_measure_but_counts_another_thing(text, measure):
    assert measure not in [f.measure for f in read(text)[0]]


@pytest.mark.parametrize("text, measure, value", [
    ("承办人大代表建议4件、政协提案2件。", "proposals.deputies", 4), ("收到申请3件，予以公开2件，不予公开1件。", "requests.refused", 1),
    ("清理往年过期信息328条。", "deleted", 328),
    ("参加区级培训3次；自行组织培训2次。", "trainings.attended", 3)])
def test_measures_told_by_themselves(text, measure, value):
    assert [f.value for f in read(text)[0] if f.measure == measure] == [value]


COUNTED = tomllib.loads((FORMS / "counted.toml").read_text(encoding="utf-8"))["measure"]


@pytest.mark.parametrize("text, measure, value", [(text, m["id"], value) for m in COUNTED for text, value in m["examples"]])
def test_every_other_measure_reads_its_examples(text, measure, value):
    assert {f.measure: f.value for f in read(text)[0]}.get(measure) == value


@pytest.mark.parametrize("text, measure", [(text, m["id"]) for m in COUNTED for text in m.get("counterexamples", ())])
def test_every_other_measure_leaves_its_counterexamples(text, measure):
    assert measure not in {f.measure for f in read(text)[0]}


def test_every_measure_is_listed_with_its_words():
    listed = {line["measure"] for line in read_forms("measures")}
    assert {m["id"] for m in COUNTED} <= listed
    assert {f"disclosed.channel.{channel}" for channel in CHANNELS} <= listed
    assert {line["channel"] for line in read_forms("channels")} == {*CHANNELS, "several"}
    words = [line["word"] for line in read_forms("channels")]
    assert len(words) == len(set(words))


def test_the_vocabulary_has_each_word_in_one_class():
    classes = tomllib.loads((FORMS / "phrases.toml").read_text(encoding="utf-8"))["classes"]
    words = [word for listed in classes.values() for word in listed]
    assert sorted({w for w in words if words.count(w) > 1}) == []
    assert not {line["word"] for line in read_forms("channels")} & set(words)
