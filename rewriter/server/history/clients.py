"""By what a client's rewrites are found again without keeping who it was: keyed hashes (HMAC-SHA256), called marks.

The key lies beside the token, never in the database: whoever has only the database cannot try names or phones against it.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from rewriter.case import Case
from rewriter.server.history.place import key_file
from rewriter.settings import SettingsError

_SHORTEST = 16
_NUMBER = re.compile(r"[\d\s+()№#\-]+")
# What in a text is one person's own; addresses and names are written in too many ways to be found by a hash.
_OWN = ("[ТЕЛ_", "[ПОЧТА_", "[НОМЕР_", "[КАРТА_")


@dataclass(frozen=True)
class Marks:
    """Makes marks with one key."""

    key: bytes

    def of(self, value: str) -> str:
        """The mark of a name, ticket, phone, e-mail or number, however it is spaced or capitalised."""
        return hmac.new(self.key, canonical(value).encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:32]

    def of_user(self, name: str) -> str:
        """The mark of an operator: not that of a client of the same name."""
        return hmac.new(self.key, f"user:{name}".encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:12]

    def of_case(self, case: Case, values: Mapping[str, str]) -> frozenset[str]:
        """All marks of a case: name and ticket of its context, phones, e-mails and numbers among what was masked in its texts."""
        own = (value for name, value in values.items() if name.startswith(_OWN))
        return self._all((case.context.client_name or "", case.context.ticket_id or "", *own))

    def _all(self, values: Iterable[str]) -> frozenset[str]:
        return frozenset(self.of(value) for value in values if canonical(value))


def canonical(value: str) -> str:
    """«+7 (912) 345-67-89» and «8 912 3456789» → «9123456789»; «Анна  Смирнова» → «аннасмирнова»; «№ 30417» → «30417»."""
    value = value.casefold().replace("ё", "е").strip()
    if _NUMBER.fullmatch(value):
        digits = re.sub(r"\D", "", value)
        return digits[1:] if len(digits) == 11 and digits[0] in "78" else digits
    return re.sub(r"[^\w@.+]+", "", value)


def load_marks() -> Marks:
    """The key of `REWRITER_HISTORY_KEY` or of the file, which is made where there is none. Raises SettingsError."""
    if given := os.environ.get("REWRITER_HISTORY_KEY", "").strip():
        return _marks(given, "переменная REWRITER_HISTORY_KEY")
    path = key_file()
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            fresh = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(32) + "\n")
            with suppress(FileExistsError):  # of two starts at once the second takes the first one's
                os.link(fresh, path)
            fresh.unlink()
        return _marks(path.read_text(encoding="ascii").strip(), str(path))
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or error
        raise SettingsError(f"{path}: ключ истории не прочитать и не сохранить ({why}). Задайте его сами: REWRITER_HISTORY_KEY.") from error


def _marks(key: str, source: str) -> Marks:
    if len(key) < _SHORTEST:
        raise SettingsError(f"{source}: ключ истории слабый. Нужно не меньше {_SHORTEST} знаков, например: openssl rand -hex 32.")
    return Marks(key.encode())
