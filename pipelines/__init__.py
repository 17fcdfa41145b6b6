"""The stages of an item, 10 to 20 lines each over pure functions; their order is in aggregator/settings.py."""
