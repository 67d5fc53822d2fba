"""A noun phrase read off a text in a given case and written in another one: «Вашего заказа № 48213» → «Ваш заказ № 48213».

Only what is sure: the adjectives agree with the noun, the noun's number is unmistakable, and nothing behind it would have to agree as well.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from rewriter.text.document import Document, Token
from rewriter.text.morph import Parse, word

# «его заказ»: the possessive that is the same in every case.
_SAME_IN_ALL = frozenset("его ее их".split())
# Nouns of one form, with the gender that the things have.
_UNCHANGING = {"смс": "Neut", "пвз": "Masc", "опс": "Neut", "рпо": "Neut", "фото": "Neut", "видео": "Neut", "пальто": "Neut", "e-mail": "Masc", "фио": "Neut"}
_NUMBERED = frozenset(("№", "#"))
_NUMBERABLE = frozenset(
    "опс пвз рпо заказ отправление посылка обращение заявка договор отделение письмо пункт тикет счет счёт карта бандероль накладная чек".split()
)
_CODED = frozenset(("ошибка", "код"))
_OPENS, _CLOSES = "«", "»"
_MOST_TAIL = 8
_SURE = 1.5
_MONEY = frozenset(("средство",))
# A dictionary knows persons and animals of these names, too; here they are papers and devices.
_DEVICES = frozenset("оригинал счетчик носитель наушник регистратор дух духи".split())
_OF_MONEY = frozenset(("денежный", "финансовый"))
_NOT_MONEY = frozenset(("для", "от", "против", "связь", "защита", "уход", "гигиена", "доставка", "массовый"))


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """Tokens [first, last) of the document: modifiers, the head and what belongs to it. `parse`: the head's reading in its case.

    `also`: a second phrase that «и» joins to it («уведомлений и рассылок»), up to `last`.
    """

    document: Document
    first: int
    last: int
    modifiers: tuple[Token, ...]
    head: Token
    parse: Parse
    also: NounPhrase | None = None

    @property
    def start(self) -> int:
        """First code point."""
        return self.document.tokens[self.first].start

    @property
    def end(self) -> int:
        """One past the last code point."""
        return self.document.tokens[self.last - 1].end

    @property
    def money(self) -> bool:
        """«денежные средства», or bare «средства» where no other kind is meant."""
        if not self.head.lemmas & _MONEY or self.parse.feats.get("Number") != "Plur":
            return False
        if any(t.lemmas & _OF_MONEY for t in self.modifiers):
            return len(self.modifiers) == 1
        follows = self.document.tokens[self.head.index + 1] if self.head.index + 1 < len(self.document.tokens) else None
        return not self.modifiers and (follows is None or not follows.lemmas & _NOT_MONEY)

    @property
    def agreement(self) -> dict[str, str]:
        """Number and, in the singular, gender for a verb whose subject this becomes."""
        if self.also is not None or self.parse.feats.get("Number") == "Plur":
            return {"Number": "Plur"}
        return {"Number": "Sing", "Gender": self.parse.feats.get("Gender", "Masc")}

    def in_case(self, case: str) -> str | None:
        """The phrase in another case, names, numbers and genitives behind the head as they are; None where a form is missing."""
        if self.also is not None:
            mine, other = replace(self, last=self.also.first - 1, also=None).in_case(case), self.also.in_case(case)
            return f"{mine} и {other}" if mine and other else None
        tail = self.document.text[self.head.end : self.end]
        if self.money:
            money = {"Nom": "деньги", "Acc": "деньги", "Gen": "денег", "Dat": "деньгам", "Ins": "деньгами", "Loc": "деньгах"}[case]
            return _like(money, self.document.tokens[self.first]) + tail
        parts: list[str] = []
        feats = self.parse.feats
        for token in self.modifiers:
            form = _modifier_in(token, case, feats)
            if form is None:
                return None
            parts.append(_like(form, token) + self.document.text[token.end : self.document.tokens[token.index + 1].start])
        head = self.head.text if self.head.norm in _UNCHANGING else self.parse.inflect(Case=case, Number=feats.get("Number", "Sing"))
        return "".join((*parts, _like(head, self.head), tail)) if head else None


def _modifier_in(token: Token, case: str, head: dict[str, str]) -> str | None:
    if token.norm in _SAME_IN_ALL:
        return token.text
    number = head.get("Number", "Sing")
    wanted = {"Case": case, "Number": number, **({"Gender": head.get("Gender", "Masc")} if number == "Sing" else {})}
    animated = {**wanted, "Animacy": head.get("Animacy", "Inan")} if case == "Acc" else wanted
    for parse in token.word.parses if token.word else ():
        if parse.pos in ("ADJ", "DET", "VERB") and parse.feats.get("Variant") != "Short" and "Case" in parse.feats:
            # Only the masculine and the plural tell living things from others.
            return parse.inflect(**animated) or parse.inflect(**wanted)
    return None


def _like(form: str, token: Token) -> str:
    lead, _, _ = token.text.rpartition("-")
    if lead.isascii() and form.lower().startswith(f"{lead.lower()}-"):
        return token.text[: len(lead)] + form[len(lead) :]  # «QR-код»
    if token.text.isupper() and len(token.text) > 1:
        return form.upper() if form.lower() != token.norm else token.text
    return form[:1].upper() + form[1:] if token.capital else form


def noun_phrase(document: Document, at: int, case: str, *, tail: bool = True) -> NounPhrase | None:
    """The phrase in this case that begins at token `at`; None where there is none or its reading is not sure. `tail`: with genitives, names and numbers behind."""
    tokens, i = document.tokens, at
    if at >= len(tokens):
        return None
    sentence = tokens[at].sentence
    while i < len(tokens) and tokens[i].sentence == sentence and _modifies(tokens, i, case):
        i += 1
    if i >= len(tokens) or tokens[i].sentence != sentence:
        return None
    modifiers, head = tokens[at:i], tokens[i]
    parse = _head_reading(head, case, modifiers)
    if parse is None:
        return None
    last = _tail(document, i + 1, sentence, head) if tail else i + 1
    if last is None or (tail and (_participle_follows(tokens, last, sentence, case) or _described_later(tokens, last, sentence, parse))):
        return None
    return NounPhrase(document, at, last, modifiers, head, parse)


def joint_phrase(document: Document, at: int, case: str) -> NounPhrase | None:
    """The same, with a second phrase that «и» joins to it where there is one."""
    found = noun_phrase(document, at, case)
    if found is None or found.last + 1 >= len(document.tokens) or document.tokens[found.last].norm != "и":
        return found
    also = noun_phrase(document, found.last + 1, case)
    return replace(found, last=also.last, also=also) if also is not None and also.head.sentence == found.head.sentence else found


def _modifies(tokens: tuple[Token, ...], i: int, case: str) -> bool:
    """An adjective, pronoun or participle of this case with a noun behind it."""
    token = tokens[i]
    if token.word is None or token.norm == "который":
        return False
    if token.norm in _SAME_IN_ALL:
        return i + 1 < len(tokens) and tokens[i + 1].word is not None
    if token.word.top is not None and token.word.top.pos == "NOUN":
        following = tokens[i + 1] if i + 1 < len(tokens) else None
        if (
            not token.is_("данный", "выходной")
            or following is None
            or following.word is None
            or not any(p.feats.get("Case") == case for p in following.word.parses)
        ):
            return False
    return any(p.pos in ("ADJ", "DET", "VERB") and p.feats.get("Case") == case and p.feats.get("Variant") != "Short" for p in token.word.parses) and not (
        token.is_("который")
    )


def _head_reading(head: Token, case: str, modifiers: tuple[Token, ...]) -> Parse | None:
    if head.word is None:
        return None
    if head.norm in _UNCHANGING:
        base = word("письмо" if _UNCHANGING[head.norm] == "Neut" else "пункт").parses[0]
        number = next((n for t in modifiers if (n := _number(t, case))), "Sing")
        return Parse(head.norm, "NOUN", {"Case": case, "Number": number, "Gender": _UNCHANGING[head.norm], "Animacy": "Inan"}, 1.0, base.analysis)
    if not (head.word.known or _built(head)) or (head.text.isupper() and len(head.text) > 1 and not _shouted(head)):
        return None
    found = [p for p in head.word.parses if p.pos in ("NOUN", "PROPN") and p.feats.get("Case") == case and "NameType" not in p.feats and p.prob > 0.01]
    if modifiers:
        found = [p for p in found if all(_agrees(t, p, case) for t in modifiers)]
    if len({p.feats.get("Number") for p in found}) != 1:
        return None
    if any(p.lemma in _DEVICES and p.feats.get("Animacy") == "Inan" for p in found):
        found = [p for p in found if p.feats.get("Animacy") == "Inan"]
    # «воскресенья» is a form of two nouns; the likelier is meant if it is much likelier.
    best = max(found, key=lambda p: p.prob)
    return best if best.prob >= _SURE * sum(p.prob for p in found if p.lemma != best.lemma) else None


_HALF = 3


def _built(head: Token) -> bool:
    """«автопродления»: no dictionary word, but of one reading."""
    assert head.word is not None
    if any(p.lemma.endswith(("код", "номер")) and p.pos == "NOUN" for p in head.word.parses):
        return True  # «промокод», «трек-номер»: declined as «код» and «номер» are
    lead, _, half = head.text.lower().rpartition("-")
    if lead and not lead.isascii() and len(half) > _HALF and word(half).known:
        return True  # «веб-версии»: declined as «версии» is
    return len(head.norm) > 8 and not head.text.isascii() and head.norm.endswith(("ения", "ания", "ации", "овки", "ение", "ание", "ация", "овка"))


def _shouted(head: Token) -> bool:
    return len(head.text) > 3


def _number(token: Token, case: str) -> str | None:
    return next((p.feats["Number"] for p in (token.word.parses if token.word else ()) if p.feats.get("Case") == case and "Number" in p.feats), None)


def _agrees(token: Token, noun: Parse, case: str) -> bool:
    if token.norm in _SAME_IN_ALL:
        return True
    return token.word is not None and any(
        p.feats.get("Case") == case
        and p.feats.get("Number") == noun.feats.get("Number")
        and (noun.feats.get("Number") == "Plur" or p.feats.get("Gender", noun.feats.get("Gender")) == noun.feats.get("Gender"))
        for p in token.word.parses
    )


def _tail(document: Document, i: int, sentence: int, head: Token) -> int | None:
    """One past what belongs to the head: genitives, a number, a code, a name in quotes. None where quotes do not close."""
    tokens, begin = document.tokens, i
    while i < len(tokens) and tokens[i].sentence == sentence and i - begin < _MOST_TAIL:
        token = tokens[i]
        if token.text == _OPENS:
            closing = next((j for j in range(i + 1, min(i + 10, len(tokens))) if tokens[j].text == _CLOSES and tokens[j].sentence == sentence), None)
            if closing is None:
                return None
            i = closing + 1
        elif token.text in _NUMBERED and i + 1 < len(tokens) and tokens[i + 1].kind in ("number", "code"):
            i += 2
            # «№ 09-417733»
            while i + 1 < len(tokens) and tokens[i].text == "-" and tokens[i].start == tokens[i - 1].end and tokens[i + 1].start == tokens[i].end:
                i += 2
        elif (
            token.kind == "code"
            or (token.kind == "number" and (i == begin and head.lemmas & _NUMBERABLE or tokens[i - 1].lemmas & _CODED))
            or _latin(token)
            or (token.word is not None and _genitive(tokens, i))
        ):
            i += 1
            # «88204415-0093», «y.petrov»
            while (
                i + 1 < len(tokens)
                and tokens[i].text in ("-", ".", "_")
                and tokens[i].start == tokens[i - 1].end
                and tokens[i + 1].start == tokens[i].end
                and tokens[i + 1].kind in ("number", "code", "word")
                and tokens[i + 1].text[:1].isascii()
            ):
                i += 2
        else:
            break
    return i


def _latin(token: Token) -> bool:
    return token.kind == "word" and token.text.isascii()


def _genitive(tokens: tuple[Token, ...], i: int) -> bool:
    """A genitive that can be nothing likelier: an attribute of what stands before it."""
    token = tokens[i]
    assert token.word is not None
    if token.norm in _SAME_IN_ALL:
        following = tokens[i + 1].word if i + 1 < len(tokens) else None
        return following is not None and any(p.feats.get("Case") == "Gen" and p.pos == "NOUN" for p in following.parses)
    share = sum(p.prob for p in token.word.parses if p.feats.get("Case") == "Gen" and (p.pos in ("NOUN", "PROPN", "ADJ", "DET") or _full_participle(p)))
    nominative = sum(p.prob for p in token.word.parses if p.feats.get("Case") == "Nom" and p.pos in ("NOUN", "PROPN"))
    return (
        share > 0.04
        and share >= 0.4 * nominative
        and not any(p.pos in ("ADP", "VERB", "CCONJ") and p.prob > 0.3 and not _full_participle(p) for p in token.word.parses)
    )


def _full_participle(parse: Parse) -> bool:
    """«(устройства) утерянного», «оказанных (услуг)»."""
    return parse.feats.get("VerbForm") == "Part" and parse.feats.get("Variant") != "Short"


_MOST_LATER = 6


def _described_later(tokens: tuple[Token, ...], last: int, sentence: int, head: Parse) -> bool:
    """«ошибка загрузки в формате TXT, возникшая вчера»: behind what hangs on the noun a participle that agrees with it."""
    if last >= len(tokens) or "prep" not in tokens[last].tags:
        return False
    for token in tokens[last + 1 : last + _MOST_LATER]:
        if token.sentence != sentence or token.word is not None and token.word.predicative:
            return False
        if token.text == ",":
            following = tokens[token.index + 1] if token.index + 1 < len(tokens) else None
            return (
                following is not None
                and following.word is not None
                and any(
                    p.feats.get("VerbForm") == "Part"
                    and p.feats.get("Variant") != "Short"
                    and p.feats.get("Case") == head.feats.get("Case")
                    and p.feats.get("Number") == head.feats.get("Number")
                    and p.feats.get("Gender", head.feats.get("Gender")) == head.feats.get("Gender")
                    for p in following.word.parses
                )
            )
    return False


def _participle_follows(tokens: tuple[Token, ...], last: int, sentence: int, case: str) -> bool:
    """«документа, удостоверяющего личность»: the participle would have to change its case, too."""
    if last + 1 >= len(tokens) or tokens[last].text != "," or tokens[last + 1].sentence != sentence:
        return False
    following = tokens[last + 1]
    return (
        following.word is not None
        and any(
            (p.feats.get("VerbForm") == "Part" or p.pos == "ADJ") and p.feats.get("Variant") != "Short" and p.feats.get("Case") == case
            for p in following.word.parses
        )
        and not following.is_("который")
    )
