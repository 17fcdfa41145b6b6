"""No request reaches a private address: decided on the addresses that the socket is about to connect to.

Names, literals in any spelling, redirects, robots.txt, feeds and sitemaps all pass the one resolver, and the
connection uses exactly what it hands out, so a second answer of the name server (DNS rebinding) has no effect.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from fnmatch import fnmatchcase
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.resolver import CachingHostnameResolver
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.interfaces import IAddress, IHostResolution, IResolutionReceiver
from zope.interface import implementer

# ipaddress calls these global: translators and relays that lead anywhere, and what no web site is on
_RELAYS = tuple(
    ipaddress.ip_network(network)
    for network in (
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2002::/16",
        "2001::/32",
        "192.88.99.0/24",
        "192.0.0.0/24",
    )
)
_refused: dict[str, tuple[str, str]] = {}
"""Host name -> (address, reason), kept for the process as the resolver is."""


class RefusedAddress(IgnoreRequest):
    """A host whose address must not be connected to. Attributes: ``address``, ``reason``."""

    def __init__(self, address: str, reason: str) -> None:
        self.address, self.reason = address, reason
        super().__init__(f"{address} is {reason}")


def why_refused(address: str) -> str:
    """Plain words why no connection goes to ``address``; empty for an ordinary public one."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        return why_refused(str(ip.ipv4_mapped))
    if any(ip in network for network in _RELAYS if network.version == ip.version):
        return "a translated or relayed address"
    for name in ("unspecified", "loopback", "link_local", "multicast"):
        if getattr(ip, f"is_{name}"):
            return f"a {name.replace('_', '-')} address"
    return "" if ip.is_global else "a private or reserved address"


class GuardedResolver(CachingHostnameResolver):
    """Scrapy's resolver that hands out no address of a host of which one answer is private."""

    allowed: Sequence[str] = ()

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> Self:
        resolver = super().from_crawler(crawler, reactor)
        resolver.allowed = crawler.settings.getlist("ALLOWED_PRIVATE_HOSTS")
        return resolver

    def resolveHostName(  # noqa: N802 - Twisted's name
        self,
        resolutionReceiver: IResolutionReceiver,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        *args: Any,
        **kwargs: Any,
    ) -> IHostResolution:
        receiver: Any = resolutionReceiver
        if not any(fnmatchcase(hostName.lower(), pattern) for pattern in self.allowed):
            receiver = _CheckingReceiver(resolutionReceiver, hostName)
        if hostName.lower().endswith(".localhost"):  # RFC 6761, section 6.3; not every system knows it
            hostName = "127.0.0.1"  # noqa: N806
        return super().resolveHostName(receiver, hostName, portNumber, *args, **kwargs)


@implementer(IResolutionReceiver)
class _CheckingReceiver:
    def __init__(self, receiver: Any, host: str) -> None:
        self.receiver, self.host = receiver, host
        self.addresses: list[IAddress] = []

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802
        self.receiver.resolutionBegan(resolution)

    def addressResolved(self, address: IAddress) -> None:  # noqa: N802
        self.addresses.append(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        reasons = {str(address.host): why_refused(address.host) for address in self.addresses}
        refused = [(host, reason) for host, reason in reasons.items() if reason]
        if refused:
            _refused[self.host] = refused[0]
        else:
            _refused.pop(self.host, None)
            for address in self.addresses:
                self.receiver.addressResolved(address)
        self.receiver.resolutionComplete()


class AddressGuard:
    """Turns the resolver's silence into a named refusal and notes it in the database."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_exception(self, request: Request, exception: Exception) -> None:
        host = urlparse_cached(request).hostname or ""
        if isinstance(exception, CannotResolveHostError) and host in _refused:
            address, reason = _refused[host]
            spider: Any = self.crawler.spider
            spider.session.refuse(request.url, request.meta.get("source_id"), address, reason)
            raise RefusedAddress(address, reason) from exception
