"""The readers' pages: each module a subject, each view a request in and a response out."""

from aggregator.web.pages import (
    articles,
    data,
    downloads,
    feeds,
    lists,
    machines,
    network,
    people,
    pictures,
    searching,
    sheets,
    sources,
    statements,
)

ROUTES = [
    *lists.ROUTES,
    *articles.ROUTES,
    *statements.ROUTES,
    *people.ROUTES,
    *searching.ROUTES,
    *sources.ROUTES,
    *feeds.ROUTES,
    *machines.ROUTES,
    *network.ROUTES,
    *data.ROUTES,
    *downloads.ROUTES,
    *pictures.ROUTES,
    *sheets.ROUTES,
]
