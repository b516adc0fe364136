"""A room: everyone on an own phone beside a beamer, at one oefening."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, NamedTuple

from gesprek.browser import selector
from gesprek.content import inhoud
from gesprek.domain.oefening import Casus
from gesprek.domain.stappen import Stap
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.storage import open_store
from gesprek.storage.protocol import Kind
from gesprek.ui.frame.words import screen_text
from tests.support.builders.oefeningen import Fill, oefening_in
from tests.support.organisation import Organisatie

if TYPE_CHECKING:
    from collections.abc import Callable

    from gesprek.domain.oefening import Oefening
    from gesprek.domain.team import Team
    from tests.stories.browser_driver import BrowserDriver
    from tests.support.server import Server

PHONE = {"width": 390, "height": 844}
NAMES = ("Noor", "Sam", "Wim", "Ali")
LEERVRAAG = "Hoe blijf ik rustig als ze boos wordt?"


class Kamer(NamedTuple):
    """A room: a server, one oefening, a beamer and a phone for each role."""

    house: Server
    organisation: Organisatie
    team: Team
    oefening_id: str
    telefoons: dict[Rol, BrowserDriver]
    beamer: BrowserDriver

    @property
    def stored(self) -> Oefening:
        return self.organisation.archive.oefening(self.oefening_id).value

    @property
    def everybody(self) -> list[BrowserDriver]:
        return [*self.telefoons.values(), self.beamer]

    @property
    def leidt(self) -> BrowserDriver:
        return self.telefoons[Rol.BEGELEIDER]

    def all_at(self, stap: Stap) -> None:
        """Wait until all five show this step."""
        for one in self.telefoons.values():
            one.is_at(stap)
        shown = inhoud().stappen[stap].titel
        values = {"nummer": stap.number, "totaal": len(Stap), "stap": shown}
        self.beamer.sees_title(screen_text("stapbalk.titel", **values))
        assert self.stored.stap is stap

    def all_see(self, *words: str) -> None:
        for one in self.everybody:
            one.sees(*words)

    def has(self, claim: Callable[[Oefening], object], what: str) -> None:
        """Wait until the store holds this."""
        self.beamer.until(lambda: bool(claim(self.stored)), what)

    def restart_in_mid_sentence(self, typed: str) -> None:
        """Cut the power; all are back without a tap, and what was typed is kept."""
        with ExitStack() as down:
            for one in self.everybody:
                down.enter_context(one.while_the_server_is_down())
            self.house.kill()
            self.house.start_again()
            self.leidt.until(lambda: typed in self.drafts(), "every letter is kept")
            self.leidt.until(self._is_live, "each device has its line again")

    def _is_live(self) -> bool:
        """Return whether each device heard from the new server."""
        connected = selector("connected")
        return all(one.page.locator(connected).count() for one in self.everybody)

    def drafts(self) -> str:
        kept = open_store(str(self.house.store)).list(Kind.CONCEPT)
        return str([one.document for one in kept])

    def person(self, rol: Rol) -> str:
        return self.stored.with_rol(rol)[0]


def make_oefening(house: Server, stap: Stap, *names: str) -> tuple[Organisatie, Team, Oefening]:
    organisation = Organisatie(house.store).set_up()
    team = organisation.make_team("Team Zuid", *names)
    made = oefening_in(Werkvorm.ROLLENSPEL, len(names), stap, Fill.EMPTY, team)
    casus = Casus(onderwerp="Steunkousen", leervraag=LEERVRAAG if stap is not Stap.CASUS else "")
    private = made.inleven.changed(brief="", eigen={}, vragen={})
    one = organisation.archive.create_oefening(made.changed(casus=casus, inleven=private)).value
    return organisation, team, one


def join(phone: BrowserDriver, organisation: Organisatie, one: Oefening, naam: str) -> None:
    """Come in by the address on the beamer, and say who it is."""
    phone.page.goto(f"{phone.url}/m/{organisation.visits.join_codes.code_of(one.id)}")
    phone.page.get_by_role("button", name="Doe mee").click()
    phone.sees_title(screen_text("wie.titel"))
    phone.page.get_by_role("button", name=naam, exact=True).click()
    phone.is_at(one.stap)
    phone.sees(screen_text("wie.jij_bent", naam=naam))


def full_room(house: Server, new_driver: Callable[..., BrowserDriver]) -> Kamer:
    """Return a room at step 4 in which everybody has come in."""
    organisation, team, one = make_oefening(house, Stap.INLEVEN, *NAMES)
    beamer = new_driver(house)
    beamer.page.goto(f"{house.url}/")
    beamer.sign_in(organisation.visits.renew_key(team.id))
    beamer.open(f"/scherm?o={one.id}")
    phones = {}
    for rol in Rol:
        phones[rol] = new_driver(house, viewport=PHONE)
        join(phones[rol], organisation, one, team.name_of(one.with_rol(rol)[0]))
    return Kamer(house, organisation, team, one.id, phones, beamer)
