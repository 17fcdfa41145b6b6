"""Plain lists of addresses, one a line; blank lines and lines that begin with # are left out."""

from __future__ import annotations

from aggregator.errors import InputError
from aggregator.extract.inputs.reading import InputRead, absolute, once
from aggregator.extract.inputs.served import refuse_what_is_no, unpacked
from aggregator.items import Discovered

MAX_LINES = 100_000


def read(body: bytes, url: str, content_type: str = "") -> InputRead:
    """The addresses of a list. Lines that are none are counted in ``problem``.

    Raises `InputError` where no line is an address.
    """
    body = unpacked(body, url)
    refuse_what_is_no("list of addresses", body, url)
    lines = [line.strip() for line in body.decode("utf-8-sig", errors="replace").splitlines()[:MAX_LINES]]
    lines = [line for line in lines if line and not line.startswith("#")]
    found = [absolute(line.split()[0], "") for line in lines]
    pages = once(Discovered(address) for address in found if address)
    if not pages:
        raise InputError(url, "holds no address: write one http or https address a line")
    wrong = found.count("")
    return InputRead(pages, problem=f"{wrong} of {len(lines)} lines are no address" if wrong else "")
