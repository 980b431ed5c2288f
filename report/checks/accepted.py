"""Applications that came in, told apart from those that were accepted, that are such, or that are no repetition: "登记5件，受理4件"."""
import re

COUNT = r"[^，,。；;\d未不]{0,16}?(?<![\d.])(\d{1,9})\s*(?:件次|件|份|宗|条)"
ARRIVED = re.compile(rf"(?:登记|来件|收件|收到|接到|接收|新收|提出|提交){COUNT}")
ACCEPTED = re.compile(rf"(?<!不予)(?<!未)(?<!未予)(?<!不)受理{COUNT}")
LEFT_OUT = re.compile(r"(?:(?:不予|未予?|没有|不)受理|未[^，,。；;\d]{0,4}补正|撤回|退回|退件|不属于|转为|转作)[^，,。；;\d]{0,12}?(\d{1,9})\s*(?:件次|件|份|宗|条)"
                      r"|(\d{1,9})\s*(?:件次|件|份|宗|条)[^，,。；;\d]{0,16}?(?:(?:不予|未予?|没有|不)受理|未[^，,。；;\d]{0,4}补正|撤回|退回|退件|不属于|转为|转作)")
SUCH = re.compile(r"(?:属于|系|为|其中)(?:政府)?信息公开(?:的)?申请(?:的|事项)?(?:有|为)?(\d{1,9})\s*(?:件次|件|份|宗|条)|(\d{1,9})\s*(?:件次|件|份|宗|条)(?:属于|系|为)(?:政府)?信息公开(?:的)?申请")  # "其中8件属于政府信息公开申请"
DEDUCTED = re.compile(r"(?:剔除|扣除|去除|除去|排除|合并)[^，,。；;\d]{0,10}?(\d{1,9})\s*(?:件次|件|份|宗|条)")  # "剔除重复3件"


def told_apart(sentence: str) -> tuple[int, ...]:
    """Returns the numbers that may all stand for what was received, where a sentence gives those accepted, or those that are such, beside those that
    came in or were left out; () where it does not."""
    accepted = [int(n) for n in ACCEPTED.findall(sentence)]
    arrived = [int(n) for n in ARRIVED.findall(sentence)]
    left = [int(one or other) for one, other in LEFT_OUT.findall(sentence)]
    such = [int(one or other) for one, other in SUCH.findall(sentence)]
    deducted = [int(n) for n in DEDUCTED.findall(sentence)]
    if arrived and (such or deducted):
        return (*such, *arrived, *(arrived[0] - n for n in deducted))
    if not accepted or not left and set(arrived) <= set(accepted):
        return ()
    return (*accepted, *arrived, *(accepted[0] + n for n in left))
