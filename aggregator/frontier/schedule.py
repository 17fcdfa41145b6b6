"""When an address is due again: pure arithmetic over counts and times.

Pages are asked again on a decaying schedule, because most news pages change within hours of publication or
never (Cho and Garcia-Molina 2003, "Effective page refresh policies for Web crawlers", section 4).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from aggregator.items import PageState

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
YEAR = 365 * DAY
RECHECK = (HOUR, 6 * HOUR, DAY, 3 * DAY, 7 * DAY, 30 * DAY, 90 * DAY)
ABSENT = (DAY, 3 * DAY, 7 * DAY, 30 * DAY, 90 * DAY)
RETRY = (timedelta(minutes=10), timedelta(minutes=40), 3 * HOUR, 12 * HOUR, DAY, 3 * DAY, 7 * DAY, 30 * DAY)
LONGEST_PROMISE = 7 * DAY
LONGEST_INPUT_WAIT = DAY

STEPS: dict[PageState, tuple[timedelta, ...]] = {
    "done": RECHECK,
    "unchanged": RECHECK,
    "gone": ABSENT,
    "blocked": ABSENT,
    "skipped": ABSENT,
    "redirected": ABSENT,
    "duplicate": ABSENT[-2:],
    "failed": RETRY,
}


def page_due(
    state: PageState,
    count: int,
    now: datetime,
    not_before: datetime | None = None,
    *,
    is_statement: bool = False,
) -> datetime:
    """Next time for a page in ``state`` that was checked (or, for failed, tried) ``count`` times before.

    After the last step a statement goes on at that step, any other page once a year.
    ``not_before``: what the server asked for, honoured up to seven days.
    """
    steps = STEPS[state]
    last = steps[-1] if is_statement or state == "failed" else YEAR
    due = now + (steps[count] if count < len(steps) else last)
    return max(due, min(not_before, now + LONGEST_PROMISE)) if not_before else due


def input_due(
    every: timedelta, failures: float, now: datetime, not_before: datetime | None = None
) -> datetime:
    """Next time for an input: its own interval, doubled with each failure in a row up to a day."""
    wait = every * 2 ** min(failures, 10) if failures else every
    due = now + (min(wait, max(every, LONGEST_INPUT_WAIT)))
    return max(due, min(not_before, now + LONGEST_PROMISE)) if not_before else due
