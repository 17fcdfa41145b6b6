"""Conditional GET (RFC 9110 section 13) with the validators that the frontier keeps."""

from __future__ import annotations

from scrapy import Request

VALIDATORS = "validators"
"""Key of ``request.meta``: (ETag, Last-Modified) of the last answer, either may be empty."""


class ConditionalGet:
    """Asks only for what has changed; the answer 304 goes to the callback like any other."""

    def process_request(self, request: Request) -> None:
        etag, last_modified = request.meta.get(VALIDATORS, ("", ""))
        if etag:
            request.headers["If-None-Match"] = etag
        if last_modified:
            request.headers["If-Modified-Since"] = last_modified
