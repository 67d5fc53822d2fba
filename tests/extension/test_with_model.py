"""The plugin with the embedded model behind the service."""

from __future__ import annotations

import pytest

from rewriter.backends import BackendUnavailable, open_backend
from rewriter.server.app import offered_packs
from rewriter.server.desk import Desk
from rewriter.server.settings import ServeSettings
from rewriter.settings import Settings
from tests.extension.conftest import Panel, pair, toolbar
from tests.server.conftest import Served
from tests.server.page.conftest import CLIENT, DRAFT


@pytest.mark.model
def test_the_real_model_rewrites_in_an_editor(visit, worker):
    try:
        backend = open_backend("local")
    except BackendUnavailable as reason:
        pytest.fail(f"{reason} (rewriter models pull)")
    desk = Desk(Settings(), ServeSettings(), {"post": offered_packs(())["post"]}, opener=lambda _: backend)
    service = Served(desk)
    service._thread.start()
    service.until(lambda: service.server.started and desk.state == "ready", 240)
    try:
        pair(worker, service)
        page = visit("prosemirror.html")
        page.click("#editor")
        page.keyboard.insert_text(DRAFT)
        panel = Panel(page)
        toolbar(worker, page)
        panel.click("#client-box summary")
        panel.click("#client")
        page.keyboard.insert_text(CLIENT)
        panel.click("#rewrite")
        panel.wait("#insert", seconds=120)
        assert panel.attribute(".banner", "data-status") in ("ok", "needs_review")
        assert "Факты: 4 из 4" in panel.text(".evidence")
        assert "модель" in panel.text(".origin")
        panel.click("#insert")
        panel.wait("#toast")
        written = page.evaluate("state()")
        assert "RB407315929RU" in written
        assert "по вине" not in written
    finally:
        service.stop()
        backend.close()
        worker.evaluate("chrome.storage.local.clear()")
