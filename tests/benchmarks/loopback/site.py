"""Serves generated pages on loopback: ``python -m tests.benchmarks.loopback.site PAGES`` prints its port, then waits.

Site N is 127.0.0.(N + 2). ``/feed/N`` lists the pages of site N, ``/p/N`` is a page, ``/asked`` tells how many pages
were asked for and when the first.
"""

from __future__ import annotations

import asyncio
import socket
import sys
import time

from aiohttp import web

from tests.benchmarks.loopback.pages import SITES, page


class Site:
    """Counts what is asked of it."""

    def __init__(self, pages: int) -> None:
        self.pages, self.asked, self.first = pages, 0, 0.0

    async def feed(self, request: web.Request) -> web.Response:
        base, site = _base(request), int(request.match_info["site"])
        items = "".join(f"<item><link>{base}/p/{n}</link></item>" for n in range(site, self.pages, SITES))
        text = f'<rss version="2.0"><channel><title>Site {site}</title>{items}</channel></rss>'
        return web.Response(text=text, content_type="application/rss+xml")

    async def page(self, request: web.Request) -> web.Response:
        self.first = self.first or time.time()
        self.asked += 1
        return web.Response(
            text=page(int(request.match_info["number"]), _base(request)), content_type="text/html"
        )

    async def told(self, request: web.Request) -> web.Response:
        answer = web.json_response([self.asked, self.first])
        if "reset" in request.query:
            self.asked, self.first = 0, 0.0
        return answer


def _base(request: web.Request) -> str:
    return f"http://{request.host}"


def main() -> None:
    """Serve until killed."""
    site = Site(int(sys.argv[1]))
    app = web.Application()
    app.router.add_get("/feed/{site}", site.feed)
    app.router.add_get("/p/{number}", site.page)
    app.router.add_get("/asked", site.told)

    async def serve() -> None:
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        for last in range(1, SITES + 2):
            await web.TCPSite(runner, f"127.0.0.{last}", port).start()
        print(port, flush=True)
        await asyncio.Event().wait()

    asyncio.run(serve())


if __name__ == "__main__":
    main()
