"""Packs: a team's style, loaded from YAML and resolved along `extends` (docs/packs.md)."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from rewriter.datacache import cached
from rewriter.pack_schema import Constants, EmojiTable, Entry, Guardrail, PackFile, Pair, Phrases, RuleSetting
from rewriter.text import phrases
from rewriter.text.phrases import PatternError, PatternSet
from rewriter.values import value_in_russian

WORD_LISTS = (
    "forbidden-phrases", "no-internal-details", "no-confidential-claims", "no-familiarity", "no-blame-shifting", "plain-words",
    "plain-syntax", "no-bare-imperatives", "positive-framing", "concrete-terms", "jargon", "spelling", "holding-phrase", "explain-request", "self-service",
)  # fmt: skip
BUILT_IN = ("base", "post", "teleshop", "marketplace", "tech-support", "saas-chat")


# Of a rule that the pack says nothing of. A rule is asked for its setting at each text: none is made each time.
_AS_IT_IS = RuleSetting()


class PackError(Exception):
    """A pack that cannot be used; the message starts with `file:line:col` where a place is known."""


@dataclass(frozen=True, eq=False)
class Pack:
    """A pack with everything it inherits; itself only the same, so that it can be a key of what is read from it once. `guardrails`: each with its place, `file:line:col`; only `rewriter.guard` imports them."""

    name: str
    title: str
    chain: tuple[str, ...]
    folders: tuple[Path, ...]
    channel: str
    address: str
    rules: dict[str, RuleSetting]
    constants: Constants
    phrases: Phrases
    entries: dict[str, tuple[Entry, ...]]
    emoji: EmojiTable
    prompt_folders: tuple[Path, ...] = field(default=())
    guardrails: tuple[tuple[str, Guardrail], ...] = field(default=())

    @cached_property
    def patterns(self) -> tuple[PatternSet, tuple[tuple[str, Entry], ...], PatternSet]:
        """The patterns of all word lists as one set, the list and entry of each, and the patterns of `unless`: a text is gone through once."""
        of = tuple((name, entry) for name, entries in self.entries.items() for entry in entries)
        return PatternSet(e.phrase for _, e in of), of, PatternSet(dict.fromkeys(u for _, e in of for u in e.unless))

    @cached_property
    def rule_options(self) -> dict[str, Any]:
        """Each rule's options once validated (`rewriter.checker.options_of`)."""
        return {}

    @cached_property
    def said(self) -> tuple[str, ...]:
        """Every phrase, unfilled (`Phrases.texts`): rules ask for each text."""
        return self.phrases.texts()

    def setting(self, rule_id: str) -> RuleSetting:
        """The rule's setting, the default where the pack says nothing."""
        return self.rules.get(rule_id, _AS_IT_IS)

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """The pack's own pairs; where it has none, those of the nearest pack it extends."""
        for folder in self.prompt_folders:
            path = folder / "pairs.yaml"
            if path.is_file():
                return tuple(_validated(list[Pair], load_yaml(path), path))
        return ()

    @cached_property
    def guide(self) -> str:
        """The style guide's Markdown; inherited like the pairs."""
        for folder in self.prompt_folders:
            path = folder / "guide.md"
            if path.is_file():
                return path.read_text(encoding="utf-8")
        return ""


def data_root() -> Path:
    """Where `policies/` and `prompts/` lie: inside the installed package, else beside it in a checkout."""
    inside = Path(__file__).parent / "_data"
    return inside if inside.is_dir() else Path(__file__).parent.parent


def pack_names() -> tuple[str, ...]:
    """The packs that come with the library."""
    folder = data_root() / "policies"
    return _names(folder, folder.stat().st_mtime_ns if folder.is_dir() else 0)


@lru_cache(maxsize=4)
def _names(folder: Path, stamp: int) -> tuple[str, ...]:  # noqa: ARG001 - a folder come or gone makes another key
    found = sorted(p.parent.name for p in folder.glob("*/pack.yaml"))
    return tuple(sorted(found, key=lambda n: (BUILT_IN.index(n) if n in BUILT_IN else len(BUILT_IN), n)))


def load_pack(name: str | os.PathLike[str], *, relative_to: Path | None = None) -> Pack:
    """A pack by its name, or by the path of a folder with `pack.yaml` (or `policies/pack.yaml`). Raises PackError."""
    policies, prompts = _locate(os.fspath(name), relative_to)
    return _loaded(str(policies), str(prompts), _stamp(policies))


def _stamp(folder: Path) -> float:
    with os.scandir(folder) as entries:  # at every call of the API: a glob costs ten times as much
        return max((e.stat().st_mtime for e in entries if e.name.endswith(".yaml")), default=0.0)


def _locate(name: str, relative_to: Path | None) -> tuple[Path, Path]:
    root = data_root()
    if name in pack_names():
        return root / "policies" / name, root / "prompts" / name
    for path in (Path(name), (relative_to / name) if relative_to else Path(name)):
        if (path / "pack.yaml").is_file():
            return path, path
        if (path / "policies" / "pack.yaml").is_file():
            return path / "policies", path / "prompts"
    raise PackError(f"Пакет «{name}» не найден. Есть: {', '.join(pack_names())}; либо укажите папку, в которой лежит pack.yaml.")


@lru_cache(maxsize=32)
def _loaded(policies: str, prompts: str, stamp: float) -> Pack:  # noqa: ARG001 - the stamp makes a changed pack another key
    return _resolve(Path(policies), Path(prompts), ())


def _resolve(policies: Path, prompts: Path, seen: tuple[str, ...]) -> Pack:
    path = policies / "pack.yaml"
    own: PackFile = _validated(PackFile, cached(path, _version(), load_yaml), path)
    name = policies.name if policies.name != "policies" else policies.parent.name
    if str(policies) in seen:
        raise PackError(f"{path}:1:1: пакеты расширяют друг друга по кругу: {' → '.join((*seen, str(policies)))}")
    parent: Pack | None = None
    if own.extends:
        try:
            folders = _locate(own.extends, policies.parent)
        except PackError as error:
            raise PackError(f"{place_of(path, ('extends',))}: {error}") from None
        parent = _resolve(*folders, (*seen, str(policies)))
    entries = {n: entries_of(policies / f"{n}.yaml") for n in WORD_LISTS}
    if parent:
        entries = {n: _merged(parent.entries[n], entries[n]) for n in WORD_LISTS}
    emoji_path = policies / "emoji.yaml"
    emoji = _validated(EmojiTable, cached(emoji_path, _version(), load_yaml), emoji_path) if emoji_path.is_file() else parent.emoji if parent else EmojiTable()
    return Pack(
        name=name,
        title=own.title,
        chain=(name, *(parent.chain if parent else ())),
        folders=(policies, *(parent.folders if parent else ())),
        channel=own.channel or (parent.channel if parent else "chat"),
        address=own.address or (parent.address if parent else "any"),
        rules=_merged_rules(parent.rules if parent else {}, own.rules),
        constants=_merged_constants(parent.constants, own.constants) if parent else own.constants,
        phrases=_merged_phrases(parent.phrases, own.phrases) if parent else own.phrases,
        entries=entries,
        emoji=emoji,
        prompt_folders=(prompts, *(parent.prompt_folders if parent else ())),
        guardrails=(
            *(parent.guardrails if parent else ()),
            *((place_of(path, ("guardrails", i, "validator")), found) for i, found in enumerate(own.guardrails)),
        ),
    )


def _merged(parent: tuple[Entry, ...], own: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Own entries replace the parent's with the same phrase."""
    phrases = {e.phrase for e in own}
    return (*(e for e in parent if e.phrase not in phrases), *own)


def _merged_rules(parent: dict[str, RuleSetting], own: dict[str, RuleSetting]) -> dict[str, RuleSetting]:
    result = dict(parent)
    for rule_id, setting in own.items():
        base = result.get(rule_id, RuleSetting()).model_dump(exclude_unset=True)
        if not setting.off:
            base.pop("off", None)
        result[rule_id] = RuleSetting.model_validate(base | setting.model_dump(exclude_unset=True))
    return result


def _merged_constants(parent: Constants, own: Constants) -> Constants:
    return Constants(names=parent.names + own.names, phones=parent.phones + own.phones, links=parent.links + own.links, facts=parent.facts + own.facts)


def _merged_phrases(parent: Phrases, own: Phrases) -> Phrases:
    values: dict[str, Any] = {k: getattr(own, k) or getattr(parent, k) for k in Phrases.model_fields if k != "wishes"}
    return Phrases(**values, wishes={**parent.wishes, **own.wishes})


def entries_of(path: Path) -> tuple[Entry, ...]:
    """A word list's entries; none where there is no such file. Raises PackError."""
    if not path.is_file():
        return ()
    return tuple(_validated(list[Entry], cached(path, _version(), _sound_entries), path))


def _sound_entries(path: Path) -> Any:
    """The list as it stands in the file, every entry and pattern of it in order."""
    data = load_yaml(path) or []
    entries: list[Entry] = _validated(list[Entry], data, path)
    for i, entry in enumerate(entries):
        for key, patterns in (("phrase", (entry.phrase,)), ("unless", entry.unless)):
            try:
                PatternSet(patterns)
            except PatternError as error:
                raise PackError(f"{place_of(path, (i, key))}: {error}") from None
    return data


@lru_cache(maxsize=1)
def _version() -> str:
    """Of the code that decides whether a word list is in order."""
    return " ".join(str(Path(file).stat().st_mtime_ns) for file in (__file__, phrases.__file__))


def load_yaml(path: Path) -> Any:
    """What a YAML file says. Raises PackError with `file:line:col`."""
    import yaml

    try:
        with path.open(encoding="utf-8") as stream:
            return yaml.load(stream, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe; without libyaml there is only the slow one
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else f"{path}:1:1"
        raise PackError(f"{place}: это не YAML: {error.problem}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(f"{path}:1:1: файл не читается: {error}") from None


def _validated(model: Any, data: Any, path: Path) -> Any:
    from pydantic import TypeAdapter

    try:
        return TypeAdapter(model).validate_python(data)
    except ValidationError as error:
        lines = [f"{place_of(path, e['loc'])}: {value_in_russian(e)}" for e in error.errors(include_url=False)]
        raise PackError("\n".join(lines)) from None


def place_of(path: Path, loc: tuple[int | str, ...]) -> str:
    """`file:line:col` of a value inside a YAML file, or of its nearest parent."""
    import yaml

    with path.open(encoding="utf-8") as stream:
        node = yaml.compose(stream, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    mark = node.start_mark if node is not None else None
    for step in loc:
        found = None
        if isinstance(node, yaml.MappingNode):
            found = next(((k, v) for k, v in node.value if k.value == str(step)), None)
            if found:
                mark, node = found[0].start_mark, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            mark = node.start_mark
            found = (node, node)
        if found is None:
            break
    return f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else f"{path}:1:1"


def unreadable(name: str | os.PathLike[str]) -> Iterator[str]:
    """What keeps each file of a pack from being read, all files looked at: a mistake in one hides none in another. Raises PackError where there is no pack."""
    policies, prompts = _locate(os.fspath(name), None)
    readers: list[tuple[Path, Callable[[Path], Any]]] = [
        (policies / "pack.yaml", lambda path: _validated(PackFile, load_yaml(path), path)),
        *((policies / f"{word_list}.yaml", _sound_entries) for word_list in WORD_LISTS),
        (policies / "emoji.yaml", lambda path: _validated(EmojiTable, load_yaml(path), path)),
        (prompts / "pairs.yaml", lambda path: _validated(list[Pair], load_yaml(path), path)),
    ]
    for path, reader in readers:
        try:
            if path.is_file():
                reader(path)
        except PackError as error:
            yield from str(error).split("\n")


def problems(pack: Pack) -> Iterator[str]:
    """What is wrong in a pack that loads: unknown rules, options that a rule does not take, severities that may not be lowered."""
    from rewriter.rules import rules

    known = rules()
    for folder in pack.folders[:1]:
        own = _validated(PackFile, load_yaml(folder / "pack.yaml"), folder / "pack.yaml")
        for rule_id, setting in own.rules.items():
            place = place_of(folder / "pack.yaml", ("rules", rule_id))
            found = known.get(rule_id)
            if found is None:
                yield f"{place}: нет правила «{rule_id}»; есть: {', '.join(sorted(known))}"
                continue
            if found.hard and setting.severity not in (None, "error"):
                yield f"{place}: правило «{rule_id}» — жёсткое, его важность всегда error, а не {setting.severity}"
            if found.hard and setting.off and rule_id != "ticket-id":
                yield f"{place}: жёсткое правило «{rule_id}» нельзя выключить"
            extra = dict(setting.model_extra or {})
            try:
                found.options.model_validate(extra)
            except ValidationError as error:
                for e in error.errors():
                    yield f"{place_of(folder / 'pack.yaml', ('rules', rule_id, *e['loc']))}: {rule_id}.{value_in_russian(e)}"
