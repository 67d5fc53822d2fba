"""What a request is for: «чтобы найти заказ», «по нему проверим», «для возврата», «без него не узнаем»."""

from __future__ import annotations

from itertools import pairwise

from rewriter.text import morph
from rewriter.text.document import Document, Token

_WORDS = frozenset("чтобы чтоб дабы ради целях целью поэтому поскольку ведь потому иначе тогда помощью".split())
_NOBODY = frozenset("вас нас меня клиентов всех начала".split())
_PRONOUNS = frozenset("нему ней ним него нее них этому этой этим этого".split())
_BY = frozenset(
    "номер фото фотография снимок скриншот чек код видео данные журнал файл фамилия артикул трек трек-номер имя модель запись лог документ информация сведение материал адрес".split()
)
_HELPS = frozenset(
    "помочь помогать позволить позволять подтвердить подтверждать ускорить ускорять показать доказать облегчить упростить влиять повлиять".split()
)
# What is done with the thing asked for.
_WORK = frozenset(
    "найти проверить посмотреть разобраться понять определить выяснить уточнить сверить подобрать рассчитать посчитать вернуть оформить восстановить установить узнать увидеть отследить помочь подсказать сориентировать отправить "
    "передать заменить обменять исправить подготовить зарегистрировать создать открыть завести подключить внести изменить отменить перенести подтвердить сравнить изучить искать проверять сверять подбирать рассчитывать оформлять "
    "находить смочь мочь разблокировать начислить зачислить выслать прислать выставить перезвонить позвонить связаться привезти доставить продлить устранить починить настроить добавить удалить переоформить компенсировать".split()
)
_OWN_ONLY = frozenset(
    "попросить просить напомнить напоминать сказать отметить ждать подождать быть благодарить извиниться мочь приносить понимать сожалеть надеяться".split()
)
# «Так мы найдём», not «так вышло».
_CAME_OUT = frozenset("же и выйти получиться случиться произойти быть сложиться как что много долго мало".split())
_ANOTHER = frozenset("еще также заодно".split())
_NOT_SEEN = frozenset(
    "найти найтись находить находиться видеть увидеть отображаться хватать указать открыться открываться читаться загрузиться прийти дойти хватить сохраниться получиться".split()
)


def unexplained(document: Document, asking: frozenset[int]) -> frozenset[int]:
    """Those of the sentences `asking` for something that nowhere say what for: neither they, nor requests beside them, nor the neighbours of these."""
    runs: list[list[int]] = []
    for sentence in sorted(asking):
        if runs and runs[-1][-1] == sentence - 1:
            runs[-1].append(sentence)
        else:
            runs.append([sentence])
    return frozenset(i for run in runs if not _told_why(document, run) for i in run)


def _told_why(document: Document, run: list[int]) -> bool:
    first = document.of(document.sentences[run[0]])[:4]
    # «И ещё просьба: …» has nothing to do with what stands in front of it.
    alone = any(t.norm in _ANOTHER for t in first) and any(t.is_("просьба", "просить") for t in first)
    around = range(run[0] if alone else max(0, run[0] - 1), min(len(document.sentences), run[-1] + 2))
    return any(_says_why(document.of(document.sentences[i]), own=run[0] <= i <= run[-1], before=i < run[0]) for i in around)


def _says_why(tokens: tuple[Token, ...], *, own: bool, before: bool) -> bool:
    last = len(tokens) - 1
    # «Сейчас разберёмся!», «давайте исправим» in front promises help and explains no request.
    generic = before and any(t.norm in ("давайте", "сейчас") for t in tokens)
    for i, token in enumerate(tokens):
        norm = token.norm
        after = tokens[i + 1].norm if i < last else ""
        if (
            norm in _WORDS
            or (norm == "для" and after not in _NOBODY and not any(t.is_("удобство") for t in tokens[i + 1 : i + 3]))
            or (norm == "так" and i < last and tokens[i + 1].kind == "word" and tokens[i + 1].lemmas.isdisjoint(_CAME_OUT))
        ):
            return True
        if norm in ("по", "без", "на") and i < last and (after in _PRONOUNS or (norm != "на" and _is_the_thing(tokens, i + 1))):
            return True
        if before and token.text == ":" and any(t.word is not None and "verb" in t.word.tags and t.lemmas & _WORK for t in tokens[i + 1 :]):
            return True  # «паспорт просит банк: он сверяет имя»
        if token.word is not None and ((_works(norm) and not generic) or (own and _ours(norm))):
            return True
    if before and any(a.norm == "не" and b.lemmas & _NOT_SEEN for a, b in pairwise(tokens)):
        return True
    return any(
        a.norm in ("он", "она", "оно", "они", "это") and b.is_("нужный", "нужно", "необходимый", "понадобиться", "требоваться") for a, b in pairwise(tokens)
    )


def _is_the_thing(tokens: tuple[Token, ...], i: int) -> bool:
    """«по номеру заказа», not «по номеру 8 800»."""
    return not tokens[i].lemmas.isdisjoint(_BY) and not (i + 1 < len(tokens) and tokens[i + 1].kind in ("number", "code"))


def _works(norm: str) -> bool:
    """«проверим», «найдут», «поможет»: what will be done with it, or what it does."""
    for parse in morph.word(norm).parses:
        feats = parse.feats
        if parse.pos not in ("VERB", "AUX") or feats.get("VerbForm") != "Fin" or feats.get("Mood") == "Imp" or parse.prob < 0.3:
            continue
        person, tense = feats.get("Person"), feats.get("Tense")
        if parse.lemma in _HELPS and person == "3" and tense in ("Fut", "Pres"):
            return True
        if parse.lemma in _WORK and ((person in ("1", "3") and tense == "Fut") or (person == "1" and tense == "Pres" and parse.lemma != "мочь")):
            return True
    return False


def _ours(norm: str) -> bool:
    """In the sentence of the request any «мы сделаем» is what it leads to."""
    return any(
        p.pos == "VERB"
        and p.feats.get("Person") == "1"
        and p.feats.get("Tense") == "Fut"
        and p.feats.get("Mood") != "Imp"
        and p.lemma not in _OWN_ONLY
        and p.prob > 0.3
        for p in morph.word(norm).parses
    )
