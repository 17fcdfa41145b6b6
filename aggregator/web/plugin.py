"""The Datasette plugin: our routes, security headers, and our frame around Datasette's own pages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import datasette
from datasette import NotFound, Response, hookimpl

from aggregator.web import interface, render
from aggregator.web.front import NAME
from aggregator.web.pages import ROUTES
from aggregator.web.query import BadInputError, NotFoundError, Reader, TooSlowError

IS_1_0 = not datasette.__version__.startswith("0.")
OWN = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
DATA = OWN.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'").replace(
    "script-src 'self'", "script-src 'self' 'unsafe-inline'"
)
HEADERS = {
    b"referrer-policy": b"no-referrer",
    b"x-content-type-options": b"nosniff",
    b"vary": b"accept-language",
}
DATASETTE_PATHS = (f"/{NAME}", "/-/")

View = Callable[[Any, Reader], Awaitable[Response]]


@hookimpl
def startup() -> None:
    """With rich installed, Datasette prints a traceback with local variables for every 404 and blocks meanwhile."""
    # Imported late: as a first import of Datasette it would be registered before its hook is defined.
    from datasette import handle_exception

    handle_exception.rich = None


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Awaitable[Response]]]]:
    """Our pages; they win over Datasette's own for the same path."""
    return [(pattern, _guarded(view)) for pattern, view in ROUTES]


def _guarded(view: View) -> Callable[..., Awaitable[Response]]:
    async def inner(datasette: Any, request: Any) -> Response:
        try:
            return await view(request, Reader(datasette, NAME))
        except NotFoundError as error:
            return _message(request, "Not here", f"There is no {error}.", 404)
        except BadInputError:
            return _message(request, "Not a date", "Write a date as 2026-11-30.", 400)
        except TooSlowError:
            return _message(
                request, "Stopped", "This took too long. Add a word or a filter and try again.", 503
            )

    return inner


def _message(request: Any, title: str, text: str, status: int) -> Response:
    return Response.html(render.page(request, "message.html", title=title, text=text), status=status)


@hookimpl(tryfirst=True)
def handle_exception(request: Any, exception: Exception) -> Response | None:
    """Our page for an address that is nowhere; Datasette's own pages keep Datasette's words.

    Datasette 0.65 answers 500 where a request names, say, a column that does not exist: that is a 400.
    """
    from datasette.views.base import DatasetteError  # late, as in startup()

    if isinstance(exception, DatasetteError) and exception.status == 500:
        exception.status = 400
    if request.path.startswith(DATASETTE_PATHS) or not isinstance(exception, NotFound):
        return None
    return _message(request, "Not here", "There is no page at this address.", 404)


@hookimpl
def prepare_jinja2_environment(env: Any) -> None:
    """``ours``: the words of our frame around Datasette's own pages, English on its pages of errors."""
    env.globals["ours"] = interface.known(interface.ENGLISH)


@hookimpl
def extra_template_vars(request: Any) -> dict[str, Any]:
    """``ours`` in the language that the browser asks for."""
    return {"ours": interface.of(request)} if request else {}


@hookimpl
def asgi_wrapper() -> Callable[[Any], Any]:
    """Adds the security headers to every answer."""

    def wrap(app: Any) -> Any:
        async def with_headers(scope: Any, receive: Any, send: Any) -> None:
            scope = interface.routed(scope, DATASETTE_PATHS) if scope["type"] == "http" else scope
            is_data = scope["type"] == "http" and scope["path"].startswith(DATASETTE_PATHS)
            policy = DATA if is_data else OWN

            async def send_with_headers(event: Any) -> None:
                if event["type"] == "http.response.start":
                    extra = [(b"content-security-policy", policy.encode()), *HEADERS.items()]
                    event = event | {"headers": [*event.get("headers", []), *extra]}
                await send(event)

            await app(scope, receive, send_with_headers)

        return with_headers

    return wrap
