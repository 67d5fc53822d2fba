"""Courtesy: what a reply says of feelings (empathy, apology, joy, wishes), and which of its words say nothing that needs a source."""

from __future__ import annotations

from functools import lru_cache

from rewriter.text import morph
from rewriter.text.document import Document, Sentence
from rewriter.text.expressions import Expression
from rewriter.text.facts import flat
from rewriter.text.salutations import is_called, is_farewell
from rewriter.text.segments import Segment, segments_in

_EMPATHY_SAID = (
    r"понима(?:ю|ем)(?=[ ,])(?! (?:правильно|верно|вопрос)|,? (?:что|о чем|какой|какую) (?:вы (?:имеете|хотите сказать)|речь|имеется|нужно вам))[^.!?]{0,12}(?:,? (?:как|почему|насколько|сколько|что)\b|ваш|вас\b|ситуаци|досад|неприят|беспок|расстро|обид|трев|огорч)",
    r"сочувству|сопережива|(?:искренне|очень|нам|мне|так|действительно) (?:очень |искренне )?жаль\b|\bжаль,? что|сожале(?:ю|ем)|представля(?:ю|ем),? (?:как|насколько|сколько)|неприятн\w+ (?:ситуаци|истори|случа)|соболезн",
)
_EMPATHY = Expression("|".join(_EMPATHY_SAID))
_APOLOGY = Expression(r"(?:приносим?|приношу|просим|прошу|примите)[^.!?]{0,30}(?:извинени|прощени)|извините|простите")
# What also shows that the client has been heard.
_HEARD_SAID = (
    r"(?:это|очень|действительно|правда|так|ситуация) (?:\w+ )?(?:неприятн|обидн|досадн|тревожн|грустн|некстати|тяжел|огорча|расстраива|непрост)|как (?:это )?(?:неприятно|обидно|досадно|тревожно|грустно|жаль)|досадно,? (?:что|когда)|обидно,? (?:что|когда)",
    r"не (?:волнуйтесь|переживайте|беспокойтесь|тревожьтесь|расстраивайтесь)|вы (?:совершенно |абсолютно |конечно |тут )?правы|так быть не должно|так не должно|не должно (?:было )?(?:такого )?(?:быть|случ|происх)|нам (?:очень |искренне )?(?:стыдно|неловко)|подвели вас|вас подвели|(?:огорчил|расстроил)[аио]? (?:и )?нас",
    r"(?:спасибо|благодарим|благодарю)(?: вас)?,? (?:за то,? )?что (?:вы )?(?:рассказали|сообщили|написали об|обратили|поделились|не промолчали|сказали)|спасибо за (?:сигнал|сообщение о|ваш сигнал)|приятного (?:тут |здесь |в этом )?мало|мало приятного|хорошего мало|это (?:наш[аи]?|моя) (?:ошибк|вин|промах|недоработк)|мы (?:ошиблись|виноваты|подвели)|виноваты мы|разделяем? ваш|держитесь",
)
_HEARD = Expression("|".join(_HEARD_SAID))
_JOY_SAID = (
    r"\bрад(?:а|ы)?\b|радуемся|радуюсь|радост|приятно|как (?:здорово|хорошо|замечательно|чудесно|классно|славно|приятно)|(?:здорово|отлично|замечательно|прекрасно|чудесно|великолепно|супер|ура|класс)(?:!|,? что|, )|(?:приятн|хорош|прекрасн|отличн|чудесн|радостн)\w+ (?:новост|слова|отзыв|повод)",
    r"спасибо (?:вам )?(?:большое |огромное )?(?:за|,? что) (?:\w+ )?(?:тепл|добр|приятн|такие|такой|отзыв|слова|доверие|похвал|поделились|оценили|высок|выбра)|спасибо,? что (?:поделились|рассказали)|поздравл|поздравьте|молодц|гордимся|передам\w* (?:ваши )?(?:слова|благодарность|спасибо)",
)
_JOY = Expression("|".join(_JOY_SAID))
_WISH_SAID = (
    r"поздравл(?!\w*[,!]* (?:вам|вы|ваш\w*|у вас) (?:\w+ )?(?:начисл|выигр|получ|одобр|стал|доступ))|поздравьте|\bжела(?:ю|ем)\b|пожела|\bпусть\b|удач[иуа]\b|удачн|успех|успешн|\bс (?:днем (?:рожд|свад|матери|учит|победы|защитн|[а-я]+)|наступ|праздник|новым|рождеств|8 март|восьмым|23 фев|пасхой|масленицей|юбиле|новосел|пополнен|рождением|свадьбой|победой|годовщин|выпускным|первым|отпуском)|воистину|ни пуха|к черту",
    r"(?:хорош|приятн|отличн|удачн|прекрасн|замечательн|чудесн|легк|тепл|светл|солнечн|счастлив|весел|радостн|мягк|спокойн|незабываем|увлекательн|красив|добр)\w{0,5}(?: вам| вас)?(?: \w+){0,3} (?:праздник|отпуск|поезд|дорог|пут|отдых|путешеств|посадк|каникул|полет|экзамен|защит|свадьб|торжеств|юбиле|дня рожд|нового год|поход|роды|родов|выпускн|новосел|командир|сесси|мор[яе])",
    r"\bздоровья|здоровь[яю] |выздор|поправл|не болейте|береги(?:те)? себя|скорейшего|силы? и |как (?:здорово|хорошо|приятно|чудесно|замечательно),? что|успе\w{1,20}[^.?!]{0,30}(?:праздник|дню рожд|юбиле|свадьб|отпуск|отъезд|вылет|поездк|экзамен|новому году|рождеств|марта|торжеств)|рады за (?:вас|него|нее|молодых|молод|ваш)|молодым|имениннику|имениннице|юбиляру|малыш[ау]",
)
_WISH = Expression("|".join(_WISH_SAID))
_CONDOLENCE = Expression(
    r"соболезн|сочувств|скорб|утрат|сожале|\bжаль\b|держитесь|разделяем? (?:ваше|ваш|боль)|горе\b|тяжел\w+ (?:время|минут|момент|дни)|светлая память|сил вам|мужайтесь"
)
_CONGRATULATION = Expression(
    r"поздравл|\bс праздник|с днем рожд|с новосел|рады за вас|как здорово|ура\b|хорошего (?:вам )?(?:дня|вечера|настроения)|отличного (?:вам )?(?:дня|вечера|настроения)|приятных (?:вам )?покупок|прекрасного (?:вам )?дня"
)


def is_empathy(text: str) -> bool:
    """A line of empathy."""
    return bool(_EMPATHY.search(flat(text)))


def is_apology(text: str) -> bool:
    """An apology."""
    return bool(_APOLOGY.search(flat(text)))


_FEELING = frozenset(
    "понимать сочувствовать сопереживать жаль сожалеть представлять неприятный соболезновать соболезнование неприятно обидно обидный досадно досадный тревожно тревожный грустно некстати тяжело огорчать расстраивать огорчить расстроить "
    "волноваться переживать беспокоиться тревожиться расстраиваться правый должно стыдно неловко подвести благодарить спасибо ошибка вина промах недоработка ошибиться виноватый разделять держаться непростой приятный хороший".split()
)


def heard_in(document: Document) -> list[Sentence]:
    """The sentences that show the client that we share the trouble: empathy, support, an admission. Apologies are apart."""
    near = sorted({t.sentence for t in document.having(_FEELING)})
    return [s for s in (document.sentences[i] for i in near) if _EMPATHY.search(flat(s.text)) or _HEARD.search(flat(s.text))]


_LINE = Expression(
    r"^\W*(?:мы |я |нам |мне |очень |искренне |и |хорошо |прекрасно |полностью ){0,3}(?:понима(?:ю|ем)|сочувству|сопережива|жаль\b|сожале|представля)(?![^.!?]*(?:,? но\b|, поэтому|:|однако|\d))"
)


def only_empathy(sentence: Sentence) -> bool:
    """Whether the sentence says nothing but sympathy."""
    low = flat(sentence.text)
    return bool(_LINE.match(low)) and bool(_EMPATHY.search(low))


# «Насчёт доставки вопрос хороший», «Что касается работы без интернета, понимаю, почему это важно».
_EVADES = Expression(
    r"^\W*(?:а )?(?:что касается|насчет|по поводу|относительно|касательно) [^.?!,]{2,60},? (?:я )?(?:понима(?:ю|ем)|вопрос (?:очень )?(?:хороший|важный|интересный|отличный)|хороший вопрос|спасибо за вопрос)"
)


def evades(sentence: Sentence) -> bool:
    """Whether the sentence names what was asked about and answers nothing."""
    return bool(_EVADES.match(flat(sentence.text)))


_JOYFUL = frozenset(
    "рад радоваться радость радостный приятно приятный здорово хорошо замечательно чудесно классно славно отлично прекрасно великолепно супер ура класс новость спасибо поздравлять поздравить молодец гордиться передать".split()
)


def rejoices(document: Document) -> bool:
    """Whether the reply shares a joy."""
    return any(_JOY.search(flat(document.sentences[i].text)) for i in {t.sentence for t in document.having(_JOYFUL)}) or wishes(document)


def wishes(document: Document) -> bool:
    """Whether the reply congratulates or wishes something for an occasion; «Хорошего дня!» is a farewell."""
    return any(_WISH.search(low) and "не предусмотр" not in low and "не входит" not in low for low in (flat(s.text) for s in document.sentences))


_GLAD_THAT = Expression(
    r"\W*(?:как|очень|так|нам|мне|правда)? ?(?:очень |так )?(?:здорово|хорошо|приятно|замечательно|чудесно|славно|отлично|жаль|обидно|досадно|неприятно|грустно), что"
)


def is_gladness(sentence: Sentence) -> bool:
    """«Как здорово, что впереди отпуск!»: what is told there is the client's, and only felt with them."""
    return bool(_GLAD_THAT.match(flat(sentence.text)))


_FELT = Expression(
    r"\W*(?:мы |я )?(?:вас |вам )?(?:(?!не )\w+ ){0,4}понима(?:ю|ем)(?: (?:вас|вам))?[.! ]*$"
    r"|[^\d:;.!?]{0,40}(?:волн|пережив|трево|обид|досад|расстр|злит|серди|страш|хочется|беспоко|нервнича)[^\d:;.!?]{0,40}, (?:и )?это (?:очень |совершенно |вполне |абсолютно )?(?:понятно|естественно|нормально|объяснимо)[.! ]*$"
)


_FELT_WITH = Expression(
    r"[^\d:;.!?]{0,60}(?:недовольств|возмущени|досад|тревог|волнени|беспокойств|обид|гнев|злост)\w{0,3} (?:мне |нам |полностью |вполне )?(?:понятн|объяснимо|справедлив)\w{0,2}[.! ]*$"
    r"|[^;]{0,80}(?:вправе|имеете (?:полное )?право) (?:сердиться|злиться|возмущаться|негодовать|обижаться|расстраиваться)[.! ]*$"
    r"|\W*(?:(?:я |мы )?представля(?:ю|ем)|обидно|неприятно|досадно|грустно|тяжело|страшно)\b[^\d;]*$|[^\d:;]{0,80} [—–-] (?:хорошо |очень |прекрасно )?(?:понима|представля)(?:ю|ем)\b[^\d;]*$"
)
# What is to be done or has been done is no feeling.
_TO_BE_DONE = Expression(
    r"\b(?:нужно|надо|можно|можете|необходимо|верн[её]м|верну\b|отправ|привез|достав(?:им|ят|ка)|начисл|исправ|почин|замен|перезвон|сдела(?:ем|ли)|помо(?:жем|гут)|провер|потому|поэтому|из-за|поскольку)"
)


def is_feeling(sentence: Sentence) -> bool:
    """«Вас на все сто понимаю», «Первый визит всегда волнует, это понятно», «Представляю, как вам было обидно»: a feeling shared, and no more."""
    said = flat(sentence.text)
    return bool(_FELT.match(said) or _FELT_WITH.match(said) and not _TO_BE_DONE.search(said))


def condoles(document: Document) -> bool:
    """Whether the reply condoles."""
    return bool(_CONDOLENCE.search(flat(document.text)))


def congratulations_in(document: Document) -> list[Sentence]:
    """The sentences that congratulate or are of good cheer."""
    return [s for s in document.sentences if _CONGRATULATION.search(flat(s.text))]


_OPENS = frozenset(
    "здравствуйте привет приветствуем спасибо благодарим благодарю извините простите извиняемся сожалею сожалеем понимаю понимаем рад рада рады поздравляю поздравляем желаю желаем надеюсь надеемся пусть удачи всего хорошего хорошей "
    "приятного приятной приятных отличного отличной прекрасного чудесного доброго добрый доброе обращайтесь жаль сочувствую сочувствуем уважением берегите счастливого счастливой теплого радостного увы".split()
)
_FEARS = frozenset("волнуйтесь беспокойтесь переживайте стесняйтесь тревожьтесь расстраивайтесь сомневайтесь волноваться беспокоиться переживать".split())
_ANYWHERE = frozenset("извинение прощение соболезнование".split())
_HELP = frozenset(
    "вопрос помощь помочь написать писать обращаться обратиться подсказать связь ответить подсказывать понадобиться сложность дополнительный".split()
)
_WHOLE = frozenset(
    "понимаю понимаем жаль сожалею сожалеем сочувствую сочувствуем извините простите благодарим благодарю спасибо поздравляю поздравляем желаю желаем надеюсь надеемся пусть рад рада рады хорошего хорошей приятного приятной удачи".split()
)


_PITIED = frozenset("обидно неприятно досадно тяжело грустно тревожно нелегко утомительно неудобно страшно непросто".split())


@lru_cache(maxsize=5_000)
def _infinitive(form: str) -> bool:
    top = morph.word(form).top
    return top is not None and top.feats.get("VerbForm") == "Inf"


# «Представляю Ваше удивление», «представляю, каково это»; «представляем новый тариф» is no feeling.
_FELT_HOW = frozenset("как каково насколько сколько что какой какая какое какие ваш ваша ваше вашу ваши себе".split())


@lru_cache(maxsize=256)  # asked of each segment by half a dozen
def is_courtesy(segment: Segment, *, whole: bool = False) -> bool:
    """Whether the segment is courtesy alone. `whole`: whether it makes its entire sentence one («Понимаем, как неприятно, что…»)."""
    norms = [t.norm for t in segment.tokens if t.kind == "word"]
    if not norms:
        return True
    lead = norms[1:] if norms[0] in ("очень", "мне", "нам", "и", "еще", "искренне", "а", "с", "большое") else norms
    if norms[0] in ("мне", "нам", "искренне") and lead and lead[0] == "очень":
        lead = lead[1:]
    if lead and lead[0] in ("мы", "я"):
        lead = lead[1:]
    if lead[:2] == ["от", "души"] or lead[:1] in (["сердечно"], ["тепло"]):
        lead = lead[1 + (lead[0] == "от") :]
    if not lead:
        return True
    if whole:
        if lead[0] in ("представляю", "представляем"):
            return len(lead) > 1 and lead[1] in _FELT_HOW
        return lead[0] in _WHOLE and not any(t.text == ":" for t in segment.tokens)
    if (not _PITIED.isdisjoint(norms) and _infinitive(norms[0]) or norms[0] in _PITIED and _infinitive(norms[1] if len(norms) > 1 else "")) and not any(
        t.kind == "number" for t in segment.tokens
    ):
        return True  # «Ждать целый день впустую очень обидно», «Неприятно увидеть трату, которой не ждёшь»
    if lead[0] in _OPENS or not segment.lemmas.isdisjoint(_ANYWHERE):
        return True
    return bool(norms[0] == "не" and len(norms) > 1 and norms[1] in _FEARS or any(n in _FEARS for n in norms[:4]))


_LEADS_IN = frozenset(
    "отвечаю отвечаем отвечу ответим давайте рассказываю расскажу объясняю объясню порядку очереди по всё все вот ответы ответ на ваши вопросы вам теперь к делу мы разобрались нашли выяснили в чем дело итак коротко и а я".split()
)
_ANNOUNCED = frozenset("порядку очереди ответы вопросы делу дело коротко".split())


_FEW = 6


def announces(segment: Segment) -> bool:
    """«Отвечаю по порядку», «вот ответы», «мы нашли, в чём дело»: says that something is to follow, and tells nothing itself."""
    if segment.norms.isdisjoint(_ANNOUNCED):
        # «Начнём с варианта попроще: …»
        return [t.norm for t in segment.tokens[:2]] in (["начнем", "с"], ["начнем", "со"], ["начну", "с"]) and len(segment.tokens) < _FEW
    return all(t.norm in _LEADS_IN for t in segment.tokens if t.kind == "word")


def opening(segments: list[Segment]) -> Segment:
    """The segment that a sentence begins with behind the name that somebody is called by: «Полина, | понимаю, …»."""
    called = len(segments) > 1 and segments[1].joined == "," and all(is_called(t) for t in segments[0].tokens)
    return segments[1] if called else segments[0]


def is_offer(segments: tuple[Segment, ...] | list[Segment]) -> bool:
    """«Если появятся вопросы, пишите», «мы на связи»: an offer of help, not a promise."""
    lemmas = _NONE.union(*[s.lemmas for s in segments])
    # «Да, на оба вопроса: …» answers them.
    arising = (
        _ARISING
        if "связь" in lemmas
        else _ARISING - _AT_HAND
        if lemmas.isdisjoint(("вопрос",)) or any(not s.norms.isdisjoint(_ANY_QUESTION) for s in segments)
        else _BY_CHANCE
    )
    if not lemmas.isdisjoint(_MATTERS) and not lemmas.isdisjoint(arising) and "оба" not in lemmas:
        return True
    return not lemmas.isdisjoint(_HELP) and any(not s.norms.isdisjoint(_HELPFUL) for s in segments)


_NONE: frozenset[str] = frozenset()
_MATTERS = frozenset("вопрос связь затруднение трудность".split())
_ARISING = frozenset("если возникнуть остаться появиться быть всегда на любой".split())
# «Мы на связи»; «выдача на дом до решения вопроса» offers nothing.
_AT_HAND = frozenset(("на",))
# «По Вашему вопросу будет принято решение» offers nothing, «будут вопросы — пишите» does.
_BY_CHANCE = _ARISING - _AT_HAND - {"быть"}
_ANY_QUESTION = frozenset("вопросы вопросов вопросам".split())
_HELPFUL = frozenset("чем чемто чем-то чем-нибудь всегда еще рады рад рада готовы".split())


_SMALL = frozenset(
    "замечательно чудесно супер класс что спасибо благодарим благодарю пожалуйста всегда хорошо отлично здорово прекрасно договорились понял поняла поняли принято помочь рад рада рады и вам вас вы вами за что до свидания встречи связи скорой всего вся была был были буду будем благодарна благодарен благодарны если оцените качество моей нашей консультации "
    "работы ответ ответа ждем ждать нас к нам ещё еще заходите возвращайтесь приходите отличного хорошего приятного лёгкого легкого доброго наилучшего дня вечера настроения выходных рабочего покупок не стоит благодарности взаимно приятно было пообщаться получилось все всё заработало решилось".split()
)


_SHORT = 60
_PARTING = Expression(
    r"\W*(?:меня зовут (?:[а-я]+[ ,]*){1,4}|(?:и )?вам (?:большое )?спасибо|пишите|обращайтесь|до (?:встречи|свидания|связи|завтра)|ждем (?:вас|в гости)|будем (?:вас )?ждать|(?:будем )?рады,? если (?:вы )?(?:верн|загля|прид|приед|зайд|снова)|заходите|возвращайтесь|приезжайте|радуйтесь|наслаждайтесь|носите (?:с|на)|пользуйтесь (?:с|на)|передавайте|если (?:что|будут|появ|возник|понадоб|остан)[^\d]{0,40}(?:рядом|на связи|пиш|обращ|звон|помо|ответ))[^\d:;]*$"
)


def mere_courtesy(document: Document, sentence: Sentence) -> bool:
    """Whether the sentence is a goodbye, thanks, joy or an offer of help, and says nothing else."""
    if is_farewell(sentence) or (len(sentence.text) < _SHORT and _PARTING.match(flat(sentence.text))):
        return True
    segments = [s for s in segments_in(document) if s.sentence == sentence.index]
    return is_offer(segments) or all(is_courtesy(s) or all(t.norm in _SMALL or is_called(t) or t.kind != "word" for t in s.tokens) for s in segments)
