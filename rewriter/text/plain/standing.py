"""Where things are and who gets them: «инструкция размещена по адресу …» → «лежит по адресу …», «поддержка реализована в модели» → «есть в модели», «ему присваивается роль» → «он получает роль»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.plain.noun_phrases import noun_phrase
from rewriter.text.plain.plainer import Plainer, at, clause_begins, norm_at, plainer
from rewriter.text.plain.split_reading import adverbial, joined
from rewriter.text.plain.subjects import agrees, last_said, subject_before

WORDS = frozenset("разместить реализовать присваиваться присваивать".split())
_PLACED = frozenset("размещен размещена размещено размещены".split())
_BUILT = frozenset("реализован реализована реализовано реализованы".split())
_ASSIGNED = frozenset("присваивается присваиваются".split())
# What is read or downloaded; goods and notices are put up otherwise.
_READ = frozenset(
    "документация инструкция бланк форма информация сведение описание правило тариф перечень список версия договор оферта файл архив руководство образец график расписание памятка презентация запись видео статья регламент каталог шаблон прошивка драйвер схема".split()
)
_BUILT_IN = frozenset("поддержка функция опция синхронизация интеграция режим тема функционал возможность фильтр экспорт импорт поиск".split())
_GRANTED = frozenset("роль статус номер уровень категория индекс код трек-номер".split())
_IT = {"ы": "они", "а": "она", "о": "оно"}
_AT = frozenset(("адресу", "ссылке"))


def standing(document: Document) -> Iterator[Plainer]:
    """Every such sentence that has a sure repair."""
    for token in document.having(WORDS):
        found: Plainer | None = None
        if token.norm in _PLACED:
            found = _placed(document, token)
        elif token.norm in _BUILT:
            found = _built(document, token)
        elif token.norm in _ASSIGNED:
            found = _granted(document, token)
        if found is not None:
            yield found


def _placed(document: Document, token: Token) -> Plainer | None:
    """«Документация размещена по адресу https://…»; «бланк размещён на сайте» → «бланк есть на сайте»."""
    here, index = token.sentence, token.index
    ending = "ы" if token.norm.endswith("ы") else token.norm[-1]
    lies = "лежат" if ending == "ы" else "лежит"
    linked = norm_at(document, index + 1, here) == "по" and norm_at(document, index + 2, here) in _AT and _is_link(document, index + 3, here)
    # «Актуальна версия 2.8.4, размещена по ссылке …»
    if linked and norm_at(document, index - 1, here) == ",":
        return plainer(document, index, index + 1, f"{_IT.get(ending, 'он')} {lies}")
    subject = subject_before(document, index)
    if subject is None or subject.parse.lemma not in _READ or not agrees(document, index, subject):
        return None
    if linked:
        return plainer(document, index, index + 1, lies)
    following = norm_at(document, index + 1, here)
    return plainer(document, index, index + 1, "есть") if following in ("на", "в") and _on_a_page(document, index + 2, here) else None


def _is_link(document: Document, index: int, sentence: int) -> bool:
    while norm_at(document, index, sentence) in (":", "—", "«"):
        index += 1
    token = at(document, index, sentence)
    return token is not None and (
        token.text.startswith(("http", "www")) or token.kind in ("url", "link", "code") or token.text.isascii() and token.text.isalpha()
    )


def _on_a_page(document: Document, index: int, sentence: int) -> bool:
    return any(
        (t := at(document, index + k, sentence)) is not None
        and t.is_("сайт", "страница", "кабинет", "приложение", "раздел", "профиль", "портал", "карточка", "чат", "канал", "вкладка", "меню", "справка", "центр")
        for k in range(3)
    )


def _built(document: Document, token: Token) -> Plainer | None:
    """«Поддержка карт 512 ГБ реализована в модели «Филин-5»»."""
    here, index = token.sentence, token.index
    before = norm_at(document, index - 1, here)
    if before in ("не", "был", "была", "было", "были", "будет", "будут") or norm_at(document, index + 1, here) not in ("в", "на", "только", "со", "с"):
        return None
    subject = _subject_with_sum(document, index)
    return plainer(document, index, index + 1, "есть") if subject else None


def _subject_with_sum(document: Document, index: int) -> bool:
    """A built-in thing before, «512 ГБ» and the like between."""
    first = document.sentences[document.tokens[index].sentence].first
    for begin in range(max(first, index - 8), index):
        if begin > first and not clause_begins(document, begin):
            continue
        found = noun_phrase(document, begin, "Nom")
        if found is not None and found.last <= index and found.parse.lemma in _BUILT_IN and agrees(document, index, found):
            rest = document.tokens[found.last : index]
            return adverbial(rest)
    return False


def _granted(document: Document, token: Token) -> Plainer | None:
    """«Прежнему владельцу присваивается роль «Администратор»» → «прежний владелец получает роль «Администратор»»."""
    here, index = token.sentence, token.index
    thing = noun_phrase(document, index + 1, "Nom", tail=False)
    if thing is None or thing.parse.lemma not in _GRANTED or not agrees(document, index, thing) or joined(document, thing.last, "Nom"):
        return None
    first = document.sentences[here].first
    for begin in range(max(first, index - 8), index):
        if begin > first and not clause_begins(document, begin):
            continue
        receiver = noun_phrase(document, begin, "Dat")
        if receiver is None or receiver.last > index or not adverbial(document.tokens[receiver.last : index]):
            continue
        name, acted = receiver.in_case("Nom"), thing.in_case("Acc")
        if not name or not acted or not last_said(document, thing.last):
            return None
        between = document.text[document.tokens[receiver.last - 1].end : document.tokens[index - 1].end]
        gets = "получают" if receiver.agreement["Number"] == "Plur" else "получает"
        return plainer(document, receiver.first, thing.last, f"{name}{between} {gets} {acted}")
    return None
