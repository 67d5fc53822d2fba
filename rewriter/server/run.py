"""Runs the service in this process until it is stopped."""

from __future__ import annotations

import socket
from collections.abc import Callable

from rewriter.server import running
from rewriter.server.app import create_app, offered_packs
from rewriter.server.desk import Desk
from rewriter.server.keys import load_or_make_key
from rewriter.server.serving import Server
from rewriter.server.settings import ServeSettings
from rewriter.settings import Settings, SettingsError


def page_link(serve: ServeSettings, port: int, token: str) -> str:
    """The page's address with the token behind `#`: a browser keeps that part to itself."""
    return f"{url_of(serve, port)}/#key={token}"


def url_of(serve: ServeSettings, port: int) -> str:
    """The address for a browser on this machine, or the public one."""
    if serve.public_hosts:
        return f"https://{serve.public_hosts[0]}"
    host = f"[{serve.host}]" if ":" in serve.host else serve.host
    return f"{'https' if serve.tls else 'http'}://{host}:{port}"


def run(settings: Settings, serve: ServeSettings, say: Callable[[str], None]) -> None:
    """Serves until SIGINT or SIGTERM. Raises SettingsError, PackError."""
    key = load_or_make_key()
    desk = Desk(settings, serve, offered_packs((*serve.packs, *([settings.pack] if "/" in settings.pack else []))))
    app = create_app(desk, key.token)
    listening = _socket(serve)
    port = listening.getsockname()[1]
    url = url_of(serve, port)
    server = Server(app, desk)
    try:
        with server.stoppable():
            if serve.on_loopback:  # before the address is told: who has read it finds the service
                running.announce(running.Running(url, settings.backend, settings.model))
            if key.made:
                say(
                    f"Ключ сделан и сохранён: {key.path}. Больше он не показывается; адрес с ключом снова: rewriter serve --link\n  {page_link(serve, port, key.token)}"
                )
            say(f"Страница: {url}/   Остановить: Ctrl-C")
            if serve.candidates:
                say(f"Новые пары: {url}/review")
            server.run(sockets=[listening])
    finally:
        running.withdraw()
        listening.close()


def _socket(serve: ServeSettings) -> socket.socket:
    """Bound before anything is loaded: a port that is taken is told at once."""
    family = socket.AF_INET6 if ":" in serve.host else socket.AF_INET
    # With the protocol named, asyncio sends small packets at once: else each answer waits 40 ms for an acknowledgement.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((serve.host, serve.port))
        listening.listen(128)  # who comes before the server is up waits instead of being refused
    except OSError as error:
        listening.close()
        raise SettingsError(f"{serve.host}:{serve.port} не занять ({error.strerror}). Наверно, сервис уже запущен; другой порт: --port 8018.") from error
    return listening
