"""Files that cannot be read: one clear sentence saying what is wrong, and one saying what to do."""
from report.language import say

# kind -> (what is wrong, what to do); English templates, Chinese in locale/zh_CN/LC_MESSAGES/loaders.po
KINDS = {
    "empty": ("The file {name} is empty.", "Ask the agency for the file again."),
    "unknown_format": ("The file {name} is of a kind that is not read here ({format}).",
                       "Save it as Word, PDF, a web page or plain text and hand it in again."),
    "truncated": ("The file {name} is damaged or cut off ({detail}).", "Open it where it came from, save it again and hand in the new file."),
    "encrypted": ("The file {name} is protected by a password.", "Enter the password, or save the file without one."),
    "too_large": ("The file {name} is too large ({detail}).", "Hand in the report alone, without annexes or pictures."),
    "too_slow": ("Reading {name} took longer than {seconds} seconds and was stopped.", "Save it as a plain Word or PDF file and hand it in again."),
    "crashed": ("The reader failed on {name} ({detail}).", "Save the file in another format and hand it in again."),
    "no_text": ("No text could be found in {name}; it seems to hold pictures only.", "Hand in the Word file, or a PDF with text."),
    "not_a_report": ("{name} does not look like an annual report on government information disclosure ({detail}).",
                     "Check that the right file was chosen."),
    "not_found": ("There is no file {name}.", "Check the path."),
}


class UnreadableFile(Exception):
    """A file that cannot be read. `kind` is a key of KINDS; `message(language)` and `hint(language)` are for people."""

    def __init__(self, kind: str, name: str, **values):
        self.kind, self.values = kind, {"name": name, **values}
        super().__init__(kind, name, values)

    def __reduce__(self):  # crosses process borders
        return _rebuild, (self.kind, self.values)

    def message(self, language: str = "zh") -> str:
        return say(KINDS[self.kind][0], self.values, language)

    def hint(self, language: str = "zh") -> str:
        return say(KINDS[self.kind][1], self.values, language)


def _rebuild(kind, values):
    return UnreadableFile(kind, **values)
