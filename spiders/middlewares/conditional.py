"""Conditional GET (RFC 9110 section 13) with the validators that the frontier keeps."""

from __future__ import annotations

from scrapy import Request

from aggregator.identity.addresses import normalise

VALIDATORS = "validators"
"""Key of ``request.meta``: (ETag, Last-Modified, address that gave them) of the last answer, each may be empty."""


class ConditionalGet:
    """Asks only for what has changed; the answer 304 goes to the callback like any other.

    Validators are sent only to the address that gave them, because a redirect may lead to another page, which
    would compare them with its own.
    """

    def process_request(self, request: Request) -> None:
        etag, last_modified, address = request.meta.get(VALIDATORS, ("", "", ""))
        is_other = bool(address) and normalise(request.url) != normalise(address)
        for name, value in (("If-None-Match", etag), ("If-Modified-Since", last_modified)):
            request.headers.pop(name, None)
            if value and not is_other:
                request.headers[name] = value
