"""What a team does in each step of an oefening, each as a change of the domain's own value."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from gesprek.content import inhoud
from gesprek.domain.dates import local_day
from gesprek.domain.gesprek import (
    Gesprek,
    Gezien,
    Observatie,
    call_time_out,
    start_ronde,
    stop_ronde,
)
from gesprek.domain.oefening import (
    Casus,
    Casusveld,
    Inleven,
    Oefening,
    Voorbereiding,
    Voorbereidingswijze,
    Vraag,
    everyone_ready,
    plan_moment,
)
from gesprek.domain.terugblik import (
    Beurt,
    Feedback,
    Feedbacksoort,
    Leerpunt,
    Meenemer,
    Terugblik,
    tellings,
)
from gesprek.domain.themas import AndereStap, Behoefte, Gespreksstap, Leerthema, Observatiepunt
from gesprek.domain.vervolg import Vervolgvraag, Verwachting, close, mark_geweest, plan
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.storage.ids import new_id

Change = Callable[[Oefening], Oefening]

NOW: Final = datetime.now(UTC)
TODAY: Final = local_day(NOW)
_PLAYED: Final = timedelta(minutes=3, seconds=12)
_TOLD: Final = "Het begin ging goed. Daarna werd het stil, en toen vertelde ze over de avonden."


def plan_ahead(one: Oefening) -> Oefening:
    """Plan it for next week, in a room."""
    return plan_moment(one, NOW + timedelta(days=7), NOW).changed(plaats="Teamkamer", minuten=60)


def prepare(one: Oefening) -> Oefening:
    """Read the card together."""
    return one.changed(voorbereiding=Voorbereiding(wijze=Voorbereidingswijze.SAMEN_GELEZEN))


def share(one: Oefening) -> Oefening:
    """Share the material beforehand; one person has read it."""
    read = {next(iter(one.rollen)): True}
    return one.changed(voorbereiding=Voorbereiding(wijze=Voorbereidingswijze.GEDEELD, gelezen=read))


def everyone_read(one: Oefening) -> Oefening:
    """Have everyone read it."""
    read = dict.fromkeys(one.rollen, True)
    return one.changed(voorbereiding=one.voorbereiding.changed(gelezen=read))


def _example(one: Oefening) -> str:
    return "medicijnkastje" if one.werkvorm is Werkvorm.VOORBESPREKEN else "steunkousen"


def tell(one: Oefening) -> Oefening:
    """Write down only what must be written."""
    example = inhoud().casussen[_example(one)]
    return one.changed(casus=Casus(onderwerp=example.onderwerp, leervraag=example.leervraag))


def tell_a_little(one: Oefening) -> Oefening:
    """Have the subject and one thing told."""
    example = inhoud().casussen[_example(one)]
    told = {Casusveld.CLIENT: True}
    return one.changed(casus=Casus(onderwerp=example.onderwerp, verteld=told))


def tell_all(one: Oefening) -> Oefening:
    """Write down everything."""
    example = inhoud().casussen[_example(one)]
    written = {veld: getattr(example, veld) for veld in Casusveld}
    told = dict.fromkeys(list(Casusveld)[1:], True)
    return one.changed(
        casus=Casus(**written, verteld=told, themas=example.themas, leervraag=example.leervraag)
    )


def tell_too_much(one: Oefening) -> Oefening:
    """Write down who the client is: invented people, in the case and in the brief."""
    told = tell_all(one)
    casus = told.casus.changed(
        client="Mw. Jansen, 84 jaar, woont alleen. Haar dochter Anneke belt elke dag.",
        leervraag="Hoe vertel ik mevrouw Jansen wat er verandert?",
    )
    return told.changed(casus=casus)


def write_a_brief(one: Oefening) -> Oefening:
    """Give the cliëntrol a private brief."""
    brief = inhoud().casussen[_example(one)].brief
    return one.changed(inleven=Inleven(brief="\n".join((brief.gevoel, *brief.zegt))))


def enter_all(one: Oefening) -> Oefening:
    """Have a brief, notes of everybody and questions; everyone is ready."""
    asked = {
        new_id(): Vraag(vraag="Wie helpt haar nog meer?", antwoord="Haar zoon belt elke week."),
        new_id(): Vraag(vraag="Wat heeft ze zelf al geprobeerd?"),
    }
    own = dict.fromkeys(one.rollen, "Ik begin met de vraag hoe het nu gaat.")
    written = write_a_brief(one).inleven.changed(vragen=asked, eigen=own)
    return everyone_ready(one.changed(inleven=written))


def be_playing(one: Oefening) -> Oefening:
    """Have a round running for a few minutes."""
    running = start_ronde(Gesprek(), new_id(), NOW - _PLAYED)
    return one.changed(gesprek=running)


def pause(one: Oefening) -> Oefening:
    """Call a time-out."""
    return one.changed(gesprek=call_time_out(one.gesprek, new_id(), NOW))


def play(one: Oefening) -> Oefening:
    """Play one round of four minutes."""
    began = one.created - timedelta(minutes=10)
    running = start_ronde(one.gesprek, new_id(), began)
    return one.changed(gesprek=stop_ronde(running, began + timedelta(minutes=4)))


def play_and_note(one: Oefening) -> Oefening:
    """Play one round, with a note and a list of what was seen."""
    played = play(one).gesprek
    rondes = {key: ronde.changed(notitie=_TOLD) for key, ronde in played.rondes.items()}
    seen = {
        Observatiepunt.STILTE: Observatie(gezien=Gezien.GEZIEN, citaat="Wat betekent dat voor u?"),
        Observatiepunt.OPEN_VRAAG: Observatie(gezien=Gezien.GEZIEN),
        Observatiepunt.SAMENVATTEN: Observatie(gezien=Gezien.NIET_GEZIEN),
    }
    return one.changed(gesprek=played.changed(rondes=rondes, observaties=seen, uit_de_rol=True))


def play_twice(one: Oefening) -> Oefening:
    """Play a round and do a fragment again."""
    once = play_and_note(one).gesprek
    began = one.created - timedelta(minutes=5)
    again = start_ronde(once, new_id(), began, fragment="Het begin, vanaf de eerste vraag")
    return one.changed(gesprek=stop_ronde(again, began + timedelta(seconds=70)))


def turn_two_cards(one: Oefening) -> Oefening:
    """Be at the third card."""
    done = dict.fromkeys(list(Gespreksstap)[:2], True)
    return one.changed(gesprek=one.gesprek.changed(kaarten=done))


def turn_all_cards(one: Oefening) -> Oefening:
    """Have every card done."""
    return one.changed(gesprek=one.gesprek.changed(kaarten=dict.fromkeys(Gespreksstap, True)))


def give_feedback(one: Oefening) -> Oefening:
    """Give two tops and a tip."""
    given = (
        Feedback(
            soort=Feedbacksoort.TOP,
            tekst="Je bleef stil nadat ze zuchtte. Toen vertelde ze verder.",
            gedrag=Observatiepunt.STILTE,
        ),
        Feedback(soort=Feedbacksoort.TOP, tekst="Je stem bleef rustig.", bij_leervraag=True),
        Feedback(soort=Feedbacksoort.TIP, tekst="Vat samen voordat je iets voorstelt."),
    )
    feedback = {new_id(): each for each in given}
    return one.changed(terugblik=one.terugblik.changed(feedback=feedback))


def some_ready(one: Oefening) -> Oefening:
    """Have the first two say that they are ready."""
    ready = dict.fromkeys(list(one.rollen)[:2], True)
    return one.changed(inleven=one.inleven.changed(klaar=ready))


def note_apart(one: Oefening) -> Oefening:
    """Have everybody prepare, and the observant mark on an own list."""
    entered = enter_all(one)
    noted = Observatie(gezien=Gezien.GEZIEN, citaat="Wat betekent de avond voor u?")
    apart = {person: {Observatiepunt.STILTE: noted} for person in one.with_rol(Rol.OBSERVANT)}
    return entered.changed(gesprek=entered.gesprek.changed(kijklijsten=apart))


def give_apart(one: Oefening) -> Oefening:
    """Have tops and tips of who gave them on an own device."""
    given = give_feedback(one).terugblik.feedback
    givers = (*one.with_rol(Rol.OBSERVANT), *one.with_rol(Rol.CLIENTROL))
    named = {
        key: each.changed(van=givers[place % len(givers)])
        for place, (key, each) in enumerate(given.items())
    }
    return one.changed(terugblik=one.terugblik.changed(feedback=named))


def say_no(one: Oefening) -> Oefening:
    """Have a plan, and find that it did not help enough yet."""
    return one.changed(
        terugblik=one.terugblik.changed(
            verteld=dict.fromkeys(tellings(one.rollen), True),
            ervaringen={Beurt.INBRENGER_VERTELT: _TOLD},
            meenemer=Meenemer(als="als ze boos wordt", dan="vraag ik eerst wat er speelt"),
            voldoende_geholpen=False,
            andere_stappen=(AndereStap.SAMEN_GAAN,),
            afspraken="Fenna gaat donderdag mee.",
        )
    )


def learn(one: Oefening) -> Oefening:
    """Note what each role learned."""
    themes = (Leerthema.DOORVRAGEN, Leerthema.EMOTIE_EN_WEERSTAND, Leerthema.OPENEN)
    learned = {
        new_id(): Leerpunt(rol=rol, leerthema=theme, tekst="Eerst vragen, dan pas uitleggen.")
        for rol, theme in zip(dict.fromkeys(one.rollen.values()), themes, strict=False)
    }
    return one.changed(terugblik=one.terugblik.changed(leerpunten=learned))


def learn_about(theme: Leerthema, when: datetime) -> Change:
    """Return the change to one leerpunt, of a round that was played then."""

    def learned(one: Oefening) -> Oefening:
        point = Leerpunt(rol=next(iter(one.rollen.values())), leerthema=theme)
        played = stop_ronde(start_ronde(Gesprek(), new_id(), when), when + timedelta(minutes=4))
        return one.changed(gesprek=played, terugblik=Terugblik(leerpunten={new_id(): point}))

    return learned


def turn_to(beurt: Beurt) -> Change:
    """Return the change that gives this turn in step 6."""
    return lambda one: one.changed(terugblik=one.terugblik.changed(besproken_beurt=beurt))


def wait_without_day(one: Oefening) -> Oefening:
    """Wait for a conversation of which the day is not known."""
    return one.changed(vervolg=plan(one.vervolg, None, TODAY))


def wait(one: Oefening) -> Oefening:
    """Wait for the conversation of next week."""
    return say_no(one).changed(
        vervolg=plan(one.vervolg, TODAY + timedelta(days=7), TODAY).changed(
            verwachting=Verwachting.MOEILIJK
        )
    )


def wait_too_long(one: Oefening) -> Oefening:
    """Wait for a conversation that was weeks ago."""
    return one.changed(vervolg=plan(one.vervolg, TODAY - timedelta(days=30), TODAY))


def had(one: Oefening) -> Oefening:
    """Have had the conversation, some days after the practice."""
    day = min(local_day(one.created) + timedelta(days=4), TODAY)
    return one.changed(vervolg=mark_geweest(one.vervolg, day, TODAY))


def talk_over(one: Oefening) -> Oefening:
    """Talk over how it went."""
    return one.changed(
        vervolg=one.vervolg.changed(
            verwachting=Verwachting.MOEILIJK,
            hoe_ging_het=Verwachting.GOED,
            besproken=dict.fromkeys(list(Vervolgvraag)[:3], True),
            notitie="Ze wil het hulpmiddel proberen. De volgende keer eerder haar zoon vragen.",
            behoeften=(Behoefte.TIJD, Behoefte.MATERIAAL),
        )
    )


def closed(one: Oefening) -> Oefening:
    """Close the follow-up."""
    went = one.vervolg.changed(hoe_ging_het=one.vervolg.hoe_ging_het or Verwachting.WISSELEND)
    return one.changed(vervolg=close(went, TODAY))


UNTIL_7: Final[tuple[Change, ...]] = (prepare, tell, everyone_ready, play)
