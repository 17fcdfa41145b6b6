"""Dates of articles: from a text, and from all the places of a page."""

from aggregator.extract.dates.page import publication
from aggregator.extract.dates.parse import parse

__all__ = ["parse", "publication"]
