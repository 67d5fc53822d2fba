"""What is packed: only what is needed, nothing that a store refuses, the same bytes for the same sources."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from extension.build import BUNDLES, HERE, ROOT, BuildError, build, bundle, extension_id, pack, problems
from rewriter.server.settings import PLUGIN_ORIGIN


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("plugin") / "unpacked")


def test_nothing_is_wrong_with_it(folder: Path):
    assert problems(folder) == []


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("agent.js", "eval('1')", "evaluates"),
        ("background/worker.js", "new Function('x')", "evaluates"),
        ("panel.js", "x.innerHTML = y", "HTML"),
        ("panel.js", "fetch('http://127.0.0.1')", "asks the network"),
        ("background/worker.js", "importScripts('x')", "loads code"),
        ("options/options.html", '<script src="https://cdn.example/x.js"></script>', "remote"),
        ("options/options.html", "<script>1</script>", "inline"),
        ("notes.txt", "x", "does not belong"),
    ],
)
def test_what_a_store_refuses_is_seen(folder: Path, tmp_path: Path, name: str, text: str, said: str):
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    path = copy / name
    path.write_text((path.read_text(encoding="utf-8") if path.exists() else "") + text, encoding="utf-8")
    assert any(said in problem for problem in problems(copy))


@pytest.mark.parametrize(
    "change",
    [{"permissions": ["tabs"]}, {"host_permissions": ["<all_urls>"]}, {"manifest_version": 2}, {"externally_connectable": {}}, {"description": "я" * 133}],
)
def test_a_manifest_that_asks_for_more_is_seen(folder: Path, tmp_path: Path, change: dict[str, object]):
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    manifest = json.loads((copy / "manifest.json").read_text(encoding="utf-8"))
    (copy / "manifest.json").write_text(json.dumps(manifest | change), encoding="utf-8")
    assert problems(copy)


def test_two_builds_are_the_same_bytes(folder: Path, tmp_path: Path):
    first = pack(folder, tmp_path / "first.zip").read_bytes()
    second = pack(build(tmp_path / "again"), tmp_path / "second.zip").read_bytes()
    assert first == second
    with zipfile.ZipFile(tmp_path / "first.zip") as archive:
        names = archive.namelist()
    assert {"manifest.json", "background/worker.js", "options/options.html", "icons/128.png", *BUNDLES} <= set(names)
    assert not [name for name in names if re.search(r"\.py|test|vendor|README|content/|panel/|__pycache__", name)]
    assert len(first) < 200_000


def test_a_store_gets_no_key_and_we_a_fixed_id(folder: Path, tmp_path: Path):
    with zipfile.ZipFile(pack(folder, tmp_path / "store.zip", store=True)) as archive:
        assert "key" not in json.loads(archive.read("manifest.json"))
    assert f"chrome-extension://{extension_id(json.loads((folder / 'manifest.json').read_text(encoding='utf-8')))}" == PLUGIN_ORIGIN
    assert PLUGIN_ORIGIN in (ROOT / "docs/plugin.md").read_text(encoding="utf-8")


def test_the_version_is_the_one_of_the_documents():
    manifest = json.loads((HERE / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["commands"]["_execute_action"]["suggested_key"]["default"] == "Alt+R"
    assert "Alt R" in (ROOT / "docs/plugin.md").read_text(encoding="utf-8")


def test_a_form_that_the_builder_does_not_know_is_an_error(tmp_path: Path):
    (tmp_path / "a.js").write_text("export default 1;\n", encoding="utf-8")
    with pytest.raises(BuildError, match="does not know"):
        bundle(tmp_path / "a.js")
    (tmp_path / "b.js").write_text('import { x } from "./nowhere.js";\n', encoding="utf-8")
    with pytest.raises(BuildError, match="no such file"):
        bundle(tmp_path / "b.js")
    (tmp_path / "c.js").write_text('import { d } from "./d.js";\nexport const c = 1;\n', encoding="utf-8")
    (tmp_path / "d.js").write_text('import { c } from "./c.js";\nexport const d = 1;\n', encoding="utf-8")
    with pytest.raises(BuildError, match="need each other"):
        bundle(tmp_path / "c.js")


# Said of Firefox, where the plugin is not offered, or of the key that keeps our id.
_FIREFOX = {"ADDON_ID_REQUIRED", "BACKGROUND_SERVICE_WORKER_NOFALLBACK", "UNSUPPORTED_API", "MISSING_DATA_COLLECTION_PERMISSIONS"}


def test_a_linter_of_extensions_finds_nothing(folder: Path, tmp_path: Path):
    """Mozilla's addons-linter, where it is installed: npm install --global addons-linter, or ADDONS_LINTER=path."""
    linter = os.environ.get("ADDONS_LINTER") or shutil.which("addons-linter")
    if linter is None:
        pytest.skip("addons-linter is not installed: npm install --global addons-linter")
    archive = pack(folder, tmp_path / "plugin.zip", store=True)
    done = subprocess.run([linter, "--output", "json", str(archive)], capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    found = [f"{m['code']} {m.get('file', '')}: {m['message']}" for kind in ("errors", "warnings") for m in report[kind] if m["code"] not in _FIREFOX]
    assert not found
