"""Passives: «оплачивается», «была отправлена», and who does it: «клиентом», «нами»."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple

from rewriter.text import morph
from rewriter.text.actors import role
from rewriter.text.document import Document, Token
from rewriter.text.marks import Mark
from rewriter.text.segments import is_predicate

Kind = Literal["reflexive", "participle"]

# Verbs in -ся that are no passive: states, movements, what happens by itself.
_ITSELF = frozenset(
    """
    близиться бояться вернуться вертеться возвращаться вращаться врываться встречаться выключаться гордиться готовиться двигаться делиться держаться длиться добираться
    договариваться доноситься ждаться загораться загружаться задерживаться заканчиваться закрываться заниматься запускаться значиться иметься интересоваться казаться
    касаться кончаться ломаться меняться нагреваться называться находиться начинаться нравиться нуждаться обмениваться обновляться обращаться ограничиваться оказываться
    определяться ориентироваться оставаться останавливаться открываться отличаться относиться ошибаться переключаться повторяться подключаться получаться пользоваться
    появляться представляться прекращаться приближаться продаваться продолжаться происходить располагаться распространяться руководствоваться сбываться связываться
    складываться случаться снижаться совпадать сопровождаться составляться состоять справляться становиться стараться стремиться считаться торопиться трудиться
    увеличиваться удаваться уменьшаться управляться учиться храниться числиться являться
    """.split()
)  # fmt: skip
# «назначен руководителем», «указана получателем»: what somebody is made, not who makes it.
_MADE = frozenset("указать назначить записать признать считать назвать избрать выбрать сделать зарегистрировать зачислить объявить принять добавить".split())
_DOERS = frozenset(
    """
    автор агент администрация библиотека бот бригада ведомство водитель врач гостиница грузчик дирекция диспетчер заведение завод изготовитель импортер касса кассир коллектив комиссия контролер куратор курьер линия лицо люди магазин маркетплейс
    модератор монтажник операционист орган организация отделение офис охрана перевозчик перекупщик персонал платформа подрядчик полиция почтальон правительство предприятие представитель
    приложение провайдер программа работник разработчик робот родитель руководство сайт сборщик сервер сервис система склад сторона страховая суд супруг таможня установщик учреждение
    филиал фирма хостинг центр юрист
    """.split()
)  # fmt: skip
# «нами»: the subject, its number, person and (masculine where unknown) gender.
PEOPLE = {"нами": ("мы", "Plur", "1", "Masc"), "вами": ("Вы", "Plur", "2", "Masc")}
# Who these are is clear, but not whether a man or a woman.
MYSELF = frozenset(("мной", "мною"))
_WITH = frozenset("с со между над под перед за вместе".split())
_BREAKS = frozenset((",", ";", ":", "–", "—", "(", ")"))
_NEAR = 6


class Passive(NamedTuple):
    """A passive with its doer. `verb`: the form itself; `copula`: «была», «будет» before it; `doer`: the noun or pronoun in the instrumental."""

    verb: Token
    copula: Token | None
    doer: Token
    kind: Kind

    @property
    def start(self) -> int:
        """First code point."""
        return min((self.copula or self.verb).start, self.doer.start)

    @property
    def end(self) -> int:
        """One past the last code point."""
        return max(self.verb.end, self.doer.end)


@lru_cache(maxsize=4_096)
def passive(form: str) -> Kind | None:
    """How this folded form is passive, if it is."""
    word = morph.word(form)
    top = word.top
    if top is None:
        return None
    # «принято» is an adjective to the dictionary first.
    if any(p.feats.get("Variant") == "Short" and p.feats.get("Voice") == "Pass" and p.feats.get("Tense") == "Past" and p.prob > 0.2 for p in word.parses):
        return "participle"
    if top.pos != "VERB":
        return None
    if not form.endswith(("ся", "сь")) or top.feats.get("VerbForm") != "Fin" or top.feats.get("Person", "3") != "3":
        return None
    if top.feats.get("Aspect") != "Imp" or any(p.lemma in _ITSELF for p in word.parses):
        return None
    return "reflexive" if active_verb(form) else None


@lru_cache(maxsize=4_096)
def active_verb(form: str) -> str | None:
    """The verb that a reflexive form is the passive of: «оплачивается» → «оплачивать»."""
    for parse in morph.word(form).parses:
        lemma = parse.lemma[:-2] if parse.lemma.endswith(("ся", "сь")) else parse.lemma
        if any(p.lemma == lemma and "tran" in p.analysis.labels for p in morph.word(lemma).parses):
            return lemma
    return None


def _doer(form: str) -> bool:
    if form in PEOPLE or form in MYSELF:
        return True
    word = morph.word(form)
    return any(p.pos == "NOUN" and p.feats.get("Case") == "Ins" and (p.lemma in _DOERS or role(p.lemma) is not None) for p in word.parses)


_DOER = Mark(_doer)


def passives(document: Document) -> tuple[Passive, ...]:
    """The passives whose doer is named, in reading order."""
    found: list[Passive] = []
    seen: set[int] = set()
    tokens = document.tokens
    for doer in _DOER.words(document):
        first = doer.index if doer.norm in PEOPLE or doer.norm in MYSELF else phrase_start(tokens, doer.index)
        if first and (tokens[first - 1].norm in _WITH or _participle(tokens[first - 1])):
            continue
        verb = _verb_near(tokens, first, doer.index)
        if verb is None or verb.index in seen:
            continue
        kind = passive(verb.norm)
        if kind is None or (verb.word is not None and verb.word.lemma in _MADE and _of_somebody(tokens, verb)):
            continue
        before = tokens[verb.index - 1] if verb.index else None
        copula = before if kind == "participle" and before is not None and before.is_("быть") and before.sentence == verb.sentence else None
        seen.add(verb.index)
        found.append(Passive(verb, copula, doer, kind))
    return tuple(found)


def _participle(token: Token) -> bool:
    """A participle in full: «данное Вами согласие», the doer is its own."""
    return token.word is not None and any(p.feats.get("VerbForm") == "Part" and p.feats.get("Variant") != "Short" for p in token.word.parses)


def phrase_start(tokens: tuple[Token, ...], at: int) -> int:
    """Index of the first of the adjectives that agree with the noun at `at`."""
    first = at
    while first and tokens[first - 1].sentence == tokens[at].sentence and _modifies(tokens[first - 1]):
        first -= 1
    return first


def _modifies(token: Token) -> bool:
    if token.word is None or token.word.top is None:
        return False
    top = token.word.top
    return (top.pos in ("ADJ", "DET") or top.feats.get("VerbForm") == "Part") and any(p.feats.get("Case") == "Ins" for p in token.word.parses)


def _verb_near(tokens: tuple[Token, ...], first: int, doer: int) -> Token | None:
    """The passive that the doer belongs to: behind it within the clause, or right after it."""
    nouns = 0
    for i in range(first - 1, max(-1, first - 1 - _NEAR), -1):
        token = tokens[i]
        if token.sentence != tokens[doer].sentence or (token.kind == "punct" and token.text in _BREAKS):
            break
        if passive(token.norm):
            return token if token.word is not None else None
        if is_predicate(token) and not token.is_("быть", "должен", "мочь"):
            break
        if _participle(token):
            break
        if token.norm in ("после", "при", "для", "без", "до", "из-за") and nouns:
            break  # «после проверки заказа курьером»: the doer of that, not of this
        nouns += token.word is not None and token.word.top is not None and token.word.top.pos == "NOUN"
    before = tokens[first - 1].word if first and tokens[first - 1].sentence == tokens[doer].sentence else None
    if before is not None and before.top is not None and before.top.pos in ("NOUN", "PROPN"):
        return None  # «отправка другим лицом допускается»: the doer of that noun
    at = doer + 1
    while at < len(tokens) and at <= doer + 4 and tokens[at].sentence == tokens[doer].sentence and tokens[at].kind == "word":
        if passive(tokens[at].norm):
            return tokens[at]
        if is_predicate(tokens[at]) and not tokens[at].is_("быть", "должен", "мочь"):
            break
        at += 1
    return None


def _of_somebody(tokens: tuple[Token, ...], verb: Token) -> bool:
    """Whether a person may be the subject: «Вы указаны получателем»."""
    for token in tokens[max(0, verb.index - 5) : verb.index]:
        if token.sentence != verb.sentence or token.word is None or token.word.top is None:
            continue
        top = token.word.top
        if top.feats.get("Case") == "Nom" and (top.pos == "PRON" or top.feats.get("Animacy") == "Anim"):
            return True
    return False
