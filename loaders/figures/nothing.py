"""What a report says in words that it did not publish: nothing through a channel, nothing at all."""
import re
from dataclasses import dataclass

from loaders.figures.sentences import Sentence
from loaders.figures.words import find_words, mask_names

NOT_THROUGH = re.compile(r"(?:未曾|从未|未|没有)(?:通过|利用|借助|在|于|使用)(?!其[他它])([^,。;、]{2,14}?)(?:上|平台)?(?:主动公开|公开|发布|报送|推送|更新|上报)(?:过)?(?:各类|任何|相关|有关)?(?:政府|政务)?(?:信息)?(?=[,;)]|$)")
# "本年度未通过门户网站报送信息"
NOT_AT_ALL = re.compile(r"(?:未|没有|无)主动公开(?:过)?(?:的)?(?:任何)?政府信息(?:情况|事项)?(?=[,;)]|$)")  # "2023年无主动公开政府信息"


@dataclass(frozen=True)
class Nothing:
    """A measure of disclosure that a sentence says is nought, with the span that says so."""

    measure: str
    sentence: Sentence
    start: int
    end: int


def said_nothing(sentences: list[Sentence]) -> list[Nothing]:
    """Returns the measures of disclosure that sentences say are nought without a number."""
    found = []
    for sentence in sentences:
        if "未" not in sentence.text and "没有" not in sentence.text and "无主动" not in sentence.text:
            continue
        if through := NOT_THROUGH.search(sentence.text):
            place = through[1]
            channels = {w.channel for w in find_words(place, mask_names(place)) if w.kind == "channel" and w.strength == "name"}
            if len(channels) == 1:
                found.append(Nothing(f"disclosed.channel.{channels.pop()}", sentence, through.start(), through.end()))
        if none := NOT_AT_ALL.search(sentence.text):
            found.append(Nothing("disclosed.total", sentence, none.start(), none.end()))
    return found
