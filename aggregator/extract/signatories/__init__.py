"""Who signed: lists and mentions of signatories in the blocks of a page, with the evidence for each."""

from aggregator.extract.signatories.countries import names
from aggregator.extract.signatories.reading import Reading, read
from aggregator.extract.signatories.tongues import tongues
from aggregator.extract.signatories.vocabulary import warm as warm_lexicons

EXTRACTOR_VERSION = "6"
"""Part of the stored extractor version; raise it whenever results may change."""

__all__ = ["EXTRACTOR_VERSION", "Reading", "read", "warm"]


def warm() -> None:
    """Load all language data now (about 0.5 s), so that the first page need not wait for it."""
    warm_lexicons()
    names()
    tongues("")
