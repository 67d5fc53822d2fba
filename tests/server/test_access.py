"""Who may call: what an attacker's page, a rebound name or a careless client sends is refused before any route sees it."""

from __future__ import annotations

import http.client
import json
import os
import stat
from pathlib import Path

import httpx
import pytest

from rewriter.server.keys import load_key, load_or_make_key
from rewriter.server.settings import ServeSettings, load_serve_settings
from rewriter.settings import SettingsError
from tests.server.conftest import CASE, TOKEN, Served, desk_with

PLUGIN = "chrome-extension://abcdefghijklmnopabcdefghijklmnop"
BEARER = {"Authorization": f"Bearer {TOKEN}"}


def code(answer: httpx.Response) -> str:
    return str(answer.json()["error"]["code"])


def raw(served: Served, method: str, path: str, body: str = "", **headers: str) -> tuple[int, bytes]:
    """As written: http.client lets us send what browsers and httpx would not."""
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders(body.encode())
    answer = connection.getresponse()
    try:
        return answer.status, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize(
    "headers",
    [{}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {TOKEN}"}, {"Authorization": "Bearer"}, {"Authorization": "Bearer ключ".encode()}],
)
def test_no_token_no_answer(served: Served, headers: dict[str, str]):
    answer = httpx.post(f"{served.url}/v1/check", json=CASE, headers=headers)
    assert answer.status_code == 401
    assert code(answer) in ("token", "no_token")
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("path", ["/v1/packs", "/metrics", "/v1/rules"])
def test_reading_needs_the_token_too(served: Served, path: str):
    assert httpx.get(served.url + path).status_code == 401
    assert served.client.get(path).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8017", "127.0.0.1.evil.example:{port}", "127.0.0.1:1", "localhost", "", "127.0.0.1:{port}@evil.example"]
)
def test_a_rebound_name_is_refused(served: Served, host: str):
    status, body = raw(served, "POST", "/v1/check", json.dumps(CASE), **{**BEARER, "Host": host.format(port=served.port), "Content_Type": "application/json"})
    assert status in (400, 421)
    assert b"violations" not in body


def test_our_own_names_are_known(served: Served):
    for host in ("127.0.0.1", "LOCALHOST", "[::1]"):
        assert raw(served, "GET", "/healthz", Host=f"{host}:{served.port}")[0] == 200


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "http://127.0.0.1",
        "http://localhost.evil.example",
        "https://127.0.0.1:{port}",
        "chrome-extension://other",
        "file://",
        "",
    ],
)
def test_a_foreign_page_is_refused_even_with_the_token(served: Served, origin: str):
    answer = httpx.post(f"{served.url}/v1/check", json=CASE, headers={**BEARER, "Origin": origin.format(port=served.port)})
    assert (answer.status_code, code(answer)) == (403, "origin")
    assert "access-control-allow-origin" not in answer.headers


def test_our_own_page_and_the_origins_of_the_settings_may():
    with Served(desk_with(origins=(PLUGIN,))) as service:
        for origin in (service.url, f"http://localhost:{service.port}", PLUGIN):
            answer = service.client.post("/v1/check", json=CASE, headers={"Origin": origin})
            assert answer.status_code == 200
            assert answer.headers["access-control-allow-origin"] == origin
            assert "Origin" in answer.headers["vary"]
        asked = {"Origin": PLUGIN, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
        preflight = httpx.options(f"{service.url}/v1/rewrite", headers=asked)
        assert preflight.status_code == 204
        assert "authorization" in preflight.headers["access-control-allow-headers"]
        assert httpx.options(f"{service.url}/v1/rewrite", headers={**asked, "Origin": "https://evil.example"}).status_code == 403


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""])
def test_what_a_form_can_send_without_asking_is_refused(served: Served, kind: str):
    answer = httpx.post(f"{served.url}/v1/check", content=json.dumps(CASE), headers={**BEARER, "Content-Type": kind})
    assert (answer.status_code, code(answer)) == (415, "content_type")


def test_a_body_that_is_too_large_is_refused_announced_or_not(served: Served):
    large = {**CASE, "draft": "я" * 300_000}
    assert code(served.client.post("/v1/check", json=large)) == "too_large"
    pieces = (b"x" * 65536 for _ in range(8))
    answer = served.client.post("/v1/check", content=pieces, headers={"Content-Type": "application/json"})
    assert (answer.status_code, code(answer)) == (413, "too_large")


@pytest.mark.parametrize("body", ["[" * 100_000, '{"a":' * 50_000, '{"draft": "без конца', "\x00", '{"draft": "\\ud800"}', "NaN"])
def test_odd_json_is_an_error_and_not_a_crash(served: Served, body: str):
    answer = served.client.post("/v1/check", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 422)
    assert "Traceback" not in answer.text
    assert "/work" not in answer.text


def test_a_request_id_and_headers_against_embedding_come_with_every_answer(served: Served):
    for answer in (httpx.get(f"{served.url}/healthz"), httpx.get(f"{served.url}/v1/packs"), served.client.get("/nothing")):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert answer.headers["cache-control"] == "no-store"
        assert "server" not in answer.headers
        assert len(answer.headers["x-request-id"]) == 32


def test_a_user_who_asks_too_often_waits_and_others_do_not():
    with Served(desk_with(rate_per_minute=8)) as service:
        statuses = [service.client.get("/v1/packs", headers={"X-Rewriter-User": "anna"}).status_code for _ in range(4)]
        assert statuses == [200, 200, 429, 429]
        assert service.client.get("/v1/packs", headers={"X-Rewriter-User": "boris"}).status_code == 200
        assert int(service.client.get("/v1/packs", headers={"X-Rewriter-User": "anna"}).headers["retry-after"]) >= 1


def test_a_token_in_the_path_serves_clients_that_can_send_no_header(served: Served):
    assert httpx.get(f"{served.url}/k/{TOKEN}/v1/packs").status_code == 200
    assert httpx.get(f"{served.url}/k/wrong/v1/packs").status_code == 401
    assert httpx.get(f"{served.url}/k/{TOKEN}").text == httpx.get(f"{served.url}/").text


def test_header_tricks(served: Served):
    body = json.dumps(CASE)
    own = {"Host": f"127.0.0.1:{served.port}", "Content_Type": "application/json", **BEARER}
    assert raw(served, "POST", "/v1/check", **own, Content_Length="-1")[0] in (400, 413)
    assert raw(served, "POST", "/v1/check", **own, Content_Length="1e9")[0] in (400, 413)
    assert (
        raw(served, "POST", "/v1/check", body, **own, Content_Length=str(len(body.encode())), X_Forwarded_Host="evil.example", X_Original_URL="/metrics")[0]
        == 200
    )
    assert raw(served, "TRACE", "/v1/check", **own)[0] in (400, 404, 405)


def test_a_key_is_made_once_and_for_its_owner_alone(tmp_path: Path):
    made = load_or_make_key()
    assert made.made
    assert made.path is not None
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert load_or_make_key() == (made.token, made.path, False)
    made.path.chmod(0o644)
    load_key()
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600


def test_a_weak_key_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("REWRITER_TOKEN", "12345")
    with pytest.raises(SettingsError, match="REWRITER_TOKEN: ключ слабый"):
        load_or_make_key()
    monkeypatch.setenv("REWRITER_TOKEN", "1234567890abcdef")
    assert load_or_make_key() == ("1234567890abcdef", None, False)


def test_off_loopback_without_tls_it_does_not_start():
    with pytest.raises(SettingsError, match="без шифрования"):
        load_serve_settings({"host": "0.0.0.0"})
    with pytest.raises(SettingsError, match="--public-host"):
        load_serve_settings({"host": "0.0.0.0", "behind_proxy": True})
    assert load_serve_settings({"host": "0.0.0.0", "behind_proxy": True, "public_hosts": ("support.example.ru",)}).behind_proxy
    with pytest.raises(SettingsError, match="оба файла"):
        load_serve_settings({"certificate": "cert.pem"})


def test_settings_come_from_flags_over_variables_over_the_file(monkeypatch: pytest.MonkeyPatch):
    Path(os.environ["REWRITER_CONFIG"]).write_text('pack = "post"\n[serve]\nport = 9001\nwaiting = 3\nkeep_days = 5\n', encoding="utf-8")
    monkeypatch.setenv("REWRITER_SERVE_WAITING", "4")
    monkeypatch.setenv("REWRITER_SERVE_ORIGINS", "https://a.example, https://b.example")
    settings = load_serve_settings({"port": 9002, "host": None})
    assert (settings.port, settings.waiting, settings.keep_days, settings.origins) == (9002, 4, 5, ("https://a.example", "https://b.example"))
    monkeypatch.setenv("REWRITER_SERVE_WAITING", "много")
    with pytest.raises(SettingsError, match="REWRITER_SERVE_WAITING: waiting: нужно целое число"):
        load_serve_settings()
    monkeypatch.delenv("REWRITER_SERVE_WAITING")
    Path(os.environ["REWRITER_CONFIG"]).write_text("[serve]\nprot = 1\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="неизвестный ключ «prot»"):
        load_serve_settings()


def test_defaults_serve_this_machine_only():
    assert ServeSettings().on_loopback
    assert not ServeSettings(host="10.0.0.5").on_loopback
