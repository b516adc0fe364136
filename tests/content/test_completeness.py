"""Everything the leaflet needs is written out."""

import importlib
import pkgutil
from enum import StrEnum

import pytest
from streamlit.material_icon_names import ALL_MATERIAL_ICONS

import gesprek.domain
from gesprek.content import inhoud
from gesprek.domain.oefening import Casus
from gesprek.domain.stappen import Stap
from gesprek.domain.themas import Gespreksstap, Thema
from gesprek.domain.vervolg import Dagkaart
from gesprek.domain.werkvormen import ROLREGELS, Rol, Werkvorm
from gesprek.privacy import scan
from tests.content.texts import all_texts


def _enums() -> list[type[StrEnum]]:
    modules = [
        importlib.import_module(f"gesprek.domain.{one.name}")
        for one in pkgutil.iter_modules(gesprek.domain.__path__)
    ]
    found = {
        kind
        for module in modules
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum
    }
    return sorted(found, key=lambda kind: kind.__name__)


@pytest.mark.parametrize("kind", _enums(), ids=lambda kind: kind.__name__)
def test_each_member_of_each_domain_enum_has_a_label_of_its_own(kind: type[StrEnum]) -> None:
    labels = [inhoud().label(member) for member in kind]
    assert all(labels)
    assert len(set(labels)) == len(labels)


def test_a_value_that_never_shows_has_no_label() -> None:
    class Onbekend(StrEnum):
        IETS = "iets"

    with pytest.raises(KeyError):
        inhoud().label(Onbekend.IETS)


def test_equal_values_of_two_enums_have_their_own_label() -> None:
    assert Gespreksstap.VOORBEREIDEN.value == "voorbereiden"
    assert inhoud().label(Stap.GESPREK) != inhoud().label(Stap.CASUS)
    assert inhoud().label(Rol.BEGELEIDER) == "Begeleider"


def test_each_icon_exists_in_streamlit() -> None:
    icons = {one.tekst for one in all_texts() if one.plek.endswith(".icoon")}
    assert {icon.removeprefix(":material/").removesuffix(":") for icon in icons} <= {
        *ALL_MATERIAL_ICONS
    }


def test_the_steps_stand_in_the_order_of_the_leaflet() -> None:
    assert tuple(inhoud().stappen) == tuple(Stap)


@pytest.mark.parametrize("stap", Stap)
def test_the_name_of_a_step_fits_the_step_bar(stap: Stap) -> None:
    assert len(inhoud().stappen[stap].kort) <= 12


def test_step_5_differs_by_form() -> None:
    gesprek = inhoud().stappen[Stap.GESPREK]
    play, talk = gesprek.voor(Werkvorm.ROLLENSPEL), gesprek.voor(Werkvorm.VOORBESPREKEN)
    assert play.doel != talk.doel
    assert play.wat_doe_je != talk.wat_doe_je
    assert play.wat_zeg_je != talk.wat_zeg_je


def test_a_step_without_a_variant_says_the_same_in_both_forms() -> None:
    casus = inhoud().stappen[Stap.CASUS]
    assert casus.voor(Werkvorm.ROLLENSPEL) == casus.voor(Werkvorm.VOORBESPREKEN)
    assert casus.voor(Werkvorm.ROLLENSPEL).doel == casus.doel


@pytest.mark.parametrize("werkvorm", Werkvorm)
def test_each_role_of_the_form_is_told_what_to_do_from_step_4_on(werkvorm: Werkvorm) -> None:
    rollen = inhoud().rollen[werkvorm]
    assert tuple(rollen) == tuple(ROLREGELS[werkvorm])
    for tekst in rollen.values():
        assert {Stap.INLEVEN, Stap.GESPREK, Stap.TERUGKIJKEN, Stap.VERVOLG} <= tekst.stappen.keys()


@pytest.mark.parametrize("rol", [Rol.INBRENGER, Rol.CLIENTROL])
def test_who_is_always_there_is_told_what_changes_without_an_observant(rol: Rol) -> None:
    for werkvorm in Werkvorm:
        assert inhoud().rollen[werkvorm][rol].minder.zonder_observant


@pytest.mark.parametrize("rol", [Rol.INBRENGER, Rol.CLIENTROL, Rol.OBSERVANT])
def test_in_a_rollenspel_each_is_told_what_changes_without_a_begeleider(rol: Rol) -> None:
    assert inhoud().rollen[Werkvorm.ROLLENSPEL][rol].minder.zonder_begeleider


def test_in_voorbespreken_nobody_misses_a_begeleider() -> None:
    for tekst in inhoud().rollen[Werkvorm.VOORBESPREKEN].values():
        assert tekst.minder.zonder_begeleider is None


@pytest.mark.parametrize("werkvorm", Werkvorm)
def test_the_clientrol_knows_what_may_be_made_up(werkvorm: Werkvorm) -> None:
    verzinnen = inhoud().rollen[werkvorm][Rol.CLIENTROL].verzinnen
    assert verzinnen
    assert verzinnen.wel
    assert verzinnen.niet


def test_the_begeleider_has_a_script_from_step_2_to_step_6() -> None:
    script = inhoud().rollen[Werkvorm.ROLLENSPEL][Rol.BEGELEIDER].script
    assert tuple(script) == (
        Stap.VOORBEREIDING,
        Stap.CASUS,
        Stap.INLEVEN,
        Stap.GESPREK,
        Stap.TERUGKIJKEN,
    )


def test_the_method_cards_are_those_of_the_leaflets_companion() -> None:
    assert {*inhoud().methodes} == {
        "lsd",
        "oma",
        "nivea",
        "anna",
        "dik",
        "vier_g",
        "ik_boodschap",
        "weerstand",
    }


def test_a_client_has_three_good_questions() -> None:
    assert len(inhoud().gesprekstool.drie_vragen.vragen) == 3


def test_leaving_the_role_names_the_own_name_and_another_chair() -> None:
    text = " ".join(inhoud().afspraken.uit_de_rol.zo_doe_je_het)
    assert "eigen naam" in text
    assert "andere stoel" in text


def test_the_default_links_are_those_of_the_leaflet() -> None:
    assert [link.adres for link in inhoud().links.values()] == [
        "https://www.zorgvoorbeter.nl/tools/feedback-kaarten",
        "https://www.zorgvoorbeter.nl/tools/posters-beter-doen-beter-laten",
        "https://www.zorgvoorbeter.nl/tools",
    ]


def test_there_are_eight_example_cases_with_three_sentences_or_more_per_client() -> None:
    casussen = inhoud().casussen
    assert len(casussen) == 8
    assert all(len(casus.brief.zegt) >= 3 for casus in casussen.values())


@pytest.mark.parametrize("slug", inhoud().casussen)
def test_an_example_case_can_be_borrowed_as_it_stands(slug: str) -> None:
    voorbeeld = inhoud().casussen[slug]
    casus = Casus(
        onderwerp=voorbeeld.onderwerp,
        client=voorbeeld.client,
        geboden_zorg=voorbeeld.geboden_zorg,
        wijziging=voorbeeld.wijziging,
        knelpunten=voorbeeld.knelpunten,
        themas=voorbeeld.themas,
        leervraag=voorbeeld.leervraag,
    )
    assert casus.leervraag.endswith("?")
    assert all(isinstance(thema, Thema) for thema in casus.themas)


@pytest.mark.parametrize("slug", inhoud().casussen)
def test_an_example_case_has_a_plan_and_sentences_that_name_nobody(slug: str) -> None:
    card = inhoud().casussen[slug].dagkaart
    assert card
    assert Dagkaart.model_validate(card.model_dump(include={*Dagkaart.model_fields}))
    assert [scan(text) for text in card.model_dump().values()] == [[]] * 6
    assert card.als[0].islower()
    assert card.dan[0].islower()


@pytest.mark.parametrize("slug", inhoud().casussen)
def test_an_example_case_is_a_story_not_a_keyword(slug: str) -> None:
    casus = inhoud().casussen[slug]
    for text in (casus.client, casus.geboden_zorg, casus.wijziging, casus.knelpunten):
        assert len(text.split()) >= 20


@pytest.mark.parametrize(
    "word",
    [
        *("casus", "cliëntrol", "feedback", "inbrenger", "kijklijst", "leerpunt", "leerthema"),
        *("leervraag", "observant", "begeleider", "rollenspel", "time-out", "voorbespreken"),
        *("kwaliteitsadviseur", "top", "tip", "oefening", "vervolg"),
    ],
)
def test_a_word_of_this_app_is_explained_to_a_newcomer(word: str) -> None:
    assert word in {begrip.label.lower() for begrip in inhoud().begrippen.values()}
