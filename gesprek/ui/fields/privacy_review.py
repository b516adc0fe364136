"""What the privacy guard finds, and the one look at it before a team goes on from a step."""

from collections import Counter
from collections.abc import Iterable
from html import escape
from typing import Final

import streamlit as st

from gesprek.content import inhoud
from gesprek.domain.oefening import Casusveld, Oefening
from gesprek.domain.stappen import Stap
from gesprek.domain.text_fields import TextPlace, is_reviewed, reviewed, texts_of
from gesprek.privacy import Finding, mask, scan
from gesprek.ui.fields.choices import draw_button
from gesprek.ui.fields.open_oefening import Change, OpenOefening, field_key, now, today
from gesprek.ui.fields.session import Review, session
from gesprek.ui.fields.widgets import fill_widget
from gesprek.ui.frame.visitor import for_visitor, visitor
from gesprek.ui.frame.words import listed, screen_text

REVIEWED: Final = "nakijken"
"""Begins the key of a private text that is open in the review before going on."""
_STAYS: Final = ""
_LABELS: Final = {
    ("inleven", "brief"): "stap_4.brief",
    ("inleven", "vraag"): "stap_4.vragen",
    ("inleven", "antwoord"): "stap_4.antwoord",
    ("gesprek", "fragment"): "stap_5.fragment",
    ("gesprek", "notitie"): "stap_5.notitie",
    ("gesprek", "citaat"): "stap_5.citaat",
    ("terugblik", "ervaringen"): "nakijken.wat_is_verteld",
    ("terugblik", "feedback"): "stap_6.feedback",
    ("terugblik", "leerpunten"): "stap_6.leerpunt_tekst",
    ("terugblik", "als"): "stap_6.meenemer_als",
    ("terugblik", "dan"): "stap_6.meenemer_dan",
    ("terugblik", "afspraken"): "stap_6.afspraken",
    ("vervolg", "notitie"): "stap_7.notitie",
}
"""The first and last part of the path of a text, or its first two → the words above its field."""


def find_in(work: OpenOefening, plek: TextPlace) -> list[Finding]:
    """Return what could tell who a text is about.

    A text is looked through once, not at each rerun. The tab remembers places in it and neutral
    words, never the text.
    """
    memory, key = session().bevindingen, "-".join((work.oefening.id, *plek.path))
    words = for_visitor().privacy_words(work.oefening) if plek.tekst else None
    if words is None:
        return []
    mark = hash((plek.tekst, words, today()))
    if memory.get(key, (0,))[0] != mark:
        team = [one.naam for one in work.team.deelnemers.values()]
        names = team if plek.may_name_the_team else ()
        memory[key] = mark, scan(plek.tekst, words.eigen, words.blijven, today(), names)
    return memory[key][1]


def is_needed(work: OpenOefening, oefening: Oefening, stap: Stap) -> bool:
    """Return whether the guard found more in this step than the team let stand before."""
    return not is_reviewed(oefening, stap, _counts(_found_in_step(work, oefening, stap).values()))


def ask(work: OpenOefening, stap: Stap, change: Change, following: Stap | None) -> None:
    """Let the page show the review; ``change`` and ``following`` wait until it is done."""
    session().nakijken = Review(work.oefening.id, stap, change, following)


def asked(work: OpenOefening, stap: Stap) -> Review | None:
    """Return what waits for a look at this step; on the page of another step it is let go."""
    waiting = session().nakijken
    if waiting and (waiting.oefening, waiting.stap) != (work.oefening.id, stap):
        session().nakijken = waiting = None
    return waiting


def texts_to_review(work: OpenOefening, stap: Stap) -> Change:
    """Draw each text in which something was found; return the change that the team chose."""
    st.header(screen_text("nakijken.titel"))
    st.markdown(screen_text("nakijken.uitleg"))
    found = _found_in_step(work, work.oefening, stap)
    chosen = {plek: _one_text(work, plek, findings) for plek, findings in found.items()}
    st.info(screen_text("nakijken.ziet_niet_alles"), icon=":material/shield_person:")

    def change(oefening: Oefening) -> Oefening:
        for plek, text in chosen.items():
            if text != plek.tekst:
                oefening = oefening.with_value(plek.path, text)
        left = (find_in(work, plek._replace(tekst=text)) for plek, text in chosen.items())
        return reviewed(oefening, stap, _counts(left))

    return change


def _found_in_step(
    work: OpenOefening, oefening: Oefening, stap: Stap
) -> dict[TextPlace, list[Finding]]:
    """Return the texts of a step in which something was found."""
    found = {plek: find_in(work, plek) for plek in texts_of(oefening, stap)}
    return {plek: findings for plek, findings in found.items() if findings}


def _counts(found: Iterable[list[Finding]]) -> dict[str, int]:
    """Return how many there are of each label."""
    return dict(Counter(one.label.value for findings in found for one in findings))


def _one_text(work: OpenOefening, plek: TextPlace, findings: list[Finding]) -> str:
    """Draw one text with what was found in it; return the text to keep."""
    key = f"{REVIEWED}-{field_key(work, plek.path)}"
    with st.container(border=True):
        st.markdown(f"**{_label(work, plek)}**")
        if plek.lezers and key not in session().opened:
            _keep_closed(work, plek, findings, key)
            return mask(plek.tekst, findings)
        st.html(f'<p class="nakijken">{_marked(plek.tekst, findings)}</p>')
        choices = [_one_finding(plek, one, key) for one in findings]
        replaced = [one for one in choices if one]
        preview_key = f"{key}-{hash((plek.tekst, tuple(replaced)))}"
        shown = fill_widget(preview_key, mask(plek.tekst, replaced))
        typed = st.text_area(
            screen_text("nakijken.zo_wordt"), shown, key=preview_key, height="content"
        )
        if any("[" in one.suggestion for one in replaced):
            st.caption(screen_text("nakijken.tussen_haken"))
        return str(typed).strip()


def _one_finding(plek: TextPlace, finding: Finding, key: str) -> Finding | None:
    """Draw what to do with a fragment; return it with the chosen words, None to let it stand."""
    st.text(f"{plek.tekst[finding.start : finding.end]} →")
    words = tuple(dict.fromkeys((finding.suggestion, *finding.alternatives)))
    picked = st.pills(
        screen_text("nakijken.wat_komt_er", nummer=finding.start + 1),
        [*words, _STAYS],
        format_func=lambda one: one or screen_text("nakijken.mag_blijven"),
        default=finding.suggestion,
        required=True,
        key=f"{key}-{finding.start}-{finding.end}",
        label_visibility="collapsed",
    )
    if picked == _STAYS:
        return None
    return Finding(finding.start, finding.end, finding.label, finding.level, picked or words[0])


def _keep_closed(work: OpenOefening, plek: TextPlace, findings: list[Finding], key: str) -> None:
    """Draw that a private text holds something, without a word of it."""
    readers = sorted(plek.lezers or ())
    st.markdown(screen_text("nakijken.prive", aantal=len(findings)))
    if not visitor().persoon or visitor().persoon in readers:
        words = listed([work.team.name_of(person) for person in readers])
        draw_button(
            screen_text("algemeen.alleen_voor", naam=words),
            lambda: session().opened.update({key: now()}),
            key=f"{key}-toon",
            icon=":material/visibility:",
        )


def _marked(text: str, findings: list[Finding]) -> str:
    """Return the text as HTML with each fragment marked, everything in it escaped."""
    parts, here = [], 0
    for one in findings:
        found = escape(text[one.start : one.end])
        parts += [escape(text[here : one.start]), f"<mark>{found}</mark>"]
        here = one.end
    return "".join([*parts, escape(text[here:])]).replace("\n", "<br>")


def _label(work: OpenOefening, plek: TextPlace) -> str:
    """Return the words above the field in which this text was typed."""
    shown = inhoud().casusvelden
    match plek.path:
        case ("casus", "leervraag"):
            return shown.leervraag.label
        case ("casus", veld):
            return shown.velden[Casusveld(veld)].label
        case ("inleven", "eigen", person):
            return screen_text("stap_4.eigen_van", naam=work.team.name_of(person))
        case ("terugblik", "ervaringen" | "feedback" | "leerpunten" as group, *_):
            return screen_text(_LABELS["terugblik", group])
        case _:
            return screen_text(_LABELS[plek.path[0], plek.path[-1]])
