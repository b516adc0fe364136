"""Numbers and addresses that point at one person: BSN, account, telephone, e-mail, social media."""

import re
from collections.abc import Iterator
from functools import lru_cache

from gesprek.privacy.findings import Finding, Label
from gesprek.privacy.patterns import find_by_rules, span
from gesprek.privacy.rules import NormalizedText

_SERVICE = ("0800", "0900", "0906", "0909", "116")
_DUTCH_DIGITS = 10
_MONEY = re.compile(r"(?: ?(?:euro|eur|€)|,\d\d|,-)", re.IGNORECASE)
_PUBLIC = frozenset(
    (
        *("zorgvoorbeter.nl", "thuisarts.nl", "vilans.nl", "dwangindezorg.nl", "rijksoverheid.nl"),
        *("alzheimer-nederland.nl", "zorgkaartnederland.nl", "113.nl", "google.nl", "google.com"),
        *("youtube.com", "bol.com"),
    )
)


def find_numbers(tekst: NormalizedText) -> Iterator[Finding]:
    """Yield numbers; what is behind the name of a number comes before what merely looks so."""
    checks = {
        "telefoon": _is_phone,
        "elfproef": _passes_eleven_test,
        "geen_geld": _is_no_money,
        "drie_cijfers": _has_three_digits,
    }
    for one in find_by_rules(tekst, "nummers", checks):
        if one.label is Label.IBAN and not _is_iban(tekst.plain[one.start : one.end]):
            yield from _shorter_iban(tekst, one)
        else:
            yield one


def _shorter_iban(tekst: NormalizedText, one: Finding) -> Iterator[Finding]:
    """A word behind an IBAN may have been taken along: yield the longest part that is one."""
    end = one.end
    while (end := tekst.plain.rfind(" ", one.start, end)) > one.start:
        if _is_iban(tekst.plain[one.start : end]):
            yield Finding(one.start, end, one.label, one.level, one.suggestion)
            return


def _is_iban(text: str) -> bool:
    from stdnum import iban

    compact = re.sub("[ .-]", "", text).upper()
    looks_dutch = re.fullmatch(r"NL\d\d[A-Z]{4}\d{10}", compact)
    return bool(looks_dutch) or bool(iban.is_valid(compact, check_country=False))


def _digits(text: str) -> str:
    return "".join(one for one in text if one.isdecimal())


def _is_phone(_tekst: NormalizedText, match: re.Match[str]) -> bool:
    number = _digits(match.group())
    if number.startswith("00") or "+" in match.group():
        return _is_foreign(number.removeprefix("00").replace("(0)", ""))
    return len(number) == _DUTCH_DIGITS and not number.startswith(_SERVICE)


@lru_cache(maxsize=500)
def _is_foreign(number: str) -> bool:
    if number.startswith("31"):
        return len(number.removeprefix("31").lstrip("0")) == _DUTCH_DIGITS - 1
    import phonenumbers

    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(f"+{number}"))
    except phonenumbers.NumberParseException:
        return False


def _passes_eleven_test(tekst: NormalizedText, match: re.Match[str]) -> bool:
    from stdnum.nl import bsn

    return bool(bsn.is_valid(_digits(match.group()))) and _is_no_money(tekst, match)


def _is_no_money(tekst: NormalizedText, match: re.Match[str]) -> bool:
    before = tekst.plain[max(0, match.start() - 2) : match.start()]
    return not _MONEY.match(tekst.plain, match.end()) and "€" not in before


def _has_three_digits(tekst: NormalizedText, match: re.Match[str]) -> bool:
    start, end = span(match)
    return len(_digits(tekst.plain[start:end])) >= 3  # noqa: PLR2004 - 'zaak 2' is no number of a file


def find_internet(tekst: NormalizedText) -> Iterator[Finding]:
    """Yield addresses on the internet."""
    checks = {"geen_werkwoord": _is_no_sentence, "geen_openbare_site": _is_private}
    return find_by_rules(tekst, "internet", checks)


def _is_no_sentence(_tekst: NormalizedText, match: re.Match[str]) -> bool:
    """'Zij at yoghurt.nu' has a space before 'at' and a pronoun there."""
    before, sign, _ = match.group().partition(" at ")
    return not sign or before.lower() not in ("hij", "zij", "ze", "ik", "mevrouw", "meneer", "je")


def _is_private(_tekst: NormalizedText, match: re.Match[str]) -> bool:
    address = match.group().lower().removeprefix("https://").removeprefix("http://")
    return address.removeprefix("www.").partition("/")[0] not in _PUBLIC
