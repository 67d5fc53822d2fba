"""no-law-citations: laws, codes and regulations are not cited, and nobody appeals to «the legislation» (source 000)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rewriter.rules.base import Found, Options, rule
from rewriter.text.document import Document, Token
from rewriter.text.edits import cut_span
from rewriter.text.facts import facts_in, flat
from rewriter.text.reading import Reading

_MESSAGE = "Ссылка на закон: клиенту достаточно самого правила, без статей и номеров."
_ASKED = re.compile(
    r"на каком (?:правовом |законном |юридическом )?основани|на основании (?:чего|какого|каких)|по каком[уй] (?:такому )?(?:закону|праву|правилу|пункту|статье)|(?:как(?:ой|ая|ую|ому|ого|им|ие|их|ом)|назовите|укажите|приведите|дайте|пришлите|сошлитесь|номер|сслк|ссылк\w+ на)[^.?!]{0,25}(?:стать[яюией]|закон|пункт[аеу]? (?:закона|правил)|норматив|кодекс|правов)"
    r"|это (?:вообще )?законно|законно ли|законно\?|правов\w+ (?:основани|обосновани)|(?:каким|какими|каком|какой) (?:законом|документом|нормативн|приказом|постановлением|норм)|чем (?:это )?(?:регламентир|регулир|предусмотр|обоснован)|где (?:это )?(?:прописано|написано|указано|сказано|закреплено)|в каком (?:законе|документе|нормативн)|имеете (?:ли )?(?:вы )?право|по закону\s*\?|законн\w+ основани"
)
_ABBREVIATIONS = frozenset(("фз", "коап", "зозпп", "ззпп", "поупс", "гк рф", "нпа", "фкз"))
_CODES_WITH_RF = frozenset(("гк", "ук", "тк", "нк", "жк", "ск", "апк", "гпк", "упк", "пп", "кас", "бк", "тк"))
_SECTIONS = frozenset(("ст", "статья", "п", "пункт", "пп", "ч", "часть", "абз", "абзац", "подпункт", "подп", "гл", "глава", "раздел", "ст.ст"))
_ACT_ADJECTIVES = frozenset(
    "действующий федеральный российский гражданский налоговый трудовой уголовный таможенный текущий нынешний настоящий указанный вышеуказанный соответствующий данный этот новый нормативный правовой нормативно-правовой "
    "международный всемирный почтовый применимый наш тот жилищный административный законодательный".split()
)
_ACT_NOUNS = frozenset("требование норма положение статья пункт часть буква акт нормы предписание рамка".split())
_LEADS = (
    ("в", "соответствии", "с"), ("в", "соответствии", "со"), ("в", "соответствие", "с"), ("на", "основании"), ("на", "основе"), ("в", "силу"), ("в", "рамках"), ("исходя", "из"), ("согласно", "с"), ("согласно",), ("руководствуясь",), ("следуя",),
    ("во", "исполнение"), ("основываясь", "на"), ("с", "учетом"), ("в", "порядке"), ("ввиду",), ("по",), ("ссылаясь", "на"), ("опираясь", "на"), ("соблюдая",), ("в", "целях", "соблюдения"), ("в", "связи", "с"), ("как", "предписано"), ("как", "требует"), ("как", "того", "требует"),
    ("как", "этого", "требует"), ("как", "гласит"), ("как", "предусматривает"), ("как", "предписывает"), ("как", "указано", "в"), ("как", "сказано", "в"), ("как", "предусмотрено"), ("как", "установлено"), ("как", "определено"), ("как", "это", "предусмотрено"), ("это", "предусмотрено"), ("что", "предусмотрено"), ("что", "соответствует"), ("как", "прописано", "в"), ("так", "требует"), ("что", "установлено"), ("что", "закреплено", "в"), ("что", "регламентировано"), ("что", "определено"), ("таковы",), ("таково",),
)  # fmt: skip
_PARTICIPLES = frozenset("установить предусмотреть регламентировать определить закрепить регулировать предписать прописать установленный предусмотренный регламентированный определенный оговоренный обозначить указать утвердить утвержденный ввести введенный".split())
_MINISTRY = re.compile(r"мин[а-я]{3,}|правительств|президент|фсб|фнс|фтс|фас$|цб$|банк|роспотребнадзор|роскомнадзор|россвяз|ведомств")
_REGULATED = re.compile(r"^(?:торговл|оказан|продаж|предоставлен|перевоз|пересылк|дистанцион|почтов|обработк|приема|осуществлен)")


class Citation(NamedTuple):
    """A reference to an act: token range of the reference itself and of the words that lead to it."""

    first: int
    last: int  # one past the last token
    lead: int  # index of the first token of «в соответствии с …», or `first`


class NoLawCitations(Options):
    """`allow_when_asked`: the citation may stay where the client asks for the legal ground."""

    allow_when_asked: bool = True


def asks_for_ground(message: str) -> bool:
    """Whether the client directly asks for the legal ground."""
    return bool(_ASKED.search(flat(message)))


@lru_cache(maxsize=256)
def citations(document: Document) -> tuple[Citation, ...]:
    """All references to acts, merged where they touch, in reading order."""
    found: list[Citation] = []
    tokens = document.tokens
    i = 0
    while i < len(tokens):
        if tokens[i].kind in ("word", "code") and _is_act(document, i):
            first, last = _grown(document, i)
            if found and first <= found[-1].last:
                found[-1] = Citation(min(found[-1].first, first), max(last, found[-1].last), found[-1].lead)
            elif found and _joined(document, found[-1].last, first):
                found[-1] = Citation(found[-1].first, last, found[-1].lead)
            else:
                found.append(Citation(first, last, _lead(document, first)))
            i = max(last, i + 1)
        else:
            i += 1
    return tuple(found)


def _joined(document: Document, a: int, b: int) -> bool:
    between = document.tokens[a:b]
    return bool(between) and len(between) <= 2 and all(t.norm in (",", "и", "а", "также") for t in between) and document.tokens[a - 1].sentence == document.tokens[b].sentence


def _near(document: Document, i: int, step: int) -> Token | None:
    """The next solid token in that direction within the sentence, full stops skipped."""
    tokens, here = document.tokens, document.tokens[i].sentence
    j = i + step
    while 0 <= j < len(tokens) and tokens[j].sentence == here and tokens[j].text in ".":
        j += step
    return tokens[j] if 0 <= j < len(tokens) and tokens[j].sentence == here else None


def _is_act(document: Document, i: int) -> bool:
    token = document.tokens[i]
    norm = token.norm
    after, before = _near(document, i, 1), _near(document, i, -1)
    if token.kind == "code":
        return bool(re.fullmatch(r"\d{1,4}-?(?:фз|фкз)|(?:фз|фкз)-?\d{1,4}", norm)) or bool(re.fullmatch(r"(?:ст|п)\d{1,4}", norm) and _act_follows(document, i))
    if norm in _ABBREVIATIONS or norm.replace("-", "") in ("фз", "фкз"):
        numbered = any(t is not None and t.kind in ("number", "code") for t in (after, before)) or (after is not None and after.text == "№")
        return norm != "фз" or token.text.isupper() or numbered
    if norm in _CODES_WITH_RF and token.text.isupper():
        return after is not None and after.norm in ("рф", "россии") or (before is not None and (before.kind in ("number", "code") or before.norm in _SECTIONS) and norm != "пп") and _section_before(document, i)
    if token.word is None:
        return False
    lemma = token.word.lemma
    if token.is_("закон") and lemma.startswith("закон") and norm.startswith("закон") and not norm.startswith(("законч", "законн", "законом")) or norm == "законом":
        return not (after is not None and after.is_("сохранение", "ом", "подлость", "жанр", "рынок", "физика", "природа", "мерфи"))
    if norm.startswith("законодатель"):
        return not (after is not None and after.is_("собрание", "орган"))
    if token.is_("кодекс"):
        return not _titled(document, i) and not (before is not None and before.is_("корпоративный", "этический", "дресс") or (after is not None and after.is_("этика", "честь", "поведение", "компания")))
    if norm in ("ст", "статья", "статьи", "статье", "статью", "статьей", "статей", "статьям", "статьями", "статьях"):
        return _is_article(document, i, after)
    if norm in ("п", "пп", "пункт", "пункта", "пункту", "пунктом", "пункте", "пунктов", "пунктами", "ч", "часть", "части", "частью", "подпункт", "подпункту", "подпункта", "подпунктом", "абзац", "абзацу", "абзаца", "гл", "глава", "главе", "главы", "раздел", "разделу", "раздела", "разделе", "разделом", "пунктам"):
        return after is not None and (after.kind == "number" or (after.kind == "code" and after.norm[0].isdigit())) and _act_follows(document, i)
    if token.is_("правило") and norm != "правило":
        return after is not None and after.word is not None and bool(_REGULATED.match(after.norm)) and (_regulated_act(document, i) or token.capital) or (before is not None and (before.norm == "почтовых" and token.capital))
    if token.is_("постановление"):
        return not (after is not None and after.is_("на", "диагноз")) and (lemma == "постановление")
    if token.is_("приказ", "указ", "распоряжение", "директива", "указание") and lemma in ("приказ", "указ", "распоряжение", "директива", "указание"):
        return after is not None and (bool(_MINISTRY.search(after.norm)) or (after.text in ("№", "N") or after.norm == "n" or (after.norm == "от" and token.is_("приказ", "указ", "распоряжение") and (nxt := _near(document, after.index, 1)) is not None and nxt.kind == "number")) and not token.is_("указание"))
    if token.is_("положение", "инструкция") and after is not None and (after.is_("банк") or after.norm == "цб"):
        return True
    if token.is_("конвенция", "конституция") and before is not None and before.is_("проспект", "улица", "площадь", "пр", "пр-т", "ул", "пл", "просп", "метро", "станция", "пр-кт"):
        return False
    if token.is_("конвенция", "конституция") or norm in ("санпин", "гост") and after is not None and after.kind == "number":
        return norm != "гост" and norm != "санпин" or norm == "санпин"
    if token.is_("законный") and after is not None and after.is_("основание") and before is not None and before.norm == "на":
        return True
    if token.is_("акт") and before is not None and before.is_("правовой", "нормативный", "законодательный", "нормативно-правовой", "подзаконный"):
        return True
    if token.is_("норма") and after is not None and after.is_("право", "гк"):
        return True
    if token.is_("регламент") and (lead := _lead(document, i)) < i and document.tokens[lead].norm != "по" and not (after is not None and after.is_("компания", "служба", "команда")):
        return before is not None and before.is_("технический", "административный", "таможенный") or (after is not None and after.is_("ес", "еаэс"))
    return False


def _titled(document: Document, i: int) -> bool:
    """A book's title in quotes: the act is the goods."""
    tokens, here = document.tokens, document.tokens[i].sentence
    back = [t for t in tokens[max(0, i - 5) : i] if t.sentence == here]
    return any(t.text in "«\"" for t in back) and any(t.is_("книга", "издание", "экземпляр", "учебник", "том", "брошюра") for t in back)


def _regulated_act(document: Document, i: int) -> bool:
    """«Правил оказания услуг почтовой связи», «правилами продажи товаров»."""
    sentence = document.sentences[document.tokens[i].sentence]
    tail = [t.norm for t in document.tokens[i + 1 : min(i + 6, sentence.last)]]
    return tail[:1] == ["торговли"] or any(t.startswith(("услуг", "товар", "груз", "персональн", "торгов")) or t.startswith("связ") for t in tail)


def _is_article(document: Document, i: int, after: Token | None) -> bool:
    if after is None:
        return False
    numbered = after.kind == "number" or (after.kind == "code" and after.norm[0].isdigit()) or after.text in ("№",)
    if not numbered:
        return after.is_("закон", "кодекс") or after.norm in ("гк", "коап", "зозпп", "нк", "тк", "ук") or (after.is_("федеральный", "гражданский"))
    tokens = document.tokens
    near = [t for t in tokens[after.index : after.index + 6] if t.sentence == after.sentence]
    back = [t for t in tokens[max(0, i - 4) : i] if t.sentence == after.sentence]
    later = tokens[after.index + 1] if after.index + 1 < len(tokens) else None
    if later is not None and later.sentence == after.sentence and later.word is not None and later.word.top is not None and later.word.top.pos == "NOUN" and later.word.top.feats.get("Case") == "Gen" and not _is_act(document, later.index) and not _is_section_word(later):
        return False
    return not any(t.is_("база", "справка", "блог", "инструкция", "раздел", "сайт", "расход", "знание", "бюджет", "доход", "затрата", "помощь") for t in (*near, *back))


def _section_before(document: Document, i: int) -> bool:
    back = document.tokens[max(0, i - 6) : i]
    return any(t.norm in _SECTIONS or t.is_("статья", "пункт", "часть") for t in back if t.sentence == document.tokens[i].sentence)


def _act_follows(document: Document, i: int) -> bool:
    """After «п. 5», «ч. 2»: a section, an act or an act's abbreviation within the next words."""
    tokens, here = document.tokens, document.tokens[i].sentence
    words = [t for t in tokens[i + 1 : i + 12] if t.sentence == here and t.kind in ("word", "code")]
    for t in words[:4]:
        if t.is_("закон", "кодекс", "статья", "постановление", "приказ", "законодательство", "правило", "конвенция", "указ") or t.norm in _ABBREVIATIONS or t.norm in ("ст", "гк", "коап", "гпк", "апк", "нк", "тк") or re.search(r"фз$", t.norm) or (t.is_("положение", "регламент") and not t.norm.endswith("ение")) or t.is_("регламент", "порядок") and t.norm.endswith(("а", "у")):
            return True
        if t.norm not in ("ч", "части", "часть", "п", "пункта", "пункт", "и", "подп", "абз", "абзаца", "раздела", "данного", "настоящих", "настоящего", "действующих", "федерального", "почтовых", "наших", "общих", "условий", "пунктом", "пунктами", "главы", "статьи") and t.kind == "word":
            return False
    return False


def _grown(document: Document, i: int) -> tuple[int, int]:
    return _left(document, i), _right(document, i)


def _left(document: Document, i: int) -> int:
    tokens, here = document.tokens, document.tokens[i].sentence
    first = i
    j = i - 1
    while j >= 0 and tokens[j].sentence == here:
        t = tokens[j]
        if t.kind in ("number", "code") and j and (_section_at(tokens, j - 1) or tokens[j - 1].text in (".", ",", "-", "–", "№") or tokens[j - 1].norm in ("и", "от")):
            k = j
            while k > 0 and (tokens[k - 1].kind in ("number", "code") or tokens[k - 1].text in ".,-–№" or tokens[k - 1].norm == "и") and tokens[k - 1].sentence == here:
                k -= 1
            if k > 0 and tokens[k - 1].sentence == here and _section_at(tokens, k - 1):
                first = j = k - 1
                j -= 1
                continue
            break
        if t.text in ".№" or (t.text in "«\"(" and first == j + 1 and t.text != "("):
            j -= 1
            if t.text == "№" or t.text in "«\"":
                first = j + 1
            continue
        if t.word is not None and (t.lemmas & _ACT_ADJECTIVES or t.lemmas & _ACT_NOUNS or t.word.lemma in _ACT_NOUNS):
            first = j
            j -= 1
            continue
        break
    return first


def _section_at(tokens: tuple[Token, ...], j: int) -> bool:
    while j > 0 and tokens[j].text == ".":
        j -= 1
    return bool(tokens[j].lemmas & _SECTIONS)


def _right(document: Document, i: int) -> int:
    tokens, here = document.tokens, document.tokens[i].sentence
    head = tokens[i]
    takes_genitive = head.is_("правило", "постановление", "приказ", "кодекс", "положение", "указ", "распоряжение", "конвенция", "порядок", "статья", "пункт", "часть", "норма", "инструкция", "раздел") or head.norm in _SECTIONS
    j = i + 1
    while j < len(tokens) and tokens[j].sentence == here:
        t = tokens[j]
        if t.kind in ("number", "code"):
            if t.kind == "code" and not (re.search(r"фз|фкз|^\d+[а-я]?$", t.norm) or tokens[j - 1].text == "№" or _section_at(tokens, j - 1)):
                break
            if not (_numbering(tokens, j)):
                break
            j += 1
            continue
        if t.text in ("№", "-", "–", ".") and j + 1 < len(tokens) and tokens[j + 1].sentence == here and (tokens[j + 1].kind in ("number", "code") or (t.text == "." and (_is_section_word(tokens[j + 1]) or _is_act(document, j + 1) or tokens[j - 1].norm in ("ст", "п", "ч", "г", "гл", "абз", "пп")))):
            j += 1
            continue
        if t.text == "," and j + 1 < len(tokens) and (_is_section_word(tokens[j + 1]) or (tokens[j + 1].kind == "number" and tokens[j - 1].kind == "number") or _is_act(document, j + 1)):
            j += 1
            continue
        if t.text in "«\"“" and (close := _closing(tokens, j)) is not None:
            j = close + 1
            continue
        if t.norm in ("рф", "российской", "федерации", "россии", "n") or _is_section_word(t) and _numbered_next(tokens, j):
            j += 1
            continue
        if t.norm in ("о", "об", "обо") and (head.is_("закон", "правило", "положение", "постановление", "приказ", "указ", "конвенция", "кодекс", "законодательство") or re.search("фз", " ".join(x.norm for x in tokens[i:j]))):
            end = _about(document, j)
            if end > j + 1:
                j = end
                continue
        if t.norm == "от" and j + 1 < len(tokens) and tokens[j + 1].kind == "number":
            j += 1
            continue
        if t.norm in ("года", "г") and tokens[j - 1].kind == "number" or (t.word is not None and tokens[j - 1].kind == "number" and re.match("(?:январ|феврал|март|апрел|ма[ея]|июн|июл|август|сентябр|октябр|ноябр|декабр)", t.norm)):
            j += 1
            continue
        if t.norm in ("и",) and j + 1 < len(tokens) and (_is_act(document, j + 1) or (tokens[j + 1].kind == "number" and tokens[j - 1].kind == "number")):
            j += 1
            continue
        if t.kind in ("word", "code") and _is_act(document, j):
            takes_genitive = takes_genitive or t.is_("правило", "постановление", "приказ", "кодекс", "положение")
            head = t
            j += 1
            continue
        if t.word is not None and t.lemmas & (_ACT_ADJECTIVES - {"наш", "этот", "данный", "тот"}) and (head.norm in _SECTIONS or head.is_("статья", "пункт", "часть")):
            j += 1
            continue
        if takes_genitive and t.word is not None and t.word.tags & {"noun", "adj"} and _genitive(t) and not t.is_("срок", "получатель", "клиент", "вы") and not (t.word.tags & {"pron"}):
            j += 1
            continue
        if t.norm in ("по",) and head.is_("закон") and j + 2 < len(tokens) and any(x.norm.startswith("мониторинг") for x in tokens[j + 1 : j + 3]):
            j += 3 if tokens[j + 2].norm.startswith("мониторинг") else 2
            continue
        break
    while j > i + 1 and tokens[j - 1].text in ".-–":
        j -= 1
    return j


def _numbering(tokens: tuple[Token, ...], j: int) -> bool:
    """Whether the number at j belongs to the reference and not to what is said after it («по закону 30 дней»)."""
    before = tokens[j - 1]
    if before.text in ("№", "-", "–", ".", ",") or before.norm in ("от", "и", "n") or _section_at(tokens, j - 1) or before.kind == "number" or re.search("фз$", before.norm):
        after = tokens[j + 1] if j + 1 < len(tokens) else None
        return not (before.kind == "number" and tokens[j].start - before.end > 0 and tokens[j - 2].text not in ("№",)) and not (after is not None and after.kind == "word" and re.match(r"(?:дн|день|рабоч|календ|руб|час|сут|месяц)", after.norm) and not _section_at(tokens, j - 1))
    return before.word is not None and re.match("(?:январ|феврал|март|апрел|ма[ея]|июн|июл|август|сентябр|октябр|ноябр|декабр)", before.norm) is not None


def _is_section_word(t: Token) -> bool:
    return t.kind == "word" and (t.norm in _SECTIONS or t.is_("статья", "пункт", "часть", "подпункт", "абзац"))


def _numbered_next(tokens: tuple[Token, ...], j: int) -> bool:
    k = j + 1
    while k < len(tokens) and tokens[k].text == ".":
        k += 1
    return k < len(tokens) and tokens[k].kind in ("number", "code")


def _closing(tokens: tuple[Token, ...], j: int) -> int | None:
    want = {"«": "»", "“": "”", '"': '"'}[tokens[j].text]
    return next((k for k in range(j + 1, min(j + 14, len(tokens))) if tokens[k].text == want), None)


def _about(document: Document, j: int) -> int:
    """«о защите прав потребителей»: the noun phrase after «о», up to a verb, a pronoun or a comma."""
    tokens, here = document.tokens, document.tokens[j].sentence
    k = j + 1
    while k < len(tokens) and tokens[k].sentence == here and k - j <= 7:
        t = tokens[k]
        if t.norm in ("и", "в", "с") and k + 1 < len(tokens) and tokens[k + 1].word is not None and "noun" in tokens[k + 1].word.tags and tokens[k - 1].word is not None and t.norm == "и":
            k += 1
            continue
        if t.word is None or not (t.word.tags & {"noun", "adj"}) or t.word.tags & {"pron"}:
            break
        top = t.word.top
        cases = {p.feats.get("Case") for p in t.word.parses}
        if k > j + 2 and not cases & {"Gen", "Loc", "Ins"} or top is not None and top.pos in ("VERB",) and top.feats.get("VerbForm") == "Fin":
            break
        if k > j + 3 and "Nom" in cases and "Gen" not in cases:
            break
        k += 1
    return k


def _genitive(t: Token) -> bool:
    assert t.word is not None
    top = t.word.top
    cases = {p.feats.get("Case") for p in t.word.parses if p.prob > 0.15}
    return "Gen" in cases or (top is not None and top.feats.get("Abbr") == "Yes") or (t.capital and bool(_MINISTRY.match(t.norm)))


def _lead(document: Document, first: int) -> int:
    """Index of the first token of the words that lead to the reference; `first` where there are none."""
    tokens, here = document.tokens, document.tokens[first].sentence
    for lead in _LEADS:
        at = first - len(lead)
        if at >= 0 and all(tokens[at + k].norm == lead[k] for k in range(len(lead))) and tokens[at].sentence == here:
            return at
    at = first - 1
    if at >= 0 and tokens[at].sentence == here and tokens[at].norm in ("с", "со", "в"):
        at -= 1
    if at >= 0 and tokens[at].sentence == here and tokens[at].word is not None and tokens[at].lemmas & _PARTICIPLES and "participle" in tokens[at].word.tags | {"participle"}:
        return at
    return first


def repair(document: Document, citation: Citation) -> tuple[int, int, str] | None:
    """The cut that leaves grammatical Russian: (start, end, replacement), or None where there is no sure one."""
    tokens = document.tokens
    start, end = tokens[citation.lead].start, tokens[citation.last - 1].end
    sentence = document.sentences[tokens[citation.first].sentence]
    if bracket := _brackets(document, citation):
        return bracket
    outside = [t for t in document.of(sentence) if t.kind == "word" and not citation.lead <= t.index < citation.last]
    facts_outside = [f for f in facts_in(document) if sentence.start <= f.start < sentence.end and not start <= f.start < end]
    verbs = [t for t in outside if t.word is not None and t.word.tags & {"verb", "inf", "past"}]
    if not facts_outside and (len(outside) <= 3 or _only_about_law(outside)):
        return cut_span(document, sentence.start, sentence.end)
    if citation.lead == citation.first:
        before = tokens[citation.first - 1] if citation.first else None
        if before is not None and before.norm in ("и", "а") and citation.first - 1 > sentence.first and tokens[citation.first - 2].kind in ("word", "number"):
            # «в соответствии с соглашением и действующим законодательством»: the second of two.
            return (tokens[citation.first - 2].end, end, "")
        return _as_subject(document, citation)
    participle = tokens[citation.lead].word is not None and tokens[citation.lead].lemmas & _PARTICIPLES and tokens[citation.lead].norm not in ("как", "что", "это")
    if participle and not (citation.lead > 0 and tokens[citation.lead - 1].text == ","):
        shape = tokens[citation.lead].word
        assert shape is not None
        if any(p.feats.get("Variant") == "Short" for p in shape.parses) or not any(p.feats.get("VerbForm") == "Part" or p.pos == "ADJ" for p in shape.parses):
            return None
    if not verbs and len(outside) < 5:
        return None
    return cut_span(document, start, end)


def _only_about_law(outside: list[Token]) -> bool:
    """The rest of the sentence says no more than that the act says so."""
    filler = frozenset(
        "это этот данный требование порядок вопрос регулироваться регламентироваться предусмотреть установить закрепить основание правило норма указать соответствовать действие наш действовать мы и в с на по являться быть также который ситуация условие определить ограничение прописать обусловить положение весь процедура законный все".split()
    )
    return all(t.lemmas & filler or (t.word is not None and t.word.lemma in filler) for t in outside)


def _brackets(document: Document, citation: Citation) -> tuple[int, int, str] | None:
    text = document.text
    start, end = document.tokens[citation.lead].start, document.tokens[citation.last - 1].end
    opened, closed = text.rfind("(", 0, start), text.find(")", end)
    if opened >= 0 and closed >= 0 and ")" not in text[opened:start] and "(" not in text[end:closed] and len(text[opened:start]) + len(text[end:closed]) < 60:
        inner = [f for f in facts_in(document) if opened <= f.start < closed and not start <= f.start < end]
        if not inner:
            return cut_span(document, opened, closed + 1)
    return None


_OBLIGES = {"требовать": "нужно", "обязывать": "нужно", "предписывать": "нужно", "разрешать": "можно", "позволять": "можно", "допускать": "можно", "запрещать": "нельзя", "обязать": "нужно", "разрешить": "можно", "запретить": "нельзя"}


_OUR_ACTIONS = frozenset("направлять отправлять высылать выдавать хранить проверять запрашивать уведомлять сообщать удерживать возвращать принимать взимать проводить направить отправить выдать проверить запросить уведомить".split())


def _as_subject(document: Document, citation: Citation) -> tuple[int, int, str] | None:
    """«Закон требует предъявить паспорт» → «Нужно предъявить паспорт»; «ФЗ № 115 предусматривает, что …» → «…»."""
    tokens = document.tokens
    sentence = document.sentences[tokens[citation.first].sentence]
    rest = [t for t in document.of(sentence) if t.index >= citation.last]
    opens = citation.first == sentence.first
    if not rest or not (opens or citation.first > sentence.first and tokens[citation.first - 1].text == ","):
        return None
    verb = rest[0]
    if verb.word is None:
        return None
    modal = next((_OBLIGES[x] for x in verb.lemmas if x in _OBLIGES), None)
    who = rest[1] if len(rest) > 1 and rest[1].norm in ("нас", "вас", "нам", "вам", "клиента", "получателя", "клиенту") else None
    nxt = rest[2] if who is not None and len(rest) > 2 else rest[1] if len(rest) > 1 else None
    start = tokens[citation.first].start
    if modal == "нужно" and nxt is not None and nxt.word is not None and nxt.lemmas & _OUR_ACTIONS and (who is None or who.norm in ("нас", "нам")):
        ours = next((form for p in nxt.word.parses if p.feats.get("VerbForm") == "Inf" and (form := p.inflect(VerbForm="Fin", Mood="Ind", Person="1", Number="Plur", Tense="Pres" if p.feats.get("Aspect") == "Imp" else "Fut"))), None)
        if ours:
            return (start, nxt.end, f"Мы {ours}" if opens else f"мы {ours}")
    if modal and nxt is not None and nxt.word is not None and "inf" in nxt.word.tags:
        dative = {"нас": "нам", "нам": "нам", "вас": "вам", "вам": "вам"}.get(who.norm, "") if who else ""
        words = f"{dative} {modal}".strip()
        return (start, nxt.start, (words[0].upper() + words[1:] if opens else words) + " ")
    if verb.is_("предусматривать", "гласить", "устанавливать", "определять", "говорить", "предусмотреть") and len(rest) > 3 and rest[1].text == "," and rest[2].norm == "что":
        first = rest[3]
        return (start, first.start + 1, first.text[:1].upper() if opens else first.text[:1])
    return None


@rule("no-law-citations", title="Без ссылок на законы", source="000", options=NoLawCitations)
def no_law_citations(reply: Document, case: Reading, options: NoLawCitations) -> Iterator[Found]:
    """Ссылка на статью пугает и ничего не объясняет. Правило называем простыми словами; закон — только когда клиент прямо спрашивает, на каком основании."""
    if options.allow_when_asked and asks_for_ground(case.case.client_message):
        return
    for citation in citations(reply):
        fix = repair(reply, citation)
        if fix is not None:
            yield Found(fix[0], fix[1], _MESSAGE, fix[2])
        else:
            yield Found(reply.tokens[citation.first].start, reply.tokens[citation.last - 1].end, _MESSAGE)
