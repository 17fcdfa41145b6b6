"""Generated sites and the peer crawler, for the benchmark of the whole crawl."""
