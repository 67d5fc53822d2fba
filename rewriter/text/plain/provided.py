"""What is provided: «скидка предоставляется при оплате за год» → «действует», «доступ предоставляется после проверки» → «открывается», «услуга предоставляется бесплатно» → «бесплатная»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.plain.agents import agent_at
from rewriter.text.plain.noun_phrases import NounPhrase, noun_phrase
from rewriter.text.plain.plainer import Plainer, at, clause_begins, clause_ends, norm_at, plainer
from rewriter.text.plain.possibilities import by_somebody
from rewriter.text.plain.split_reading import joined
from rewriter.text.plain.subjects import agrees, last_said, subject_before
from rewriter.text.plain.verbal_nouns import deed_of

WORDS = frozenset(("предоставляться", "предоставлять"))
_FORMS = frozenset(("предоставляется", "предоставляются"))
_ACTING = frozenset("скидка гарантия кешбэк кэшбэк льгота промокод надбавка".split())
_OPENED = frozenset(("доступ",))
_ON_HAND = frozenset(
    "услуга рассрочка отсрочка поддержка сервис опция функция тариф парковка хранение доставка консультация страховка трансфер версия зал сейф".split()
)
# Deeds that a client may do where they are «provided».
_DEEDS = frozenset("увеличение расширение продление изменение смена перенос восстановление".split())
_FREE = {"Masc": "бесплатный", "Fem": "бесплатная", "Neut": "бесплатное"}
_AVAILABLE = {"Masc": "доступен", "Fem": "доступна", "Neut": "доступно"}
_ONLY = frozenset("только лишь исключительно".split())
# Terms that something is had under; «в подарок», «на выбор» are none.
_TERMS = frozenset("при по на с со до в во для после через за если".split())
_HOW = frozenset("бесплатно круглосуточно ежедневно".split())
_LATER = frozenset("после через с со сразу автоматически в во на до по только не".split())
_DAYS = frozenset("с со до по в во к ко завтра сегодня послезавтра".split())


def provided(document: Document) -> Iterator[Plainer]:
    """Every «предоставляется» that has a sure repair."""
    for token in document.having(WORDS):
        if token.norm not in _FORMS:
            continue
        found = _told_of(document, token) or _told_behind(document, token) or _of_a_name(document, token)
        if found is not None:
            yield found


def _told_of(document: Document, token: Token) -> Plainer | None:
    """The subject stands before: «скидка 20 % предоставляется …»."""
    here, index = token.sentence, token.index
    negated = norm_at(document, index - 1, here) == "не"
    subject = subject_before(document, index - negated)
    if subject is None or not agrees(document, index, subject):
        return None
    thing, plural = subject.parse.lemma, subject.agreement["Number"] == "Plur"
    if not negated and [norm_at(document, index + k, here) for k in (1, 2)] == ["за", "плату"]:
        return _paid(document, index, plural=plural)
    if thing in _DEEDS:
        return _deed(document, subject, index) if not negated and not plural else None
    if by_somebody(document, index + 1, here) or agent_at(document, index + 1, here) is not None:
        return None
    if thing in _ACTING and _under_terms(document, index + 1, here):
        lasting = norm_at(document, index + 1, here) == "на" and _period(document, index + 2, here)
        # «Гарантия предоставляется на 24 месяца» → «гарантия действует 24 месяца»
        if lasting:
            return plainer(document, index, index + 2, "действуют" if plural else "действует") if not negated else None
        return plainer(document, index, index + 1, "действуют" if plural else "действует")
    if thing in _OPENED and not negated and norm_at(document, index + 1, here) in _LATER:
        return plainer(document, index, index + 1, "открываются" if plural else "открывается")
    if thing in _ON_HAND and not negated:
        return _on_hand(document, subject, index)
    return None


def _paid(document: Document, index: int, *, plural: bool) -> Plainer | None:
    """«Услуга предоставляется за плату в размере 150 руб.» → «услуга стоит 150 руб.»."""
    here = document.tokens[index].sentence
    last = index + 3
    if [norm_at(document, last + k, here) for k in (0, 1)] == ["в", "размере"]:
        last += 2
    amount = at(document, last, here)
    if amount is None or amount.kind != "number":
        return None
    return plainer(document, index, last, "стоят" if plural else "стоит")


def _under_terms(document: Document, index: int, sentence: int) -> bool:
    """«(скидка действует) только при оплате», «(…) по промокоду», or nothing more."""
    while norm_at(document, index, sentence) in _ONLY:
        index += 1
    return clause_ends(document, index) or norm_at(document, index, sentence) in _TERMS


def _period(document: Document, index: int, sentence: int) -> bool:
    """«24 месяца», «год»."""
    token = at(document, index, sentence)
    if token is not None and token.kind == "number":
        token = at(document, index + 1, sentence)
    return token is not None and token.is_("год", "месяц", "неделя", "день", "сутки", "час", "полгода", "лето")


def _deed(document: Document, subject: NounPhrase, index: int) -> Plainer | None:
    """«Увеличение лимита до 600 запросов предоставляется при …» → «увеличить лимит до 600 запросов можно при …»."""
    noun = deed_of(subject.head, "Nom")
    thing = noun_phrase(document, subject.head.index + 1, "Gen")
    if noun is None or subject.modifiers or thing is None or thing.last > index or joined(document, thing.last):
        return None
    following = norm_at(document, index + 1, document.tokens[index].sentence)
    acted, verb = thing.in_case("Acc"), noun.verb(perfective=True, with_object=True)
    if not acted or not verb or following not in _TERMS | _ONLY or not last_said(document, index + 1):
        return None
    between = document.text[document.tokens[thing.last - 1].end : document.tokens[index - 1].end]
    return plainer(document, subject.first, index + 1, f"{verb} {acted}{between} можно")


def _on_hand(document: Document, subject: NounPhrase, index: int) -> Plainer | None:
    """«Услуга предоставляется бесплатно» → «услуга бесплатная»; «… на тарифе «Бизнес»» → «услуга доступна на тарифе …»."""
    here = document.tokens[index].sentence
    agreement = subject.agreement
    if agreement["Number"] == "Plur":
        able, free = "доступны", "бесплатные"
    else:
        able, free = _AVAILABLE[agreement["Gender"]], _FREE[agreement["Gender"]]
    following = at(document, index + 1, here)
    if following is None or not (following.norm in _HOW or _under_terms(document, index + 1, here)):
        return None
    if following.norm == "на" and norm_at(document, index + 2, here) in ("безвозмездной", "бесплатной") and norm_at(document, index + 3, here) == "основе":
        return plainer(document, index, index + 4, free) if clause_ends(document, index + 4) else None
    if following.norm == "бесплатно":
        when = at(document, index + 2, here)
        # «Бесплатная 29 ноября» would be free on that day alone, «бесплатная пенсионерам» is no Russian.
        if clause_ends(document, index + 2) or when is not None and when.norm == "при":
            return plainer(document, index, index + 2, free)
    return plainer(document, index, index + 1, able)


def _told_behind(document: Document, token: Token) -> Plainer | None:
    """«При оплате за год предоставляется скидка 20 %» → «… действует скидка 20 %»."""
    here, index = token.sentence, token.index
    thing = noun_phrase(document, index + 1, "Nom", tail=False)
    before = at(document, index - 1, here)
    if thing is None or before is None or before.norm == "не" or not _before_it(document, index):
        return None
    plural = thing.agreement["Number"] == "Plur"
    if thing.parse.lemma not in _ACTING or plural != token.norm.endswith("ются") or _whom(document, thing.last, here):
        return None
    return plainer(document, index, index + 1, "действуют" if plural else "действует")


def _before_it(document: Document, index: int) -> bool:
    """Whether nothing but «при оплате за год», «на товар» stands before it: «Вам предоставляется» says whom it is given to."""
    first = document.sentences[document.tokens[index].sentence].first
    opened = next((i + 1 for i in range(index - 1, first - 1, -1) if document.tokens[i].text in ",;:—"), first)
    words = document.tokens[opened:index]
    tops = [t.word.top for t in words if t.word is not None and t.word.top is not None]
    return (
        bool(tops) and tops[0].pos == "ADP" and not any(p.pos == "PRON" or p.feats.get("VerbForm") == "Fin" or p.feats.get("Animacy") == "Anim" for p in tops)
    )


def _whom(document: Document, index: int, sentence: int) -> bool:
    """«(скидка 50 %) некоммерческим организациям»."""
    for token in document.tokens[index : document.sentences[sentence].last]:
        top = token.word.top if token.word is not None else None
        if token.text in ",;:—–(" or top is not None and top.pos == "ADP":
            return False
        if top is not None and top.feats.get("Case") == "Dat":
            return True
    return False


def _of_a_name(document: Document, token: Token) -> Plainer | None:
    """«SSO (SAML 2.0) предоставляется только на тарифе» → «SSO (SAML 2.0) есть только на тарифе»: a name of letters has no gender."""
    here, index = token.sentence, token.index
    end = index
    if end and document.tokens[end - 1].text == ")":
        end = next((i for i in range(end - 1, document.sentences[here].first, -1) if document.tokens[i].text == "("), 0)
    name = at(document, end - 1, here) if end else None
    if name is None or not name.text.isascii() or not name.text.isalpha() or not clause_begins(document, name.index):
        return None
    if (
        not token.norm.endswith("ется")
        or not _under_terms(document, index + 1, here)
        or by_somebody(document, index + 1, here)
        or clause_ends(document, index + 1)
    ):
        return None
    return plainer(document, index, index + 1, "есть")
