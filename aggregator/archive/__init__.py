"""The evidence: responses as received in WARC files, tied to the database by digest, place and chain."""

from aggregator.archive.chain import link
from aggregator.archive.reader import Response, read, responses
from aggregator.archive.verify import Finding, verify
from aggregator.archive.writer import Archive

__all__ = ["Archive", "Finding", "Response", "link", "read", "responses", "verify"]
