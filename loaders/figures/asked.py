"""What is told of applications, by whichever words: one statement, and the words that several of its readers need."""
import re
from dataclasses import dataclass

from loaders.figures.counts import Count
from loaders.figures.sentences import Sentence

NOT = r"(?:未曾|从未|尚未|均未|暂未|并未|未有|未再|未|没有|没|无|零)"
TAKE = r"(?:新?收到过?|新收|接到过?|接收到?|收取到|收悉|接获|收受|接受|受理|收(?!取)|办理|处理|发生|产生|出现|存在|涉及|新增|有|接)"
ABOUT = re.compile(r"申请|依申请|公开[^,。;]{0,10}(?:请求|要求)")
RECEIVE = re.compile(r"收到|接到|新收|接收|受理|收悉|接受|收办|共收|接获|接办|新增|收取|收件")
ANSWER = re.compile(r"办结|答复|办复|回复|处理完毕|办理完毕|办理完成|办毕|予以回应")
OTHER_BUSINESS = re.compile(r"投诉|举报|申诉|信访件|建议|提案|热线|留言|信箱|网友|网民|发帖|帖子|网帖|咨询|工单|许可|救助|低保|补贴|处罚|证明|项目申请|办件|立案|职称|专利")  # what is received and answered too
OTHER_MATTER = re.compile(rf"{OTHER_BUSINESS.pattern}|复议|诉讼|收费|费用|处理费|答复率|办结率|满意|预算|资金|(?<=答复|办理|申请|公开)(?:业务|专题|工作|文书|规范)*(?:培训|辅导|讲座|授课|研讨|会商会|演练)|答复意见|答复书|告知书|通知书|意见书")
FOR_OTHERS = re.compile(r"(?:电话|来电)$|代(?:为|其|替)?(?:收|接收|受理|转)|^(?:(?!收到|接到|受理|接收).)*(?:转办|转交|转送|移交|移送)|(?:指导|督促|督办|协助|配合|帮助)[^,;]*$")  # "代收转办申请|5件": another body's
WAYS = (("requests.online", re.compile(r"互联网|网络|网上|在线|线上|网站|平台")), ("requests.letter", re.compile(r"信函|邮寄|书面|来信|信件")),
        ("requests.in_person", re.compile(r"当面|现场|窗口")), ("requests.fax", re.compile(r"传真")), ("requests.email", re.compile(r"电子邮件|邮箱|邮件")))
APPLICANTS = (("requests.natural_persons", re.compile(r"自然人|公民|个人")), ("requests.organisations", re.compile(r"法人|组织|企业")))
SORT = re.compile("|".join(pattern.pattern for _, pattern in (*WAYS, *APPLICANTS)))


@dataclass(frozen=True)
class Told:
    """One statement. `rank`: how plainly it is about the measure; `counts` none where none is said in words; `other`: of another
    year than the report's; `part`: only what several bodies or parts of the year told one by one come to, no figure of the report."""

    measure: str
    value: int | float
    rank: int
    sentence: Sentence
    start: int
    end: int
    counts: tuple[Count, ...] = ()
    other: bool = False
    part: bool = False
