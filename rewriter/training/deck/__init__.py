"""Training material: cards «Как было — как стало» as one HTML file that needs nothing else, and as PDF by an installed browser."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rewriter.training.deck.cards import HEIGHT, WIDTH, Card

_HERE = Path(__file__).parent


def html(cards: Sequence[Card], title: str) -> str:
    """The deck: a card a screen, arrow keys turn; printed, a card a page."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(loader=FileSystemLoader(_HERE), undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    style, script = ((_HERE / name).read_text(encoding="utf-8") for name in ("deck.css", "deck.js"))
    return environment.get_template("deck.html.j2").render(cards=cards, title=title, style=style, script=script, width=WIDTH, height=HEIGHT)
