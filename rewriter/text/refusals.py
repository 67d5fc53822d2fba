"""Refusals turned round without a change of meaning: «мы не можем ускорить доставку» → «ускорить доставку не получится»."""

from __future__ import annotations

from rewriter.text.citations import citations
from rewriter.text.clauses import clauses
from rewriter.text.document import Document, Token
from rewriter.text.in_context import parse_in_context
from rewriter.text.inflection import subject_before
from rewriter.text.morph import Parse
from rewriter.text.plain import denied_deeds
from rewriter.text.plain.noun_phrases import noun_phrase

_IMPOSSIBLE = frozenset("невозможно невозможен невозможна невозможны".split())


def rephrased(document: Document, start: int, end: int) -> tuple[int, int, str] | None:
    """An edit (start, end, replacement) for the refusal at the span, or None where no grammatical one is sure."""
    tokens = [t for t in document.between(start, end) if t.kind == "word"]
    if not tokens:
        return None
    if any(t.is_("мочь") for t in tokens) and any(t.norm == "не" for t in tokens):
        return _cannot_be_done(document, tokens) or _cannot(document, tokens)
    if any(t.is_("возможность", "сила", "состояние") for t in tokens) and tokens[0].norm in ("не", "нет"):
        return _no_chance(document, tokens)
    if any(t.is_("отказать") for t in tokens) and any(t.norm == "отказано" for t in tokens):
        return _denied(document, tokens)
    deed = next((d for t in tokens if t.norm in denied_deeds.WORDS and (d := denied_deeds.denied_deed(document, t)) is not None), None)
    if deed is not None:
        return deed
    if any(t.is_("компетенция") for t in tokens):
        return _to_others(document, tokens)
    impossible = next((t for t in tokens if t.norm in _IMPOSSIBLE), None)
    if impossible is not None or (
        tokens[0].norm == "не" and any(t.is_("представляться", "представлять") for t in tokens) and any(t.is_("возможный") for t in tokens)
    ):
        return _impossible(document, tokens)
    return None


_TURN_TO = frozenset(("обратиться", "обращаться"))


def _to_others(document: Document, tokens: list[Token]) -> tuple[int, int, str] | None:
    """«Штрафы в компетенцию поддержки не входят, обратитесь в инспекцию» → «С этим вопросом обратитесь в инспекцию»: whom to turn to is the answer."""
    sentence = document.sentences[tokens[0].sentence]
    parts = clauses(document, sentence.index)
    at = next((i for i, p in enumerate(parts) if p[0].index <= tokens[-1].index <= p[-1].index), None)
    if at != 0 or len(parts) < 2:
        return None  # what is told before the refusal stays, and the refusal is cut
    verb = parts[at + 1][0]
    following = next((t for t in document.of(sentence) if t.index > verb.index and t.kind == "word" and t.norm != "пожалуйста"), None)
    if verb.lemmas.isdisjoint(_TURN_TO) or "imper" not in verb.tags or following is None or following.norm == "с":
        return None
    cited = [range(c.first, c.last) for c in citations(document)]
    if any(t.kind not in ("word", "punct") and not any(t.index in c for c in cited) for t in parts[at]):
        return None
    return sentence.start, verb.end, f"{_about(document, list(parts[at]))} {verb.text.lower()}"


def _about(document: Document, ahead: list[Token]) -> str:
    """«Вопросы ответственности …» → «По вопросам ответственности»; else «С этим вопросом»."""
    if ahead[0].norm == "вопросы":
        end = 1
        while end < len(ahead) and ahead[end].word is not None and (p := parse_in_context(document, ahead[end])) is not None and p.feats.get("Case") == "Gen":
            end += 1
        if end > 1:
            return f"По вопросам {document.text[ahead[1].start : ahead[end - 1].end]}"
    return "С этим вопросом"


# «Быть осуществлена» says nothing but that it is done.
_EMPTY = frozenset("осуществить произвести выполнить предоставить провести обеспечить реализовать исполнить сделать".split())


def _cannot_be_done(document: Document, tokens: list[Token]) -> tuple[int, int, str] | None:
    """«Кешбэк не может быть переведён» → «кешбэк не получится перевести»; «отмена не может быть осуществлена» → «отмена недоступна»."""
    modal = next(t for t in tokens if t.is_("мочь"))
    sentence = document.of(document.sentences[modal.sentence])
    at = next(i for i, t in enumerate(sentence) if t.index == modal.index)
    near = range(max(0, at - 4), min(len(sentence), at + 5))
    being = next((i for i in near if sentence[i].norm == "быть"), None)
    negation = next((i for i in near if sentence[i].norm == "не" and i < len(sentence) - 1 and sentence[i + 1].index == modal.index), None)
    done = next(
        (
            (i, p)
            for i in near
            if (word := sentence[i].word) is not None
            for p in word.parses
            if p.pos == "VERB" and p.feats.get("Variant") == "Short" and p.prob > 0.3
        ),
        None,
    )
    if being is None or negation is None or done is None:
        return None
    first, last = min(being, negation, done[0], at), max(being, negation, done[0], at)
    if any(sentence[i].kind != "word" for i in range(first, last + 1)) or last - first > 4:
        return None
    following = sentence[last + 1 :]
    if any(t.norm == "и" and i + 1 < len(following) and (nxt := following[i + 1].word) is not None and nxt.tags & {"verb"} for i, t in enumerate(following)):
        # «… и подлежит отмене» still needs the subject.
        return (
            (sentence[negation].start, sentence[being].end, "не будет") if sentence[at + 1].norm == "быть" and negation == at - 1 and being == at + 1 else None
        )
    number, gender = done[1].feats.get("Number", "Sing"), done[1].feats.get("Gender", "Neut")
    start, end = sentence[first].start, sentence[last].end
    past = "past" in modal.tags
    if done[1].lemma in _EMPTY:
        if past or any(not sentence[i].lemmas.isdisjoint(_WORK) for i in range(first)):
            # «Работы не могут быть произведены» → «работы провести не получится»
            verb = "выполнить" if done[1].lemma == "выполнить" else "провести"
            return None if gender == "Fem" and number == "Sing" or first == 0 else (start, end, f"{verb} {_refused(past).strip()}")
        return start, end, "недоступны" if number == "Plur" else {"Masc": "недоступен", "Fem": "недоступна"}.get(gender, "недоступно")
    if first == 0:
        return None
    if number == "Sing" and gender == "Fem":
        return _with_object(document, sentence, first, end, _refused(past) + done[1].lemma)
    return start, end, _refused(past) + done[1].lemma


# «Работы недоступны» would say another thing.
_WORK = frozenset("работа выезд ремонт монтаж расчет перерасчет действие операция".split())


def _refused(past: bool) -> str:
    return "не получилось " if past else "не получится "


def _with_object(document: Document, sentence: tuple[Token, ...], first: int, end: int, refusal: str) -> tuple[int, int, str] | None:
    """The feminine subject before the refusal becomes an object: «заявка» → «заявку»."""
    head = next((i for i in range(first - 1, -1, -1) if _acc(sentence[i], "NOUN") is not None), None)
    if head is None:
        return None
    begin = head
    while begin > 0 and _acc(sentence[begin - 1], "ADJ", "DET") is not None:
        begin -= 1
    words = [_acc(sentence[i], "NOUN", "ADJ", "DET") or sentence[i].text for i in range(begin, head + 1)]
    between = document.text[sentence[head].end : sentence[first].start]
    text = " ".join(words) + between + refusal
    return sentence[begin].start, end, text[0].upper() + text[1:] if sentence[begin].capital else text


def _acc(token: Token, *parts: str) -> str | None:
    """The accusative of a feminine nominative singular, None for anything else."""
    if token.word is None:
        return None
    parse = next(
        (
            p
            for p in token.word.parses
            if p.pos in parts and p.feats.get("Case") == "Nom" and p.feats.get("Gender") == "Fem" and p.feats.get("Number") == "Sing"
        ),
        None,
    )
    return parse.inflect(Case="Acc") if parse is not None else None


def _impossible(document: Document, tokens: list[Token]) -> tuple[int, int, str] | None:
    """«Отследить невозможно» → «не получится»; «доставка невозможна» → «недоступна»."""
    first, last = tokens[0], tokens[-1]
    sentence = document.of(document.sentences[first.sentence])
    at = next(i for i, t in enumerate(sentence) if t.index == first.index)
    clause = next((c for c in clauses(document, first.sentence) if c[0].start <= first.start <= c[-1].start), tuple(sentence))
    near = [t for t in clause if t.kind == "word" and not first.start <= t.start <= last.start]
    if clause[0].norm == "это" and (comma := _says_it_again(document, clause, near)) is not None:
        return comma.start, last.end, ""
    opens = at == 0
    if any(
        t.word is not None and t.word.tags and "inf" in t.word.tags and t.word.top is not None and t.word.top.feats.get("VerbForm") == "Inf" for t in near
    ) or any(t.norm in ("это", "так") for t in sentence[max(0, at - 2) : at]):
        better = "не получится"
    else:
        subject = subject_before(document, first)
        if subject is None:
            return None
        better = "недоступны" if subject["Number"] == "Plur" else {"Masc": "недоступен", "Fem": "недоступна"}.get(subject["Gender"], "недоступно")
    return (first.start, last.end, better[0].upper() + better[1:] if opens else better)


_HOW = frozenset("мы это технически физически просто пока вообще к сожалению сейчас".split())


def _says_it_again(document: Document, clause: tuple[Token, ...], beside: list[Token]) -> Token | None:
    """The comma before «…, это технически невозможно» where the clause in front has said so: «комментарии не переносятся»."""
    if clause[0].index == 0 or any(t.norm not in _HOW for t in beside):
        return None
    comma = document.tokens[clause[0].index - 1]
    before = document.of(document.sentences[clause[0].sentence])[: comma.index - document.sentences[clause[0].sentence].first]
    return comma if comma.text == "," and any(t.norm in ("не", "нет", "нельзя") for t in before) else None


# With these a refusal is a brush-off, however it is put.
_MORE = frozenset("еще больше что-то что-либо иной точнее".split())
_NOTHING = frozenset("ничего ничем никак ничто ни никому нечего".split())
_AT_OUR_SIDE = frozenset(("мы", "я"))


def _cannot(document: Document, tokens: list[Token]) -> tuple[int, int, str] | None:
    modal = next(t for t in tokens if t.is_("мочь"))
    negation = next(t for t in tokens if t.norm == "не")
    clause = _clause_of(document, modal)
    at = next(i for i, t in enumerate(clause) if t.index == modal.index)
    word = modal.word
    assert word is not None
    if (
        any(t.norm in _NOTHING for t in clause)
        or any(t.norm in _MORE for t in clause)
        and any(t.is_("сказать", "добавить", "подсказать", "сообщить", "ответить") for t in clause)
    ):
        return None
    # «…, который не может приехать», «если Вы не можете прийти» speak of somebody else.
    parses = [p for p in word.parses if p.feats.get("Person") in ("1", "3") or p.feats.get("Tense") == "Past"]
    if not parses or any(p.feats.get("Person") == "2" and p.feats.get("Mood") != "Imp" for p in word.parses):
        return None
    infinitive = any(t.word is not None and "inf" in t.word.tags for t in clause)
    first = any(p.feats.get("Person") == "1" for p in parses)
    # «На этой неделе не сможем.»: what cannot be done is said in the question.
    if not infinitive and not (first and not [t for t in clause[at + 1 :] if t.kind == "word"]):
        return None
    if (
        not infinitive
        and first
        and (comma := _says_it_again(document, clause, [t for t in clause if t.kind == "word" and t not in (modal, negation)])) is not None
    ):
        return comma.start, modal.end, ""  # «Добавить гостей нельзя, не можем»
    past = any(p.feats.get("Tense") == "Past" for p in parses)
    conditional = any(t.norm in ("бы", "б") for t in clause[max(0, at - 2) : at + 2])
    verb = "не получилось бы" if past and conditional else "не получилось" if past else "не получится"
    stop = clause[at + 1].end if conditional and at + 1 < len(clause) and clause[at + 1].norm in ("бы", "б") else modal.end
    subject = next((t for t in reversed(clause[:at]) if t.norm in _AT_OUR_SIDE and t.index < negation.index), None)
    if subject is None and not first:
        return _to_somebody(document, clause, negation, modal, parses[0])
    return _without_us(document, subject, negation.start, stop, verb)


def _clause_of(document: Document, token: Token) -> tuple[Token, ...]:
    return next(p for p in clauses(document, token.sentence) if p[0].index <= token.index <= p[-1].index)


def _without_us(document: Document, subject: Token | None, start: int, stop: int, verb: str) -> tuple[int, int, str]:
    """«Мы сейчас не можем» → «сейчас не получится»: the words between the subject and the refusal stay."""
    begin = subject if subject is not None else next(t for t in document.tokens if t.start == start)
    between = document.text[subject.end : start].strip() if subject is not None else ""
    text = f"{between} {verb}".strip() if between else verb
    opens = document.sentences[begin.sentence].first == begin.index
    return begin.start, stop, text[0].upper() + text[1:] if opens else text


_PEOPLE = frozenset(
    "пользователь гость клиент участник менеджер редактор наблюдатель ученик получатель покупатель отправитель сотрудник администратор владелец курьер специалист оператор гражданин абонент заявитель житель посетитель".split()
)


def _to_somebody(document: Document, clause: tuple[Token, ...], negation: Token, modal: Token, parse: Parse) -> tuple[int, int, str] | None:
    """«Пользователь восстановить их не может» → «пользователю восстановить их не удастся»."""
    if parse.feats.get("Tense") == "Past" or parse.feats.get("Person") != "3":
        return None
    subject = next((t for t in clause if t.lemmas & _PEOPLE and t.index < negation.index and _nominative(document, t)), None)
    if subject is None or subject.index and document.tokens[subject.index - 1].word is not None and "adj" in document.tokens[subject.index - 1].word.tags:  # type: ignore[union-attr]
        return None
    found = parse_in_context(document, subject)
    dative = found.inflect(Case="Dat") if found is not None else None
    if not dative:
        return None
    between = document.text[subject.end : negation.start]
    return subject.start, modal.end, (dative[0].upper() + dative[1:] if subject.capital else dative) + between + "не удастся"


def _nominative(document: Document, token: Token) -> bool:
    parse = parse_in_context(document, token)
    return parse is not None and parse.feats.get("Case") == "Nom"


def _no_chance(document: Document, tokens: list[Token]) -> tuple[int, int, str] | None:
    """«Не имеем возможности ускорить доставку», «мы не в силах ускорить» → «ускорить … не получится»; only with an infinitive behind."""
    last = tokens[-1]
    clause = _clause_of(document, last)
    if any(t.norm in _NOTHING for t in clause):
        return None
    following = next((t for t in clause if t.index == last.index + 1), None)
    infinitive = following if following is not None and following.word is not None and "inf" in following.word.tags else None
    before = [t for t in clause if t.index < tokens[0].index]
    if infinitive is None and not any(t.word is not None and "inf" in t.word.tags for t in before):
        return None
    subject = next((t for t in reversed(before) if t.norm in _AT_OUR_SIDE), None)
    ours = any(p.feats.get("Person") == "1" for t in tokens if t.word is not None for p in t.word.parses) or tokens[0].norm == "нет"
    if subject is None and not ours and any(_nominative(document, t) for t in before if t.word is not None):
        return None
    return _without_us(document, subject, tokens[0].start, last.end, "не получится")


_GRANTED = frozenset("рассрочка возврат кредит скидка компенсация обмен выплата замена перенос продление возмещение".split())


def _denied(document: Document, tokens: list[Token]) -> tuple[int, int, str] | None:
    """«Вам отказано в рассрочке» → «рассрочка не одобрена»."""
    last = next(t for t in tokens if t.norm == "отказано")
    following = document.tokens[last.index + 1 : last.index + 3]
    if len(following) < 2 or following[0].norm != "в" or not following[1].lemmas & _GRANTED:
        return None
    noun = parse_in_context(document, following[1])
    name = noun.inflect(Case="Nom") if noun is not None else None
    if noun is None or not name:
        return None
    begin = last
    before = document.tokens[last.index - 1] if last.index else None
    if before is not None and before.sentence == last.sentence and before.norm in ("вам", "клиенту"):
        begin = before
    number, gender = noun.feats.get("Number", "Sing"), noun.feats.get("Gender", "Masc")
    ending = "ы" if number == "Plur" else {"Masc": "", "Fem": "а"}.get(gender, "о")
    # «в возврате товара»: whose or of what goes along.
    thing = noun_phrase(document, following[1].index + 1, "Gen")
    end = thing.end if thing is not None else following[1].end
    said = f"{name}{document.text[following[1].end : end]} не одобрен{ending}"
    opens = document.sentences[begin.sentence].first == begin.index
    return begin.start, end, said[0].upper() + said[1:] if opens else said
