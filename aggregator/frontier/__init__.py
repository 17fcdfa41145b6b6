"""Which addresses are known, which are due, who is fetching them."""

from aggregator.frontier.protocol import TIME, DueInput, Frontier, Lease
from aggregator.frontier.sqlite import SqliteFrontier

__all__ = ["TIME", "DueInput", "Frontier", "Lease", "SqliteFrontier"]
