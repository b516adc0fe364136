"""A team, and oefeningen in any state, made by the rules of the domain."""

from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum

from gesprek.domain.gesprek import (
    Gezien,
    Observatie,
    call_time_out,
    end_time_out,
    start_ronde,
    stop_ronde,
)
from gesprek.domain.gesprekskaarten import KAARTEN
from gesprek.domain.oefening import (
    Casus,
    Casusveld,
    Inleven,
    Oefening,
    Voorbereiding,
    Voorbereidingswijze,
    Vraag,
    everyone_ready,
    new_oefening,
)
from gesprek.domain.progress import go_to
from gesprek.domain.rolverdeling import leave, propose_rollen
from gesprek.domain.stappen import Stap
from gesprek.domain.team import Team, add_deelnemer, new_team
from gesprek.domain.terugblik import (
    Beurt,
    Feedback,
    Feedbacksoort,
    Leerpunt,
    Meenemer,
    add_feedback,
    add_leerpunt,
    next_beurt,
    tellings,
)
from gesprek.domain.themas import (
    AndereStap,
    Behoefte,
    Gespreksstap,
    Leerthema,
    Observatiepunt,
    Thema,
)
from gesprek.domain.vervolg import Vervolgvraag, Verwachting, close, mark_geweest, plan
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.privacy import Label
from gesprek.storage.ids import new_id, new_oefening_id
from gesprek.ui.fields.open_oefening import now, today

NAMES = ("Anouk", "Bastiaan", "Chantal", "Driss", "Evelien")

KWAAD = "KWAAD"
LEVEND = (
    f"<b>{KWAAD}</b> <script>{KWAAD}</script> [{KWAAD}](https://kwaad.example) "
    f"![{KWAAD}](https://kwaad.example/a.png) :red[{KWAAD}] **{KWAAD}** ${KWAAD}$ `{KWAAD}`"
)
"""Text that comes alive wherever it is shown as Markdown or HTML, and says so."""


class Gevuld(StrEnum):
    """How far the step is that an oefening is in."""

    LEEG = "leeg"
    HALF = "half"
    COMPLEET = "compleet"


def team_of_five() -> Team:
    """Return a team with five names on its list, not stored yet."""
    team = new_team(new_id(), "Team Zonnebloem")
    for naam in NAMES:
        team = add_deelnemer(team, new_id(), naam)
    return team


def oefening_in(werkvorm: Werkvorm, people: int, until: Stap, fill: Gevuld, team: Team) -> Oefening:
    """Return an oefening at step ``until``, all text in it being ``LEVEND``.

    Args:
        werkvorm: the form.
        people: how many of the team take part.
        until: every step before this one lacks nothing.
        fill: ``LEEG``: this step is new; ``HALF``: begun, and it lacks something;
            ``COMPLEET``: all seven steps are done and the oefening is closed.
        team: whose oefening it is.
    """
    present = list(team.deelnemers)[:people]
    rollen = propose_rollen(werkvorm, present, [])
    made = new_oefening(new_oefening_id(team.id), team.id, now(), werkvorm, rollen)
    steps = tuple(Stap) if fill is Gevuld.COMPLEET else until.earlier
    for stap in steps:
        made = _WHOLE[stap](made)
    if fill is Gevuld.HALF:
        made = _HALF[until](made)
    # The links in LEVEND were looked at; tests of the review make texts of their own.
    made = made.changed(nagekeken={stap: {Label.URL: 99} for stap in Stap})
    # Going to step 1 of a new oefening is no change.
    return go_to(made.changed(stap=steps[-1] if steps else Stap.MOMENT), until)


def _whole_moment(one: Oefening) -> Oefening:
    return one


def _half_moment(one: Oefening) -> Oefening:
    (clientrol,) = one.with_rol(Rol.CLIENTROL)
    return one.changed(rollen=leave(one.rollen, clientrol), plaats=LEVEND[:200])


def _whole_voorbereiding(one: Oefening) -> Oefening:
    return one.changed(voorbereiding=Voorbereiding(wijze=Voorbereidingswijze.SAMEN_GELEZEN))


def _half_voorbereiding(one: Oefening) -> Oefening:
    return one.changed(voorbereiding=Voorbereiding(gelezen={min(one.rollen): True}))


def _whole_casus(one: Oefening) -> Oefening:
    casus = Casus(
        onderwerp=LEVEND,
        client=LEVEND,
        geboden_zorg=LEVEND,
        wijziging=LEVEND,
        knelpunten=LEVEND,
        verteld=dict.fromkeys(Casusveld, True),
        themas=(Thema.ZELF_DOEN, Thema.NAASTEN),
        leervraag=LEVEND,
    )
    return one.changed(casus=casus)


def _half_casus(one: Oefening) -> Oefening:
    casus = Casus(onderwerp=LEVEND, client=LEVEND, verteld={Casusveld.CLIENT: True})
    return one.changed(casus=casus)


def _whole_inleven(one: Oefening) -> Oefening:
    return everyone_ready(_half_inleven(one))


def _half_inleven(one: Oefening) -> Oefening:
    first = min(one.rollen)
    vragen = {new_id(): Vraag(vraag=LEVEND, antwoord=LEVEND)}
    inleven = Inleven(klaar={first: True}, eigen={first: LEVEND}, vragen=vragen, brief=LEVEND)
    return one.changed(inleven=inleven)


def _whole_gesprek(one: Oefening) -> Oefening:
    begun = _half_gesprek(one)
    kaarten = dict.fromkeys(KAARTEN, True)
    if one.werkvorm is Werkvorm.ROLLENSPEL:
        kaarten = {}
        begun = begun.changed(gesprek=end_time_out(begun.gesprek, now()))
    gesprek = stop_ronde(begun.gesprek, now()).changed(kaarten=kaarten, uit_de_rol=True)
    return begun.changed(gesprek=gesprek)


def _half_gesprek(one: Oefening) -> Oefening:
    """Return the oefening with a round running: at its second card, or in a time-out."""
    begun = now() - timedelta(minutes=4)
    gesprek = start_ronde(one.gesprek, new_id(), begun)
    key = min(gesprek.rondes)
    noted = gesprek.rondes[key].changed(notitie=LEVEND)
    gesprek = gesprek.changed(rondes={key: noted})
    if one.werkvorm is Werkvorm.VOORBESPREKEN:
        done = {Gespreksstap.VOORBEREIDEN: True}
        return one.changed(gesprek=gesprek.changed(kaarten=done))
    seen = {Observatiepunt.STILTE: Observatie(gezien=Gezien.GEZIEN, citaat=LEVEND)}
    paused = call_time_out(gesprek, new_id(), begun + timedelta(minutes=2))
    return one.changed(gesprek=paused.changed(observaties=seen))


def _whole_terugkijken(one: Oefening) -> Oefening:
    begun = _half_terugkijken(one)
    leerpunt = Leerpunt(rol=Rol.CLIENTROL, leerthema=Leerthema.OPENEN, tekst=LEVEND)
    terugblik = begun.terugblik.changed(
        verteld=dict.fromkeys(tellings(one.rollen), True),
        meenemer=Meenemer(als=LEVEND, dan=LEVEND),
        voldoende_geholpen=False,
        andere_stappen=(AndereStap.SAMEN_GAAN,),
        afspraken=LEVEND,
        besproken_beurt=Beurt.AFSPRAAK,
    )
    looked = begun.changed(terugblik=add_leerpunt(terugblik, new_id(), leerpunt))
    vervolg = plan(looked.vervolg, today(), today()).changed(verwachting=Verwachting.WISSELEND)
    return looked.changed(vervolg=vervolg)


def _half_terugkijken(one: Oefening) -> Oefening:
    """Return the oefening in its second turn, with a top written down."""
    terugblik = next_beurt(one.terugblik, one.rollen)
    top = Feedback(soort=Feedbacksoort.TOP, tekst=LEVEND, bij_leervraag=True)
    ervaringen = dict.fromkeys(tellings(one.rollen), LEVEND)
    terugblik = add_feedback(terugblik.changed(ervaringen=ervaringen), new_id(), top)
    return one.changed(terugblik=terugblik)


def _whole_vervolg(one: Oefening) -> Oefening:
    talked = _half_vervolg(one).vervolg.changed(hoe_ging_het=Verwachting.GOED)
    return one.changed(vervolg=close(talked, today()))


def _half_vervolg(one: Oefening) -> Oefening:
    had = mark_geweest(one.vervolg, today(), today()).changed(
        besproken={Vervolgvraag.WAT_GING_GOED: True},
        notitie=LEVEND,
        behoeften=(Behoefte.TIJD,),
        behoeften_delen=True,
    )
    return one.changed(vervolg=had)


_WHOLE: dict[Stap, Callable[[Oefening], Oefening]] = {
    Stap.MOMENT: _whole_moment,
    Stap.VOORBEREIDING: _whole_voorbereiding,
    Stap.CASUS: _whole_casus,
    Stap.INLEVEN: _whole_inleven,
    Stap.GESPREK: _whole_gesprek,
    Stap.TERUGKIJKEN: _whole_terugkijken,
    Stap.VERVOLG: _whole_vervolg,
}

_HALF: dict[Stap, Callable[[Oefening], Oefening]] = {
    Stap.MOMENT: _half_moment,
    Stap.VOORBEREIDING: _half_voorbereiding,
    Stap.CASUS: _half_casus,
    Stap.INLEVEN: _half_inleven,
    Stap.GESPREK: _half_gesprek,
    Stap.TERUGKIJKEN: _half_terugkijken,
    Stap.VERVOLG: _half_vervolg,
}
