"""Files that cannot be read: one clear sentence saying what is wrong, and one saying what to do."""
from report.apart import Refusal
from report.language import say

# kind -> (what is wrong, what to do); English templates, Chinese in locale/zh_CN/LC_MESSAGES/loaders.po
KINDS = {
    "empty": ("The file {name} is empty.", "Ask the agency for the file again."),
    "unknown_format": ("The file {name} is of a kind that is not read here ({format}).",
                       "Open it in the program it was made with, save it as Word (.docx) or PDF and hand it in again."),
    "truncated": ("The file {name} is damaged or cut off ({detail}).",
                  "Open it where it was made, save it again and hand in the new file; if it does not open there either, ask the agency for it again."),
    "encrypted": ("The file {name} is protected by a password.", "Enter the password on the page Upload, or save the file without one."),
    "locked_archive": ("The archive {name} is protected by a password.", "Enter the password on the page Upload, or unpack it and hand in the files themselves."),
    "wrong_password": ("The password given does not open {name}.", "Check capital letters and the keyboard, and enter it again; or save the file without a password."),
    "sealed": ("{name} is locked in a way that cannot be opened here, not even with its password.",
               "Open it with the password in the program it was made with and save it without one; unpack an archive and hand in the files themselves."),
    "packed": ("{name} is a packed archive ({format}), which is not opened here.", "Unpack it first, or pack the files as .zip."),
    "wrong_schema": ("{name} is JSON, but no parsed report of the schema {schema} ({detail}).", "Have the other office export it again from its own board, unchanged."),
    "too_large": ("The file {name} is larger than is read here ({detail}).",
                  "Save the report alone, without annexes or pictures, as a new Word or PDF file; unpack an archive and hand in a part at a time."),
    "too_slow": ("Reading {name} took longer than {seconds} seconds and was stopped.", "Save it as a plain Word or PDF file without large pictures and hand it in again."),
    "crashed": ("The reader failed on {name} ({detail}).", "Save the file in another format and hand it in again; if that fails too, give it to whoever looks after the program."),
    "no_text": ("No text could be found in {name}; it seems to hold pictures only.", "Hand in the Word file, a PDF with text, or a sharper scan."),
    "hollow_page": ("The web page {name} shows no text by itself: it takes it from other pages or scripts, or is damaged.",
                    "Open it in a browser and save it as one file (.mht) or as a PDF."),
    "no_recognition": ("No text could be found in {name}; it seems to hold pictures only.",
                       "Hand in the Word file or a PDF with text; or have the recognition of pictures installed (pip install -r requirements-ocr.txt)."),
    "not_a_report": ("{name} does not look like an annual report on government information disclosure ({detail}).",
                     "Check that the right file was chosen."),
    "not_found": ("There is no file {name}.", "Check the path."),
    "folder": ("{name} is a folder.", "Name the files in it, or use the command ingest, which takes folders."),
    "not_writable": ("{name} cannot be written ({detail}).", "Choose another place, or close the file where it is open."),
    "no_dask": ("The scheduler {name} cannot be used: Dask is not installed.", "Run pip install -r requirements-dask.txt."),
    "no_scheduler": ("The scheduler {name} does not answer or has lost its workers ({detail}).",
                     "Start the scheduler and at least one worker; what was stored stays, and the same command goes on from here."),
    "other_readers": ("The workers of {name} run another version of this program.", "Bring every machine to the same version."),
    "not_shared": ("The machine that was to read {name} does not see that file.", "Share its folder with every worker under the same path, or leave out --scheduler."),
    "worker_lost": ("The machines that were to read {name} stopped, one after the other.", "Start the workers again and repeat the command."),
    "no_access": ("The file {name} cannot be opened ({detail}).", "Check who may read it, and whether another program holds it open."),
}

DETAILS = (  # what stands for {detail}: templates filled with the error's other values
    "the end of the file is missing", "its directory cannot be read", "its pages cannot be read", "{part} cannot be unpacked",
    "{part} is not well-formed", "{part} is missing", "what it holds is no .{ending} file", "{count} pages", "{count} cells", "a table of {rows} × {columns} cells",
    "{count} parts", "{size} MB", "{size} MB unpacked", "packed {ratio} to 1", "nested {depth} deep", "{count} elements", "out of memory",
    "no well-formed JSON", "schema: {found}", "it holds no report", "no worker", "{place}: {fault}",
    "the reading process was stopped, code {code}", "internal error {error}")

OPENED_BY_PASSWORD = ("encrypted", "locked_archive", "wrong_password")  # kinds for which a page asks for the password


class UnreadableFile(Refusal):
    """A file that cannot be read. `kind` is a key of KINDS; `message(language)` and `hint(language)` are for people."""

    def __init__(self, kind: str, name: str, **values):
        self.kind, self.values = kind, {"name": name, **values}
        super().__init__(kind, name, values)

    def __reduce__(self):  # crosses process borders
        return _rebuild, (self.kind, self.values)

    def message(self, language: str = "zh") -> str:
        """Returns what is wrong, in one sentence."""
        values = dict(self.values)
        if values.get("detail") in DETAILS:
            values["detail"] = say(values["detail"], {k: v for k, v in values.items() if k != "detail"}, language)
        return say(KINDS[self.kind][0], {"detail": "?", "format": "unknown", "seconds": "?"} | values, language)

    def hint(self, language: str = "zh") -> str:
        """Returns what to do about it."""
        return say(KINDS[self.kind][1], self.values, language)


def _rebuild(kind, values):
    return UnreadableFile(kind, **values)
