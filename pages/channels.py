"""Through which channels: shares where a total is divided completely, numbers everywhere, and the scope of each total made plain."""
from html import escape

import pandas as pd
import streamlit as st

from charts.shares import draw_channels, draw_shares
from data import listings, spread
from data.queries import CHANNELS
from pages.shared import behind, parts
from pages.shared.ask import ask
from pages.shared.columns import report_link
from pages.shared.chartwords import chart_words
from pages.shared.entrance import begin_at_the_entrance
from pages.shared.filters import Scope, draw_filters
from pages.shared.gate import guard
from pages.shared.glossary import draw_terms
from pages.shared.names import report_names
from pages.shared.sources import query_sources
from pages.shared.wholes import Whole, ask_whole, channel_names
from pages.shared.words import number, percent, t, unit_name
from report.shares import Division, Part, divide

PAGE = 20  # reports a page
ICONS = {"whole": "✓", "outside": "!", "differs": "!", "unsaid": "?", "approximate": "≈", "no_total": "–", "none": "–"}


def render() -> None:
    """Draws the page."""
    guard("viewer")
    scope = draw_filters()
    parts.draw_head(t("Channels of disclosure"), scope)
    if scope.year is None:
        parts.draw_empty(t("No report is stored yet."))
        return
    whole = ask_whole(scope)
    draw_finding(scope, whole)
    draw_whole(scope, whole)
    draw_reports(scope)


def draw_finding(scope: Scope, whole: Whole) -> None:
    """Draws the page's finding and its coverage."""
    counts = whole.counts
    known = ask(spread.query_known, scope.wide, scope.year)
    sentences = [t("{n} of {known} agencies report at least one channel for {year}.", n=counts["with_channels"], known=known, year=scope.year)]
    sentences.append(whole.told())
    if counts["outside"]:
        sentences.append(t("{n} reports give channel numbers outside their own total: no share is computed from these.", n=counts["outside"]))
    parts.draw_lead(*sentences)
    rest = counts["with_channels"] - counts["whole"] - counts["apart"]
    told = [t("Coverage: shares rest on {whole} of {n} reports that give channels.", whole=counts["whole"], n=counts["with_channels"]),
            t("Not counted: {n} that add up others.", n=counts["apart"]) if counts["apart"] else "",
            t("{n} more reports do not divide their total completely; no share is computed from them.", n=rest) if rest else ""]
    parts.draw_coverage(parts.join(told), scope, scope.year)


def draw_whole(scope: Scope, whole: Whole) -> None:
    """Draws the shares of all complete totals taken together."""
    st.subheader(t("All complete totals together"), anchor=False)
    draw_terms("share", "within_total")
    if whole.shares.empty:
        st.caption(t("No report of this choice has channels that make up its total, so there is no share to show."))
        return
    parts.draw_chart(draw_shares(whole.shares, chart_words("条", channel_names()), parts.dark()), "whole", t("Bar: shares of the channels in all complete totals"))
    pick = parts.picked("whole")
    if pick and pick[1:]:  # a mark also carries its value
        behind.draw_behind(t("{channel} in complete totals", channel=channel_names().get(pick[1], pick[1])), whole.rows(scope, pick[1]),
                           ["agency", "year", "value", "unit", "percent"], "whole")
    parts.draw_twin(whole.shares.assign(share=whole.shares["share"] * 100), ["channel", "value", "share", "reports"], "whole", ["key", "channel"])


def draw_reports(scope: Scope) -> None:
    """Draws the channels of each report, a page at a time."""
    st.subheader(t("Report by report"), anchor=False)
    total = ask(listings.query_count, listings.query_reports, scope.filter)
    offset = parts.draw_pager(total, PAGE)
    reports = ask(listings.query_reports, scope.filter, order="disclosed_total", descending=True, limit=PAGE, offset=offset)
    if reports.empty:
        parts.draw_empty(t("No report for {year} in this choice.", year=scope.year), t("Choose another year or clear the filters."), upload=False)
        return
    figures = ask(listings.query_figure_list, scope.filter, measures=("disclosed.channel.",), reports=tuple(int(i) for i in reports["report_id"]), limit=PAGE * 20)
    frame, divisions, own = divided(reports, figures)
    words = chart_words("条", channel_names())
    if len(frame):
        st.markdown(f"**{t('Numbers')}**")
        parts.draw_chart(draw_channels(frame, words, parts.dark()), "channels", t("Bars: channels of each report in numbers, with a stroke at the total"), unit="条")
        st.caption(t("Stroke: the report’s own total. Hatched: a channel outside that total."))
    shared = frame[frame["share"].notna()]
    if len(shared):
        st.markdown(f"**{t('Shares, only where the channels make up the total')}**")
        parts.draw_chart(draw_shares(shared, words, parts.dark()), "shares", t("Bars: shares of the channels of each complete total"))
    draw_pick(frame)
    draw_scopes(scope, reports, own, divisions)
    if len(frame):
        table = frame.assign(share=frame["share"] * 100, gap=(frame["percent"] - frame["share"] * 100).round(2))
        parts.draw_twin(table, ["agency", "channel", "value", "unit", "total", "within_total", "share", "percent", "gap"], "channels", ["key", "channel"], t("channels"))


def divided(reports: pd.DataFrame, figures: pd.DataFrame) -> tuple[pd.DataFrame, dict[int, Division], dict[int, list]]:
    """Returns the channel figures with key, name, channel, total, outside and share (NaN where there is none), each report's division,
    and each report's figures as tuples, channels in the vocabulary's order."""
    ranks = {c: i for i, c in enumerate(CHANNELS)}
    found = figures[figures["value"].notna()].assign(channel=figures["measure"].str.removeprefix("disclosed.channel."))
    own: dict[int, list] = {int(i): [] for i in reports["report_id"]}
    for row in sorted(found.itertuples(index=False), key=lambda p: ranks.get(p.channel, 99)):
        own[int(row.report_id)].append(row)
    names, divisions, lines = report_names(reports), {}, []
    for report in reports.itertuples(index=False):
        i, total = int(report.report_id), None if pd.isna(report.disclosed_total) else report.disclosed_total
        divisions[i] = divide(total, bool(report.disclosed_total_approximate),
                              [Part(p.channel, p.value, None if pd.isna(p.within_total) else bool(p.within_total), bool(p.approximate)) for p in own[i]])
        lines += [p._asdict() | {"key": str(i), "name": names[i], "total": float("nan") if total is None else total, "outside": outside(p),
                                 "share": divisions[i].shares.get(p.channel, float("nan")) if inside(p) else float("nan")} for p in own[i]]
    columns = [*found.columns, "key", "name", "total", "outside", "share"]
    return pd.DataFrame(lines, columns=columns), divisions, own


def outside(part) -> bool:
    """Returns whether the channel cannot be a part of the report's total."""
    return not pd.isna(part.within_total) and not part.within_total


def inside(part) -> bool:
    """Returns whether the report makes the channel a part of its total (a third answer: it does not say)."""
    return not pd.isna(part.within_total) and bool(part.within_total)


def draw_pick(frame: pd.DataFrame) -> None:
    """Draws the rows behind a bar of either chart."""
    for chart in ("channels", "shares"):
        pick = parts.picked(chart)
        if pick and pick[0].isdigit() and pick[1:] and pick[1] in (*CHANNELS, "total"):
            headline = "disclosed_total" if pick[1] == "total" else f"channel_{pick[1]}"
            rows = query_sources(int(pick[0]), headline)
            total = query_sources(int(pick[0]), "disclosed_total")
            if headline != "disclosed_total" and len(total):
                rows = pd.concat([rows, total[total["measure"] == "disclosed.total"]], ignore_index=True)
            names = frame.loc[frame["key"] == pick[0], "name"]
            title = f"{names.iloc[0] if len(names) else ''} · {channel_names().get(pick[1], t('total'))}"
            behind.draw_behind(title, rows, ["measure", "value", "unit", "percent", "within_total"], chart)


def draw_scopes(scope: Scope, reports: pd.DataFrame, own: dict[int, list], divisions: dict[int, Division]) -> None:
    """Draws what each total covers, in a sentence a report, and the printed percentages beside the computed ones."""
    st.subheader(t("What each total covers"), anchor=False)
    names, lines = report_names(reports), []
    totals = ask(listings.query_figure_list, scope.filter, measures=("disclosed.total",), reports=tuple(int(i) for i in reports["report_id"]), limit=PAGE * 2)
    places = {int(r.report_id): report_link(r.report_id, f"figure-{int(r.seq)}") for r in totals.itertuples()}
    for report in reports.itertuples(index=False):
        division, told = divisions[int(report.report_id)], own[int(report.report_id)]
        lines.append(f'<tr><th class="row">{escape(names[report.report_id])}</th><td style="text-align:right">{total_words(report, places.get(int(report.report_id)))}</td>'
                     f'<td style="text-align:left">{channel_words(told, division)}</td>'
                     f'<td class="told" style="text-align:left;white-space:normal"><b>{ICONS[division.state]}</b> {escape(scope_words(report, told, division))}</td></tr>')
    head = "".join(f'<th class="head">{escape(w)}</th>' for w in (t("Agency name"), t("The total"), t("Channels (computed share; printed share)"), t("Scope")))
    st.html(f'<div class="scroll" tabindex="0"><table class="official"><tbody><tr>{head}</tr>{"".join(lines)}</tbody></table></div>')


def total_words(report, place: str | None) -> str:
    """Returns the total as HTML: the number, as a link to its sentence, 未报告 or 未识别."""
    if pd.isna(report.disclosed_total):
        return f'<span class="soft">{t("Not recognised") if report.total_state == "doubt" else t("Not reported")}</span>'
    value = number(report.disclosed_total)
    words = f"<b>{t('about {value}', value=value) if report.disclosed_total_approximate else value}</b>"
    return f'<a href="{escape(place)}" target="_self" style="color:inherit">{words}</a>' if place else words


def channel_words(own: list, division: Division) -> str:
    """Returns the channels as HTML: name, number, and in brackets the computed and the printed share, which may differ."""
    found = []
    for p in own:
        channel = p.channel
        share = division.shares.get(channel) if inside(p) else None
        printed = None if pd.isna(p.percent) else f"{p.percent:g}%"
        told = []
        if share is not None:
            told.append(t("computed {share}", share=percent(share)))
        if printed:
            told.append(t("printed {share}", share=printed))
            if share is not None and abs(p.percent - share * 100) > 0.051 and round(share * 100) != p.percent:
                told.append(f'<b>! {t("{points} points apart", points=f"{abs(p.percent - share * 100):.1f}")}</b>')
        found.append(f'{escape(channel_names()[channel])} <a href="{escape(report_link(p.report_id, f"figure-{int(p.seq)}"))}" target="_self" style="color:inherit"><b>{number(p.value)}</b></a>' + (f' <span class="soft">({t("; ").join(told)})</span>' if told else ""))
    return "<br>".join(found) or f'<span class="soft">{t("Not reported")}</span>'


def scope_words(report, own: list, division: Division) -> str:
    """Returns one sentence on how the channels stand to the total."""
    values = {p.channel: p for p in own}
    added = [number(p.value) for p in own if inside(p)]
    beside = t(", ").join(f"{channel_names()[c]} {number(values[c].value)} {unit_name(values[c].unit)}".strip() for c in division.outside)
    total = number(report.disclosed_total)
    words = {
        "whole": t("The channels make up the total: {sum} = {total}.", sum=" + ".join(added), total=total),
        "outside": t("Scope: {beside} stand outside the total of {total}; no share is computed.", beside=beside, total=total),
        "differs": t("The parts add up to {sum}, the total is {total}; no share is computed.", sum=number(division.added), total=total),
        "unsaid": t("The report does not say that these channels are parts of its total; no share is computed."),
        "approximate": t("The numbers are approximate; no share is computed."),
        "no_total": t("No total is reported; no share can be computed."),
        "none": t("No channel is reported.")}[division.state]
    if division.outside and division.state not in ("outside", "none"):
        words = parts.join([words, t("Outside the total: {beside}.", beside=beside)])
    return words


if __name__ == "__main__":
    begin_at_the_entrance()
