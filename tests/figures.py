"""Reads a piece of prose and holds its figures against a line like "total=83 website=12 parts=1,2"."""
from loaders.figures import find_figures
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


def one(figures, measure, **wanted):
    """Returns the one figure of a measure that has the wanted fields."""
    found = [f for f in figures if f.measure == measure and all(getattr(f, k) == v for k, v in wanted.items())]
    assert len(found) == 1, (measure, wanted, figures)
    return found[0]
