"""Datasette with pages of our own: readers get pages, analysts get tables, SQL, JSON and CSV under "Data"."""

from aggregator.web.app import app, serve

__all__ = ["app", "serve"]
