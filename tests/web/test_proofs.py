"""Proof of practising together, over HTTP: who gets one, what is on it, and nothing is kept."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

import pytest

from gesprek.access.settings import Settings
from gesprek.access.signing import ServerSecrets
from gesprek.access.visitors import Visitor, VisitorKind
from gesprek.content import inhoud
from gesprek.domain.base import TextMissing
from gesprek.domain.portfolio import CanmedsRol
from gesprek.domain.stappen import Stap
from gesprek.domain.text_fields import texts_of
from gesprek.services import paths
from gesprek.services.archive import Archive
from gesprek.services.proofs import Proofs
from gesprek.services.root import ProgramSettings, build
from gesprek.services.visits import Visit, Visits
from gesprek.storage import open_store
from tests.documents.reading import on_one_line, text_of
from tests.domain.strategies import AWKWARD
from tests.support.builders.marked import (
    NAMES,
    OEFENING,
    PLACE,
    TEAM,
    files_with,
    marked,
    marked_team,
)
from tests.support.server import Server
from tests.web.http_driver import Answer, HttpDriver

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LEARNED, OTHERWISE = "Ik bleef stil na mijn vraag.", "Ik vraag eerst wat iemand wil."
FILLED_IN = {
    "wie": "p1",
    "soort": CanmedsRol.COMMUNICATOR.value,
    "geleerd": LEARNED,
    "anders": OTHERWISE,
}
WACHTWOORD = "een paarse fiets hier"


class House(NamedTuple):
    server: Server
    visits: Visits
    archive: Archive
    team: HttpDriver
    folder: Path

    def ask(self, **changed: str) -> Answer:
        """Send the form as the team, with these fields filled in otherwise."""
        return self.ask_as(self.team, **changed)

    def ask_as(self, driver: HttpDriver, **changed: str) -> Answer:
        """Send the form by this browser, with these fields filled in otherwise."""
        fields = {**FILLED_IN, **changed}
        return driver.post(paths.proof_path(OEFENING), fields)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder: Path = tmp_path_factory.mktemp("bewijs") / "opslag"
    archive = Archive(open_store(str(folder)))
    visits = Visits(open_store(str(folder)), ServerSecrets(folder), lambda: datetime.now(UTC))
    visits.set_up(visits.setting_up.new_link(), Settings(organisatie="Zorg"), WACHTWOORD)
    archive.create_team(marked_team())
    archive.create_oefening(marked(datetime.now(UTC)))
    server = Server(folder, folder.with_suffix(".log")).start()
    team = HttpDriver(server)
    assert team.sign_in(visits.team_keys.renew(TEAM)).status == 303
    yield House(server, visits, archive, team, folder)
    server.stop()


def test_a_proof_has_what_was_done_and_two_own_lines_and_nothing_of_the_case(house: House) -> None:
    answer = house.ask()
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.headers["Cache-Control"] == "no-store"
    text = on_one_line(text_of(answer.data))
    assert on_one_line(LEARNED) in text
    assert on_one_line(OTHERWISE) in text
    assert inhoud().label(CanmedsRol.COMMUNICATOR) in text
    every = {plek.tekst for stap in Stap for plek in texts_of(marked(), stap)}
    every |= {PLACE, "MERK-TEAM", NAMES["p2"]}
    assert [one for one in every if on_one_line(one) in text] == []
    assert on_one_line(NAMES["p1"]) in text


def test_nothing_of_a_proof_stays_behind(house: House) -> None:
    assert house.ask(geleerd="Zonnewendefeest").status == 200
    assert house.ask(geleerd="Zonnewendefeest", anders="").status == 400
    assert files_with(house.folder.parent, "Zonnewendefeest") == []
    house.server.stop()
    house.server.start()
    assert files_with(house.folder.parent, "Zonnewendefeest") == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"wie": ""},
        {"wie": "iemand"},
        {"soort": ""},
        {"soort": "baas"},
        {"geleerd": ""},
        {"anders": " \u200b\n "},
        {"geleerd": "x" * 301},
        {"geleerd": "Mijn nummer is 111222333"},
        {"anders": "Mail mij op anna@voorbeeld.nl"},
    ],
    ids=str,
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    house: House, wrong: dict[str, str]
) -> None:
    answer = house.ask(**wrong)
    assert answer.status == 400
    assert 'role="alert"' in answer.text
    kept = {"geleerd": LEARNED, "anders": OTHERWISE} | wrong
    for name in {"geleerd", "anders"} - set(wrong):
        assert kept[name] in answer.text


@pytest.mark.parametrize(
    "text", [one for one in AWKWARD if one.encode(errors="ignore").decode() == one], ids=ascii
)
def test_odd_signs_are_no_reason_to_fail(house: House, text: str) -> None:
    assert house.ask(geleerd=f"Stil blijven {text}").status in (200, 400)


def test_a_form_that_is_huge_is_refused_with_a_sentence(house: House) -> None:
    answer = house.ask(geleerd="x" * 30_000)
    assert answer.status == 413
    assert "Vul het formulier opnieuw in." in answer.text


def test_who_is_not_of_the_team_gets_no_proof(house: House) -> None:
    guest, advisor = HttpDriver(house.server), HttpDriver(house.server)
    assert advisor.post("/aanmelden/wachtwoord", {"wachtwoord": WACHTWOORD}).status == 303
    for one in (guest, advisor):
        assert one.get(paths.proof_path(OEFENING)).status == 403
        assert house.ask_as(one).status == 403
    assert house.team.get(paths.proof_path("weg")).status == 404
    assert house.team.get(paths.PROOF).status == 404


def test_before_step_6_there_is_nothing_to_prove(house: House) -> None:
    early = marked(datetime.now(UTC)).changed(
        id=f"{OEFENING[:-1]}c", stap=Stap.GESPREK, verst=Stap.GESPREK
    )
    house.archive.create_oefening(early)
    assert house.team.get(paths.proof_path(early.id)).status == 403


def test_the_page_asks_of_everybody_who_took_part_and_of_seven_kinds(house: House) -> None:
    page = house.team.get(paths.proof_path(OEFENING))
    assert page.status == 200
    for words in (*NAMES.values(), *map(inhoud().label, CanmedsRol)):
        assert words in page.text


def test_on_an_own_device_a_proof_is_for_its_owner_alone(house: House) -> None:
    own = Visitor(VisitorKind.TEAM, team=TEAM, persoon="p2", alleen=OEFENING)
    proofs = Proofs(build(ProgramSettings(str(house.folder))), Visit(own))
    assert proofs.people(OEFENING) == {"p2": NAMES["p2"]}
    with pytest.raises(TextMissing):
        proofs.make(OEFENING, FILLED_IN)
    assert proofs.make(OEFENING, {**FILLED_IN, "wie": "p2"}).startswith(b"%PDF")


def test_nobody_is_taken_for_the_first_of_the_list(house: House) -> None:
    page = house.team.get(paths.proof_path(OEFENING)).text
    assert page.count('type="radio"') > len(CanmedsRol)
    assert " checked" not in page
    typed = house.ask(anders="").text
    assert typed.count(" checked") == 2
