"""What the privacy guard finds in the texts of an oefening, on the page that shows them."""

from collections import Counter
from collections.abc import Iterable

from gesprek.access.rights import Recht
from gesprek.domain.oefening import Oefening
from gesprek.domain.stappen import Stap
from gesprek.domain.text_fields import Tekstplek, texts_of
from gesprek.privacy import Finding, scan
from gesprek.services.organisation_texts import read_privacywoorden
from gesprek.ui.fields.open_oefening import Werk, today
from gesprek.ui.fields.session import sessie
from gesprek.ui.frame.visitor import store

Gevonden = list[tuple[Tekstplek, list[Finding]]]


def find_in(werk: Werk, plek: Tekstplek) -> list[Finding]:
    """Return what could tell who a text is about.

    A text is looked through once, not at each rerun. The tab remembers places in it and neutral
    words, never the text.
    """
    memory, key = sessie().bevindingen, "-".join((werk.oefening.id, *plek.path))
    words = read_privacywoorden(store(Recht.OEFENING, werk.zaak)) if plek.tekst else None
    mark = hash((plek.tekst, words, today()))
    if words and memory.get(key, (0,))[0] != mark:
        names = _names(werk) if plek.may_name_the_team else ()
        memory[key] = mark, scan(plek.tekst, words.eigen, words.blijven, today(), names)
    return memory[key][1] if words else []


def find_in_step(werk: Werk, oefening: Oefening, stap: Stap) -> Gevonden:
    """Return the texts of a step in which something was found."""
    found = [(plek, find_in(werk, plek)) for plek in texts_of(oefening, stap)]
    return [(plek, findings) for plek, findings in found if findings]


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """Return how many there are of each label."""
    return dict(Counter(one.label.value for one in findings))


def _names(werk: Werk) -> list[str]:
    return [one.naam for one in werk.team.deelnemers.values()]
