"""clean-output: the text is a reply and nothing else (helpdesks' complaints; what small models do)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import repeat

from rewriter.rules.base import Found, Options, rule
from rewriter.text.broken_off import broken_off
from rewriter.text.document import INVISIBLE, Document, Sentence, Token
from rewriter.text.emoji import emoji_in
from rewriter.text.expressions import Expression
from rewriter.text.facts import flat
from rewriter.text.inner_notes import inner_notes
from rewriter.text.letters import SlipKind, is_russian, slips_of
from rewriter.text.marks import Mark
from rewriter.text.own_words import is_own_word
from rewriter.text.reading import Reading
from rewriter.text.role_talk import role_talk


class CleanOutput(Options):
    """`max_chars`: the longest reply in code points; `markdown`: whether the channel shows it; `placeholders`: whether «{{имя}}» may stand, as in a macro."""

    max_chars: int = 3000
    markdown: bool = False
    placeholders: bool = False


_CHATTER_START = Expression(
    r"\s*(?:конечно|хорошо|разумеется|отлично|готово|понял[аи]?|sure|certainly|ok(?:ay)?)?[\s,.!:—-]{0,4}(?:(?:вот|ниже|это)\s[^\n:.!?]{0,40}?(?:переписан|исправлен|отредактирован|готов|перефразирован|улучшен|обновлен|вежлив|дружелюбн|вариант|текст|ответ|(?:более [а-я]{3,15}|тепл[а-я]{2}|мягк[а-я]{2}) (?:верси|формулировк|редакци))[^\n:.!?]{0,60}(?::|\.?\s*\n)"
    r"|(?:переписанн|исправленн|отредактированн|перефразированн|улучшенн|обновленн|итогов|финальн|готов|новы|дружелюбн|вежлив)[а-я]*\s(?:текст|ответ|вариант|сообщение|версия|черновик|письмо)[^\n:.!?]{0,40}:"
    r"|(?:ответ|вариант ответа|вариант \d|текст ответа|ответ (?:клиенту|оператора|поддержки)|оператор|сообщение|assistant|ассистент|бот|черновик|reply|answer|output|response|результат)\s?\d?\s?:|here(?:'s| is| are)\b[^\n]{0,80}"
    # «Эмоция клиента: недовольство.»
    r"|(?:эмоция|настроение|тональность|категория|намерение|интент|сентимент|тема обращения|тип обращения|класс обращения)(?: (?:клиента|клиентки|обращения|письма|сообщения))?\s?:\s?[^\n.:]{1,50}(?:\.|\n)"
    # «Предлагаю такой вариант ответа:», «Клиенту можно ответить так:»; «Предлагаю такой вариант: …» is said to the client.
    r"|(?:я )?(?:предлага(?:ю|ем)|могу предложить|рекоменду(?:ю|ем)) (?:клиенту )?(?:такой|такую|следующий|следующую|вот такой|этот) (?:вариант|текст|формулировк|редакци|верси)[а-я]{0,3} (?:ответа|текста|реплики|для клиента|клиенту)[^\n:.!?]{0,40}:"
    r"|(?:я )?(?:предлага(?:ю|ем) (?:клиенту )?ответить|(?:можно|лучше|стоит|рекомендую|попробуйте) клиенту (?:ответить|написать)|клиенту (?:можно|лучше|стоит|предлагаю) (?:ответить|написать)|(?:ответить|написать) клиенту (?:можно|лучше|стоит)) (?:вот )?(?:так|следующее|следующим образом)[^\n:.!?]{0,20}:)"
)
_NOTES = Expression(
    r"(?:^|(?<=[\n.!?(\[ ]))(?:\(|\[)?(?:примечание|прим\.|заметка|комментарий|пометка|внимание,? оператор|note|для оператора|оператору|внутренн[а-я]+ (?:заметка|комментарий|информация))(?:\s(?:для |)(?:оператор[ау]|себя|коллег|внутренн[а-я]+|редактор[ау]))?\s?[:—–-]"
    r"|я (?:переписал|перефразировал|отредактировал|сократил|убрал|заменил|изменил|постарал(?:ся|ась)|исправил|сделал)а?,?\s[^.!?\n]{0,60}(?:текст|ответ|черновик|сообщени|тон|ссылк|канцеляр|стил|формулировк|дружелюб|вежлив|сленг|инструкци[а-я]* пакет)"
    r"|(?:если (?:нужно|хотите|требуется),?\s)?(?:могу|хотите, я) (?:сократить|переписать|перефразировать|предложить (?:другой|ещё|еще) вариант|сделать (?:текст|ответ|его|тон) )"
    r"|(?:надеюсь|уверен),? (?:что )?(?:это|этот|такой) (?:текст|вариант|ответ|поможет)[^.!?\n]{0,40}(?:подой|поможет|соответ|подходит|вам)"
    r"|(?:ссылки на закон[а-я]*|канцелярит[а-я]{0,2}|канцеляризмы|сленг|жаргон|уменьшительные|фамильярность|отказные фразы|внутренн[а-я]{2} (?:слова|термины|сокращения))(?: и [а-я ]{3,25})? (?:был[аои]? )?(?:убран|удален|заменен|исключен|смягчен)[аоы]?\b"
    r"|(?:^|(?<=[.!?(\[\n ]))(?:убрал|заменил|смягчил|сократил|переписал|переформулировал|перефразировал|упростил)а?\b [^.!?\n)]{0,30}(?:обращени[ея] на|тон\b|фраз|стил[ья]|канцел|формулировк|ссылк[иу] на закон|смайл|обвинени|сленг|жаргон)"
    r"|(?:все )?факты (?:из черновика )?(?:были )?(?:сохранены|сохранились|перенесены|на месте|не изменены)|тон (?:ответа |сообщения |письма |текста )?(?:стал |сделан )?(?:дружелюбн|вежлив|доброжелательн)[а-я]*|(?:смысл|суть) (?:ответа |черновика |исходного [а-я]{3,10} )?(?:сохранен|не изменен)[аоы]?\b"
    r"|как (?:языковая модель|искусственный интеллект|ии-ассистент|ии,|ai)|языков(?:ая|ой) модел|(?:в|из|согласно|по) (?:системн[а-я]+ (?:промпт|инструкци|сообщени)|промпт|стайлгайд|руководств[а-я]+ по стилю)|системный промпт|system prompt|(?:правила|инструкция|задача|системное сообщение|черновик оператора|сообщение клиента|вопросы клиента|факты|контекст|стиль|руководство по стилю|тон)\s?:\s*\n"
    r"|^(?:правила|инструкция|задача|черновик(?: оператора)?|сообщение клиента|вопрос(?:ы)? клиента|факты|контекст|пример \d|до|после|было|стало)\s?:"
    r"|no-law-citations|no-blame-shifting|facts-preserved|forbidden-phrases|capital-vy|plain-words|allowed-emoji|\bправил[аоу] (?:№\s?)?\d+ (?:стиля|гайда)|(?:черновик|исходн[а-я]+ (?:текст|ответ|сообщени))[а-я]* (?:был|содержал|переписан|оператора)",
    re.MULTILINE,
)
_LEAKED = Expression(
    r"<\|[^|>\n]{1,30}\|>|\[/?(?:INST|SYS)\]|</?(?:s|system|user|assistant|draft|client|reply|think|черновик|клиент|ответ)>|<</?SYS>>|^(?:system|user|assistant|human|ai)\s?:?\s*$|###\s?(?:system|user|assistant|instruction|response|ответ|инструкция)",
    re.IGNORECASE | re.MULTILINE,
)
# What is written beside a reply for colleagues: «[клиенту не показывать: …]», «(для нас: …)», «// уточнить у смены».
_ASIDE = (
    r"(?:клиент|покупател|заказчик|абонент|пользовател)\w{0,4} (?:это |об этом )?не (?:показыва|говори|сообща|отправля|озвучива|писать|пересыла)|не (?:показыва|говори|сообща|отправля|озвучива|пересыла)\w{0,6} (?:это )?(?:клиент|покупател|заказчик|абонент|пользовател)"
    r"|не для (?:клиент|покупател|отправк|пользовател)|(?:только )?для (?:нас|себя|своих|внутреннего пользования|коллег)\s?:|служебн\w{0,3}(?: \w{1,12})?\s?[:\])}]|служебно|внутр\.?\s?:|внутренн\w{0,3} (?:пометк|заметк|коммент)|скрыто|скрыть от|между нами\s?:"
)
_HIDDEN = Expression(
    rf"\[(?=[^\]\n]{{0,60}}?(?:{_ASIDE}))[^\]\n]{{1,400}}\]|\((?=[^)\n]{{0,60}}?(?:{_ASIDE}))[^)\n]{{1,400}}\)|\{{(?=[^}}\n]{{0,60}}?(?:{_ASIDE}))[^}}\n]{{1,400}}\}}|(?<![:\w/])//\s[^\n]{{1,300}}"
)
_TAG = Expression(
    r"<a\s[^<>\n]{0,60}?href=[\"']?([^\"'<>\s]{1,300})[\"']?[^<>\n]{0,100}>([^<>\n]{0,200})</a>|</?(?:p|b|i|u|s|br|hr|strong|em|div|span|ul|ol|li|h[1-6]|font|table|tr|td|small|code|pre|img|a)(?:\s[^<>\n]{0,200})?\s?/?>",
    re.IGNORECASE,
)
_ENTITY = Expression(r"&(?:nbsp|lt|gt|amp|quot|laquo|raquo|mdash|ndash|#\d{2,5});")
_ENTITIES = {"nbsp": " ", "lt": "<", "gt": ">", "amp": "&", "quot": '"', "laquo": "«", "raquo": "»", "mdash": "—", "ndash": "–"}
_PLACEHOLDERS = Expression(
    r"\[[А-ЯЁA-Zа-яё][^\]\[\n]{0,60}\](?!\()|\{\{?[^{}\n]{1,60}\}\}?|<(?:[А-ЯЁа-яё][^<>\n]{0,40}|[a-z_]*(?:name|имя|date|id|number)[a-z_]*)>|%[A-Za-zА-Яа-я_]{2,30}%|\$\{?[a-z_]{2,30}\}?|(?<!\w)[XХxх]{3,}(?!\w)|(?<![\wXХ])[A-Za-zА-Яа-я]*[XХ]{4,}\w*|(?<!\w)([A-ZА-ЯЁ])\1{3,}(?!\w)|(?<!\w)[ХX]{2}(?=\s(?:руб|дн|ч\b|час|₽|км|мин|рабоч|числа))|(?:^|(?<=[.!?\n] ))ФИО(?=,)|_{3,}|(?<!\w)(?:ИО|И\.\s?О\.?|ФИО клиента|ИМЯ|НОМЕР|ДАТА|NNN+|ННН+|ХХ\.ХХ(?:\.ХХХХ)?|XX\.XX(?:\.XXXX)?)(?=[\s,!.:;)]|$)(?!\s?[А-Я]\w*ов|\s[А-ЯЁ][а-яё]+)|<\d{1,2}>|(?<!\w)(?:ДД\.ММ(?:\.ГГГГ)?|ЧЧ:ММ)(?!\w)|\((?:ссылка|указать[^)]{0,30}|встав(?:ить|ьте)[^)]{0,30}|укажите [^)]{0,25}|имя(?: клиента)?|дата|номер(?: заказа)?|сумма|название|адрес)\)|#[А-ЯA-Z_]{3,20}#|\.{6,}|…{2,}"
)
_MARKDOWN = Expression(
    r"\*\*[^*\n]{1,300}\*\*|(?<!\w)__[^_\n]{1,300}__(?!\w)|^#{1,6}\s\S|```|\[[^\]\n]{1,100}\]\([^)\n]{1,200}\)|^[ \t]{0,3}\*[ \t]+\S|^[ \t]{0,3}>\s|^\|.{1,200}\|\s*$|(?<!\w)`[^`\n]{1,100}`|(?<![\w*])\*[^*\s][^*\n]{0,100}\*(?![\w*])|~~[^~\n]{1,100}~~|^[ \t]*(?:-{3,}|\*{3,})[ \t]*$",
    re.MULTILINE,
)
# Each of these regular expressions costs more than all that can be told at a glance: without one of these it cannot match.
_MARKS = frozenset("*#`>|")
_MARKS_IN_PAIRS = ("](", "__", "~~", "---")
_HOLDERS = frozenset("[{<$")
_HOLDERS_AROUND = "%#"
_NOTE_STEMS = (
    "примеч", "прим", "замет", "коммент", "помет", "вниман", "note", "оператор", "внутренн", "переписа", "перефраз", "отредакт", "сократи", "заменил", "изменил",
    "постара", "исправил", "сделал", "предложить", "сделать", "надеюсь", "уверен", "языков", "интеллект", "систем", "промпт", "стайлгайд", "руководств", "system", "правил",
    "инструкц", "задача", "сообщен", "факты",
    "канцеляр", "убра", "смягчил", "переформул", "упростил", "удален", "заменен", "исключен", "смягчен", "смысл", "суть", "дружелюб", "вежлив", "доброжелат", "контекст", "стиль", "черновик", "пример", "стало", "исходн",
    "no-", "facts-", "forbidden-", "capital-", "plain-", "allowed-",
)  # fmt: skip
# Words that are a note's only as its heading.
_NOTE_HEADINGS = tuple(word + colon for word in ("тон", "до", "после", "было", "вопрос клиента", "вопросы клиента") for colon in (":", " :"))
_NOTED = Mark(lambda form: form in ("ии", "ai") or form.startswith("ии-") or any(stem in form for stem in _NOTE_STEMS))
# Letters of which the names below begin.
_ROLES = frozenset("suahSUAH")
_LEAKED_LINE = Expression(r"^(?:system|user|assistant|human|ai)\s?:?\s*$", re.MULTILINE)
_ORDINARY = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ0123456789 \n\t,.!?…;:«»\"'()–—-/%+№₽&*@#=")
_ENGLISH = frozenset(
    "the and is are your you please thank thanks we will be for with have has can order delivery hello dear regards sorry sincerely not this that our was from unfortunately however best if any of to in on by it as".split()
)
_OPENING = frozenset(
    "и или а но в во на с со для что чтобы по к ко от до из за о об при без у под над через если когда который которая которое которые которую не ваш ваша ваше ваши мы вы их будет также как так либо то".split()
)
_INVISIBLE = Expression(f"[{INVISIBLE}\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd\u2028\u2029\ufff9-\ufffc]")
_JOINER = "\u200d"


@rule("clean-output", number=12, title="Чистый текст ответа", source="003", options=CleanOutput)
def clean_output(reply: Document, case: Reading, options: CleanOutput) -> Iterator[Found]:
    """Клиент должен получить ответ и ничего больше: без слов модели, заготовок, чужих букв и обрывков."""
    text = reply.text
    if not text.strip() or not any(c.isalnum() for c in text) and not emoji_in(reply):
        yield Found(0, len(text), "Ответ пустой.")
        return
    if len(text) > options.max_chars:
        yield Found(options.max_chars, len(text), f"Ответ длиннее {options.max_chars} знаков: сократите или разбейте на сообщения.")
    low = flat(text)
    yield from _chatter(reply, low)
    for start, end in inner_notes(reply):
        yield Found(start, end, "Пометка для своих: клиенту её не отправляют.", "" if len(reply.sentences) > 1 else None)
    for start, end in role_talk(reply):
        yield Found(start, end, "Модель говорит о своей роли и задании: клиенту этого не отправляют.", "" if len(reply.sentences) > 1 else None)
    if not _BRACKETS.isdisjoint(reply.signs):
        yield from _hidden(text, low)
    yield from _wrapped(text)
    if not options.placeholders and _may_hold_placeholders(reply):
        yield from _placeholders(reply, case)
    if not options.markdown and (not _MARKS.isdisjoint(reply.signs) or any(mark in text for mark in _MARKS_IN_PAIRS)):
        for m in _MARKDOWN.finditer(text):
            # «790 рублей в месяц*» … «* При оплате за год»: a footnote.
            if m.group().lstrip().startswith("* ") and re.search(r"[\w»)]\*", text[: m.start()]):
                continue
            yield Found(m.start(), m.end(), f"Разметка «{m.group()[:40].strip()}» в чате не видна: знаки останутся знаками.", _unmarked(m.group()))
    if not reply.signs <= _ORDINARY:
        yield from _foreign(reply, case)
    yield from _ending(reply, case)
    yield from _repeated(reply)


def _chatter(reply: Document, low: str) -> Iterator[Found]:
    text = reply.text
    if m := _CHATTER_START.match(low):
        end = m.end()
        while end < len(text) and text[end] in " \n":
            end += 1
        yield Found(0, end, "Это слова о тексте, а не сам ответ.", "" if end < len(text) else None)
    for m in _NOTES.finditer(low) if _NOTED.words(reply) or (":" in reply.signs and any(heading in low for heading in _NOTE_HEADINGS)) else ():
        yield Found(m.start(), m.end(), "Пометка для оператора или слова модели: клиенту их не отправляют.")
    for m in _LEAKED.finditer(text) if "<" in text or "[" in text or "###" in text or (_ROLES & reply.signs and _LEAKED_LINE.search(low)) else ():
        yield Found(m.start(), m.end(), "Служебные знаки модели.", "")


_BRACKETS = frozenset("[({</&")


def _hidden(text: str, low: str) -> Iterator[Found]:
    """Notes for colleagues, and the marks of a web page."""
    for m in _HIDDEN.finditer(low):
        # «[скрыто] Клиент на грани ухода.»: how far the note goes is for a person to see.
        yield Found(m.start(), m.end(), "Пометка для своих: клиенту её не отправляют.", "" if len(m.group().split()) > 2 else None)
    for m in _TAG.finditer(text) if "<" in text else ():
        linked = f"{m[2].strip()} ({m[1]})" if m[1] and m[2] else m[1]
        yield Found(
            m.start(),
            m.end(),
            f"Разметка «{m.group()[:40]}» в чате не видна: знаки останутся знаками.",
            linked or ("\n" if re.match(r"<br|</p|</div|</li", m.group(), re.IGNORECASE) else ""),
        )
    for m in _ENTITY.finditer(text) if "&" in text and ";" in text else ():
        name = m.group()[1:-1]
        yield Found(m.start(), m.end(), f"Код знака «{m.group()}» вместо самого знака.", _ENTITIES.get(name) or chr(int(name[1:])))


def _wrapped(text: str) -> Iterator[Found]:
    """Quotes around the whole."""
    body = text.strip()
    pairs = {"«": "»", '"': '"', "“": "”", "„": "“", "'": "'", "`": "`"}
    if len(body) > 2 and pairs.get(body[0]) == body[-1] and len(body.split()) > 3 and _closes_last(body):
        start = text.index(body[0])
        yield Found(start, start + len(body), "Кавычки вокруг всего ответа.", body[1:-1])


def _closes_last(body: str) -> bool:
    """Whether the first quotation mark is closed by the last one, and not by one before it: «А» и «Б» are two names."""
    if body[0] == body[-1]:
        return body[0] not in body[1:-1]
    depth = 0
    for at, sign in enumerate(body):
        depth += (sign == body[0]) - (sign == body[-1])
        if depth == 0:
            return at == len(body) - 1
    return False


def _may_hold_placeholders(reply: Document) -> bool:
    text = reply.text
    if not _HOLDERS.isdisjoint(reply.signs) or "......" in text or "……" in text or "___" in text or any(text.count(sign) > 1 for sign in _HOLDERS_AROUND):
        return True
    low = flat(reply.text)
    if "хх" in low or "xx" in low or ("(" in reply.signs and _BRACKETED.search(low)):
        return True
    # Words apart, only codes and links may begin like these.
    return any(_holds_a_place(t.text) for t in (reply.tokens if any(x in text for x in _MANY_ALIKE) else _HOLDING.words(reply)) if t.text[0].isupper())


def _holds_a_place(form: str) -> bool:
    return form in _HOLDER_WORDS or form.startswith(_MANY_ALIKE) or (len(form) > 3 and len(set(form)) == 1)


_MANY_ALIKE = ("NNN", "ННН")
_HOLDER_WORDS = frozenset("И ИО ФИО ИМЯ НОМЕР ДАТА ДД ЧЧ ХХ XX Х X".split())
_HOLDERS_LOW = frozenset(word.lower() for word in _HOLDER_WORDS)
_HOLDING = Mark(lambda form: form in _HOLDERS_LOW or (len(form) > 3 and len(set(form)) == 1))


_BRACKETED = Expression(r"\((?:ссылка|указа|встав|укажите|имя|дата|номер|сумма|название|адрес)")


def _placeholders(reply: Document, case: Reading) -> Iterator[Found]:
    sources = case.case.draft + case.case.client_message
    for m in _PLACEHOLDERS.finditer(reply.text):
        if (
            m.group().startswith("[")
            and re.fullmatch(r"\[(?:\d+|[A-ZА-Я]{1,6}[-/]?\d[\w/-]*)\]", m.group())
            or _HIDDEN.fullmatch(flat(m.group()))
            or _TAG.fullmatch(m.group())
        ):
            continue
        # Model names like «XXL» and the client's own brackets are no placeholders.
        if m.group().upper() in ("XXX", "XXXL", "XXXXL") and re.search(r"размер|размера", flat(reply.text)):
            continue
        if m.group() in case.case.client_message:
            continue
        # «Петрова И. О.»: somebody's initials.
        if m.group().startswith("И") and "." in m.group() and re.search(r"[А-ЯЁ][а-яё-]+\s?$", reply.text[max(0, m.start() - 30) : m.start()]):
            continue
        if m.group() in sources and m.group()[0] not in "[{<_XХ%#.…" and not re.match(r"И\.?\s?О|ИМЯ|НОМЕР|ДАТА|\(", m.group()):
            continue
        yield Found(m.start(), m.end(), f"Незаполненная заготовка «{m.group()[:40]}».")


def _unmarked(mark: str) -> str:
    if link := re.fullmatch(r"\[([^\]]+)\]\(([^)]+)\)", mark):
        return f"{link[1]} ({link[2]})"
    if mark.lstrip().startswith("* "):
        return mark.replace("*", "—", 1)
    return re.sub(r"\*\*|__|`+|~~|^#{1,6}\s|^\s*>\s|^\*|\*$", "", mark)


def _foreign(reply: Document, case: Reading) -> Iterator[Found]:
    text, odd = reply.text, "".join(reply.signs - _ORDINARY)
    for m in _INVISIBLE.finditer(text) if _INVISIBLE.search(odd) else ():
        if m.group() == _JOINER and any(e.start <= m.start() < e.end for e in emoji_in(reply)):
            continue
        yield Found(m.start(), m.end(), f"Невидимый знак U+{ord(m.group()):04X}.", "")
    if not any(map(str.isalpha, odd)):
        return
    known = (case.case.draft + " " + case.case.client_message).lower()
    run: list[Token] = []
    for token in reply.tokens:
        if token.kind == "word" and token.text.isascii():
            run.append(token)
        elif run and (token.kind != "punct" or token.text not in ",'’.!?"):
            yield from _english(run, known)
            run = []
        if token.kind in ("word", "code"):
            for slip in slips_of(token.text, token.kind):
                message = _LETTERS[slip.kind].format(slip.text)
                yield Found(token.start + slip.start, token.start + slip.start + len(slip.text), message, slip.fixed)
        elif token.kind == "punct" and token.text.isalpha() and not is_russian(token.text) and not token.text.isascii():
            yield Found(token.start, token.end, f"Чужая буква «{token.text}».")
    yield from _english(run, known)


_LETTERS: dict[SlipKind, str] = {
    "alien": "Чужие буквы в слове «{}».",
    "mixed": "Латинские буквы в слове «{}».",
    "latin": "Слово «{}» набрано латинскими буквами.",
}
# One of these is enough, unless client or draft say it.
_ENGLISH_ALONE = frozenset(
    "sure certainly okay here sorry please thanks hello unfortunately however delivery order tomorrow today your you we will the and with dear regards".split()
)


def _english(run: list[Token], known: str) -> Iterator[Found]:
    plain = [t for t in run if t.text.islower() or t.norm in _ENGLISH]
    several = len(run) >= 2 and (sum(t.norm in _ENGLISH for t in run) >= 2 or (len(plain) >= 3 and len(plain) == len(run)))
    alone = len(run) == 1 and run[0].norm in _ENGLISH_ALONE
    if (several or alone) and not all(t.norm in known for t in run):
        yield Found(run[0].start, run[-1].end, "Английский текст: ответ должен быть по-русски.")


def _ending(reply: Document, case: Reading) -> Iterator[Found]:
    tokens = reply.tokens
    last = tokens[-1]
    body = reply.text.rstrip()
    if last.kind == "punct" and last.text in ",;–—-(«„":
        yield Found(last.start, last.end, "Ответ оборван: последний знак обещает продолжение.")
    elif body.endswith(":"):
        yield Found(last.start, last.end, "Ответ оборван после двоеточия.")
    elif last.kind == "word" and last.word is not None:
        if (
            last.norm in _OPENING
            and not (last.norm == "что" and tokens[-2:-1] and tokens[-2].norm == "если")  # «Пишите, если что»
            and last.norm not in ("так", "вы", "мы", "то", "будет")
            or (last.norm in ("будет", "ваш", "ваша", "ваше", "ваши", "то", "мы") and len(reply.words) > 3)
        ):
            yield Found(last.start, last.end, f"Ответ оборван на слове «{last.text}».")
        elif _half_a_word(reply, last) and not is_own_word(last.norm, case.pack.folders):
            yield Found(last.start, last.end, f"Ответ оборван на полуслове: «{last.text}».")
    elif last.text == "." and len(tokens) > 1 and tokens[-2].kind == "word" and tokens[-2].norm in ("и", "или", "для", "чтобы", "который", "на", "в"):
        yield Found(tokens[-2].start, last.end, "Последнее предложение оборвано.")
    if (cut := broken_off(reply)) is not None:
        yield Found(cut[0].start, cut[1].end, f"Ответ оборван: о «{reply.text[cut[0].start : cut[1].end]}» ничего не сказано.")
    if reply.text.count("«") > reply.text.count("»") and reply.text.rfind("«") > len(reply.text) - 200:
        at = reply.text.rfind("«")
        yield Found(at, len(body), "Кавычка открыта и не закрыта: похоже, ответ оборван.")


def _half_a_word(reply: Document, last: Token) -> bool:
    return last.word is not None and not last.word.known and last.text.islower() and len(reply.words) > 3 and is_russian(last.norm) and "-" not in last.norm


def _opening(reply: Document, sentence: Sentence, first: int) -> tuple[str, ...]:
    """What tells a sentence from others at once: its first three words."""
    return tuple([t.norm for t in reply.tokens[first : min(sentence.first + 8, sentence.last)] if t.kind != "punct"][:3])


def _first(reply: Document, sentence: Sentence) -> int:
    """Index of the sentence's first token behind the number that a list gives it."""
    first = sentence.first
    listed = reply.tokens[first].kind == "number" and first + 1 < sentence.last and reply.tokens[first + 1].text in (".", ")")
    return first + 2 if listed and first + 2 < sentence.last else first


def _repeated(reply: Document) -> Iterator[Found]:
    several = len(reply.sentences)
    firsts = [_first(reply, s) for s in reply.sentences]
    if len({reply.tokens[first].norm for first in firsts}) == several or len(set(map(_opening, repeat(reply), reply.sentences, firsts))) == several:
        return
    seen: Counter[str] = Counter()
    for sentence, first in zip(reply.sentences, firsts, strict=True):
        words = [t.norm for t in reply.tokens[first : sentence.last] if t.kind != "punct"]
        if len(words) < 2 or len("".join(words)) < 12:
            continue
        key = " ".join(words)
        seen[key] += 1
        if seen[key] > 1:
            start = sentence.start
            while start > 0 and reply.text[start - 1] in " ":
                start -= 1
            yield Found(start, sentence.end, "Предложение повторяется.", "")
