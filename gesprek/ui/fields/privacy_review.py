"""What the privacy guard finds, and the one look at it before a team goes on from a step."""

from collections import Counter
from collections.abc import Iterable
from functools import partial
from html import escape
from typing import Final

import streamlit as st

from gesprek.content import inhoud
from gesprek.domain.oefening import Casusveld, Oefening
from gesprek.domain.stappen import Stap
from gesprek.domain.text_fields import TextPlace, is_reviewed, reviewed, texts_of
from gesprek.privacy import Finding, find_own, mask, mask_again, scan, with_own
from gesprek.services.draft_fields import REVIEW_CHOICE, REVIEWED
from gesprek.ui.fields import unsaved_text
from gesprek.ui.fields.choices import draw_both, draw_button, ways_out
from gesprek.ui.fields.forms import DraftForm
from gesprek.ui.fields.open_oefening import Change, OpenOefening, field_key, now, today
from gesprek.ui.fields.session import Preview, Review, session
from gesprek.ui.fields.widgets import fill_widget, widget_value
from gesprek.ui.frame.visitor import for_visitor, visitor
from gesprek.ui.frame.words import listed, screen_text

_STAYS: Final = ""
_LABELS: Final = {
    ("inleven", "brief"): "stap_4.brief",
    ("inleven", "vraag"): "stap_4.vragen",
    ("inleven", "antwoord"): "stap_4.antwoord",
    ("gesprek", "fragment"): "stap_5.fragment",
    ("gesprek", "notitie"): "stap_5.notitie",
    ("gesprek", "citaat"): "stap_5.citaat",
    ("gesprek", "tekst"): "moment.bij_nakijken",
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
    team = tuple(one.naam for one in work.team.deelnemers.values())
    mark = hash((plek.tekst, words, today(), team))
    if memory.get(key, (0,))[0] != mark:
        names = team if plek.may_name_the_team else ()
        found = scan(plek.tekst, words.eigen, words.blijven, today(), names)
        own = [] if names else find_own(plek.tekst, team, ())  # 'Wil' is a word to the guard
        memory[key] = mark, with_own(found, own)
    return memory[key][1]


def is_needed(work: OpenOefening, stap: Stap) -> bool:
    """Return whether the guard found more in this step than the team let stand before."""
    return not is_reviewed(work.oefening, stap, _counts(_found_in_step(work, stap).values()))


def ask(work: OpenOefening, stap: Stap, change: Change, following: Stap | None) -> None:
    """Let the page show the review; ``change`` and ``following`` wait until it is done."""
    session().nakijken = Review(work.oefening.id, stap, change, following)


def asked(work: OpenOefening, stap: Stap) -> Review | None:
    """Return what waits for a look at this step; on the page of another step it is let go."""
    waiting = session().nakijken
    if waiting and (waiting.oefening, waiting.stap) != (work.oefening.id, stap):
        session().nakijken = waiting = None
    return waiting


def texts_to_review(work: OpenOefening, waiting: Review) -> Change | None:
    """Draw each text in which something was found; return the change that the team chose.

    None where a text changed since the team last saw it: then nothing may be stored yet.
    """
    st.header(screen_text("nakijken.titel"))
    st.markdown(screen_text("nakijken.uitleg"))
    places = {one.path: one for one in texts_of(work.oefening, waiting.stap)}
    found = _found_in_step(work, waiting.stap)
    for path, seen in waiting.texts.items():  # a text may have been emptied meanwhile
        if work.oefening.value_at(path[:-1]) is not None:
            found.setdefault(places.get(path, seen._replace(tekst="")), [])
    chosen = {plek: _one_text(work, waiting, plek, findings) for plek, findings in found.items()}
    st.info(screen_text("nakijken.ziet_niet_alles"), icon=":material/shield_person:")

    def change(oefening: Oefening) -> Oefening:
        for plek, text in chosen.items():
            if text is not None and text != plek.tekst:
                oefening = oefening.with_value(plek.path, text)
        left = (find_in(work, plek._replace(tekst=text or "")) for plek, text in chosen.items())
        return reviewed(oefening, waiting.stap, _counts(left))

    return None if None in chosen.values() else change


def _found_in_step(work: OpenOefening, stap: Stap) -> dict[TextPlace, list[Finding]]:
    """Return the texts of a step in which something was found."""
    found = {plek: find_in(work, plek) for plek in texts_of(work.oefening, stap)}
    return {plek: findings for plek, findings in found.items() if findings}


def _counts(found: Iterable[list[Finding]]) -> dict[str, int]:
    """Return how many there are of each label."""
    return dict(Counter(one.label.value for findings in found for one in findings))


def _one_text(
    work: OpenOefening, waiting: Review, plek: TextPlace, findings: list[Finding]
) -> str | None:
    """Draw one text with what was found in it; return the text to keep.

    None where nobody had it on the screen like this yet: a colleague saved it meanwhile.
    """
    key, memory = field_key(work, (REVIEWED, *plek.path)), session()
    before = waiting.texts.setdefault(plek.path, plek)
    is_new = before is plek
    with st.container(border=True):
        st.markdown(f"**{_label(work, plek)}**")
        if plek.lezers and key not in memory.opened:
            waiting.texts[plek.path] = plek
            _keep_closed(work, plek, findings, key)
            is_seen = not is_new and before.tekst == plek.tekst and key not in memory.botsingen
            return memory.drafts.get(key, mask(plek.tekst, findings)) if is_seen else None
        if before.tekst != plek.tekst and key not in memory.botsingen:
            unsaved_text.note_clash(key, _typed(waiting.words.get(plek.path)))
        if key in memory.botsingen:
            mine = str(memory.drafts.get(key, ""))
            choose = partial(_choose, work, waiting, plek, key)
            choices = ways_out(mine, plek.tekst)
            draw_both(key, screen_text("algemeen.botsing"), (mine, plek.tekst), choices, choose)
            return None
        return _preview(work, waiting, plek, findings, is_new=is_new)


def _choose(work: OpenOefening, waiting: Review, plek: TextPlace, key: str, text: str) -> None:
    """Go on with one of two texts that clash: the team looks at it before it is stored."""
    unsaved_text.forget_in(work.oefening.id, key)
    words = DraftForm(work.oefening.id, (REVIEW_CHOICE, *plek.path))
    unsaved_text.forget_in(work.oefening.id, words.key())
    waiting.texts[plek.path] = plek
    waiting.words.pop(plek.path, None)
    if text != plek.tekst:
        session().drafts[key] = text
        unsaved_text.keep_text(work.oefening.id, key, text)


def _preview(
    work: OpenOefening, waiting: Review, plek: TextPlace, findings: list[Finding], *, is_new: bool
) -> str | None:
    """Draw the text as it will be, to change by hand; return it, None where it was not seen yet.

    Other words for a fragment are put in what was changed by hand, and that stays as it is.
    """
    key, memory = field_key(work, (REVIEWED, *plek.path)), session()
    st.html(f'<p class="nakijken">{_marked(plek.tekst, findings)}</p>')
    form = DraftForm(work.oefening.id, (REVIEW_CHOICE, *plek.path), is_bound=True)
    words = tuple(_one_finding(form, plek, one) for one in findings)
    drawn = waiting.words.get(plek.path)
    text = memory.drafts.get(key, mask(plek.tekst, words)) if drawn is None else _typed(drawn)
    if drawn is None or drawn.words != words:
        if drawn:
            text = mask_again(text, plek.tekst, drawn.words, words)
        if drawn and key in memory.drafts:
            unsaved_text.keep_text(work.oefening.id, key, text)
        # Another field for other words: a browser that misses this drawing has no older text then.
        name = f"{REVIEWED}-{key}-{hash((plek.tekst, words))}"
        waiting.words[plek.path] = drawn = Preview(name, words, text)
    with st.container(key=key):  # by its key the browser tells what is typed in it
        shown = fill_widget(drawn.key, drawn.text)
        kept = unsaved_text.field_saves(work.oefening.id, key, drawn.key)
        typed = st.text_area(screen_text("nakijken.zo_wordt"), shown, height="content", **kept)
    if any("[" in one.suggestion for one in words):
        st.caption(screen_text("nakijken.tussen_haken"))
    return None if is_new else str(typed).strip()


def _typed(drawn: Preview | None) -> str:
    return str(widget_value(drawn.key) or "") if drawn else ""


def _one_finding(form: DraftForm, plek: TextPlace, finding: Finding) -> Finding:
    """Draw what to do with a fragment; return it with the chosen words, its own to let it stand."""
    fragment = plek.tekst[finding.start : finding.end]
    st.text(f"{fragment} →")
    part = f"{finding.start}_{finding.end}"
    words = [*dict.fromkeys((finding.suggestion, *finding.alternatives)), _STAYS]
    picked = st.pills(
        screen_text("nakijken.wat_komt_er", nummer=finding.start + 1),
        words,
        format_func=lambda one: one or screen_text("nakijken.mag_blijven"),
        default=form.fill(part, finding.suggestion, words),
        required=True,
        label_visibility="collapsed",
        **form.saves(part),
    )
    chosen = fragment if picked == _STAYS else picked or words[0]
    return Finding(finding.start, finding.end, finding.label, finding.level, chosen)


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
    match plek.path:
        case ("casus", veld):
            shown = inhoud().casusvelden
            return (shown.leervraag if veld == "leervraag" else shown.velden[Casusveld(veld)]).label
        case ("inleven", "eigen", person):
            return screen_text("stap_4.eigen_van", naam=work.team.name_of(person))
        case ("terugblik", "ervaringen" | "feedback" | "leerpunten" as group, *_):
            return screen_text(_LABELS["terugblik", group])
        case ("vervolg", "dagkaart", part):
            return screen_text(f"dagkaart.{part}")
        case _:
            return screen_text(_LABELS[plek.path[0], plek.path[-1]])
