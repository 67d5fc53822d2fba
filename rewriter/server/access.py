"""Who may call: Host and Origin against rebinding and foreign pages, the bearer token, JSON only, sizes and rates. Pure ASGI, so that disconnects pass through.

Nothing here reads what a request says; a request that is refused never reaches a route.
"""

from __future__ import annotations

import hmac
import time
import uuid
from collections import OrderedDict
from collections.abc import Iterable
from typing import NamedTuple

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rewriter.server.errors import ServiceError, answer
from rewriter.server.settings import PLUGIN_ORIGIN, ServeSettings

# Without a token: what is the same for everybody and says nothing of anybody.
_DOCS = "/docs"
_OPEN = frozenset({"/", "/stats", "/review", "/healthz", "/readyz", "/openapi.json", _DOCS})
_OPEN_UNDER = ("/static/", "/static-offline-docs/")
_KEY_IN_PATH = "/k/"
_FORMS = frozenset({"/v2/check"})
_MOST_USERS = 10_000
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# Swagger's page has a script of its own in it; it shows nothing that anybody wrote.
_DOCS_POLICY = _POLICY.replace("'self';", "'self' 'unsafe-inline';", 2)
_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class _Bucket(NamedTuple):
    left: float
    at: float


class Rates:
    """Requests of each user: `per_minute` on average, a quarter of that at once."""

    def __init__(self, per_minute: int) -> None:
        self._per_second = per_minute / 60
        self._most = max(1.0, per_minute / 4)
        self._users: OrderedDict[str, _Bucket] = OrderedDict()

    def spend(self, user: str) -> float:
        """Takes one; seconds to wait where none is left, else 0."""
        now = time.monotonic()
        bucket = self._users.pop(user, _Bucket(self._most, now))
        left = min(self._most, bucket.left + (now - bucket.at) * self._per_second)
        self._users[user] = _Bucket(left - 1 if left >= 1 else left, now)
        while len(self._users) > _MOST_USERS:
            self._users.popitem(last=False)
        return 0.0 if left >= 1 else (1 - left) / self._per_second


class Access:
    """The middleware. `scope["state"]` gets `request_id` and `user`: the name a client gives in X-Rewriter-User, else its address."""

    def __init__(self, app: ASGIApp, *, token: str, settings: ServeSettings) -> None:
        self.app = app
        self._token = token.encode()
        self._settings = settings
        self._origins = frozenset(o.lower().rstrip("/") for o in (PLUGIN_ORIGIN, *settings.origins))
        self._rates = Rates(settings.rate_per_minute)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets the request through, or answers with what is wrong."""
        if scope["type"] != "http":
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
                return
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        state = scope.setdefault("state", {})
        state["request_id"] = uuid.uuid4().hex
        origin = headers.get("origin")
        allowed = origin is not None and self._knows(scope, origin)

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                out = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    out.setdefault(name, value)
                out.setdefault("content-security-policy", _DOCS_POLICY if scope["path"] == _DOCS else _POLICY)
                out.setdefault("cache-control", "no-store")
                out["x-request-id"] = state["request_id"]
                if allowed and origin:
                    out["access-control-allow-origin"] = origin
                    out["access-control-expose-headers"] = "X-Request-Id, X-Rewriter-Verdict, Retry-After"
                    out.add_vary_header("Origin")
            await send(message)

        try:
            if self._preflight(scope, headers, origin, allowed=allowed):
                await _preflight_answer(sending)
                return
            self._admit(scope, headers, origin, allowed=allowed)
        except ServiceError as error:
            await answer(error)(scope, receive, sending)
            return
        await self.app(scope, _limited(receive, self._settings.largest), sending)

    def _preflight(self, scope: Scope, headers: Headers, origin: str | None, *, allowed: bool) -> bool:
        if scope["method"] != "OPTIONS" or "access-control-request-method" not in headers:
            return False
        self._host(scope, headers)
        if not allowed:
            raise _foreign(origin)
        return True

    def _admit(self, scope: Scope, headers: Headers, origin: str | None, *, allowed: bool) -> None:
        self._host(scope, headers)
        if origin is not None and not allowed:
            raise _foreign(origin)
        open_path = scope["path"] in _OPEN or scope["path"].startswith(_OPEN_UNDER)
        if not open_path:
            self._authenticate(scope, headers)
        if scope["method"] in ("POST", "PUT", "PATCH", "DELETE"):
            _acceptable(scope, headers, self._settings.largest)
        user = headers.get("x-rewriter-user", "")[:64] or (scope["client"][0] if scope.get("client") else "local")
        scope["state"]["user"] = user
        if not open_path and (wait := self._rates.spend(user)):
            raise ServiceError(429, "rate", "Слишком много запросов подряд. Подождите немного.", {"Retry-After": str(max(1, round(wait)))})

    def _host(self, scope: Scope, headers: Headers) -> None:
        host = headers.get("host", "").lower()
        if host not in self._hosts(scope):
            raise ServiceError(
                421, "host", "Сервис открыт под чужим именем. Откройте его по адресу, который он назвал при запуске (или добавьте --public-host)."
            )

    def _hosts(self, scope: Scope) -> Iterable[str]:
        port = scope["server"][1] if scope.get("server") else self._settings.port
        own = [f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]")]
        if port in (80, 443):
            own += ["127.0.0.1", "localhost", "[::1]"]
        return frozenset((*own, *(h.lower() for h in self._settings.public_hosts)))

    def _knows(self, scope: Scope, origin: str) -> bool:
        origin = origin.lower()
        if origin in self._origins:
            return True
        scheme, _, host = origin.partition("://")
        return scheme == ("https" if self._settings.tls or self._settings.behind_proxy else "http") and host in self._hosts(scope)

    def _authenticate(self, scope: Scope, headers: Headers) -> None:
        path: str = scope["path"]
        if path.startswith(_KEY_IN_PATH):  # for clients that can be given an address and nothing else
            given, slash, rest = path[len(_KEY_IN_PATH) :].partition("/")
            scope["path"] = slash + rest or "/"
            scope["raw_path"] = scope["path"].encode()
        else:
            kind, _, given = headers.get("authorization", "").partition(" ")
            if kind.lower() != "bearer":
                given = ""
        if not hmac.compare_digest(given.strip().encode("utf-8", "replace"), self._token):
            raise ServiceError(
                401,
                "token" if given else "no_token",
                "Ключ не подошёл." if given else "Нужен ключ: заголовок Authorization: Bearer <ключ>. Ключ назван при первом запуске сервиса.",
                {"WWW-Authenticate": "Bearer"},
            )


def _foreign(origin: str | None) -> ServiceError:
    return ServiceError(403, "origin", f"Странице {(origin or '')[:100]!r} сюда нельзя. Если она Ваша, добавьте её при запуске: --origin.")


def _acceptable(scope: Scope, headers: Headers, largest: int) -> None:
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    length = headers.get("content-length", "0")
    if not length.isdigit() or int(length) > largest:
        raise _too_large(largest)
    wanted = "application/x-www-form-urlencoded" if scope["path"] in _FORMS else "application/json"
    if kind != wanted and not (scope["method"] == "DELETE" and length == "0"):
        raise ServiceError(415, "content_type", f"Нужен Content-Type: {wanted}.")


def _too_large(largest: int) -> ServiceError:
    return ServiceError(413, "too_large", f"Запрос больше {largest // 1024} КБ. Письмо поддержки столько не весит: разбейте текст.")


def _limited(receive: Receive, largest: int) -> Receive:
    """The body's pieces, counted: a length that was not announced is limited, too."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > largest:
            raise _too_large(largest)
        return message

    return counted


async def _preflight_answer(send: Send) -> None:
    headers = [
        (b"access-control-allow-methods", b"GET, POST, DELETE"),
        (b"access-control-allow-headers", b"authorization, content-type, x-rewriter-user"),
        (b"access-control-max-age", b"600"),
    ]
    await send({"type": "http.response.start", "status": 204, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
