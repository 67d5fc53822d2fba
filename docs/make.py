"""Writes the pages that are made from rules, packs and labelled cases: docs/rules.md, docs/traceability.md. `python docs/make.py`, or `make docs`.

A page that is not what this would write fails tests/test_docs.py.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

from rewriter.pack import Pack, load_pack, pack_names
from rewriter.rules import rules
from rewriter.rules.base import Rule
from rewriter.rules.explained import Example, Examples, examples, options_in, severities
from rewriter.rules.labelled import labelled

FOLDER = Path(__file__).parent
_SHOWN_PAIRS = 4
_LONG = 110
_MADE = "<!-- Сделано командой `make docs` (docs/make.py) из правил, пакетов и размеченных примеров. Руками не правьте: тест сравнит. -->"


def own_rules() -> list[Rule]:
    """The rules that come with the library, in the order of the catalogue."""
    return [r for r in rules().values() if r.check.__module__.startswith("rewriter.")]


# ── docs/rules.md ──


def rules_page() -> str:
    """Each rule: what, why, where from, how much it weighs, what it catches and lets pass, how to mend it."""
    found = own_rules()
    names = pack_names()
    lines = [
        _MADE, "", "# Правила", "",
        "`error` — с таким нарушением ответ никогда не считается готовым; `warning` — видит оператор и слышит модель, ответ не задерживает; `info` — подсказка; `—` — выключено в пакете.",
        "То же о каждом правиле скажет `rewriter rules explain ПРАВИЛО`. Источники: номера документов, из которых взяты требования, с пакетом, который по документу сделан.",
        "", f"| № | правило | о чём | {' | '.join(names)} |", f"| ---: | --- | --- |{' --- |' * len(names)}",
    ]  # fmt: skip
    for rule in found:
        weights = severities(rule)
        lines.append(f"| {rule.number} | [`{rule.id}`](#{rule.id}) | {rule.title} | {' | '.join(_weight(weights[n]) for n in names)} |")
    for rule in found:
        lines += ["", *_rule(rule, examples(rule))]
    return "\n".join(lines) + "\n"


def _weight(severity: str) -> str:
    return "—" if severity == "off" else severity


def _rule(rule: Rule, shown: Examples) -> Iterator[str]:
    yield f'## <a id="{rule.id}"></a>{rule.number}. {rule.title}'
    yield ""
    yield f"`{rule.id}`, {_weights(severities(rule))}" + (", понизить нельзя" if rule.hard else "") + f". Источник: {_source(rule.source)}."
    if rule.why:
        yield f"\n{rule.why}"
    yield from _options(rule)
    lists = {name: len(load_pack(name).entries.get(rule.id, ())) for name in pack_names()}
    if any(lists.values()):
        yield f"\nСписок слов `policies/*/{rule.id}.yaml`: " + ", ".join(f"{name} — {count}" for name, count in lists.items()) + "."
    yield "\nЛовит:\n"
    yield from (line for e in shown.caught for line in _caught(e))
    yield "\nПропускает:\n"
    yield from (f"- ✓ {_case(e)}«{_flat(e.text)}»" for e in shown.passed)
    yield f"\nКак исправить: {_repair(shown)}"


def _repair(shown: Examples) -> str:
    if not shown.labelled:
        return "по совету в сообщении."
    if not shown.mended:
        return "по совету в сообщении; само правило текста не меняет."
    return f"`rewriter check --fix` исправляет сам {shown.mended} из {shown.labelled} размеченных нарушений, остальное — по совету в сообщении."


def _caught(example: Example) -> Iterator[str]:
    yield f"- ✗ {_case(example)}«{_flat(example.text)}»"
    if example.message:
        yield f"  — {_flat(example.message)}" + (f" После правки: «{_flat(example.fixed)}»" if example.fixed else "")


def _case(example: Example) -> str:
    told = (
        f"Клиент: «{_flat(example.client)}»." if example.client else "",
        f"Черновик: «{_flat(example.draft)}»." if example.draft else "",
        f"Известно: {example.known}." if example.known else "",
    )
    said = " ".join(t for t in told if t)
    return f"{said} Ответ: " if said else ""


def _flat(text: str) -> str:
    """One line, with nothing that Markdown would take for a mark of its own."""
    return re.sub(r"([\\`*_\[\]<>|#~])", r"\\\1", " / ".join(line.strip() for line in text.strip().splitlines() if line.strip()))


def _weights(found: dict[str, str]) -> str:
    """«error во всех пакетах», «warning; post — error; base — выключено»."""
    kinds = list(found.values())
    usual = max(dict.fromkeys(kinds), key=kinds.count)
    others = [f"{name} — {'выключено' if kind == 'off' else kind}" for name, kind in found.items() if kind != usual]
    first = "выключено" if usual == "off" else usual
    return f"{first} во всех пакетах" if not others else f"{first}; " + ", ".join(others)


def _sources() -> dict[str, str]:
    """The number of a source document → the pack made from it."""
    packs = [load_pack(name) for name in pack_names()]
    return {number: pack.name for pack in packs for number in _document(pack)}


def _document(pack: Pack) -> list[str]:
    text = (pack.folders[0] / "pack.yaml").read_text(encoding="utf-8")
    return re.findall(r"^source: (\d+)_", text, re.MULTILINE)


def _source(source: str) -> str:
    known = _sources()
    return re.sub(r"\b\d{3}\b", lambda m: f"{m.group()} ({known[m.group()]})" if m.group() in known else m.group(), source)


def _options(rule: Rule) -> Iterator[str]:
    base = options_in(rule, load_pack("base"))
    if not base:
        return
    yield f"\nНастройки: {_flat_code(rule.options.__doc__ or '')}" if rule.options.__doc__ else "\nНастройки."
    yield ""
    for name, value in base.items():
        others = {p: v for p in pack_names() if (v := options_in(rule, load_pack(p)).get(name)) != value}
        yield f"- `{name}`: {_value(value)}" + "".join(f"; {p} — {_value(v)}" for p, v in others.items())


def _value(value: object) -> str:
    shown = repr(value)
    return f"`{shown}`" if len(shown) <= _LONG or not isinstance(value, (dict, list, tuple)) else f"{len(value)} слов, например `{next(iter(value))}`"


def _flat_code(text: str) -> str:
    return " ".join(text.split())


# ── docs/traceability.md ──


class Point(NamedTuple):
    """A numbered point of a style guide with the ids in its brackets."""

    number: int
    text: str
    ids: tuple[str, ...]


def points(guide: str) -> list[Point]:
    """The guide's points; one that names no rule has no ids."""
    found = []
    for block in re.split(r"\n(?=\d+\. |#|\s*\n)", "\n" + guide):
        if m := re.match(r"\s*(\d+)\. (.*)$", block, re.DOTALL):
            text = " ".join(m[2].split())
            ids = re.search(r"\[([^\[\]]*)\]$", text)
            named = tuple(i.strip() for i in ids[1].split(",") if i.strip() not in ("", "—")) if ids else ()
            found.append(Point(int(m[1]), text[: ids.start()].strip() if ids else text, named))
    return found


def traceability_page() -> str:
    """Points of the style guides ↔ rules ↔ labelled examples ↔ pairs that teach them; what nothing covers is told first."""
    known = {r.id for r in own_rules()}
    tables: list[str] = []
    uncovered: list[str] = []
    missing: dict[str, list[str]] = {}
    named: set[str] = set()
    total = 0
    for name in pack_names():
        pack = load_pack(name)
        path = pack.prompt_folders[0] / "guide.md" if pack.prompt_folders else Path()
        if not path.is_file():
            continue
        tables += ["", f"## {name}: {pack.title}", "", "| п. | требование | правила | примеры: ловит / пропускает | пары |", "| ---: | --- | --- | --- | --- |"]
        for point in points(path.read_text(encoding="utf-8")):
            total += 1
            named.update(point.ids)
            there = [i for i in point.ids if i in known]
            for i in point.ids:
                if i not in known:
                    missing.setdefault(i, []).append(f"{name} {point.number}")
            pairs = [p.id for p in pack.pairs if set(p.teaches) & set(point.ids)]
            if not there and not pairs:
                uncovered.append(f"{name} {point.number}: {_begin(point.text)}")
            shown = "<br>".join(f"[`{i}`](rules.md#{i})" if i in known else f"`{i}` (правила ещё нет)" for i in point.ids) or "—"
            tables.append(f"| {point.number} | {_begin(point.text)} | {shown} | {'<br>'.join(_counts(i) for i in there) or '—'} | {_pairs(pairs)} |")
    lines = [
        _MADE, "", "# Что чем проверяется", "",
        "Каждый пункт руководств `prompts/*/guide.md`, правила, которые за ним стоят (они названы в скобках в конце пункта), сколько у этих правил размеченных примеров и какие пары до/после учат им.",
        "Что правило стоит за пунктом, не значит, что оно видит всё, о чём пункт говорит: насколько правила точны, сказано в [quality.md](quality.md) и [mutations.md](mutations.md).",
        "", f"Пунктов {total}, без правила и без пары — {len(uncovered)}:", "", *(f"- {u}" for u in uncovered),
    ]  # fmt: skip
    if missing:
        lines += ["", "Правила, которых ещё нет: " + "; ".join(f"`{i}` (пункты {', '.join(where)})" for i, where in sorted(missing.items())) + "."]
    if unnamed := [r.id for r in own_rules() if r.id not in named]:
        lines += ["", "Правила, за которыми не стоит ни один пункт руководств: " + ", ".join(f"[`{i}`](rules.md#{i})" for i in unnamed) + "."]
    return "\n".join([*lines, *tables]) + "\n"


def _begin(text: str) -> str:
    """The point's beginning, up to a whole word."""
    plain = text.replace("**", "").replace("|", "\\|")
    return plain if len(plain) <= _LONG else plain[:_LONG].rsplit(" ", 1)[0].rstrip(",;:—") + " …"


def _counts(rule_id: str) -> str:
    cases = labelled(rule_id)
    must = sum(bool(c["expect"]) for c in cases)
    return f"{must} / {len(cases) - must}"


def _pairs(ids: list[str]) -> str:
    if not ids:
        return "—"
    return ", ".join(ids[:_SHOWN_PAIRS]) + (f" и ещё {len(ids) - _SHOWN_PAIRS}" if len(ids) > _SHOWN_PAIRS else "")


PAGES = {"rules.md": rules_page, "traceability.md": traceability_page}


def main() -> None:
    """Writes the pages."""
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")
        print(f"docs/{name}")


if __name__ == "__main__":
    main()
