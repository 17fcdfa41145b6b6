"""The readers' pages: each module a subject, each view a request in and a response out."""

from aggregator.web.pages import articles, lists, machines, network, people, searching, sources

ROUTES = [
    *lists.ROUTES,
    *articles.ROUTES,
    *people.ROUTES,
    *searching.ROUTES,
    *sources.ROUTES,
    *machines.ROUTES,
    *network.ROUTES,
]
