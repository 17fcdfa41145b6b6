"""One crawl (or what the second argument names) as told by the JSON of the first; prints the summary as JSON."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from spiders.run import crawl, replay

if __name__ == "__main__":
    told = json.loads(sys.argv[1])
    summary = (replay if sys.argv[2:] == ["replay"] else crawl)(told.pop("database"), **told)
    sys.stdout.write(json.dumps(asdict(summary)) + "\n")
