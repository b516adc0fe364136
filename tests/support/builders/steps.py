"""What a team does in each step of an oefening, each as a change of the domain's own value."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

from gesprek.domain.dates import local_day
from gesprek.domain.gesprek import (
    KAARTEN,
    Gezien,
    Observatie,
    call_time_out,
    end_time_out,
    start_ronde,
    stop_ronde,
)
from gesprek.domain.oefening import Casus, Casusveld, Oefening, everyone_ready
from gesprek.domain.preparation import Inleven, Voorbereiding, Voorbereidingswijze, Vraag
from gesprek.domain.stappen import Stap
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
from gesprek.storage.values import new_id

Change = Callable[[Oefening], Oefening]
Words = Callable[[str, Oefening], str]
"""Gives the text for a field, such as ``client`` or ``brief``, of an oefening."""
_FOUR_MINUTES: Final = timedelta(minutes=4)


def always(text: str) -> Words:
    """Return the words that are the same in every field."""
    return lambda _field, _one: text


def nothing(one: Oefening) -> Oefening:
    """Leave it as it is."""
    return one


class Steps:
    """What a team can do.

    Args:
        words: what it writes.
        now: when it is.

    Attributes:
        bare: step → only what the step must have.
        whole: step → all that the step can have.
        half: step → begun, and it lacks something.
    """

    def __init__(self, words: Words, now: datetime) -> None:
        self._words = words
        self.now = now
        self.today = local_day(now)
        self.bare: Mapping[Stap, Change] = {
            Stap.MOMENT: nothing,
            Stap.VOORBEREIDING: self.prepare,
            Stap.CASUS: self.tell,
            Stap.INLEVEN: everyone_ready,
            Stap.GESPREK: self.play,
            Stap.TERUGKIJKEN: self.look_back,
            Stap.VERVOLG: lambda one: self.close(self.meet(one)),
        }
        self.whole: Mapping[Stap, Change] = {
            Stap.MOMENT: nothing,
            Stap.VOORBEREIDING: self.prepare,
            Stap.CASUS: self.tell_all,
            Stap.INLEVEN: lambda one: everyone_ready(self.enter(one)),
            Stap.GESPREK: lambda one: self.stop(self.be_playing(one)),
            Stap.TERUGKIJKEN: lambda one: self.expect(self.agree(self.look_back_in_part(one))),
            Stap.VERVOLG: lambda one: self.close(self.talk_over(self.meet(one))),
        }
        self.half: Mapping[Stap, Change] = {
            Stap.MOMENT: self.lose_somebody,
            Stap.VOORBEREIDING: self.read_alone,
            Stap.CASUS: self.tell_a_little,
            Stap.INLEVEN: self.enter,
            Stap.GESPREK: self.be_playing,
            Stap.TERUGKIJKEN: self.look_back_in_part,
            Stap.VERVOLG: lambda one: self.talk_over(self.meet(one)),
        }

    # Steps 1 to 4

    def lose_somebody(self, one: Oefening) -> Oefening:
        (clientrol,) = one.with_rol(Rol.CLIENTROL)
        place = self._words("plaats", one)[:200]
        left = {key: rol for key, rol in one.rollen.items() if key != clientrol}
        return one.changed(rollen=left, plaats=place)

    def prepare(self, one: Oefening) -> Oefening:
        """Read the card together."""
        return one.changed(voorbereiding=Voorbereiding(wijze=Voorbereidingswijze.SAMEN_GELEZEN))

    def read_alone(self, one: Oefening) -> Oefening:
        return one.changed(voorbereiding=Voorbereiding(gelezen={min(one.rollen): True}))

    def tell(self, one: Oefening) -> Oefening:
        """Write down only what must be written."""
        return one.changed(casus=self._casus(one, "onderwerp", "leervraag"))

    def tell_a_little(self, one: Oefening) -> Oefening:
        """Have the subject and one thing told."""
        told = {Casusveld.CLIENT: True}
        return one.changed(casus=self._casus(one, "onderwerp", "client").changed(verteld=told))

    def tell_all(self, one: Oefening) -> Oefening:
        """Write down everything."""
        written = self._casus(one, *Casusveld, "leervraag")
        told = dict.fromkeys(Casusveld, True)
        themas = (Thema.ZELF_DOEN, Thema.NAASTEN)
        return one.changed(casus=written.changed(verteld=told, themas=themas))

    def _casus(self, one: Oefening, *fields: str) -> Casus:
        return Casus().changed(**{field: self._words(field, one) for field in fields})

    def enter(self, one: Oefening) -> Oefening:
        """Have a brief, a note of the first person, who is ready, and a question."""
        first = min(one.rollen)
        asked = Vraag(vraag=self._words("vraag", one), antwoord=self._words("antwoord", one))
        return one.changed(
            inleven=Inleven(
                klaar={first: True},
                eigen={first: self._words("eigen", one)},
                vragen={new_id(): asked},
                brief=self._words("brief", one),
            )
        )

    # Step 5

    def play(self, one: Oefening) -> Oefening:
        """Play one round of four minutes, over since a while."""
        began = one.created - timedelta(minutes=10)
        running = start_ronde(one.gesprek, "R1", began)
        return one.changed(gesprek=stop_ronde(running, began + _FOUR_MINUTES))

    def be_playing(self, one: Oefening) -> Oefening:
        """Have a round running: at its second card, or in a time-out."""
        began = self.now - _FOUR_MINUTES
        gesprek = start_ronde(one.gesprek, new_id(), began)
        key = min(gesprek.rondes)
        noted = gesprek.rondes[key].changed(notitie=self._words("ronde", one))
        gesprek = gesprek.changed(rondes={key: noted})
        if one.werkvorm is Werkvorm.VOORBESPREKEN:
            done = {Gespreksstap.VOORBEREIDEN: True}
            return one.changed(gesprek=gesprek.changed(kaarten=done))
        seen = Observatie(gezien=Gezien.GEZIEN, citaat=self._words("citaat", one))
        paused = call_time_out(gesprek, new_id(), began + timedelta(minutes=2))
        return one.changed(gesprek=paused.changed(observaties={Observatiepunt.STILTE: seen}))

    def stop(self, one: Oefening) -> Oefening:
        """End the round, with every card done or the time-out ended."""
        gesprek = one.gesprek
        if one.werkvorm is Werkvorm.ROLLENSPEL:
            gesprek = end_time_out(gesprek, self.now)
        kaarten = {} if one.werkvorm is Werkvorm.ROLLENSPEL else dict.fromkeys(KAARTEN, True)
        stopped = stop_ronde(gesprek, self.now)
        return one.changed(gesprek=stopped.changed(kaarten=kaarten, uit_de_rol=True))

    # Steps 6 and 7

    def look_back(self, one: Oefening) -> Oefening:
        """Have everybody tell, with one leerpunt and without a word."""
        ticked = one.terugblik.changed(
            verteld=dict.fromkeys(tellings(one.rollen), True), voldoende_geholpen=True
        )
        leerpunt = Leerpunt(rol=Rol.OBSERVANT, leerthema=Leerthema.OPENEN)
        return one.changed(terugblik=add_leerpunt(ticked, "L1", leerpunt))

    def look_back_in_part(self, one: Oefening) -> Oefening:
        """Be at the second turn, with a top written down."""
        told = dict.fromkeys(tellings(one.rollen), self._words("ervaring", one))
        terugblik = next_beurt(one.terugblik, one.rollen).changed(ervaringen=told)
        top = Feedback(soort=Feedbacksoort.TOP, tekst=self._words("top", one), bij_leervraag=True)
        return one.changed(terugblik=add_feedback(terugblik, new_id(), top))

    def agree(self, one: Oefening) -> Oefening:
        """Be at the last turn, everything written down; it did not help enough yet."""
        terugblik = one.terugblik.changed(
            verteld=dict.fromkeys(tellings(one.rollen), True),
            meenemer=Meenemer(als=self._words("als", one), dan=self._words("dan", one)),
            voldoende_geholpen=False,
            andere_stappen=(AndereStap.SAMEN_GAAN,),
            afspraken=self._words("afspraken", one),
            besproken_beurt=Beurt.AFSPRAAK,
        )
        tekst = self._words("leerpunt", one)
        leerpunt = Leerpunt(rol=Rol.CLIENTROL, leerthema=Leerthema.OPENEN, tekst=tekst)
        return one.changed(terugblik=add_leerpunt(terugblik, new_id(), leerpunt))

    def expect(self, one: Oefening) -> Oefening:
        """Plan the conversation for today."""
        planned = plan(one.vervolg, self.today, self.today)
        return one.changed(vervolg=planned.changed(verwachting=Verwachting.WISSELEND))

    def meet(self, one: Oefening) -> Oefening:
        """Have had the conversation, some days after the practice."""
        day = min(local_day(one.created) + timedelta(days=4), self.today)
        return one.changed(vervolg=mark_geweest(one.vervolg, day, self.today))

    def talk_over(self, one: Oefening) -> Oefening:
        """Talk over how it went."""
        vervolg = one.vervolg.changed(
            besproken={Vervolgvraag.WAT_GING_GOED: True},
            notitie=self._words("vervolg", one),
            behoeften=(Behoefte.TIJD,),
            behoeften_delen=True,
        )
        return one.changed(vervolg=vervolg)

    def close(self, one: Oefening) -> Oefening:
        """Close the follow-up; it went well unless something else was said."""
        went = one.vervolg.hoe_ging_het or Verwachting.GOED
        return one.changed(vervolg=close(one.vervolg.changed(hoe_ging_het=went), self.today))
