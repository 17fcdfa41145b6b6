"""Who signed: lists and mentions of signatories in the blocks of a page, with the evidence for each."""

from aggregator.extract.signatories.reading import Reading, read

EXTRACTOR_VERSION = "1"
"""Part of the stored extractor version; raise it whenever results may change."""

__all__ = ["EXTRACTOR_VERSION", "Reading", "read"]
