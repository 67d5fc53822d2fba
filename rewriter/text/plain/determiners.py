"""«данный» before its noun → «этот» in the form of the noun; «персональные данные», «по данным банка», «данное Вами согласие» are something else."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.morph import inflect
from rewriter.text.plain.plainer import Plainer, norm_at, plainer

WORDS = frozenset("данный указанный вышеуказанный вышеназванный вышеупомянутый вышеперечисленный вышеозначенный вышеописанный".split())
# Of whom or what data are: «данные карты», «данных клиентов».
_OWNERS = frozenset(
    "карта счет паспорт компания организация договор аккаунт система база клиент пользователь покупатель получатель отправитель сотрудник банк сайт анкета заявка почта человек гражданин лицо посылка доставка отправка покупка оплата "
    "регистрация прописка проверка таможня трекинг статистика".split()
)
_SURE_PLURAL = frozenset(
    "услуга мера функция причина работа проблема ошибка операция настройка акция опция программа цена условие правило требование изменение действие сведение отправление".split()
)
_ABOUT_DATA = frozenset(
    "персональный личный паспортный защита обработка база хранение удаление утечка сбор изменение проверка передача ввод обновление безопасность перенос восстановление платежный контактный банковский реквизит указать ввести ваш свой".split()
)
# What is said in figures, and the words one of which is beside them.
_DAYS = frozenset("день сутки неделя месяц год час минута январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split())
_MONEY = frozenset("рубль руб р ₽ $ €".split())
_FIGURES = {
    "период": _DAYS,
    "срок": _DAYS,
    "дата": _DAYS,
    "время": _DAYS,
    "интервал": _DAYS,
    "сумма": _MONEY,
    "лимит": None,
    "порог": None,
    "предел": None,
    "максимум": None,
    "объем": None,
}
_BY_WHOM = frozenset("вами вам нами нам мной мне им ей ими вас".split())


def determiners(document: Document) -> Iterator[Plainer]:
    """Every «данный» that means «этот»."""
    for token in document.having(WORDS):
        form = _form(document, token)
        if form is None:
            continue
        first = token.index
        if norm_at(document, first - 1, token.sentence) == "о":
            yield plainer(document, first - 1, first + 1, f"об {form}")
        elif norm_at(document, first - 1, token.sentence) not in ("об", "обо"):
            yield plainer(document, first, first + 1, form)


def _form(document: Document, token: Token) -> str | None:
    head = _head(document, token)
    # «в данный момент» is «сейчас».
    if head is None or head.word is None or token.word is None or head.is_("момент"):
        return None
    if token.is_("указанный") and not _points_back(document, token, head):
        return None
    given = token.is_("данный")
    if given and norm_at(document, token.index + 1, token.sentence) in _BY_WHOM:
        return None
    plural_data = given and token.norm in ("данные", "данных", "данным", "данными")
    mine = [p for p in token.word.parses if p.lemma in WORDS or (p.lemma in ("дать", "указать") and p.feats.get("VerbForm") == "Part")]
    found: dict[str, None] = {}
    for noun in head.word.parses:
        if noun.pos not in ("NOUN", "PROPN", "X") or (head.word.known and noun.prob < 0.02):
            continue
        for parse in mine:
            if _agree(parse.feats, noun.feats):
                shape = {"Case": noun.feats["Case"], "Number": noun.feats["Number"]}
                if shape["Number"] == "Sing":
                    shape["Gender"] = noun.feats.get("Gender", "Masc")
                if shape["Case"] == "Acc":
                    shape["Animacy"] = noun.feats.get("Animacy", "Inan")
                form = inflect("этот", **shape) or inflect("этот", **{k: v for k, v in shape.items() if k != "Animacy"})
                if form:
                    found[form] = None
    if not found or len(found) > 1:
        return None
    if plural_data and not _surely_this(document, token, head):
        return None
    return next(iter(found))


def _points_back(document: Document, token: Token, head: Token) -> bool:
    """«45 дней, … сверх указанного лимита»: what was said just before in figures, and no «указанный в договоре»."""
    if not token.norm.startswith("указанн") or head.lemmas.isdisjoint(_FIGURES) or norm_at(document, token.index + 1, token.sentence) in _BY_WHOM:
        return False
    wanted = next(_FIGURES[lemma] for lemma in head.lemmas if lemma in _FIGURES)
    first = document.sentences[max(0, token.sentence - 1)].first
    return any(t.kind == "number" and _figure(document, t, wanted) for t in document.tokens[first : token.index])


def _figure(document: Document, number: Token, wanted: frozenset[str] | None) -> bool:
    """«45 дней», «90 календарных дней», «12.12.2026»; «№ 45» is a name."""
    here, index = number.sentence, number.index
    if norm_at(document, index - 1, here) in ("№", "#"):
        return False
    if wanted is None:
        return True
    if wanted is _DAYS and norm_at(document, index + 1, here) in (".", ":") and document.tokens[index + 1].start == number.end:
        return norm_at(document, index + 2, here).isdigit()
    return any(t.lemmas & wanted for t in document.tokens[index + 1 : index + 3])


def _head(document: Document, token: Token) -> Token | None:
    """The noun behind it, adjectives skipped."""
    for index in range(token.index + 1, min(token.index + 4, document.sentences[token.sentence].last)):
        following = document.tokens[index]
        if following.word is None or following.word.top is None:
            return None
        if following.word.top.pos in ("NOUN", "PROPN", "X"):
            return following
        if following.word.top.pos not in ("ADJ", "DET") and following.word.top.feats.get("VerbForm") != "Part":
            return None
    return None


def _agree(mine: dict[str, str], noun: dict[str, str]) -> bool:
    return (
        mine.get("Case") == noun.get("Case")
        and mine.get("Number") == noun.get("Number")
        and (noun.get("Number") == "Plur" or mine.get("Gender") == noun.get("Gender"))
        and mine.get("Animacy", noun.get("Animacy")) == noun.get("Animacy")
    )


def _surely_this(document: Document, token: Token, head: Token) -> bool:
    """«данные товары», «данных услуг»: no data of anybody. «данные карты» may be."""
    assert head.word is not None
    before = document.tokens[token.index - 1] if token.index else None
    if before is not None and before.sentence == token.sentence and before.lemmas & _ABOUT_DATA:
        return False
    if head.lemmas & _SURE_PLURAL:
        return True
    genitive = any(p.pos == "NOUN" and p.feats.get("Case") == "Gen" for p in head.word.parses)
    animate = any(p.feats.get("Animacy") == "Anim" for p in head.word.parses if p.pos == "NOUN")
    return not (head.lemmas & _OWNERS) and not (genitive and (animate or token.norm in ("данные", "данными")))
