"""What a run tells: rows of progress while it goes on, an end for each source and for the whole."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from scrapy.logformatter import LogFormatter

from aggregator.frontier import TIME
from aggregator.store import runs
from spiders.session import Session, utc_now

logger = logging.getLogger(__name__)

INTERRUPTED = ("shutdown", "cancelled")


class QuietFormatter(LogFormatter):
    """No line for each item: the database has it."""

    def scraped(self, item: Any, response: Any, spider: Any) -> None:  # type: ignore[override]
        return None

    def item_error(self, item: Any, exception: BaseException, response: Any, spider: Any) -> Any:
        return {"level": logging.ERROR, "msg": "%(url)s was lost", "args": {"url": item.capture.url}}


def close_run(
    session: Session, results: Mapping[str, Sequence[tuple[str, str]]], ending: str, note: str = ""
) -> tuple[str, str]:
    """End the run's part for each source and the run: ``ok``, ``partial``, ``failed`` or ``interrupted``.

    ``results``: source id -> (state, reason) of each of its inputs; ``ending``: Scrapy's word for the end;
    ``note``: what else the run tells of itself.
    """
    at = utc_now().strftime(TIME)
    states = []
    with session.db.conn as connection:
        for source_id, inputs in results.items():
            state, reason = _of_source(inputs)
            states.append(state)
            runs.start_source(connection, session.run_id, source_id, session.started.strftime(TIME))
            runs.finish_source(connection, session.run_id, source_id, at, state=state, reason=reason)
    state, reason = _of_run(states, ending)
    reason = "; ".join(filter(None, (reason, note)))
    logger.info("run %d ended: %s %s", session.run_id, state, reason)
    session.finish(state, reason)
    return state, reason


def _of_source(inputs: Sequence[tuple[str, str]]) -> tuple[str, str]:
    failures = [reason for state, reason in inputs if state == "failed"]
    odd = [reason for state, reason in inputs if state != "failed" and reason]
    reason = "; ".join(dict.fromkeys(failures + odd))
    if not failures:
        return "ok", reason
    return ("failed" if len(failures) == len(inputs) else "partial"), reason


def _of_run(states: Sequence[str], ending: str) -> tuple[str, str]:
    if ending in INTERRUPTED:
        return "interrupted", "stopped by a person"
    if ending != "finished":
        return "failed", ending
    if all(state == "ok" for state in states):
        return "ok", ""
    told = f"{len([state for state in states if state != 'ok'])} of {len(states)} sources have failing inputs"
    return ("failed" if set(states) == {"failed"} else "partial"), told
