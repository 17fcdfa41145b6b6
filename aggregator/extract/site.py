"""What a page's site calls itself."""

from __future__ import annotations

from aggregator.extract.document import Document
from aggregator.extract.jsonld import names_of
from aggregator.extract.text import bare
from aggregator.identity.addresses import registrable_domain
from aggregator.items import ReadSettings

_PUBLISHERS = frozenset(("WebSite", "Organization", "NewsMediaOrganization", "Corporation"))


def site_names(document: Document, settings: ReadSettings) -> frozenset[str]:
    """All names of the site in comparison form (`bare`): stated ones, the source's, host and domain."""
    stated = document.structured
    found = [settings.source_name, settings.source_id]
    for key in (
        "og:site_name",
        "application-name",
        "apple-mobile-web-app-title",
        "dc.publisher",
        "twitter:site",
    ):
        found += stated.meta.get(key, [])
    for node in stated.json_ld:
        if node.nested in ("", "publisher", "isPartOf") and _PUBLISHERS.intersection(node.types):
            found += names_of(node.data)
        found += names_of(node.data.get("publisher"))
    domain = registrable_domain(document.url)
    label = domain.partition(".")[0]
    return frozenset(name for text in (*found, domain, label, f"www {domain}") if (name := bare(text)))


def is_site(text: str, sites: frozenset[str]) -> bool:
    """Whether a text is only the site's name, written with or without spaces, article or ending."""
    name = bare(text)
    squashed = name.replace(" ", "")
    return name in sites or any(squashed == site.replace(" ", "") for site in sites)
