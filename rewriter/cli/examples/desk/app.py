"""The screen: candidates at the left, draft and reply side by side, what the rules say below; every decision is on disk at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.timer import Timer
from textual.widgets import Footer, Label, ListItem, ListView, Static, TextArea

from rewriter.cli.errors import UserError
from rewriter.cli.examples.desk.dialogs import Confirm, Reason
from rewriter.cli.examples.desk.marked import marked
from rewriter.cli.examples.findings import Findings, findings, written
from rewriter.cli.words import plural
from rewriter.pack import PackError
from rewriter.pack_schema import Pair
from rewriter.training.lint import Suite
from rewriter.training.reviewing import REASONS, Desk, Item, to_write

MARKS = {"open": "·", "accepted": "✓", "rejected": "✗", "written": "■"}
# How long nobody types before the rules are asked: each letter would be judged else.
_PAUSE = 0.25
_NOW = {"open": "не решено", "accepted": "принят", "rejected": "отклонён", "written": "уже в пакете"}


class ReviewApp(App[None]):
    """Keys work in the Russian layout, too. Decisions are kept by the desk; the app itself holds nothing that would be lost with it."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a,ф", "accept", "принять"),
        Binding("e,у", "edit('reply')", "правка"),
        Binding("b,и", "edit('draft')", "черновик"),
        Binding("r,к", "reject", "отклонить"),
        Binding("u,г", "undo", "отменить"),
        Binding("n,т", "go(1)", "дальше", show=False),
        Binding("p,з", "go(-1)", "назад", show=False),
        Binding("w,ц", "write", "в пакет"),
        Binding("q,й", "quit", "выход"),
        Binding("escape,ctrl+s", "save", "сохранить правку", priority=True),
    ]

    def __init__(self, desk: Desk, name: str, suites: Sequence[Suite] = ()) -> None:
        super().__init__()
        self.desk, self.suites = desk, suites
        self.title = name
        self._at = next((n for n, item in enumerate(desk.items) if item.status == "open"), 0)
        self._editing: str | None = None
        self._pause: Timer | None = None

    @property
    def item(self) -> Item:
        """The candidate on the screen."""
        return self.desk.items[self._at]

    def compose(self) -> ComposeResult:
        """List, texts, findings, keys."""
        with Horizontal(id="all"):
            yield ListView(*(ListItem(Label(self._line(item), markup=False)) for item in self.desk.items), initial_index=self._at, id="list")
            with Vertical(id="main"):
                yield Static(id="head", markup=False)
                with VerticalScroll(id="client-box", can_focus=False):
                    yield Static(id="client", markup=False)
                with Horizontal(id="texts"):
                    for name in ("draft", "reply"):
                        with VerticalScroll(id=f"{name}-box", classes="text"):
                            yield Static(id=name, markup=False)
                        yield TextArea(id=f"{name}-edit", soft_wrap=True, classes="edit", tab_behavior="focus")
                with VerticalScroll(id="findings-box"):
                    yield Static(id="findings", markup=False)
        yield Footer(compact=True)

    def on_mount(self) -> None:
        """The first open candidate."""
        for name, title in (("draft", "Как было"), ("reply", "Как стало")):
            self.query_one(f"#{name}-box").border_title = title
            self.query_one(f"#{name}-edit").border_title = f"{title}: правка"
        self.query_one("#findings-box").border_title = "Что говорят правила"
        self._show()
        self.query_one("#list").focus()

    # what is shown ------------------------------------------------------------------------------------------------

    def _line(self, item: Item) -> str:
        short = item.id.replace("-generated-", " ").replace("-history-", " ")
        return f"{MARKS[item.status]}{'✎' if item.edited else ' '}{short}"

    def _show(self) -> None:
        item = self.item
        pair, made = item.pair, item.candidate.made
        mood = {"upset": "расстроен", "joyful": "рад", "neutral": "спокоен"}[pair.mood]
        way = f" · {'испорченный ответ' if made.way == 'bureaucratise' else 'переписанный черновик'} · задано: {made.asked}" if made else ""
        decided = _NOW[item.status] + (f": {item.reason}" if item.reason else "")
        done = len(self.desk.items) - self.desk.count("open")
        self.query_one("#head", Static).update(f"{decided} · {pair.situation} · клиент {mood}{way} · решено {done} из {len(self.desk.items)}")
        self.query_one("#client", Static).update(f"Клиент: {pair.client.strip() or '—'}")
        for number, row in enumerate(self.desk.items):
            self.query_one("#list", ListView).children[number].query_one(Label).update(self._line(row))
        for name in ("draft", "reply"):
            self.query_one(f"#{name}", Static).update(getattr(pair, name).strip())
            self.query_one(f"#{name}-box").scroll_home(animate=False)
        self.query_one("#findings", Static).update("Проверяю…")
        self._judge(pair)

    @work(thread=True, exclusive=True)
    def _judge(self, pair: Pair) -> None:
        """The rules' word on the pair, in a thread: typing does not wait for it."""
        item = self.item
        try:
            found: Findings | str = findings(pair, self.desk.pack_for(item))
        except PackError as error:
            found = str(error)
        self.call_from_thread(self._judged, item.id, pair, found)

    def _judged(self, candidate_id: str, pair: Pair, found: Findings | str) -> None:
        if candidate_id != self.item.id:
            return
        shown = self.query_one("#findings", Static)
        if isinstance(found, str):
            shown.update(found)
            return
        shown.update("\n".join(found.lines()))
        self.query_one("#draft", Static).update(marked(pair.draft.strip(), found.before.violations))
        self.query_one("#reply", Static).update(marked(pair.reply.strip(), found.after.violations))

    # moving and editing -------------------------------------------------------------------------------------------

    def on_list_view_highlighted(self, event: ListView.Highlighted) -> None:
        """Arrows in the list."""
        index = event.list_view.index
        if index is not None and index != self._at:
            self._at = index
            self._show()

    def on_list_view_selected(self) -> None:
        """Enter in the list begins an edit."""
        self.action_edit("reply")

    def action_go(self, step: int) -> None:
        """The next candidate, or the one before."""
        self._turn(max(0, min(len(self.desk.items) - 1, self._at + step)))

    def _turn(self, index: int) -> None:
        self._at = index
        self.query_one("#list", ListView).index = index
        self._show()

    def _onwards(self) -> None:
        """To the next open candidate, first behind this one, then before it."""
        order = [*range(self._at + 1, len(self.desk.items)), *range(self._at)]
        self._turn(next((n for n in order if self.desk.items[n].status == "open"), self._at))
        if not self.desk.count("open"):
            self.notify("Решено обо всех. w — записать принятые в пакет.")

    def action_edit(self, name: str) -> None:
        """The draft or the reply as a field."""
        if self._locked():
            return
        self._editing = name
        self.refresh_bindings()
        field = self.query_one(f"#{name}-edit", TextArea)
        field.load_text(getattr(self.item.pair, name).strip())
        self.set_class(True, f"editing-{name}")
        field.focus()

    def on_text_area_changed(self) -> None:
        """The rules look at what is typed when the hands rest."""
        if self._editing is None:
            return
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(_PAUSE, lambda: self._judge(self._typed()))

    def _typed(self) -> Pair:
        """The pair with what stands in the field."""
        pair = self.item.pair
        if self._editing is None:
            return pair
        return pair.model_copy(update={self._editing: self.query_one(f"#{self._editing}-edit", TextArea).text.strip() + "\n"})

    def action_save(self) -> None:
        """Keeps the edit and closes the field. An emptied text is none."""
        if self._editing is None:
            return
        name, text = self._editing, self.query_one(f"#{self._editing}-edit", TextArea).text
        if text.strip():
            self._kept(lambda: self.desk.edit(self.item, **{name: text}))
        else:
            self.notify("Пустой текст не сохранён.", severity="warning")
        self._editing = None
        self.refresh_bindings()
        self.set_class(False, f"editing-{name}")
        self.query_one("#list").focus()
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """While one types, letters are letters, and only then is there something to save."""
        return (action == "save") == (self._editing is not None)

    # deciding -----------------------------------------------------------------------------------------------------

    def action_accept(self) -> None:
        """Takes the candidate and goes on."""
        if not self._locked() and self._kept(lambda: self.desk.accept(self.item)):
            self._onwards()

    def action_reject(self) -> None:
        """Asks why, lays the candidate aside, goes on."""
        if self._locked():
            return

        def told(reason: str | None) -> None:
            if reason and self._kept(lambda: self.desk.reject(self.item, reason)):
                self._onwards()

        self.push_screen(Reason(REASONS), told)

    def action_undo(self) -> None:
        """Takes back the last decision, wherever it was."""
        undone: list[Item | None] = []
        if not self._kept(lambda: undone.append(self.desk.undo())):
            return
        item = undone[0]
        if item is None:
            self.notify("Отменять нечего.")
            return
        self._turn(self.desk.items.index(item))

    def action_write(self) -> None:
        """Accepted ones into their packs, after lint and a yes."""
        try:
            writing = to_write(self.desk, self.suites)
        except PackError as error:
            self.push_screen(Confirm("Esc — назад", [str(error)]))
            return
        if writing.problems:
            lines = [f"{p.pair}: {p.message}" for p in writing.problems]
            self.push_screen(Confirm("Не записано ничего: исправьте эти пары или отклоните. Esc — назад.", lines))
            return
        if not writing.count and not writing.already:
            self.notify("Принятых и ещё не записанных нет.")
            return

        def told(yes: bool | None) -> None:
            if not yes:
                return
            lines: list[str] = []
            if self._kept(lambda: lines.extend(written(self.desk, writing))):
                self._show()
                self.notify("\n".join(lines))

        lines = [f"{name}: {plural(len(pairs), 'пара', 'пары', 'пар')}: {', '.join(pair.id for _, pair in pairs)}" for name, pairs in writing.packs.items()]
        self.push_screen(Confirm("Записать в пакеты? y или д — да, n или Esc — нет.", lines), told)

    def _locked(self) -> bool:
        if self.item.status == "written":
            self.notify("Эта пара уже в пакете: правьте её там, в pairs.yaml.", severity="warning")
            return True
        return False

    def _kept(self, act: Callable[[], object]) -> bool:
        """Whether the decision could be kept; a full disk is told on the screen, nothing is lost."""
        try:
            act()
        except (UserError, PackError) as error:
            self.notify(str(error.message if isinstance(error, UserError) else error), severity="error", timeout=15)
            return False
        return True
