"""What the privacy guard finds in the texts of an oefening, on the page that shows them."""

from collections import Counter
from collections.abc import Iterable

from gesprek.domain.oefening import Oefening
from gesprek.domain.stappen import Stap
from gesprek.domain.text_fields import TextPlace, texts_of
from gesprek.privacy import Finding, scan
from gesprek.ui.fields.open_oefening import OpenOefening, today
from gesprek.ui.fields.session import session
from gesprek.ui.frame.visitor import for_visitor

FoundTexts = list[tuple[TextPlace, list[Finding]]]


def find_in(work: OpenOefening, plek: TextPlace) -> list[Finding]:
    """Return what could tell who a text is about.

    A text is looked through once, not at each rerun. The tab remembers places in it and neutral
    words, never the text.
    """
    memory, key = session().bevindingen, "-".join((work.oefening.id, *plek.path))
    words = for_visitor().privacy_words(work.oefening) if plek.tekst else None
    mark = hash((plek.tekst, words, today()))
    if words and memory.get(key, (0,))[0] != mark:
        names = _names(work) if plek.may_name_the_team else ()
        memory[key] = mark, scan(plek.tekst, words.eigen, words.blijven, today(), names)
    return memory[key][1] if words else []


def find_in_step(work: OpenOefening, oefening: Oefening, stap: Stap) -> FoundTexts:
    """Return the texts of a step in which something was found."""
    found = [(plek, find_in(work, plek)) for plek in texts_of(oefening, stap)]
    return [(plek, findings) for plek, findings in found if findings]


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """Return how many there are of each label."""
    return dict(Counter(one.label.value for one in findings))


def _names(work: OpenOefening) -> list[str]:
    return [one.naam for one in work.team.deelnemers.values()]
