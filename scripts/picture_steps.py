"""What a team does in each step for the pictures: with the words of the example cases."""

from datetime import UTC, datetime, timedelta
from typing import Final

from gesprek.content import inhoud
from gesprek.domain.gesprek import (
    Gesprek,
    Gezien,
    Markering,
    Observatie,
    call_time_out,
    start_ronde,
    stop_ronde,
)
from gesprek.domain.oefening import Oefening, everyone_ready, plan_moment
from gesprek.domain.preparation import Voorbereiding, Voorbereidingswijze, Vraag
from gesprek.domain.terugblik import (
    Beurt,
    Feedback,
    Feedbacksoort,
    Leerpunt,
    Meenemer,
    Terugblik,
    Terugkijkvraag,
    tellings,
)
from gesprek.domain.themas import AndereStap, Gespreksstap, Leerthema, Observatiepunt
from gesprek.domain.vervolg import Dagkaart, Hulp, PlanGebruikt, Verwachting, plan
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.storage.values import new_id
from tests.support.builders.steps import Change, Steps

NOW: Final = datetime.now(UTC)
_TOLD: Final = "Het begin ging goed. Daarna werd het stil, en toen vertelde ze over de avonden."
_PLAYED: Final = timedelta(minutes=3, seconds=12)
_WORDS: Final = {
    "eigen": "Ik begin met de vraag hoe het nu gaat.",
    "vraag": "Wie helpt haar nog meer?",
    "antwoord": "Haar zoon belt elke week.",
    "vervolg": "Ze wil het hulpmiddel proberen. De volgende keer eerder haar zoon vragen.",
}


def words(field: str, one: Oefening) -> str:
    """Return what the example case of this form says, or what is invented here."""
    is_talk = one.werkvorm is Werkvorm.VOORBESPREKEN
    case = inhoud().casussen["medicijnkastje" if is_talk else "steunkousen"]
    if field == "brief":
        return "\n".join((case.brief.gevoel, *case.brief.zegt))
    return _WORDS.get(field) or str(getattr(case, field))


def _moments(gesprek: Gesprek) -> dict[str, Markering]:
    """Return two moments of the last round, of which one has a word."""
    ronde = max(gesprek.rondes)
    first = Markering(ronde=ronde, seconde=42)
    return {"m1": first, "m2": first.changed(seconde=102, tekst="Ze zuchtte en keek weg.")}


class PictureSteps(Steps):
    """What a team can do, with more to see."""

    def __init__(self) -> None:
        super().__init__(words, NOW)
        self.until_7: tuple[Change, ...] = (self.prepare, self.tell, everyone_ready, self.play)

    def plan_ahead(self, one: Oefening) -> Oefening:
        """Plan it for next week, in a room."""
        return plan_moment(one, self.now + timedelta(days=7), self.now).changed(
            plaats="Teamkamer", minuten=60
        )

    def share(self, one: Oefening) -> Oefening:
        """Share the material beforehand; one person has read it."""
        read = {next(iter(one.rollen)): True}
        return one.changed(
            voorbereiding=Voorbereiding(wijze=Voorbereidingswijze.GEDEELD, gelezen=read)
        )

    def everyone_read(self, one: Oefening) -> Oefening:
        """Have everyone read it."""
        read = dict.fromkeys(one.rollen, True)
        return one.changed(voorbereiding=one.voorbereiding.changed(gelezen=read))

    def tell_too_much(self, one: Oefening) -> Oefening:
        """Write down who the client is: invented people, in the case and in the brief."""
        told = self.tell_all(one)
        casus = told.casus.changed(
            client="Mw. Jansen, 84 jaar, woont alleen. Haar dochter Anneke belt elke dag.",
            leervraag="Hoe vertel ik mevrouw Jansen wat er verandert?",
        )
        return told.changed(casus=casus)

    def write_a_brief(self, one: Oefening) -> Oefening:
        """Give the cliëntrol a private brief."""
        return one.changed(inleven=one.inleven.changed(brief=words("brief", one)))

    def enter_all(self, one: Oefening) -> Oefening:
        """Have a brief, notes of everybody and questions; everyone is ready."""
        entered = self.enter(one).inleven
        asked = {**entered.vragen, new_id(): Vraag(vraag="Wat heeft ze zelf al geprobeerd?")}
        own = dict.fromkeys(one.rollen, words("eigen", one))
        written = entered.changed(vragen=asked, eigen=own)
        return everyone_ready(one.changed(inleven=written))

    def run_a_round(self, one: Oefening) -> Oefening:
        """Have a round running for a few minutes."""
        running = start_ronde(Gesprek(), new_id(), self.now - _PLAYED)
        return one.changed(gesprek=running.changed(markeringen=_moments(running)))

    def pause(self, one: Oefening) -> Oefening:
        """Call a time-out."""
        return one.changed(gesprek=call_time_out(one.gesprek, new_id(), self.now))

    def play_and_note(self, one: Oefening) -> Oefening:
        """Play one round, with a note and a list of what was seen."""
        played = self.play(one).gesprek
        rondes = {key: ronde.changed(notitie=_TOLD) for key, ronde in played.rondes.items()}
        seen = {
            Observatiepunt.STILTE: Observatie(
                gezien=Gezien.GEZIEN, citaat="Wat betekent dat voor u?"
            ),
            Observatiepunt.OPEN_VRAAG: Observatie(gezien=Gezien.GEZIEN),
            Observatiepunt.SAMENVATTEN: Observatie(gezien=Gezien.NIET_GEZIEN),
        }
        kept = played.changed(markeringen=_moments(played))
        return one.changed(gesprek=kept.changed(rondes=rondes, observaties=seen, uit_de_rol=True))

    def agree_on_points(self, one: Oefening) -> Oefening:
        """Agree what to watch for."""
        points = (Observatiepunt.OPEN_VRAAG, Observatiepunt.SAMENVATTEN, Observatiepunt.STILTE)
        return one.changed(inleven=one.inleven.changed(kijkpunten=points))

    def note_the_replay(self, one: Oefening) -> Oefening:
        """Mark in the replay what was agreed."""
        seen = {
            Observatiepunt.OPEN_VRAAG: Observatie(gezien=Gezien.GEZIEN),
            Observatiepunt.SAMENVATTEN: Observatie(
                gezien=Gezien.GEZIEN, citaat="Dus u bent vooral bang voor de stille avonden?"
            ),
        }
        *_, last = sorted(one.gesprek.rondes)
        again = one.gesprek.rondes[last].changed(observaties=seen)
        rondes = {**one.gesprek.rondes, last: again}
        return one.changed(gesprek=one.gesprek.changed(rondes=rondes))

    def play_twice(self, one: Oefening) -> Oefening:
        """Play a round and do a fragment again."""
        once = self.play_and_note(one).gesprek
        began = one.created - timedelta(minutes=5)
        again = start_ronde(once, new_id(), began, fragment="Het begin, vanaf de eerste vraag")
        return one.changed(gesprek=stop_ronde(again, began + timedelta(seconds=70)))

    def turn_two_cards(self, one: Oefening) -> Oefening:
        """Be at the third card."""
        done = dict.fromkeys(list(Gespreksstap)[:2], True)
        return one.changed(gesprek=one.gesprek.changed(kaarten=done))

    def turn_all_cards(self, one: Oefening) -> Oefening:
        """Have every card done."""
        return one.changed(gesprek=one.gesprek.changed(kaarten=dict.fromkeys(Gespreksstap, True)))

    def give_feedback(self, one: Oefening) -> Oefening:
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

    def some_ready(self, one: Oefening) -> Oefening:
        """Have the first two say that they are ready."""
        ready = dict.fromkeys(list(one.rollen)[:2], True)
        return one.changed(inleven=one.inleven.changed(klaar=ready))

    def note_apart(self, one: Oefening) -> Oefening:
        """Have everybody prepare, and the observant mark on an own list."""
        entered = self.enter_all(one)
        noted = Observatie(gezien=Gezien.GEZIEN, citaat="Wat betekent de avond voor u?")
        apart = {person: {Observatiepunt.STILTE: noted} for person in one.with_rol(Rol.OBSERVANT)}
        return entered.changed(gesprek=entered.gesprek.changed(kijklijsten=apart))

    def give_apart(self, one: Oefening) -> Oefening:
        """Have tops and tips of who gave them on an own device."""
        given = self.give_feedback(one).terugblik.feedback
        givers = (*one.with_rol(Rol.OBSERVANT), *one.with_rol(Rol.CLIENTROL))
        named = {
            key: each.changed(van=givers[place % len(givers)])
            for place, (key, each) in enumerate(given.items())
        }
        return one.changed(terugblik=one.terugblik.changed(feedback=named))

    def say_no(self, one: Oefening) -> Oefening:
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

    def learn(self, one: Oefening) -> Oefening:
        """Note what each role learned."""
        themes = (Leerthema.DOORVRAGEN, Leerthema.EMOTIE_EN_WEERSTAND, Leerthema.OPENEN)
        learned = {
            new_id(): Leerpunt(rol=rol, leerthema=theme, tekst="Eerst vragen, dan pas uitleggen.")
            for rol, theme in zip(dict.fromkeys(one.rollen.values()), themes, strict=False)
        }
        answers = {Terugkijkvraag.IEDEREEN_SPRAK: True, Terugkijkvraag.GEDRAG_BENOEMD: False}
        return one.changed(
            terugblik=one.terugblik.changed(leerpunten=learned, hoe_keken_we=answers)
        )

    def learn_about(self, theme: Leerthema, when: datetime) -> Change:
        """Return the change to one leerpunt, of a round that was played then."""

        def learned(one: Oefening) -> Oefening:
            point = Leerpunt(rol=next(iter(one.rollen.values())), leerthema=theme)
            played = stop_ronde(start_ronde(Gesprek(), new_id(), when), when + timedelta(minutes=4))
            return one.changed(gesprek=played, terugblik=Terugblik(leerpunten={new_id(): point}))

        return learned

    def turn_to(self, beurt: Beurt) -> Change:
        """Return the change that gives this turn in step 6."""
        return lambda one: one.changed(terugblik=one.terugblik.changed(besproken_beurt=beurt))

    def wait_without_day(self, one: Oefening) -> Oefening:
        """Wait for a conversation of which the day is not known."""
        return one.changed(vervolg=plan(one.vervolg, None, self.today))

    def wait(self, one: Oefening) -> Oefening:
        """Wait for the conversation of next week."""
        return self.say_no(one).changed(
            vervolg=plan(one.vervolg, self.today + timedelta(days=7), self.today).changed(
                verwachting=Verwachting.MOEILIJK
            )
        )

    def write_a_card(self, one: Oefening) -> Oefening:
        """Have something on the card for the day."""
        card = Dagkaart(
            zin_1="Ik wil graag eerst horen hoe u het ziet.",
            zin_2="Wat is voor u het belangrijkst in de avond?",
            bij_lastig="Ik adem uit, blijf stil en tel tot drie.",
        )
        return one.changed(vervolg=one.vervolg.changed(dagkaart=card))

    def find_it_hard(self, one: Oefening) -> Oefening:
        """Say how it went, whether the plan was used and what helped."""
        told = one.vervolg.changed(
            hoe_ging_het=Verwachting.MOEILIJK,
            plan_gebruikt=PlanGebruikt.DEELS,
            hielp=(Hulp.OEFENEN, Hulp.RUST),
        )
        return one.changed(vervolg=told)

    def wait_too_long(self, one: Oefening) -> Oefening:
        """Wait for a conversation that was weeks ago."""
        return one.changed(vervolg=plan(one.vervolg, self.today - timedelta(days=30), self.today))


DO: Final = PictureSteps()
