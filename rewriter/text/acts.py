"""What names an act: a law, a code, an article, a regulation; and what only looks like one (п. Октябрьский, ст. метро, статья в базе знаний)."""

from __future__ import annotations

import re

from rewriter.text.document import Document, Token
from rewriter.text.expressions import Expression

_ABBREVIATIONS = frozenset(("фз", "коап", "зозпп", "ззпп", "поупс", "гк рф", "нпа", "фкз"))


_CODES_WITH_RF = frozenset(("гк", "ук", "тк", "нк", "жк", "ск", "апк", "гпк", "упк", "пп", "кас", "бк", "тк"))


SECTIONS = frozenset(("ст", "статья", "п", "пункт", "пп", "ч", "часть", "абз", "абзац", "подпункт", "подп", "гл", "глава", "раздел", "ст.ст"))


MINISTRY = Expression(r"мин[а-я]{3,}|правительств|президент|фсб|фнс|фтс|фас$|цб$|банк|роспотребнадзор|роскомнадзор|россвяз|ведомств")


_REGULATED = Expression(r"^(?:торговл|оказан|продаж|предоставлен|перевоз|пересылк|дистанцион|почтов|обработк|приема|осуществлен)")


def _near(document: Document, i: int, step: int) -> Token | None:
    """The next solid token in that direction within the sentence, full stops skipped."""
    tokens, here = document.tokens, document.tokens[i].sentence
    j = i + step
    while 0 <= j < len(tokens) and tokens[j].sentence == here and tokens[j].text in ".":
        j += step
    return tokens[j] if 0 <= j < len(tokens) and tokens[j].sentence == here else None


# Papers of the company's own: cited like a law, they tell the client as little.
_PAPERS = frozenset("соглашение оферта условие политика".split())
_OF_PAPERS = frozenset("пользовательский лицензионный публичный партнерский агентский абонентский".split())
_CITING = frozenset("согласно соответствии основании руководствуясь силу".split())


# «Перечень, утверждённый Правительством».
_ENACTED = frozenset("утвердить утвержденный установить установленный определить определенный принять принятый".split())
_NAMES = frozenset(
    "закон законный кодекс правило конвенция конституция постановление приказ указ распоряжение директива указание положение инструкция регламент акт норма решение договор правительство".split()
)


def may_be_act(norm: str, lemmas: frozenset[str]) -> bool:
    """Whether a form can name an act in any surroundings: what `is_act` looks at closely."""
    return (
        not lemmas.isdisjoint(_NAMES)
        or norm in _ABBREVIATIONS
        or norm in _CODES_WITH_RF
        or norm in _ARTICLE_FORMS
        or norm in _SECTION_FORMS
        or norm == "санпин"
        or not lemmas.isdisjoint(_PAPERS)
        or "оферт" in norm
        or norm.startswith(("законом", "законодатель"))
        or norm.replace("-", "") in ("фз", "фкз")
        or any(c.isdigit() for c in norm)
    )


def is_act(document: Document, i: int) -> bool:
    """Whether the token names an act, by itself or with its neighbours."""
    token = document.tokens[i]
    if token.kind == "code":
        short = re.fullmatch(r"(?:ст|п)\d{1,4}", token.norm) is not None
        return re.fullmatch(r"\d{1,4}-?(?:фз|фкз)|(?:фз|фкз)-?\d{1,4}", token.norm) is not None or (short and _act_follows(document, i))
    after, before = _near(document, i, 1), _near(document, i, -1)
    if _abbreviates(document, i, before, after):
        return True
    if token.word is None:
        return False
    return (
        _is_section(document, i, after)
        or _is_named(document, i, before, after)
        or _is_of_an_office(document, i, before, after)
        or _is_own_paper(document, i, before)
    )


def _is_own_paper(document: Document, i: int, before: Token | None) -> bool:
    """«Согласно договору-оферте», «в соответствии с Пользовательским соглашением», «по Правилам программы»: appealed to, not told of."""
    token, tokens = document.tokens[i], document.tokens
    titled = token.capital and i > document.sentences[token.sentence].first
    back = [t.norm for t in tokens[max(0, i - 5) : i] if t.sentence == token.sentence]
    cited = not _CITING.isdisjoint(back)
    if "оферт" in token.norm:
        return cited or back[-1:] == ["по"]
    if token.is_("соглашение"):
        return (cited or back[-2:-1] == ["по"]) and before is not None and not before.lemmas.isdisjoint(_OF_PAPERS)
    # «Правила программы» with a capital are a paper; «по правилам акции» tells what the rules are.
    return token.is_("правило", "условие", "политика", "регламент") and titled and (cited or back[-1:] == ["по"])


def _abbreviates(document: Document, i: int, before: Token | None, after: Token | None) -> bool:
    """«ФЗ», «КоАП», «ПОУПС», «ГК РФ», «ст. 10 ГК»."""
    token = document.tokens[i]
    norm = token.norm
    if norm in _ABBREVIATIONS or norm.replace("-", "") in ("фз", "фкз"):
        numbered = any(t is not None and t.kind in ("number", "code") for t in (after, before)) or (after is not None and after.text == "№")
        return norm != "фз" or token.text.isupper() or numbered
    if norm not in _CODES_WITH_RF or not token.text.isupper():
        return False
    of_russia = after is not None and after.norm in ("рф", "россии", "еаэс")
    numbered = before is not None and (before.kind in ("number", "code") or before.norm in SECTIONS)
    return of_russia or (numbered and norm != "пп" and _section_before(document, i))


def _is_section(document: Document, i: int, after: Token | None) -> bool:
    """«статья 34», «п. 5 ч. 2 …» before an act."""
    token = document.tokens[i]
    if token.norm in _ARTICLE_FORMS:
        return _is_article(document, i, after)
    if token.norm not in _SECTION_FORMS or after is None:
        return False
    return (after.kind == "number" or (after.kind == "code" and after.norm[0].isdigit())) and (_act_follows(document, i) or _of_offer(document, i))


def _of_offer(document: Document, i: int) -> bool:
    """«Читайте оферту, п. 4.2», «в оферте (раздел 3)»: the offer right before its section."""
    back = [t for t in document.tokens[max(0, i - 3) : i] if t.sentence == document.tokens[i].sentence and t.kind == "word"]
    return bool(back) and "оферт" in back[-1].norm


def _is_named(document: Document, i: int, before: Token | None, after: Token | None) -> bool:
    """«закон», «законодательство», «кодекс», «конвенция», «Правила оказания услуг»."""
    token = document.tokens[i]
    norm = token.norm
    if norm == "законом" or (token.is_("закон") and not norm.startswith(("законч", "законн"))):
        of_nature = after is not None and after.is_("сохранение", "ом", "подлость", "жанр", "рынок", "физика", "природа", "мерфи")
        return not (of_nature or _titled(document, i))
    if norm.startswith("законодатель"):
        return not (after is not None and after.is_("собрание", "орган"))
    if token.is_("кодекс"):
        of_manners = before is not None and before.is_("корпоративный", "этический", "дресс")
        return not (_titled(document, i) or of_manners or (after is not None and after.is_("этика", "честь", "поведение", "компания")))
    if token.is_("правило") and norm != "правило":
        named = after is not None and after.word is not None and bool(_REGULATED.match(after.norm)) and (_regulated_act(document, i) or token.capital)
        return named or (before is not None and before.norm == "почтовых" and token.capital)
    if token.is_("правительство"):
        return token.norm == "правительством" and before is not None and not before.lemmas.isdisjoint(_ENACTED)
    if token.is_("конвенция", "конституция"):
        return not (
            before is not None
            and before.is_("проспект", "улица", "площадь", "пр", "пр-т", "ул", "пл", "просп", "метро", "станция", "пр-кт")
            or _titled(document, i)
        )
    return False


def _is_of_an_office(document: Document, i: int, before: Token | None, after: Token | None) -> bool:
    """«постановление», «приказ Минцифры», «положение Банка России», «нормативный акт», «на законном основании»."""
    token = document.tokens[i]
    lemma = token.word.lemma if token.word is not None else token.norm
    if lemma == "постановление":
        return not (after is not None and after.is_("на", "диагноз"))
    if lemma in ("приказ", "указ") and before is not None and before.kind == "code" and re.fullmatch(r"\d{1,4}-[а-я]{1,3}", before.norm):
        return True  # «по 382-му приказу»
    if after is not None and lemma in ("приказ", "указ", "распоряжение", "директива", "указание"):
        following = _near(document, after.index, 1)
        dated = after.norm == "от" and following is not None and following.kind == "number"
        numbered = after.text in ("№", "N") or after.norm == "n" or (dated and lemma != "директива")
        return bool(MINISTRY.search(after.norm)) or (numbered and lemma != "указание")
    if after is not None and lemma in ("решение", "распоряжение") and after.is_("коллегия", "комиссия", "совет"):
        following = _near(document, after.index, 1)
        return following is not None and (following.norm in ("еэк", "еаэс", "евразэс", "тс") or following.is_("евразийский", "таможенный"))
    if token.is_("договор"):
        following = _near(document, after.index, 1) if after is not None and after.norm in ("о", "об") else None
        return following is not None and (following.norm == "еаэс" or following.is_("евразийский"))
    if after is not None and lemma in ("положение", "инструкция"):
        return after.is_("банк") or after.norm == "цб"
    if token.norm == "санпин":
        return True
    if lemma == "регламент":
        back = [t.norm for t in document.tokens[max(0, i - 4) : i] if t.sentence == token.sentence]
        if "согласно" in back or "соответствии" in back or "основании" in back:
            return True
        official = before is not None and before.is_("технический", "административный", "таможенный")
        return official or (after is not None and after.is_("ес", "еаэс"))
    if token.is_("законный"):
        return after is not None and after.is_("основание") and before is not None and before.norm == "на"
    if token.is_("акт"):
        return before is not None and before.is_("правовой", "нормативный", "законодательный", "нормативно-правовой", "подзаконный")
    return token.is_("норма") and after is not None and after.is_("право", "гк")


_ARTICLE_FORMS = frozenset("ст статья статьи статье статью статьей статей статьям статьями статьях".split())
_SECTION_FORMS = frozenset(
    "п пп пункт пункта пункту пунктом пункте пунктов пунктами пунктам ч часть части частью подпункт подпункту подпункта подпунктом абзац абзацу абзаца гл глава главе главы раздел разделу раздела разделе разделом".split()
)


def _titled(document: Document, i: int) -> bool:
    """A title in quotes, the act is the goods: after «книга», or a title that no act has: «Закон тайги», «Бусидо. Кодекс самурая»."""
    tokens, here, text = document.tokens, document.tokens[i].sentence, document.text
    back = [t for t in tokens[max(0, i - 5) : i] if t.sentence == here]
    if any(t.text in '«"' for t in back) and any(t.is_("книга", "издание", "экземпляр", "учебник", "том", "брошюра") for t in back):
        return True
    # A full stop inside the title ends a sentence: the marks are looked for in the text.
    opened = text.rfind("«", 0, tokens[i].start)
    if opened <= text.rfind("»", 0, tokens[i].start) or not _CITING.isdisjoint(t.norm for t in back):
        return False
    rest = tokens[i + 1 : i + 4]
    if len(rest) > 1 and rest[0].norm == "и":
        rest = rest[1:]
    return (
        len(rest) > 1 and rest[1].text == "»" and rest[0].word is not None and "noun" in rest[0].tags and "place" not in rest[0].tags and rest[0].norm != "рф"
    )


def _regulated_act(document: Document, i: int) -> bool:
    """«Правил оказания услуг почтовой связи», «правилами продажи товаров»."""
    sentence = document.sentences[document.tokens[i].sentence]
    tail = [t.norm for t in document.tokens[i + 1 : min(i + 6, sentence.last)]]
    return tail[:1] == ["торговли"] or any(t.startswith(("услуг", "товар", "груз", "персональн", "торгов", "связ")) for t in tail)


def _is_article(document: Document, i: int, after: Token | None) -> bool:
    if after is None:
        return False
    numbered = after.kind == "number" or (after.kind == "code" and after.norm[0].isdigit()) or after.text in ("№",)
    if not numbered:
        return after.is_("закон", "кодекс") or after.norm in ("гк", "коап", "зозпп", "нк", "тк", "ук") or (after.is_("федеральный", "гражданский"))
    tokens = document.tokens
    near = [t for t in tokens[after.index : after.index + 6] if t.sentence == after.sentence]
    back = [t for t in tokens[max(0, i - 4) : i] if t.sentence == after.sentence]
    if any(t.is_("знание") for t in tokens[max(0, i - 10) : i] if t.sentence == after.sentence):
        return False  # «в базе знаний: раздел «Импорт», статья 12»
    later = tokens[after.index + 1] if after.index + 1 < len(tokens) else None
    if (
        later is not None
        and later.sentence == after.sentence
        and later.word is not None
        and later.word.top is not None
        and later.word.top.pos == "NOUN"
        and later.word.top.feats.get("Case") == "Gen"
        and not is_act(document, later.index)
        and not is_section_word(later)
    ):
        return False
    return not any(
        t.is_("база", "справка", "блог", "инструкция", "раздел", "сайт", "расход", "знание", "бюджет", "доход", "затрата", "помощь") for t in (*near, *back)
    )


def _section_before(document: Document, i: int) -> bool:
    back = document.tokens[max(0, i - 6) : i]
    return any(t.norm in SECTIONS or t.is_("статья", "пункт", "часть") for t in back if t.sentence == document.tokens[i].sentence)


def _act_follows(document: Document, i: int) -> bool:
    """After «п. 5», «ч. 2»: a section, an act or an act's abbreviation within the next words."""
    tokens, here = document.tokens, document.tokens[i].sentence
    words = [t for t in tokens[i + 1 : i + 12] if t.sentence == here and t.kind in ("word", "code")]
    # «Откройте раздел 4 договора» appeals to nothing.
    cited = any(t.norm in _CITING for t in tokens[max(0, i - 5) : i] if t.sentence == here)
    for t in words[:4]:
        if (
            t.is_("закон", "кодекс", "статья", "постановление", "приказ", "законодательство", "правило", "конвенция", "указ")
            or cited
            and (t.is_("соглашение", "договор", "условие") or "оферт" in t.norm)
            or t.norm in _ABBREVIATIONS
            or t.norm in ("ст", "гк", "коап", "гпк", "апк", "нк", "тк")
            or re.search(r"фз$", t.norm)
            or (t.is_("положение", "регламент") and not t.norm.endswith("ение"))
            or t.is_("регламент", "порядок")
            and t.norm.endswith(("а", "у"))
        ):
            return True
        if (
            t.norm
            not in (
                "ч",
                "части",
                "часть",
                "п",
                "пункта",
                "пункт",
                "и",
                "подп",
                "абз",
                "абзаца",
                "раздела",
                "данного",
                "настоящих",
                "настоящего",
                "действующих",
                "федерального",
                "почтовых",
                "наших",
                "общих",
                "условий",
                "пунктом",
                "пунктами",
                "главы",
                "статьи",
                "пользовательского",
                "лицензионного",
                "публичной",
                "нашего",
                "вашего",
            )
            and t.kind == "word"
        ):
            return False
    return False


def is_section_word(t: Token) -> bool:
    """«ст.», «пункт», «часть» …"""
    return t.kind == "word" and (t.norm in SECTIONS or t.is_("статья", "пункт", "часть", "подпункт", "абзац"))
