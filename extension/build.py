"""Builds the browser plugin: shared modules of the operator's page copied in, content scripts joined into one file each, the whole checked and packed.

`make extension` runs it. No Node, no network: a content script cannot be a module, so that our own modules, which keep to a few forms of import and export,
are joined here in the order in which they need each other.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sys
import zipfile
from base64 import b64decode
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent
SHARED = ROOT / "rewriter/server/page/static"
COPIED = ("background", "options", "icons")
BUNDLES = {"agent.js": "content/agent.js", "button.js": "content/button.js", "panel.js": "panel/main.js", "picker.js": "content/picker.js"}
PERMISSIONS = {"activeTab", "scripting", "storage"}
HOSTS = {"http://127.0.0.1/*", "http://localhost/*"}

_NAMED = re.compile(r'^import \{([^}]*)\} from "([^"]+)";$', re.MULTILINE)
_STAR = re.compile(r'^import \* as (\w+) from "([^"]+)";$', re.MULTILINE)
_SHEET = re.compile(r'^import (\w+) from "([^"]+\.css)" with \{ type: "css" \};$', re.MULTILINE)
_FROM = re.compile(r'^(?:import|export) (?:\{[^}]*\}|\* as \w+|\w+) from "([^"]+)"', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function\*?|class|const|let) (\w+)", re.MULTILINE)
_LEFT = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)
_REM = re.compile(r"(?<![\w-])(-?[\d.]+)rem\b")
_FORBIDDEN = {
    "evaluates text as code": re.compile(r"\beval\(|new Function|setTimeout\(\s*[\"'`]"),
    "writes HTML": re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment"),
    "loads code": re.compile(r"importScripts|\bimport\(|createElement\(\s*[\"']script"),
}
_ASKS = re.compile(r"\bfetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon")
_BASE_PX = 15  # what a rem is on the operator's page; in a stranger's page it would be the stranger's


class BuildError(Exception):
    """The plugin's sources are not what this builder or a store takes."""


def found(spec: str, importer: Path) -> Path:
    """The file that an import names; `../shared/` is the operator's page."""
    head, _, rest = spec.partition("shared/")
    path = SHARED / rest if rest and head in ("./", "../") else (importer.parent / spec).resolve()
    if not path.is_file():
        raise BuildError(f"{importer.name}: no such file: {spec}")
    return path


def sheet(path: Path) -> str:
    """A style sheet for a shadow root, as a JavaScript expression."""
    css = path.read_text(encoding="utf-8").replace(":root", ":host")
    css = _REM.sub(lambda match: f"{round(float(match[1]) * _BASE_PX, 2):g}px", css)
    return json.dumps(css, ensure_ascii=False)


def bundle(entry: Path) -> str:
    """The modules that `entry` needs, each in a function of its own, as one script."""
    names: dict[Path, str] = {}
    pieces: list[str] = []
    entered: list[Path] = []

    def add(path: Path) -> str:
        if path in names:
            return names[path]
        if path in entered:
            raise BuildError(f"modules need each other: {' → '.join(p.name for p in [*entered[entered.index(path) :], path])}")
        entered.append(path)
        name = f"m{len(names) + len(entered)}_{path.stem.replace('-', '_')}"
        if path.suffix == ".css":
            pieces.append(f"const {name} = {{ default: new CSSStyleSheet() }};\n{name}.default.replaceSync({sheet(path)});\n")
        else:
            pieces.append(module(path, name))
        entered.pop()
        names[path] = name
        return name

    def module(path: Path, name: str) -> str:
        text = path.read_text(encoding="utf-8")
        text = _NAMED.sub(lambda m: f"const {{{m[1].replace(' as ', ': ')}}} = {add(found(m[2], path))};", text)
        text = _STAR.sub(lambda m: f"const {m[1]} = {add(found(m[2], path))};", text)
        text = _SHEET.sub(lambda m: f"const {m[1]} = {add(found(m[2], path))}.default;", text)
        exported = [match[2] for match in _EXPORT.finditer(text)]
        text = _EXPORT.sub(r"\1 \2", text)
        if (left := _LEFT.search(text)) is not None:
            raise BuildError(f"{path.name}: a form of import or export that the builder does not know: {left[0]}")
        return f"// ── {path.name}\nconst {name} = (() => {{\n{text}\nreturn {{ {', '.join(exported)} }};\n}})();\n"

    add(entry)
    return '(() => {\n"use strict";\n' + "\n".join(pieces) + "})();\n"


def needed(folder: Path) -> list[Path]:
    """Shared modules that the modules of `folder` import, and what those import."""
    wanted: list[Path] = []
    left = sorted(folder.rglob("*.js"))
    while left:
        path = left.pop()
        for match in _FROM.finditer(path.read_text(encoding="utf-8")):
            other = found(match[1], path)
            if other.parent == SHARED and other not in wanted:
                wanted.append(other)
                left.append(other)
    return sorted(wanted)


def build(target: Path) -> Path:
    """The unpacked plugin in `target`, made anew."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    shutil.copy(HERE / "manifest.json", target)
    for name in COPIED:
        shutil.copytree(HERE / name, target / name)
    (target / "shared").mkdir()
    for path in {*needed(HERE / "background"), *needed(HERE / "options")}:
        shutil.copy(path, target / "shared")
    shutil.copy(SHARED / "look.css", target / "shared")
    for name, entry in BUNDLES.items():
        (target / name).write_text(bundle(HERE / entry), encoding="utf-8")
    return target


def extension_id(manifest: dict[str, Any]) -> str:
    """The id that Chrome gives a plugin with this manifest's key."""
    digest = hashlib.sha256(b64decode(manifest["key"], validate=True)).hexdigest()[:32]
    return "".join(chr(ord("a") + int(digit, 16)) for digit in digest)


def problems(folder: Path) -> list[str]:
    """What a store, a linter or our own rules would say against an unpacked plugin."""
    wrong: list[str] = []
    manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    if manifest.get("manifest_version") != 3:
        wrong.append("manifest: version 3 is needed")
    if set(manifest.get("permissions", [])) != PERMISSIONS or set(manifest.get("host_permissions", [])) != HOSTS:
        wrong.append("manifest: permissions differ from the least that are needed")
    if len(manifest.get("description", "")) > 132:
        wrong.append("manifest: a store takes 132 characters of description")
    if not re.fullmatch(r"\d+(\.\d+){0,3}", manifest.get("version", "")):
        wrong.append("manifest: version")
    seen = ("content_scripts", "externally_connectable", "web_accessible_resources")
    wrong += [f"manifest: {key}: sites would see the plugin" for key in seen if key in manifest]
    policy = manifest.get("content_security_policy", {}).get("extension_pages", "")
    if "script-src 'self'" not in policy or "unsafe" in policy:
        wrong.append("manifest: content_security_policy")
    named = [
        manifest["background"]["service_worker"],
        manifest["options_ui"]["page"],
        *manifest["icons"].values(),
        *manifest["action"]["default_icon"].values(),
    ]
    wrong += [f"manifest: no such file: {name}" for name in named if not (folder / name).is_file()]
    for path in sorted(folder.rglob("*")):
        wrong += _problems_of(path, path.relative_to(folder).as_posix())
    return wrong


def _problems_of(path: Path, name: str) -> list[str]:
    if path.is_dir() or path.suffix in (".png", ".json"):
        return []
    if path.suffix not in (".js", ".html", ".css", ".svg"):
        return [f"{name}: does not belong here"]
    text = path.read_text(encoding="utf-8")
    wrong = [f"{name}: {what}" for what, pattern in _FORBIDDEN.items() if pattern.search(text)]
    if name in BUNDLES and _ASKS.search(text):
        wrong.append(f"{name}: a content script asks the network")
    if path.suffix == ".html" and re.search(r"<script(?![^>]* src=)|\son\w+=|style=|(?:src|href)=\"(?:https?:)?//", text):
        wrong.append(f"{name}: inline or remote code")
    return wrong


def pack(folder: Path, target: Path, *, store: bool = False) -> Path:
    """The zip, the same bytes for the same sources. A store gives a plugin its own id and takes no `key`."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            data = path.read_bytes()
            if store and path.name == "manifest.json":
                manifest = json.loads(data)
                del manifest["key"]
                data = (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode()
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), date_time=(2026, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return target


def main() -> int:
    """Builds into build/extension, checks, packs into dist/."""
    folder = build(ROOT / "build/extension")
    if wrong := problems(folder):
        print("\n".join(wrong), file=sys.stderr)
        return 1
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    out = ROOT / "dist"
    out.mkdir(exist_ok=True)
    name = f"rewriter-extension-{manifest['version']}"
    for path in (pack(folder, out / f"{name}.zip"), pack(folder, out / f"{name}-store.zip", store=True)):
        print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1024} KB")
    print(f"{folder.relative_to(ROOT)}/  to load unpacked; id {extension_id(manifest)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
