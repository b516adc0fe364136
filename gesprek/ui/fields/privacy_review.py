"""The one look at what the privacy guard found, before a team goes on from a step."""

from collections.abc import Callable, Mapping
from html import escape
from typing import Final

import streamlit as st

from gesprek.content import inhoud
from gesprek.domain.oefening import Casusveld, Oefening
from gesprek.domain.stappen import Stap
from gesprek.domain.text_fields import TextPlace, is_reviewed, reviewed
from gesprek.privacy import Finding, mask
from gesprek.ui.fields.open_oefening import Change, OpenOefening, field_key, now
from gesprek.ui.fields.privacy_findings import counts, find_in, find_in_step
from gesprek.ui.fields.private_text import REVIEWED
from gesprek.ui.fields.session import Review, session
from gesprek.ui.fields.widgets import fill_widget
from gesprek.ui.frame.visitor import visitor
from gesprek.ui.frame.words import listed, screen_text

_STAYS: Final = ""


def is_needed(work: OpenOefening, oefening: Oefening, stap: Stap) -> bool:
    """Return whether the guard found more in this step than the team let stand before."""
    found = find_in_step(work, oefening, stap)
    return not is_reviewed(oefening, stap, counts(one for _, all_ in found for one in all_))


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
    found = find_in_step(work, work.oefening, stap)
    chosen = {plek: _one_text(work, plek, findings) for plek, findings in found}
    st.info(screen_text("nakijken.ziet_niet_alles"), icon=":material/shield_person:")

    def change(oefening: Oefening) -> Oefening:
        for plek, text in chosen.items():
            if text != plek.tekst:
                oefening = oefening.with_value(plek.path, text)
        left = [find_in(work, plek._replace(tekst=text)) for plek, text in chosen.items()]
        return reviewed(oefening, stap, counts(one for findings in left for one in findings))

    return change


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
    names = listed([work.team.name_of(person) for person in sorted(plek.lezers or ())])
    st.markdown(screen_text("nakijken.prive", aantal=len(findings)))
    if visitor().persoon and visitor().persoon not in (plek.lezers or ()):
        return
    st.button(
        screen_text("algemeen.alleen_voor", naam=names),
        key=f"{key}-toon",
        icon=":material/visibility:",
        on_click=_open,
        args=(key,),
    )


def _open(key: str) -> None:
    session().opened[key] = now()


def _marked(text: str, findings: list[Finding]) -> str:
    """Return the text as HTML with each fragment marked, everything in it escaped."""
    parts, here = [], 0
    for one in findings:
        parts += [
            escape(text[here : one.start]),
            f"<mark>{escape(text[one.start : one.end])}</mark>",
        ]
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
        case ("terugblik", *_):
            return _label_in_step_6(plek.path[1], plek.path[-1])
        case _:
            return _LABELS[plek.path[-1], plek.path[0]]()


def _label_in_step_6(group: str, part: str) -> str:
    match group, part:
        case "meenemer", "als":
            return screen_text("stap_6.meenemer_als")
        case "meenemer", _:
            return screen_text("stap_6.meenemer_dan")
        case "feedback", _:
            return screen_text("stap_6.feedback")
        case "leerpunten", _:
            return screen_text("stap_6.leerpunt_tekst")
        case "afspraken", _:
            return screen_text("stap_6.afspraken")
        case _:
            return screen_text("nakijken.wat_is_verteld")


_LABELS: Final[Mapping[tuple[str, str], Callable[[], str]]] = {
    ("brief", "inleven"): lambda: screen_text("stap_4.brief"),
    ("vraag", "inleven"): lambda: screen_text("stap_4.vragen"),
    ("antwoord", "inleven"): lambda: screen_text("stap_4.antwoord"),
    ("fragment", "gesprek"): lambda: screen_text("stap_5.fragment"),
    ("notitie", "gesprek"): lambda: screen_text("stap_5.notitie"),
    ("citaat", "gesprek"): lambda: screen_text("stap_5.citaat"),
    ("notitie", "vervolg"): lambda: screen_text("stap_7.notitie"),
}
