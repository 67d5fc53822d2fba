"""Notes that an operator leaves for colleagues in the draft: «Прим. для СВ: клиент конфликтный, скидку не давать.» No client may read them."""

from __future__ import annotations

from functools import lru_cache

from rewriter.text.asides import asides
from rewriter.text.document import Document
from rewriter.text.expressions import Expression
from rewriter.text.facts import flat

_COLLEAGUE = r"(?:св\b|супервайзер\w{0,3}|супервизор\w{0,3}|руководител\w{1,3}|наставник\w{0,2}|смен[аеуы]\w{0,2}|коллег\w{0,3}|старш\w{1,3}|оператор\w{0,3}|админ\w{0,3}|тимлид\w{0,3}|себя|склад\w{0,2}|отдел\w{0,2}|колл-центр\w{0,2}|кц\b|лини[ияй]\w{0,2}|l[123]\b|внутренн\w{1,4}|служебн\w{1,4}|своих|наших|нас\b|менеджер\w{0,3}|бухгалтери\w{1,2}|логист\w{0,3}|контрол\w{0,3})"
_HEADS = (
    # «Прим. для СВ: …», «Комментарий коллегам — …»: a heading with whom it is for.
    rf"^(?:прим(?:ечани[ея]|\.)?|n\.?b\.?|комм(?:ентари[ий]|ент)?\.?|заметк[аи]|пометк[аи]|ps|p\.s\.)\s?(?:для |к |нашим |нашей |нашему |только для )?{_COLLEAGUE}(?:\s\w{{1,15}}){{0,2}}\s?[:—–-]",
    # «Служебная пометка: …», «Внутренний комментарий: …»
    r"^(?:внутренн|служебн)\w{2,3} (?:комментари|заметк|пометк|отметк|информаци|примечани|инфо)\w{0,2}\s?[:—–-]",
    # «СВ: прошу согласовать», «Для себя: …»
    r"^(?:только )?(?:для )?(?:св|супервайзер[уа]?|коллеги?|коллег|старшему смены|наставнику|себя|своих|внутреннего пользования|служебного пользования)\s?[:—–]",
    # «Коллеги, закройте обращение»: what only we can do; a firm's people may be called so, too.
    r"^коллеги, (?:пожалуйста, |прошу |просьба )?(?:закр|перевед|перевес|передай|передать|назнач|объедин|переназнач)\w{0,4}(?:,? пожалуйста,?)? (?:это |данное |эту |этот |данный )?(?:обращени|тикет|карточк|диалог|чат)\w{0,2}\b",
)
_SAID = (
    # What is said of the client behind his back.
    r"\bклиент(?:ка|у|ке)? (?:\w{1,12} ){0,2}(?:конфликтн|скандальн|проблемн|неадекват|истери|склочн|вредн|токсичн|агрессивн|невменяем|сложн(?:ый|ая)\b|с гонором|тупит|хамит|скандалит|на взводе|наш «|из ч[её]рного)",
    r"\bклиент(?:у|ке|ам)? (?:об этом |этого |это |пока |лишнего )?не (?:сообща|говори|писа|озвучива|обеща|предлага|раскрыва)(?:ть|йте|й|ите)\b",
    # «Скидку не давать.», «Компенсацию не предлагать»: an order without anybody to whom.
    r"(?:^|[,;:—–] ?)(?:скидк[уи]|компенсаци[юи]|промокод|бонус(?:ы|ов)?|баллы|возврат|замену|деньги|обещани[йя]|лишнего) (?:\w{1,12} )?(?:не )(?:давать|предлагать|обещать|озвучивать|начислять|оформлять|делать)\b",
    r"\bесли (?:клиент |клиентка |он |она )?(?:будет |начн[её]т |продолжит |станет )?(?:ругать|скандал|наста|возмуща|угрожа|жалова|наезжа|спори)\w{1,5},? (?:то )?(?:\w{1,12} ){0,2}(?:предлож|дать|дайте|переключ|перевед|перевест|отказ|обеща|закр|не )",
)
_NOTE = Expression("|".join((*_HEADS, *_SAID)))
_CUES = (
    "прим",
    "клиент",
    "не д",
    "не п",
    "не о",
    "не н",
    "коллег",
    "служебн",
    "внутренн",
    "св:",
    "для ",
    "комм",
    "замет",
    "помет",
    "смена",
    "суперв",
    "наставнику",
    "nb",
    "n.b",
    "ps",
    "p.s",
    "ругать",
    "скандал",
    "настаива",
    "возмуща",
    "угрожа",
    "наезжа",
)
# Their full stop ends a sentence, for all we know.
_CUT_SHORT = ("прим.", "комм.", "инф.", "n.b.", "p.s.")
# Of the sentence itself: a heading has a colon or a dash or calls colleagues, all else speaks of the client or of what is not to be done.
_PARTS = (":", "-", "клиент", "не ", "если ", "коллеги,")


@lru_cache(maxsize=64)
def inner_notes(document: Document) -> tuple[tuple[int, int], ...]:
    """Spans of the sentences that are such notes, in reading order; «Примечание: услуга платная» is said to the client."""
    low = flat(document.text)
    found = list(asides(document))
    if not any(cue in low for cue in _CUES):
        return tuple(found)
    cut_short = any(heading in low for heading in _CUT_SHORT)
    for sentence in document.sentences:
        start = sentence.start
        before = document.sentences[sentence.index - 1] if cut_short and sentence.index else None
        if before is not None and flat(before.text).strip(" (") in _CUT_SHORT:
            start = before.start
        said = low[start : sentence.end]
        if any(part in said for part in _PARTS) and _NOTE.search(said.lstrip(' («"*-—–')):
            found.append((start, sentence.end))
    return tuple(sorted(set(found)))
