"""The complete totals of a choice taken together: which channel holds what share of them."""
from dataclasses import dataclass

import pandas as pd

from data import members, spread
from data.queries import CHANNELS
from pages.shared.ask import ask
from pages.shared.filters import Scope
from pages.shared.words import measure_name, percent, t


def channel_names() -> dict[str, str]:
    """Returns the channels' names in the session's language."""
    return {c: measure_name(f"disclosed.channel.{c}").split(" (")[0] for c in CHANNELS}


@dataclass(frozen=True)
class Whole:
    """The complete totals of a choice taken together. `shares`: a channel a row (channel, value, reports, share), without the reports `apart` that add up
    others; `counts`: how many reports give a channel (`with_channels`), divide their total completely and are not `apart` (`whole`), divide it and are (`apart`), and give
    a channel outside their total (`outside`)."""

    shares: pd.DataFrame
    counts: dict[str, int]
    apart: tuple[int, ...]

    def told(self) -> str:
        """Returns which channel leads, as a sentence; empty where no total is divided."""
        if self.shares.empty:
            return ""
        lead = self.shares.iloc[0]
        return t("Where the channels make up the total ({n} reports), {channel} accounts for {share}.", n=self.counts["whole"], channel=channel_names()[lead["channel"]],
                 share=percent(lead["share"]))

    def rows(self, scope: Scope, channel: str) -> pd.DataFrame:
        """Returns the figures behind one channel."""
        return ask(spread.query_whole_rows, scope.filter, channel, self.apart)


def ask_whole(scope: Scope) -> Whole:
    """Returns the complete totals of the choice."""
    holders, counts = ask(members.query_holders, scope.filter), ask(spread.query_glance, scope.filter)
    whole = ask(spread.query_whole, scope.filter, holders.whole)
    return Whole(whole.assign(key="all", name="", share=whole["value"] / whole["value"].sum()),
                 {"with_channels": counts["with_channels"], "whole": counts["whole"] - len(holders.whole), "apart": len(holders.whole), "outside": counts["outside"]}, holders.whole)
