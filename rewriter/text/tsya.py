"""«-тся» and «-ться» mistaken for one another, where the words beside leave no doubt: «может вернутся», «деньги вернуться завтра»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text import morph
from rewriter.text.document import Document, Token
from rewriter.text.marks import Mark

_WANTS_INFINITIVE = frozenset(
    "будет будут буду будем будете может могут можете можем могу можно нужно надо необходимо сможет смогут сможете сможем смогу хотите хочет хотят нельзя должен должна должно должны придется удастся получится следует пора готов готова готовы стоит".split()
)
_BETWEEN = frozenset("не ли бы".split())
# Things that act themselves and are nobody's wish: no infinitive hangs on them.
_SUBJECTS = frozenset(
    "деньги средство заказ посылка отправление статус звонок доставка балл бонус сумма цена срок ошибка страница доска окно дверь приложение отделение курьер специалист оператор менеджер коллега "
    "инженер мастер товар письмо смс сообщение код счет платеж данные файл отчет номер рассылка программа версия магазин почта они он она оно".split()
)
_FILLERS = frozenset(
    "не вам вас вы уже скоро завтра сегодня потом позже автоматически сам сами снова также тоже еще обязательно частично полностью сразу".split()
)
_CLAUSE_ENDS = frozenset(",;:—–()")
_VERBAL = frozenset("verb inf past imper".split())


_ENDINGS = Mark(lambda form: form.endswith(("тся", "ться")))


def mistaken(document: Document) -> Iterator[tuple[Token, str]]:
    """Verbs in the wrong one of the two forms, each with the right one."""
    for token in _ENDINGS.words(document):
        if token.norm[-3:] == "тся":
            if _infinitive_due(document, token) and (form := token.norm[:-2] + "ься") and _is(form, "inf"):
                yield token, form
        elif token.norm[-4:] == "ться" and _is(token.norm, "inf") and (finite := _finite_due(document, token)):
            yield token, finite


def _is(form: str, tag: str) -> bool:
    word = morph.word(form)
    return word.known and tag in word.tags


def _infinitive_due(document: Document, token: Token) -> bool:
    at = token.index - 1
    while at > 0 and document.tokens[at].norm in _BETWEEN:
        at -= 1
    return at >= 0 and document.tokens[at].norm in _WANTS_INFINITIVE and document.tokens[at].sentence == token.sentence


def _finite_due(document: Document, token: Token) -> str | None:
    """The form that agrees with a subject right before the infinitive, where nothing else in the clause can want an infinitive."""
    sentence = document.sentences[token.sentence]
    at = token.index - 1
    while at > sentence.first and document.tokens[at].norm in _FILLERS:
        at -= 1
    subject = document.tokens[at]
    if at < sentence.first or subject.word is None or not subject.lemmas & _SUBJECTS:
        return None
    numbers = {p.feats.get("Number", "") for p in subject.word.parses if p.feats.get("Case") == "Nom"}
    left, right = at, token.index + 1
    while left > sentence.first and document.tokens[left - 1].text not in _CLAUSE_ENDS:
        left -= 1
    while right < sentence.last and document.tokens[right].text not in _CLAUSE_ENDS:
        right += 1
    rest = (t for t in document.tokens[left:right] if t.index not in (at, token.index) and t.norm not in _FILLERS and t.word is not None)
    if len(numbers) != 1 or any(t.norm in _WANTS_INFINITIVE or t.word is not None and t.word.tags & _VERBAL for t in rest):
        return None
    verb = next((p for p in token.word.parses if p.feats.get("VerbForm") == "Inf"), None) if token.word is not None else None
    tense = "Fut" if verb is not None and verb.feats.get("Aspect") == "Perf" else "Pres"
    return verb.inflect(VerbForm="Fin", Mood="Ind", Tense=tense, Person="3", Number=numbers.pop()) if verb is not None else None
