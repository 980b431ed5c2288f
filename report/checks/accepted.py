"""Applications that came in, told apart from those that were accepted: "登记5件，受理4件", "受理4件，另有1件未补正"."""
import re

COUNT = r"[^，,。；;\d未不]{0,16}?(?<![\d.])(\d{1,9})\s*(?:件次|件|份|宗|条)"
ARRIVED = re.compile(rf"(?:登记|来件|收件|收到|接到|接收|新收|提出|提交){COUNT}")
ACCEPTED = re.compile(rf"(?<!不予)(?<!未)(?<!未予)(?<!不)受理{COUNT}")
LEFT_OUT = re.compile(r"(?:(?:不予|未予?|没有|不)受理|未[^，,。；;\d]{0,4}补正|撤回|退回|退件|不属于|转为|转作)[^，,。；;\d]{0,12}?(\d{1,9})\s*(?:件次|件|份|宗|条)"
                      r"|(\d{1,9})\s*(?:件次|件|份|宗|条)[^，,。；;\d]{0,16}?(?:(?:不予|未予?|没有|不)受理|未[^，,。；;\d]{0,4}补正|撤回|退回|退件|不属于|转为|转作)")


def told_apart(sentence: str) -> tuple[int, ...]:
    """Returns the numbers that may all stand for what was received, where a sentence gives those accepted beside those that came in or were
    not accepted; () where it does not."""
    accepted = [int(n) for n in ACCEPTED.findall(sentence)]
    arrived = [int(n) for n in ARRIVED.findall(sentence)]
    left = [int(one or other) for one, other in LEFT_OUT.findall(sentence)]
    if not accepted or not left and set(arrived) <= set(accepted):
        return ()
    return (*accepted, *arrived, *(accepted[0] + n for n in left))
