"""Names of reports for axes and tables: the agency's name, told apart where several share it."""
import pandas as pd

from pages.shared.words import t


def report_names(reports: pd.DataFrame, year: bool = False) -> dict[int, str]:
    """Returns report_id -> name: the agency's, with its county where several of the frame bear the name, with the year where asked;
    a report without agency goes by its file. Columns: report_id, agency_id, agency, county, year, source_name (optional)."""
    agencies = reports.dropna(subset=["agency_id"]).drop_duplicates("agency_id")
    same = set(agencies.loc[agencies["agency"].duplicated(keep=False), "agency"])
    found = {}
    for row in reports.itertuples():
        if pd.isna(row.agency_id):
            name = t("(agency not recognised) {file}", file=getattr(row, "source_name", "") or "").strip()
        else:
            name = f"{row.agency}（{row.county}）" if row.agency in same and isinstance(row.county, str) else row.agency
        found[int(row.report_id)] = f"{name} {int(row.year)}" if year and not pd.isna(row.year) else name
    return found
