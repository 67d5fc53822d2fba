"""Instructions in the infinitive, said to the client: «При ошибке связаться с нами по тел. …, назвать номер» → «… свяжитесь, пожалуйста, с нами …, назовите номер»."""

from __future__ import annotations

from rewriter.text.document import Document, Sentence, Token
from rewriter.text.in_context import parse_in_context
from rewriter.text.segments import is_predicate

# What may lead to an infinitive, so that it is no instruction; «чтобы отменить», «можно отменить», «просьба отменить».
_LEADING = frozenset(
    "можно нужно надо необходимо нельзя следует достаточно пора чтобы чтоб прежде перед для должен должна должны должно обязан обязана обязаны готов готова готовы рад рада рады возможность право просьба просим прошу рекомендуем рекомендую "
    "советуем предлагаем желательно лучше удобно легко невозможно возможно важно остаться оставаться вправе невозможность необходимость способ умение попытка решение обещание желание намерен намерены как где куда когда что кому".split()
)
_PLEASE = ", пожалуйста,"


def instructed(document: Document) -> list[tuple[int, int, str]]:
    """The edits (start, end, replacement) that turn such infinitives into requests."""
    return [edit for sentence in document.sentences for edit in _edits(document, sentence)]


def _edits(document: Document, sentence: Sentence) -> list[tuple[int, int, str]]:
    tokens = _consequence(document.of(sentence))
    if any(t.text in "—–:?«" or t.norm in _LEADING or not t.lemmas.isdisjoint(_LEADING) for t in tokens) or any(_told(document, t) for t in tokens):
        return []
    found: list[tuple[int, int, str]] = []
    for token in tokens:
        parse = parse_in_context(document, token) if token.word is not None and "inf" in token.word.tags else None
        if parse is None or parse.feats.get("VerbForm") != "Inf":
            continue
        request = parse.inflect(VerbForm="Fin", Mood="Imp", Person="2", Number="Plur")
        if request is None:
            return []
        said = request.capitalize() if token.text[0].isupper() else request
        polite = "" if found or "пожалуйста" in document.lemmas else _PLEASE
        if polite and document.text[token.end : token.end + 1] in (",", ".", "!", ";", ""):
            polite = polite.rstrip(",")
        found.append((token.start, token.end, said + polite))
    return found


def _consequence(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """«Если не поступят — запросить выписку»: behind the condition, where an infinitive begins; else the whole."""
    if tokens[0].norm not in ("если", "когда"):
        return tokens
    at = next((i for i, t in enumerate(tokens[:-2]) if t.text in ",—–" and "inf" in tokens[i + 1].tags), None)
    return tokens[at + 1 :] if at is not None else tokens


def _told(document: Document, token: Token) -> bool:
    """Whether the word makes the sentence a statement: a finite verb or a short form."""
    parse = parse_in_context(document, token) if token.word is not None else None
    return parse is not None and parse.feats.get("VerbForm") != "Inf" and is_predicate(token)
