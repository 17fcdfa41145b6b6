"""Requests in, items out. Organisations are not here: each is a TOML file in aggregator/sources."""
