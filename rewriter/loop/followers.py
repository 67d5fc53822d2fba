"""Sentences that lean on the one before: a remark, a limit to it, «она», «эта ошибка», «указанный срок». They move only together with it."""

from __future__ import annotations

import re

from rewriter.text.document import Document, Sentence, Token, read
from rewriter.text.expressions import Expression
from rewriter.text.facts import flat
from rewriter.text.reference import refers

# What a sentence opens with that goes on from the one before, or adds a remark to it.
_GOES_ON = re.compile(
    r"(?:также|тоже|при (?:этом|этих|том|их|его|ее)\b|при отсутствии|при наличии|кроме|помимо|без |однако|но |а |и |зато|иначе|в противном|до (?:этого|того|тех)|после (?:этого|того|чего)|затем|потом|далее|дальше\b|тогда|сначала|поэтому|потому|значит|то есть"
    r"|если (?:\w+ )?(?:результата|эффекта|изменений|улучшений) (?:нет|не)|если (?:проблема|ошибка|сбой|неполадка) (?:повтор|остал|остан|сохран|не )|если (?:это )?не (?:поможет|помогло|получится|сработает)"
    r"|для этого|в (?:этом|таком|данном|этих) |на (?:это|этом|этот)|с (?:этого|этой|этим)|об этом|по (?:этому|этой|нему|ней)|это\b|эт(?:от|а|у|и|им|ой)\b|данн(?:ый|ая|ое|ую|ого|ой)\b|указанн|выше|так(?:ой|ая|ое|ие)\b|там\b|туда\b|оттуда|тут\b"
    r"|обращаем|обратите|напомина|учтите|учитывайте|имейте в виду|важно|внимание|просим|просьба|пожалуйста|не забудьте|исключени|остальн|друг(?:ой|ая|ое|ие|их)\b(?! (?:человек|люд|лиц))|в остальн|в другие|дополнительно|вместе с тем|к тому же|в свою очередь|следовательно|таким образом|соответственно|например|отследить|отслеживать|ссылк[аи] |код (?:из|прид|действ|поступ|будет)|срок\w* (?:может|могут|увелич)|итого\b|если (?:его|ее|их|он|она|оно|они|не|этого|же)\b|если (?:[а-я]+ ){0,3}не (?:помо|сработа|получи|удал))"
)
# «По Вашему обращению сообщаем следующее»; «Тикет закрываю», «По всем вопросам — телефон …»: the letter's first and last words, whoever answers what between them.
_OPENS = re.compile(
    r"(?:благодарим|спасибо) [^.]{0,30}за (?:обращение|письмо)[^,]{0,30}$|[^.]{0,120}(?:сообщаем|информируем|установлено) следующее\W*$|ваше обращение (?:получен|рассмотрен|принят)[а-я]+\W*$"
)
_CLOSES = re.compile(
    r"(?:обращени|тикет|заявк|запрос)\S* (?:\S+ ){0,2}закры|закрываю (?:обращени|тикет|заявк|запрос)|по (?:всем |другим |любым )?вопросам\b|(?:если|при) (?:у вас )?(?:возникн|остан|остал|появ)\w+ (?:\w+ )?вопрос"
)
# «Данное отправление № 80091264377317 …» is told by its number.
_NAMED = re.compile(r"(?:эт(?:от|а|о)|данн(?:ый|ая|ое)) \w+ (?:№ ?)?(?=[a-zа-я]{0,4}\d)[\w-]{4,}")
# «Чтобы это не повторилось» answers «это не повторится?» wherever it stands; «стоимость этой услуги» is asked for, too.
_FOR_LATER = re.compile(
    r"чтобы (?:это|такое|подобное) (?:больше )?не повтор|(?:стоимость|цена|вес|размер|срок|длительность|продолжительность) этой? (?:услуги|процедуры)|(?:стоимость|цена|вес|размер) этого (?:изделия|прибора|товара)"
)
_ARRIVAL = re.compile(r"(?:примерн|ориентировочн|планируем|планов|ожидаем)\w+ (?:дата|срок|время|день)")
_ON_ITS_WAY = re.compile(r"отправлен|передан|сортиров|в пути|местонахожд|покинул")
_PRONOUNS = frozenset("он она оно они его ее их него нее них ему ей им нему ней ним ними".split())
_PLACED = frozenset("нем ней них".split())
_SUBJECTS = frozenset("он она оно они".split())
_POINTING = frozenset("этот данный указанный такой вышеуказанный".split())
# «Его срок», «она исправлена»: so near the beginning that the noun must stand before.
_NEAR = 7


def follows(document: Document, sentence: Sentence, *, loose: bool = False) -> bool:
    """Whether the sentence makes sense only behind the one before it. `loose`: «однако» and «данная услуга» alone hold nothing together."""
    if sentence.index == 0:
        return False
    # «Заказ отправлен 15 октября. Примерная дата поступления — 24 октября».
    if _ARRIVAL.match(flat(sentence.text)) and _ON_ITS_WAY.search(flat(document.sentences[sentence.index - 1].text)):
        return True
    if _if_of_it(document, sentence):
        return True
    if _NAMED.match(flat(sentence.text)) or _FOR_LATER.match(flat(sentence.text)):
        return False
    tokens = document.of(sentence)
    matter = _MATTER | _SERVICE if loose else _MATTER
    if loose and _only_connected(sentence):
        return False
    return bool(_GOES_ON.match(flat(sentence.text).lstrip('«"—–- '))) or _refers_back(tokens, matter) or _what(tokens) or _subjectless(tokens)


def _if_of_it(document: Document, sentence: Sentence) -> bool:
    """«Это временная блокировка, она будет снята. Если блокировка не будет снята, …»: what if that does not come about."""
    tokens = document.of(sentence)
    if len(tokens) < _SHORT_IF or tokens[0].norm != "если" or tokens[2].norm != "не":
        return False
    noun, before = tokens[1], document.of(document.sentences[sentence.index - 1])
    named = "noun" in noun.tags and any(t.kind == "word" and t.lemmas & noun.lemmas for t in before)
    verbs = {lemma for t in tokens[3:6] for lemma in t.lemmas} - {"быть"}
    return named and any(t.lemmas & verbs for t in before if t.kind == "word")


_SHORT_IF = 4


def opens(text: str) -> bool:
    """Whether the sentence only begins the letter."""
    return bool(_OPENS.match(flat(text)))


def closes(text: str) -> bool:
    """Whether the sentence only ends it."""
    return bool(_CLOSES.match(flat(text)))


def _what(tokens: tuple[Token, ...]) -> bool:
    """«Исправьте и загрузите ещё раз»: what to mend stands before."""
    if len(tokens) < 3 or "imper" not in tokens[0].tags or tokens[1].norm != "и":
        return False
    return any(p.feats.get("Mood") == "Imp" and "tran" in p.analysis.labels for p in tokens[0].word.parses) if tokens[0].word is not None else False


def _subjectless(tokens: tuple[Token, ...]) -> bool:
    """«По истечении удаляются безвозвратно»: of what, the sentence before has said."""
    said = False
    for token in tokens:
        if token.kind == "punct" and token.text in ",;:—–(":
            break
        top = token.word.top if token.word is not None else None
        if top is None:
            if token.kind != "punct":
                return False  # a code or a number may be what it is said of
            continue
        if any(p.pos in ("NOUN", "PROPN", "PRON", "NUM", "DET") and p.feats.get("Case") == "Nom" for p in token.word.parses):  # type: ignore[union-attr]
            return False
        said = said or (top.pos == "VERB" and token.norm.endswith("ются") and top.feats.get("Number") == "Plur" and top.feats.get("Tense") == "Pres")
    return said


def _refers_back(tokens: tuple[Token, ...], matter: frozenset[str]) -> bool:
    """A pronoun, «этот …» or «данный …» near the beginning with no noun of its own before it."""
    nouns = named = 0
    for token in tokens[:_NEAR]:
        if token.text == "," and nouns:
            return False  # «Заморозить абонемент можно, для этого …»: what is pointed at stands in the sentence itself
        top = token.word.top if token.word is not None else None
        # «О дате она сообщит звонком»: only a noun that may be the subject can be what «она» is.
        if token.norm in _PRONOUNS and not (named if token.norm in _SUBJECTS else nouns):
            return True
        if token.norm in _PLACED and not refers(token.norm, tokens[: tokens.index(token)]):
            return True  # «Ваша посылка находится в нём»: in no parcel
        if (
            token.lemmas & _POINTING
            and top is not None
            and top.pos in ("DET", "ADJ", "PRON")
            and not _data(tokens, token)
            and not _of_the_case(tokens, token, matter)
        ):
            return True
        noun = top is not None and top.pos in ("NOUN", "PROPN")
        nouns += noun
        named += noun and token.word is not None and any(p.feats.get("Case") == "Nom" for p in token.word.parses)
    return False


def _of_the_case(tokens: tuple[Token, ...], token: Token, matter: frozenset[str]) -> bool:
    """«Срок хранения данного РПО»: the client's own thing, which the whole letter is about; «это отправление» in front goes on from the sentence before."""
    behind = tokens[token.index - tokens[0].index + 1 :]
    return token.index > tokens[0].index and bool(behind) and bool(behind[0].lemmas & matter)


_MATTER = frozenset("рпо отправление посылка бандероль письмо заказ товар обращение договор".split())
# What is asked for as a whole, and may as well have been spoken of in the sentence before.
_SERVICE = frozenset("услуга процедура абонемент тариф".split())


def _data(tokens: tuple[Token, ...], token: Token) -> bool:
    """«Данные хранятся на серверах», «данные аккаунта»: a noun, with nothing beside it that it could point at."""
    if token.norm != "данные":
        return False
    behind = tokens[token.index - tokens[0].index + 1 :]
    word = behind[0].word if behind else None
    return word is None or not any(p.pos in ("NOUN", "ADJ") and p.feats.get("Case") in ("Nom", "Acc") and p.feats.get("Number") == "Plur" for p in word.parses)


_CONNECTED = Expression(r"(?:однако|но|а|также|при этом|кроме того|вместе с тем|дополнительно|в свою очередь|к тому же|помимо этого)[ ,]+")


def _only_connected(sentence: Sentence) -> bool:
    """Whether nothing but its first word joins the sentence to the one before: «Однако более 5 гостей добавить нельзя»."""
    joined = _CONNECTED.match(flat(sentence.text))
    if joined is None:
        return False
    rest = read(sentence.text[joined.end() :].lstrip())
    tokens = rest.tokens
    return not (_GOES_ON.match(flat(rest.text)) or _refers_back(tokens, _MATTER) or _what(tokens) or _subjectless(tokens))


def groups(document: Document, *, loose: bool = False) -> tuple[tuple[int, ...], ...]:
    """The sentences, each with those that lean on it; steps of a list stay together. `loose`: «однако» and «данная услуга» alone hold nothing together."""
    found: list[list[int]] = []
    listed = False
    for sentence in document.sentences:
        item = bool(re.match(r"(?:\d{1,2}[.)]|[—–•-])\s", sentence.text))
        before = document.sentences[sentence.index - 1].text if sentence.index else ""
        if found and not opens(before) and (follows(document, sentence, loose=loose) or (item and listed) or before.rstrip().endswith(":")):
            found[-1].append(sentence.index)
        else:
            found.append([sentence.index])
        listed = item
    return tuple(tuple(g) for g in found)
