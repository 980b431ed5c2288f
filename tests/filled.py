"""The official tables filled by a seed: every cell another figure, some blank, so that a shifted cell shows."""
import random

from loaders.document import TableCell
from report import form
from tests import official

SENTENCE = "本街道围绕群众关心的事项持续完善公开制度，逐项梳理目录，全年发布各类信息120条，其中政府网站80条、政务微信40条。"


def filled(seed: int, edition: str = "2021", blanks: bool = True) -> list[list[TableCell]]:
    """Returns tables 2, 3 and 4 of one edition with figures that the seed decides."""
    chance = random.Random(seed)

    def figure() -> int | None:
        return chance.choice([None, 0, chance.randrange(10), chance.randrange(100, 10_000)] if blanks else [0, chance.randrange(1, 10_000)])

    disclosed = {r.key: {c.key: figure() for c in form.columns("disclosed", r.key, edition)} for r in form.rows("disclosed", edition)}
    requests = {r.key: {c.key: figure() for c in form.columns("requests", "*", edition)} for r in form.rows("requests", edition) if r.kind == "figure"}
    disputes = {r.key: {c: figure() for c in official.RESULTS} for r in form.rows("disputes")}
    return [official.disclosed_cells(disclosed, edition), official.requests_cells(requests, edition), official.disputes_cells(disputes)]


def report_blocks(tables: list[list[TableCell]], sentences: int = 2) -> list:
    """Returns a whole report around three tables: texts and tables in order."""
    disclosed, requests, disputes = tables
    return ["云汀县青梧街道办事处", "2023年政府信息公开工作年度报告", "一、总体情况", "（一）主动公开。" + SENTENCE * sentences, "（二）依申请公开。" + SENTENCE,
            "二、主动公开政府信息情况", disclosed, "三、收到和处理政府信息公开申请情况", requests, "四、政府信息公开行政复议、行政诉讼情况", disputes,
            "五、存在的主要问题及改进情况", "一是栏目更新有时迟缓；二是解读形式还比较单一。", "六、其他需要报告的事项", "无。"]
