"""What puts a fault on the client without a word of guilt: «с Вашего согласия», «чего сделано не было», «Вы не сняли видео», «превышения Вами лимита»."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rewriter.text.clauses import clauses
from rewriter.text.document import TERMINAL, Document, Token
from rewriter.text.marks import Mark
from rewriter.text.unreal import unreal_doer

# What a client is told not to have done; «Вы не превысили», «не опоздали» is good news.
_DUE = frozenset(
    "снять записать прийти явиться забрать выкупить оплатить указать приложить вложить прислать предоставить представить подтвердить отправить передать заполнить обновить включить отключить сохранить ответить открыть "
    "отреагировать перезвонить дождаться встретить подписать выполнить пройти привязать настроить сообщить предупредить отметить взять поменять сменить перезагрузить установить внести ввести осмотреть проверить зарегистрировать "
    "продлить успеть выйти оформить согласовать распаковать".split()
)
_AGREED = frozenset("утвердительно положительно согласием согласие да".split())
_SAID = frozenset("ответить ответили сказать дать выразить подтвердить".split())
_DONE = frozenset(
    "сделано выполнено выполнена выполнен выполнены исполнено исполнена произведено произведена осуществлено осуществлена соблюдено соблюдены учтено предпринято".split()
)
_WHAT = frozenset("чего что этого это данного однако но".split())
_BY_YOU = ("вами", "клиентом", "покупателем", "пользователем", "получателем", "абонентом", "отправителем", "продавцом", "банком")
_BREACHES = frozenset(
    "превышение несоблюдение нарушение неуказание непредоставление непредставление невнесение неоплата неявка неполучение невыполнение неисполнение занижение завышение пропуск игнорирование незаполнение неподтверждение необновление "
    "искажение просрочка указание введение отсутствие".split()
)
# One of these stands in each clause that reproaches the client.
_POINTING = _WHAT | frozenset(("вы", "вами", "вашего", *_BY_YOU))
_CAUSES = frozenset("из-за вследствие ввиду причине результате связи силу".split())
_NOT_SO = frozenset("если чтобы ли когда пока еще только спасибо хорошо жаль почему что".split())
_ACCEPTED = frozenset("согласиться принять подписать подтвердить прочитать прочесть одобрить акцептовать ознакомиться".split())
_TERMS = frozenset("соглашение договор оферта условие правило регламент политика тариф".split())
_YOU = frozenset(("вы",))
_WOULD = frozenset(("бы", "б"))
_WORDS = Mark.of(
    frozenset(("уведомить", "известить", "проинформировать")) | _DUE | _DONE | _BREACHES | frozenset(("согласие", "вами", "утвердительно")) | _ACCEPTED
)


class Reproach(NamedTuple):
    """A stretch [start, end) and, where it is sure, what stands for it."""

    start: int
    end: int
    better: str | None = None


def client_at_fault(document: Document) -> Iterator[Reproach]:
    """The reproaches, in reading order."""
    if not document.lemmas.isdisjoint(_WOULD):
        yield from _had_you_done(document)
        yield from _would_you_have_done(document)
    for index in sorted({t.sentence for t in _WORDS.words(document)}):
        if document.text[document.sentences[index].end - 1] == "?":
            continue
        for part in clauses(document, index):
            if all(t.norm not in _POINTING for t in part):
                continue
            found = (
                _you_accepted(document, part)
                or _with_your_consent(document, part)
                or _you_agreed(part)
                or _left_undone(part)
                or _did_not_tell(document, part)
                or _you_did_not(part)
                or _breach_by_you(part)
                or _wrong_by_you(document, part)
            )
            if found is not None:
                yield found


def _had_you_done(document: Document) -> Iterator[Reproach]:
    """«Прочитай Вы инструкцию, ничего бы не сломалось»: the whole of the condition."""
    for token in document.having(_YOU):
        verb = document.tokens[token.index - 1] if token.index > document.sentences[token.sentence].first else None
        if verb is not None and unreal_doer(document, verb) is token:
            part = next(p for p in clauses(document, token.sentence) if p[0].index <= token.index <= p[-1].index)
            yield Reproach(verb.start, _end(part))


def _would_you_have_done(document: Document) -> Iterator[Reproach]:
    """«Писали бы разборчивее, и письмо пришло бы за неделю»: nobody is named, and what would be is told."""
    tokens = document.tokens
    for token in document.having(_WOULD):
        sentence = document.sentences[token.sentence]
        verb = tokens[token.index - 1] if token.index > sentence.first else token
        if verb.word is None or "past" not in verb.tags or not verb.norm.endswith(("ли", "лись")) or verb.is_("мочь", "хотеть", "быть"):
            continue
        if verb.index > sentence.first and tokens[verb.index - 1].kind != "punct":
            continue
        end = next((i for i in range(token.index, sentence.last) if tokens[i].kind == "punct"), sentence.last)
        if any(t.norm in ("мы", "нас") for t in tokens[token.index : end]) or all(t.norm not in _WOULD for t in tokens[end : sentence.last]):
            continue
        yield Reproach(verb.start, tokens[end - 1].end)


def _with_your_consent(document: Document, part: tuple[Token, ...]) -> Reproach | None:
    """«Добавлена с Вашего (устного) согласия»: of what has been done; a promise to ask is none."""
    at = next((i for i, t in enumerate(part) if t.norm in ("согласия", "ведома", "разрешения", "подтверждения")), 0)
    yours = next((i for i in range(max(0, at - 2), at) if part[i].norm == "вашего"), 0)
    if not yours or part[yours - 1].norm not in ("с", "при", "после"):
        return None
    if any(t.norm in ("только", "лишь", "если", "будет", "будут", "не") for t in part) or not any(_done(t) for t in part):
        return None
    first = part[yours - 1]
    return Reproach(first.start, part[at].end, "" if first.index > document.sentences[first.sentence].first else None)


def _you_accepted(document: Document, part: tuple[Token, ...]) -> Reproach | None:
    """«…, с которым Вы согласились при регистрации»: what the client has signed, held against him."""
    at = next((i for i, t in enumerate(part) if t.is_("который")), None)
    if at is None:
        return None
    tokens = document.tokens
    comma = part[at].index - 1 - (part[at].index > 0 and tokens[part[at].index - 1].text != ",")
    before = tokens[max(0, comma - 4) : max(0, comma)]
    phrase = part[at:]
    verb = next((t for t in phrase if not t.lemmas.isdisjoint(_ACCEPTED) and _done(t)), None)
    if verb is None or comma < 1 or tokens[comma].text != "," or all(t.lemmas.isdisjoint(_TERMS) for t in before):
        return None
    if not any(t.norm in ("вы", "вами") for t in phrase[:3]) or any(t.norm == "не" for t in phrase):
        return None
    if any(t.kind not in ("word", "punct") for t in phrase):
        return Reproach(part[at].start, verb.end)
    following = tokens[part[-1].index + 1] if part[-1].index + 1 < len(tokens) else None
    # Its comma goes along, and the one behind, too, where the sentence goes on.
    end = following.end if part[-1].text not in TERMINAL and following is not None and following.text == "," else _end(part)
    return Reproach(tokens[comma].start, end, "")


def _done(token: Token) -> bool:
    """The past or a short participle: «подключили», «подключена»."""
    return token.word is not None and ("past" in token.tags or any(p.feats.get("Variant") == "Short" and p.pos == "VERB" for p in token.word.parses))


def _you_agreed(part: tuple[Token, ...]) -> Reproach | None:
    """«Оператору Вы ответили утвердительно», «Вы дали согласие»."""
    you = next((i for i, t in enumerate(part) if t.norm in ("вы", "вами")), None)
    if you is None or any(t.norm in _NOT_SO for t in part):
        return None
    said = next((t for t in part if t.lemmas & _SAID and _done(t)), None)
    agreed = next((t for t in part if t.norm in _AGREED), None)
    if said is None or agreed is None or agreed.index < you and agreed.norm == "да":
        return None
    return Reproach(part[0].start, _end(part))


def _left_undone(part: tuple[Token, ...]) -> Reproach | None:
    """«…, чего сделано не было», «однако выполнена не была», «этого не сделано»."""
    if part[0].norm not in _WHAT and not any(t.norm in ("чего", "этого") for t in part[:3]):
        return None
    done = next((i for i, t in enumerate(part) if t.norm in _DONE), None)
    if done is not None:
        norms = [t.norm for t in part]
        negated = "не" in norms[max(0, done - 2) : done] or norms[done + 1 : done + 2] == ["не"]
        return Reproach(part[0].start, _end(part)) if negated and len(part) <= 8 and not any(t.norm in ("еще", "пока") for t in part) else None
    if part[0].norm not in ("чего", "что"):
        return None
    verb = next((i for i, t in enumerate(part) if t.norm in ("сделали", "выполнили", "учли", "соблюли") and i and part[i - 1].norm == "не"), None)
    return Reproach(part[0].start, _end(part)) if verb is not None and any(t.norm == "вы" for t in part) else None


def _did_not_tell(document: Document, part: tuple[Token, ...]) -> Reproach | None:
    """«Так как Вы сменили номер и не уведомили нас, …» → «так как Вы сменили номер, …»: what was done is enough."""
    for i in range(2, len(part) - 1):
        verb = part[i]
        if part[i - 1].norm != "не" or part[i - 2].norm != "и" or "past" not in verb.tags or not verb.norm.endswith("ли") or not verb.is_(*_TELLING):
            continue
        if (
            part[i + 1].norm not in ("нас", "нам", "об", "о")
            or not any(t.norm == "вы" for t in part[: i - 2])
            or any(t.norm in _NOT_SO - {"что", "почему"} for t in part)
        ):
            continue
        rest = part[i + 1 :]
        return Reproach(document.tokens[part[i - 2].index - 1].end, _end(part), "") if all(t.kind in ("word", "punct") for t in rest) else None
    return None


_TELLING = ("уведомить", "предупредить", "сообщить", "известить", "проинформировать")


def _you_did_not(part: tuple[Token, ...]) -> Reproach | None:
    """«Вы не сняли видео вскрытия», «за письмом не явились»: told as what has happened."""
    you = next((i for i, t in enumerate(part) if t.norm == "вы"), None)
    if you is None or any(t.norm in _NOT_SO for t in part):
        return None
    for i in range(you + 1, len(part)):
        verb = part[i]
        if verb.is_("дождаться") and i > you + 2 and [t.norm for t in part[i - 3 : i]] == ["так", "и", "не"]:
            continue  # what somebody has waited for in vain is a failing of ours
        if part[i - 1].norm == "не" and not verb.lemmas.isdisjoint(_DUE) and "past" in verb.tags and verb.norm.endswith(("ли", "лись")):
            return Reproach(part[you].start, _end(part) if not any(t.kind not in ("word", "punct") for t in part[i:]) else verb.end)
    return None


def _breach_by_you(part: tuple[Token, ...]) -> Reproach | None:
    """«Из-за превышения Вами лимита» → «из-за превышения лимита»."""
    at = next((i for i, t in enumerate(part) if t.norm in _BY_YOU and i and not part[i - 1].lemmas.isdisjoint(_BREACHES)), None)
    if at is None or not any(t.norm in _CAUSES for t in part[max(0, at - 5) : at]):
        return None
    noun = part[at - 1]
    # «Из-за указания Вами неверного адреса»: without the doer it is the address that is wrong.
    following = part[at + 1] if at + 1 < len(part) else None
    if following is None:
        return Reproach(noun.start, part[at].end)
    return Reproach(noun.start, part[at].end, noun.text)


_GIVEN = frozenset("указать ввести внести вписать записать назвать выбрать сообщить предоставить".split())
_WRONG = frozenset("неверный неправильный некорректный ошибочный несуществующий устаревший".split())


def _wrong_by_you(document: Document, part: tuple[Token, ...]) -> Reproach | None:
    """«По указанному Вами некорректному индексу 344002» → «по индексу 344002»: a value needs no blame to be told."""
    you = next((i for i, t in enumerate(part) if t.norm == "вами"), None)
    if you is None or not 0 < you < len(part) - 2:
        return None
    given, wrong, noun = part[you - 1], part[you + 1], part[you + 2]
    participle = given.word is not None and any(p.feats.get("VerbForm") == "Part" and p.feats.get("Variant") != "Short" for p in given.word.parses)
    if not participle or given.lemmas.isdisjoint(_GIVEN) or wrong.lemmas.isdisjoint(_WRONG) or "noun" not in noun.tags:
        return None
    told = document.tokens[noun.index + 1].kind in ("number", "code", "link", "email") if noun.index + 1 < len(document.tokens) else False
    # Without a value it stays said what was wrong: «по неправильному адресу».
    return Reproach(given.start, noun.start if told else wrong.start, "")


def _end(part: tuple[Token, ...]) -> int:
    """The clause's end without its full stop."""
    last = part[-1] if part[-1].text not in TERMINAL or len(part) == 1 else part[-2]
    return last.end
