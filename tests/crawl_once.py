"""One crawl in this process, as told by the JSON of the first argument; prints the summary as JSON."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from spiders.run import crawl

if __name__ == "__main__":
    told = json.loads(sys.argv[1])
    summary = crawl(told.pop("database"), **told)
    sys.stdout.write(json.dumps(asdict(summary)) + "\n")
