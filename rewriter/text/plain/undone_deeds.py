"""What is not done: «выплата не производится» → «выплаты не будет», «изменение адреса не осуществляется» → «изменить адрес не получится»."""

from __future__ import annotations

from rewriter.text.document import Document
from rewriter.text.plain.plainer import Plainer, norm_at, plainer
from rewriter.text.plain.split_reading import Deed, LightVerb, carried_on

# Asked for by the client and done to what he spoke of; «задним числом» and the like say when.
_ASKED_FOR = frozenset(
    "продление перенос отсрочка перерасчет восстановление переоформление досыл изменение корректировка переадресация заморозка обмен".split()
)
# «Изменение тарифа не производится»: it stays as it is; «… после оплаты …»: one cannot have it changed.
_STAYING = frozenset("изменение корректировка".split())
_WHEN = frozenset("после до без позже позднее".split())
# With the thing named, of these the client hears that he cannot have them.
_CHANGED = frozenset("оформление изменение корректировка переадресация продление заморозка".split())
# Ours: there will be none.
_OURS = frozenset("выплата удаление подключение отключение компенсация возмещение блокировка начисление".split())


def undone(document: Document, deed: Deed, verb: LightVerb) -> Plainer | None:
    """The repair of a deed that is told before a light verb with «не»; None where it is another's to repair."""
    named = deed.thing is not None
    if not verb.negated or verb.tense != "Pres" or deed.agent is not None or deed.whose is not None or deed.modified or deed.token.index > verb.first:
        return None
    if carried_on(document, deed.last):
        return None
    noun, how = deed.noun, f"{deed.how} " if deed.how else ""
    middle = deed.before + deed.after
    if noun.noun == "обмен" and middle:
        return None
    if named and noun.noun == "оформление" and middle.strip() != "задним числом":
        return None
    if noun.perfective and noun.noun in (_CHANGED if named else _ASKED_FOR) and (noun.noun not in _STAYING or _at_a_time(document, deed, middle)):
        acted = deed.thing.in_case("Acc") if deed.thing is not None else ""
        backdated = middle.strip() == "задним числом"
        cannot = "нельзя" if backdated else "не получится"
        return plainer(document, deed.first, deed.last, f"{how}{noun.perfective}{f' {acted}' if acted else ''}{middle} {cannot}") if acted is not None else None
    if named or noun.noun not in _OURS or how or norm_at(document, deed.first - 1, deed.token.sentence) in ("если", "когда"):
        return None
    absent = next((p for p in (deed.token.word.parses if deed.token.word else ()) if p.lemma == noun.noun and p.feats.get("Case") == "Nom"), None)
    told = absent.inflect(Case="Gen", Number="Sing") if absent is not None else None
    return plainer(document, deed.first, deed.last, f"{told}{middle} не будет") if told else None


def _at_a_time(document: Document, deed: Deed, middle: str) -> bool:
    """«После передачи заказа …», «… без паспорта»."""
    first = document.sentences[deed.token.sentence].first
    ahead = {t.norm for t in document.tokens[first : deed.first]}
    return not _WHEN.isdisjoint(ahead | set(middle.lower().split()))
