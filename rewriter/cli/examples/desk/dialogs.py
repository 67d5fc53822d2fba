"""What the screen asks: why a candidate is rejected, whether accepted ones go into their packs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option


class Reason(ModalScreen[str | None]):
    """Why: one of the usual reasons, by its number or Enter, or typed. None: not rejected after all."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Не отклонять")]

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__()
        self._reasons = tuple(reasons)

    def compose(self) -> ComposeResult:
        """The list, and a line for one's own words."""
        with Vertical(classes="dialog"):
            yield Static("Почему отклонить? Номер или Enter — из списка; Tab — своими словами; Esc — не отклонять.")
            yield OptionList(*(Option(f"{number}  {reason}", id=str(number)) for number, reason in enumerate(self._reasons, 1)))
            yield Input(placeholder="своими словами")

    def on_key(self, event: object) -> None:
        """A number chooses, unless one is typing."""
        key = getattr(event, "key", "")
        if key.isdigit() and 1 <= int(key) <= len(self._reasons) and not isinstance(self.focused, Input):
            self.dismiss(self._reasons[int(key) - 1])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on the list."""
        self.dismiss(self._reasons[event.option_index])

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter behind one's own words; empty ones are no reason."""
        if event.value.strip():
            self.dismiss(event.value.strip())

    def action_close(self) -> None:
        """Back without a decision."""
        self.dismiss(None)


class Confirm(ModalScreen[bool]):
    """A question with yes and no; `lines` say what it is about."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,д", "answer(True)", "Да"),
        # «н» is both the key Y in the Russian layout and «нет»: nothing is written by it.
        Binding("n,т,н,escape", "answer(False)", "Нет"),
    ]

    def __init__(self, question: str, lines: Sequence[str]) -> None:
        super().__init__()
        self._question, self._lines = question, tuple(lines)

    def compose(self) -> ComposeResult:
        """The question under what it is about."""
        with Vertical(classes="dialog"):
            with VerticalScroll():
                yield Static("\n".join(self._lines), markup=False)
            yield Static(self._question, markup=False, classes="question")

    def action_answer(self, yes: bool) -> None:
        """Closes it."""
        self.dismiss(yes)
