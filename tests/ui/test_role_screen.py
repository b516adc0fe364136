"""Everyone on an own device: what each role has at hand in steps 4, 5 and 6, and what not."""

from typing import NamedTuple

import pytest

from gesprek.content import inhoud
from gesprek.domain.gesprek import Gezien, Observatie, Ronde
from gesprek.domain.oefening import Oefening
from gesprek.domain.stappen import Stap
from gesprek.domain.team import Team
from gesprek.domain.terugblik import Beurt, Feedback, Feedbacksoort, beurten
from gesprek.domain.themas import Leerthema, Observatiepunt
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.services.archive import Archive
from gesprek.ui.fields.open_oefening import now
from gesprek.ui.frame.words import label, screen_text
from tests.ui.conftest import Elsewhere, Make, OwnDevice
from tests.ui.page_driver import PageDriver

BRIEF, TOP, CITAAT = "Zij is vandaag moe.", "Je bleef stil.", "Wat fijn dat u er bent."
ROLLENSPEL, VOORBESPREKEN = Werkvorm.ROLLENSPEL, Werkvorm.VOORBESPREKEN
I, C, O, B = Rol.INBRENGER, Rol.CLIENTROL, Rol.OBSERVANT, Rol.BEGELEIDER  # noqa: E741 - as on a list
DIVISIONS = [
    (ROLLENSPEL, (I, C, O, B)),
    (ROLLENSPEL, (I, C, O)),
    (ROLLENSPEL, (I, C, B)),
    (ROLLENSPEL, (I, C)),
    (VOORBESPREKEN, (I, C, O)),
    (VOORBESPREKEN, (I, C)),
]


class Toestelhouder(NamedTuple):
    """Whose device it is in a division of roles; no role: a device of all."""

    vorm: Werkvorm
    rollen: tuple[Rol, ...]
    rol: Rol | None

    @property
    def guards(self) -> bool:
        """Whether it guards steps and time: domain.md, 'Who covers a role that is left out'."""
        return guard(self.rollen) in (self.rol, None)

    @property
    def leads(self) -> bool:
        return self.rol is None or self.guards

    def __str__(self) -> str:
        letters = "".join(one.value[0] for one in self.rollen)
        return f"{self.vorm}-{letters}-{self.rol or 'allen'}"


EACH_OWN_DEVICE = pytest.mark.parametrize(
    "houder",
    [
        Toestelhouder(vorm, rollen, rol)
        for vorm, rollen in DIVISIONS
        for rol in (*dict.fromkeys(rollen), None)
    ],
    ids=str,
)
STIL = inhoud().observatielijst.punten[Observatiepunt.STILTE].label


class Groep(NamedTuple):
    """An oefening with who has which role."""

    oefening: Oefening
    team: Team

    def wie(self, rol: Rol | None) -> str:
        """Return the first person with a role; nobody for a device of all."""
        return self.oefening.with_rol(rol)[0] if rol else ""

    def naam(self, rol: Rol) -> str:
        return self.team.name_of(self.wie(rol))


@pytest.fixture
def groep(make: Make, elsewhere: Elsewhere, team: Team) -> "Maakt":
    return Maakt(make, elsewhere, team)


class Maakt(NamedTuple):
    """Makes an oefening with private texts of everybody."""

    make: Make
    elsewhere: Elsewhere
    team: Team

    def __call__(self, vorm: Werkvorm, rollen: tuple[Rol, ...], stap: Stap) -> Groep:
        one = self.make(vorm, len(rollen), stap)
        people = dict(zip(self.team.deelnemers, rollen, strict=False))
        private = {person: f"Ik ben {rol}." for person, rol in people.items()}
        changed = self.elsewhere(
            one,
            lambda now_on: now_on.changed(
                rollen=people,
                inleven=now_on.inleven.changed(
                    brief=BRIEF, eigen=private, klaar=dict.fromkeys(people, True)
                ),
            ),
        )
        assert changed
        return Groep(changed, self.team)


def guard(rollen: tuple[Rol, ...]) -> Rol | None:
    """Return who guards steps and time: domain.md, 'Who covers a role that is left out'."""
    return B if B in rollen else O if O in rollen else None


def has(tab: PageDriver, words: str) -> bool:
    return any(words in line for line in tab.lines())


# Step 4


@EACH_OWN_DEVICE
def test_in_step_4_each_sees_the_own_card_and_only_the_own_private_texts(
    groep: Maakt, own_device: OwnDevice, houder: Toestelhouder
) -> None:
    vorm, rollen, rol = houder
    group = groep(vorm, rollen, Stap.INLEVEN)
    tab = own_device(group.oefening, group.wie(rol)).open_step(Stap.INLEVEN, group.oefening.id)
    labels = [field.label for field in tab.fields]
    for other in rollen:
        own = screen_text("stap_4.eigen_van", naam=group.naam(other))
        assert (own in labels) is (other is rol)
        tab.sees_not(f"Ik ben {other}.")
    assert (screen_text("stap_4.brief") in labels) is (rol in (I, C))
    assert has(tab, screen_text("stap_4.brief_uitleg")) is (rol in (I, C, None))
    if rol:
        tab.holds(screen_text("stap_4.eigen_van", naam=group.naam(rol)), f"Ik ben {rol}.")
    titles = [one.value for one in tab.at.markdown if one.value.startswith("## ")]
    mine = inhoud().rollen[vorm][rol].titel if rol else ""
    assert not mine or titles[0].endswith(mine)


@EACH_OWN_DEVICE
def test_who_leads_moves_the_group_and_the_others_say_that_they_are_ready(
    groep: Maakt, own_device: OwnDevice, houder: Toestelhouder
) -> None:
    vorm, rollen, rol = houder
    group = groep(vorm, rollen, Stap.INLEVEN)
    tab = own_device(group.oefening, group.wie(rol)).open_step(Stap.INLEVEN, group.oefening.id)
    leads = houder.leads
    assert (screen_text("stap_4.iedereen_klaar") in tab.buttons) is leads
    assert (screen_text("samen.nog_niet_klaar") in tab.buttons) is (rol is not None and not leads)


def test_who_is_ready_says_so_for_themselves_alone_and_takes_it_back(
    groep: Maakt, own_device: OwnDevice, archive: Archive, elsewhere: Elsewhere
) -> None:
    group = groep(ROLLENSPEL, (I, C, O, B), Stap.INLEVEN)
    one = group.oefening
    elsewhere(one, lambda now_on: now_on.changed(inleven=now_on.inleven.changed(klaar={})))
    tab = own_device(one, group.wie(O)).open_step(Stap.INLEVEN, one.id)
    tab.tap(screen_text("samen.ik_ben_klaar"))
    assert archive.oefening(one.id).value.inleven.klaar == {group.wie(O): True}
    tab.tap(screen_text("samen.nog_niet_klaar"))
    assert archive.oefening(one.id).value.inleven.klaar == {}
    assert screen_text("samen.ik_ben_klaar") in tab.buttons


@pytest.mark.parametrize("rollen", [(I, C, O, B), (I, C)])
def test_the_inbrenger_answers_and_where_somebody_leads_they_may_write_it_down(
    groep: Maakt, own_device: OwnDevice, rollen: tuple[Rol, ...], elsewhere: Elsewhere
) -> None:
    group = groep(ROLLENSPEL, rollen, Stap.INLEVEN)
    asked = {"v1": {"vraag": "Sinds wanneer?", "antwoord": "Sinds de zomer."}}
    elsewhere(group.oefening, lambda one: one.with_value(("inleven", "vragen"), asked))
    for rol in rollen:
        tab = own_device(group.oefening, group.wie(rol))
        tab.open_step(Stap.INLEVEN, group.oefening.id)
        tab.sees("Sinds wanneer?")
        writes = screen_text("stap_4.antwoord") in [field.label for field in tab.fields]
        assert writes is (rol is I or guard(rollen) in (rol, None))
        assert writes or has(tab, "Sinds de zomer.")


# Step 5


@EACH_OWN_DEVICE
def test_in_step_5_each_role_has_what_it_needs_and_no_more(
    groep: Maakt, own_device: OwnDevice, houder: Toestelhouder
) -> None:
    vorm, rollen, rol = houder
    group = groep(vorm, rollen, Stap.GESPREK)
    tab = own_device(group.oefening, group.wie(rol)).open_step(Stap.GESPREK, group.oefening.id)
    seen = {
        "own": rol is not None and has(tab, f"Ik ben {rol}."),
        "brief": has(tab, BRIEF),
        "invent": has(tab, screen_text("stap_4.verzinnen")),
        "list": has(tab, inhoud().observatielijst.titel),
        "quick": has(tab, screen_text("stap_5.snel")),
        "rules": has(tab, inhoud().afspraken.titel),
        "order": has(tab, screen_text("stap_6.volgorde")),
        "cards": has(tab, inhoud().gesprekstool.inleiding),
        "clock": has(tab, screen_text("stap_5.klok_plan", minuten="|").split("|")[0]),
    }
    guards = houder.guards
    assert seen == {
        "own": rol is not None,
        "brief": rol is C,
        "invent": rol is C,
        "list": rol is O or (rol is None and vorm is ROLLENSPEL),
        "quick": rol is O,
        "rules": guards,
        "order": guards,
        "cards": vorm is VOORBESPREKEN,
        "clock": False,  # it counts in a component of its own
    }
    for other in rollen:
        if other is not rol:
            tab.sees_not(f"Ik ben {other}.")


@EACH_OWN_DEVICE
def test_only_who_leads_starts_and_everybody_may_call_a_time_out(
    groep: Maakt,
    own_device: OwnDevice,
    archive: Archive,
    elsewhere: Elsewhere,
    houder: Toestelhouder,
) -> None:
    vorm, rollen, rol = houder
    group = groep(vorm, rollen, Stap.GESPREK)
    one = group.oefening
    tab = own_device(one, group.wie(rol)).open_step(Stap.GESPREK, one.id)
    together = vorm is VOORBESPREKEN
    words = screen_text("stap_5.begin_kaarten" if together else "stap_5.start_eerste_ronde")
    leads = houder.leads
    assert (words in tab.buttons) is leads
    if together:
        return
    playing = {"r001": Ronde(started=now())}
    elsewhere(one, lambda it: it.changed(gesprek=it.gesprek.changed(rondes=playing)))
    tab.reload()
    tab.tap(screen_text("stap_5.time_out"))
    ronde = archive.oefening(one.id).value.gesprek.rondes["r001"]
    assert ronde.running_time_out == "t001"
    assert (screen_text("stap_5.stop_ronde") in tab.buttons) is leads
    assert (screen_text("stap_5.meer_tijd") in tab.buttons) is leads


def test_what_an_observant_notes_is_for_nobody_else_until_their_turn(
    groep: Maakt, own_device: OwnDevice, archive: Archive, elsewhere: Elsewhere
) -> None:
    group = groep(ROLLENSPEL, (I, C, O, O, B), Stap.GESPREK)
    one = group.oefening
    first, _second = one.with_rol(O)
    tab = own_device(one, first).open_step(Stap.GESPREK, one.id)
    tab.sees(screen_text("stap_5.alleen_jij"))
    tab.choose(STIL, Gezien.GEZIEN)
    tab.write(screen_text("stap_5.citaat"), CITAAT)
    tab.type(screen_text("stap_6.nieuwe_feedback"), TOP)
    tab.tap(screen_text("stap_6.voeg_feedback_toe"))
    stored = archive.oefening(one.id).value
    assert stored.gesprek.kijklijsten == {
        first: {Observatiepunt.STILTE: Observatie(gezien=Gezien.GEZIEN, citaat=CITAAT)}
    }
    assert [(each.tekst, each.van) for each in stored.terugblik.feedback.values()] == [(TOP, first)]
    tab.reload()
    tab.holds(screen_text("stap_5.citaat"), CITAAT)
    tab.sees(TOP)
    devices = [own_device(one, person) for person in (*one.rollen, "") if person != first]

    def all_see(stap: Stap, *, seen: bool) -> None:
        for other in devices:
            other.open_step(stap, one.id)
            typed = [field.value for field in other.fields]
            assert (has(other, TOP) or TOP in typed) is seen
            assert (has(other, CITAAT) or CITAAT in typed) is seen

    all_see(Stap.GESPREK, seen=False)
    for other in devices:
        other.open("meenemen", o=one.id)
        other.sees_not(TOP, CITAAT)
    playing = {"r001": Ronde(started=now(), stopped=now())}
    elsewhere(one, lambda it: it.changed(gesprek=it.gesprek.changed(rondes=playing)))
    for number, beurt in enumerate(beurten(one.rollen)):
        elsewhere(
            one,
            lambda it, beurt=beurt: it.changed(
                stap=Stap.TERUGKIJKEN,
                verst=Stap.TERUGKIJKEN,
                terugblik=it.terugblik.changed(besproken_beurt=beurt),
            ),
        )
        if number <= 2:
            all_see(Stap.TERUGKIJKEN, seen=number == 2)


# Step 6


def at_turn(group: Groep, elsewhere: Elsewhere, beurt: Beurt) -> Oefening:
    playing = {"r001": Ronde(started=now(), stopped=now())}
    changed = elsewhere(
        group.oefening,
        lambda it: it.changed(
            stap=Stap.TERUGKIJKEN,
            verst=Stap.TERUGKIJKEN,
            gesprek=it.gesprek.changed(rondes=playing),
            terugblik=it.terugblik.changed(besproken_beurt=beurt),
        ),
    )
    assert changed
    return changed


SPEAKS = {
    Beurt.INBRENGER_VERTELT: (I,),
    Beurt.CLIENTROL_VERTELT: (C,),
    Beurt.OBSERVANTEN_VERTELLEN: (O,),
    Beurt.CLIENTROL_GEEFT_FEEDBACK: (C,),
    Beurt.MEENEMER: (I,),
    Beurt.LEERPUNTEN: (I, C, O, B),
    Beurt.AFSPRAAK: (I,),
}


@EACH_OWN_DEVICE
def test_in_step_6_each_device_says_whose_turn_it_is_and_who_may_write(
    groep: Maakt, own_device: OwnDevice, elsewhere: Elsewhere, houder: Toestelhouder
) -> None:
    vorm, rollen, rol = houder
    group = groep(vorm, rollen, Stap.TERUGKIJKEN)
    leads = houder.leads
    tab = own_device(group.oefening, group.wie(rol))
    for beurt in beurten(group.oefening.rollen):
        one = at_turn(group, elsewhere, beurt)
        tab.open_step(Stap.TERUGKIJKEN, one.id)
        speaks = rol in SPEAKS[beurt]
        assert has(tab, screen_text("stap_6.jij_bent")) is speaks
        assert has(tab, screen_text("stap_6.luister")) is (rol is not None and not speaks)
        assert has(tab, screen_text("stap_6.volgorde")) is leads
        labels = [field.label for field in tab.fields]
        if beurt in (Beurt.INBRENGER_VERTELT, Beurt.CLIENTROL_VERTELT):
            assert (label(beurt) in labels) is (speaks or leads)
        if beurt in (Beurt.OBSERVANTEN_VERTELLEN, Beurt.CLIENTROL_GEEFT_FEEDBACK):
            gives = rol is not I or leads
            assert (screen_text("stap_6.nieuwe_feedback") in labels) is gives
        if beurt is Beurt.MEENEMER:
            assert (screen_text("stap_6.meenemer_als") in labels) is (speaks or leads)
            assert (screen_text("stap_6.ja_genoeg") in tab.buttons) is (speaks or leads)
        if beurt is Beurt.LEERPUNTEN:
            roles = tab.group(screen_text("stap_6.leerpunt_rol")).options
            assert len(roles) == (1 if rol else len(rollen))


def test_tops_and_tips_stand_per_giver_in_the_order_of_the_roles(
    groep: Maakt, own_device: OwnDevice, elsewhere: Elsewhere
) -> None:
    group = groep(ROLLENSPEL, (I, C, O, O, B), Stap.TERUGKIJKEN)
    at_turn(group, elsewhere, Beurt.OBSERVANTEN_VERTELLEN)
    one = group.oefening
    givers = list(reversed(one.rollen))
    given = {
        f"f{number}": Feedback(soort=Feedbacksoort.TOP, tekst=f"TOP {number}", van=person)
        for number, person in enumerate(givers)
    }
    elsewhere(one, lambda it: it.changed(terugblik=it.terugblik.changed(feedback=given)))
    tab = own_device(one, group.wie(B)).open_step(Stap.TERUGKIJKEN, one.id)
    shown = [line for line in tab.lines() if line.startswith("TOP ")]
    assert shown == [f"TOP {number}" for number in reversed(range(len(givers)))]
    names = [screen_text("stap_6.feedback_van", naam=group.team.name_of(one)) for one in one.rollen]
    assert [line for line in tab.lines() if line in names] == names


def test_a_leerpunt_of_an_own_device_is_of_that_role_and_that_person(
    groep: Maakt, own_device: OwnDevice, elsewhere: Elsewhere, archive: Archive
) -> None:
    group = groep(ROLLENSPEL, (I, C, O, B), Stap.TERUGKIJKEN)
    one = at_turn(group, elsewhere, Beurt.LEERPUNTEN)
    tab = own_device(one, group.wie(C)).open_step(Stap.TERUGKIJKEN, one.id)
    tab.choose(screen_text("stap_6.leerthema"), Leerthema.OPENEN)
    (learned,) = archive.oefening(one.id).value.terugblik.leerpunten.values()
    assert (learned.rol, learned.van, learned.leerthema) == (C, group.wie(C), Leerthema.OPENEN)


def test_who_listens_has_the_own_list_at_hand_and_nobody_elses(
    groep: Maakt, own_device: OwnDevice, elsewhere: Elsewhere
) -> None:
    group = groep(ROLLENSPEL, (I, C, O, O, B), Stap.TERUGKIJKEN)
    one = at_turn(group, elsewhere, Beurt.INBRENGER_VERTELT)
    first, second = one.with_rol(O)
    lists = {
        person: {Observatiepunt.STILTE: Observatie(gezien=Gezien.GEZIEN, citaat=f"van {person}")}
        for person in (first, second)
    }
    elsewhere(one, lambda it: it.changed(gesprek=it.gesprek.changed(kijklijsten=lists)))
    tab = own_device(one, first).open_step(Stap.TERUGKIJKEN, one.id)
    tab.sees(screen_text("stap_6.mijn_kijklijst"), f"van {first}")
    tab.sees_not(f"van {second}")
