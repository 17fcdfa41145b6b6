"""One crawl (or what the second argument names) as told by the JSON of the first; prints the summary as JSON.

``now`` among what is told stops the clock there.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import datetime

from spiders import session
from spiders.run import crawl, replay

if __name__ == "__main__":
    told = json.loads(sys.argv[1])
    if "now" in told:
        moment = datetime.fromisoformat(told.pop("now"))
        session.clock = lambda: moment
    summary = (replay if sys.argv[2:] == ["replay"] else crawl)(told.pop("database"), **told)
    sys.stdout.write(json.dumps(asdict(summary)) + "\n")
