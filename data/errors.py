"""What can be wrong with a database or with what is to be stored, in words for people."""
from report.apart import Refusal
from report.language import say

# kind -> (what is wrong, what to do); English templates, Chinese in locale/zh_CN/LC_MESSAGES/data.po
KINDS = {
    "unreachable": ("The database {database} cannot be opened ({detail}).", "Check the address, and that the server runs and lets you in."),
    "no_driver": ("The driver for {database} is not installed ({detail}).", "Run pip install -r requirements-postgresql.txt."),
    "newer": ("The database {database} was made by a newer version of this program (schema {found}; this one knows {known}).",
              "Start the newer version, or choose another database."),
    "no_backup": ("Before its schema changes, {database} is copied to {backup}; that failed ({detail}). Nothing was changed.",
                  "Make room there and let the program write there, then start again."),
    "not_migrated": ("The database {database} could not be brought from schema {found} to {known} ({detail}). It is as it was.",
                     "Go on with the version that made it, and tell whoever looks after the program."),
    "backup_exists": ("{backup} exists already.", "Choose another name, or say --yes to replace it."),
    "not_backed_up": ("The copy {backup} could not be written ({detail}).", "Make room there and let the program write there."),
    "not_a_backup": ("{backup} is no whole copy of a database of this kind ({detail}). Nothing was changed.", "Take another copy."),
    "would_replace": ("{database} holds {n} reports, which the copy would replace.", "Say --yes where that is meant; SQLite keeps a copy of them."),
    "not_restored": ("{backup} could not be restored ({detail}).", "Stop the dashboard and whatever else has the database open, then try again."),
    "no_tool": ("{tool} is not installed; PostgreSQL is copied with it.", "Install PostgreSQL’s client: apt-get install postgresql-client."),
    "tool_failed": ("{tool} failed: {detail}", "Where it names versions: the client must be as new as the server."),
    "too_large_number": ("A number of {name} has too many digits to be stored exactly ({detail}).",
                         "Check the file: two numbers may stand together without a space."),
    "not_stored": ("{name} could not be stored ({detail}).", "Try again; if it fails again, tell whoever looks after the database."),
    "no_reason": ("A finding is dismissed only with a reason.", "Write down why it does not hold; the register shows it."),
    "no_finding": ("Report {report} no longer has this finding.", "Load the page again: the report or its checks have changed."),
    "no_verdict": ("There is no verdict {verdict} in force.", "It may have been withdrawn already; see the register."),
    "no_correction": ("There is no correction {correction} in force.", "It may have been withdrawn already; see the register."),
    "no_place": ("Report {report} does not read that value in that place.", "Load the page again: the report may have been replaced by a newer version."),
    "nothing_to_correct": ("The corrected value is the one that was read.", "Give the value that the report really prints."),
    "not_current": ("Report {report} is an older version.", "Correct agency and year on the current version."),
    "no_region": ("There is no place {region}.", "Choose a county or a city."),
    "elsewhere": ("“{agency}” names another place than {place}.", "Take the line out, or put it on the roster of its own place."),
    "twice": ("“{first}” and “{second}” are one agency.", "Take one of the two lines out."),
    "no_parent": ("The parent “{parent}” of “{agency}” is neither on the list nor stored.", "Write the parent's name as it stands on the list, or leave it empty."),
    "not_on_roster": ("Agency {agency} is on no roster.", "It may have been taken off already; load the page again."),
    "no_day": ("{day} is no day of the year.", "Write month and day as 01-31."),
    "needs_viewer": ("Nobody is signed in who may read this.", "Sign in; an administrator gives the roles."),
    "needs_editor": ("Only editors may upload, correct, judge or delete.", "Ask an administrator for the role, on the page Administration."),
    "needs_administrator": ("Only administrators may do this.", "Ask one of them."),
    "other_region": ("{region} lies outside the regions that you may work on.", "Ask an administrator for the role in that region."),
    "undecided_region": ("Its region is undecided, so only somebody with the role for all regions may do this.",
                         "Give it to an editor of all regions, who corrects the agency first."),
    "no_such_role": ("{person} has no role {role} for “{region}”.", "A role is viewer, editor or administrator; a region its leading digits, nothing is everywhere."),
    "too_young": ("Lines of the last {least} days stay in the log; {days} days are too few.", "The law asks for at least six months."),
    "too_many": ("{count} agencies are too many for one ranking or circular (at most {most}).", "Choose a county, a city or a kind of agency."),
    "too_wide": ("{count} agencies are too many to be gone through one by one at once (at most {most}).", "Choose a province, a city or a county first."),
    "no_name": ("The scheme has no name.", "Give it one, so that it can be found again."),
    "no_item": ("No item of the scheme has a weight.", "Give at least one item a weight above 0."),
    "no_report": ("There is no report {report}.", "It may have been deleted; look for it in the list."),
}


class DatabaseProblem(Refusal):
    """A database that cannot be used, or something that cannot be stored. `kind` is a key of KINDS."""

    def __init__(self, kind: str, **values):
        self.kind, self.values = kind, values
        super().__init__(kind, values)

    def message(self, language: str = "zh") -> str:
        """Returns one sentence that says what is wrong."""
        return say(KINDS[self.kind][0], self.values, language)

    def hint(self, language: str = "zh") -> str:
        """Returns one sentence that says what to do."""
        return say(KINDS[self.kind][1], self.values, language)


def first_line(error: Exception) -> str:
    """Returns what a driver says of its error, on one line."""
    said = str(getattr(error, "orig", None) or error).strip()
    return said.splitlines()[0] if said else type(error).__name__
