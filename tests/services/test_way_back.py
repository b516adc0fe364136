"""The way back: whatever somebody wrote, it leads to a page of ours or nowhere."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesprek.services import paths
from gesprek.services.way_back import is_about, mended, way_back, with_way_back

ID = "01j9zq5w8m3k7t2v6x4y1n0pbc-01j9zq6e2r8s4a7d1f5g9h3jkl"
STEP = f"/stap-3?o={ID}&terug=1"
OURS = re.compile(
    r"|/m/[A-Z2-9]{6}|(/[a-z0-9-]+|/(uitvoer|cijfers)/[a-z-]+\.[a-z]{3,4})"
    r"(\?[a-z]+=[\w-]+(&[a-z]+=[\w-]+)*)?",
    re.ASCII,
)
MAIL = [
    f"/stap-3?o={ID}&terug=1&utm_source=nieuwsbrief&utm_medium=mail",
    f"/stap-3?utm_source=nieuwsbrief&o={ID}&terug=1",
    f"/stap-3?fbclid=IwAR0&o={ID}&terug=1&gclid=x.y~z",
    f"/stap-3?o={ID}&terug=1&x-safelinks=05%7C02%7C%7C",
    f"/stap-3?o={ID}&terug=1?utm_source=mail",
    f"/stap-3??o={ID}&terug=1",
    f"/stap-3?o={ID}&amp;terug=1",
    f"/stap-3?o={ID};terug=1",
    f"/stap-3&o={ID}&terug=1",
    f"/stap-3%3Fo%3D{ID}%26terug%3D1",
    f"/stap-3%253Fo%253D{ID}%2526terug%253D1",
    f"/stap-3?o%3D{ID}%26terug%3D1",
    f"/stap-3?o={ID.replace('-', '%252D')}&terug=%2531",
    f"%2Fstap-3%3Fo%3D{ID}%26terug%3D1",
    f"/stap-3?o={ID}&terug=1.",
    f"/stap-3?o={ID}&terug=1)",
    f"/stap-3?o={ID}&terug=1%3E",
    f"/stap-3?o={ID}.&terug=1",
    f"/stap-3/?o={ID}&terug=1",
    f"/Stap-3?O={ID}&Terug=1",
    f"/stap-3.?o={ID}&terug=1",
    f"/stap-3?o={ID}&terug=1&o=elders",
    f"/stap-3?utm_source=%26o%3Delders&o={ID}&terug=1",
]
FOREIGN = [
    "",
    "/",
    "stap-3",
    "//evil.example",
    "//evil.example/stap-3",
    "///evil.example",
    "https://evil.example",
    "https://evil.example/stap-3?o=x",
    "https:/evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/%5Cevil.example",
    "/%2Fevil.example",
    "%2F%2Fevil.example",
    "/%252F%252Fevil.example",
    "/\t/evil.example",
    "/%09/evil.example",
    "/\r\nSet-Cookie:x=y",
    "/team%0d%0aSet-Cookie:x=y",
    f"/stap-3?o={ID}%0d%0aLocation:evil",
    "/team@evil.example",
    "user@evil.example",
    "/@evil.example",
    "//gesprek.nl@evil.example",
    "/evil.example",
    "/\u2044evil.example",  # a slash of fractions
    "/\uff0fevil.example",  # a full-width slash
    "/\u212aern",
    "/tea\u202em",
    "/team\x00",
    "javascript:alert(1)",
    "/javascript:alert(1)",
    "/../evil",
    "/team/../../evil",
    f"/stap-3?o={ID}/../evil",
    "/team#//evil",
    "/" + "a" * 41,
    "/team?" + "x" * 8_000,
    *(paths.SIGN_IN, paths.SIGN_OUT, paths.ORGANISATION, paths.JOIN, paths.WATCH, paths.DRAFT),
    *(paths.HEALTH, paths.set_up_path("x"), paths.live_path("x"), paths.calendar_path("x")),
    *(paths.join_path("geen code"), paths.join_path("../x"), paths.file_path("main.js")),
]


@pytest.mark.parametrize("asked", [STEP, *MAIL])
def test_what_a_program_for_mail_made_of_an_address_leads_where_it_was_sent(asked: str) -> None:
    assert way_back(asked) == STEP


@pytest.mark.parametrize("asked", FOREIGN)
def test_a_foreign_address_or_one_that_is_no_page_leads_nowhere(asked: str) -> None:
    assert way_back(asked) == ""


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/team?t=a1", "/team?t=a1"),
        ("/overzicht", "/overzicht"),
        ("/dagkaart?o=a1.", "/dagkaart?o=a1"),
        ("/uitvoer/meenemen.pdf?o=a1&utm_id=3", "/uitvoer/meenemen.pdf?o=a1"),
        ("/cijfers/overzicht.csv?van=2026-1&tot=2026-2", None),
        ("/m/abc-234.", "/m/ABC234"),
        ("/M/abc234?utm_source=qr", "/m/ABC234"),
        ("/m/ABC234%3Futm_source%3Dqr", "/m/ABC234"),
    ],
)
def test_each_kind_of_page_that_people_come_for_has_a_way_back(
    asked: str, leads_to: str | None
) -> None:
    assert way_back(asked) == (leads_to or asked)


# Signs that make an address another one, between what makes it one of ours.
ODD = st.sampled_from(
    [
        *("/", "\\", "?", "&", ";", "=", "#", "%", "@", ":", ".", ")", "\r\n", "\t", "\x00", " "),
        *("//", "%2f", "%5C", "%25", "%0a", "evil.nl", "\u202e", "\u0130", "\uff0f", "https:"),
        *("/stap-3", "/team", "/m/", "ABC234", "o=", ID, "t=", "terug=1", "utm_source=x"),
    ]
)
ANYTHING = st.one_of(st.text(), st.lists(ODD, max_size=12).map("".join))


@given(ANYTHING)
def test_whatever_was_asked_the_way_back_is_one_of_ours_and_stays_the_same(asked: str) -> None:
    place = way_back(asked)
    assert OURS.fullmatch(place)
    assert way_back(place) == place


@given(ANYTHING, ANYTHING)
def test_nobody_is_led_on_from_where_they_were_led(path: str, query: str) -> None:
    place = mended(path, query)
    path, _, query = place.partition("?")
    assert not place or mended(path, query) == ""


@given(ANYTHING)
def test_nothing_that_is_behind_an_address_changes_which_page_it_is(behind: str) -> None:
    place = way_back(f"{STEP}&utm_source={behind}")
    assert place == "" or place.startswith(STEP)


def test_what_streamlit_reads_as_it_was_meant_stays_as_it_is() -> None:
    assert mended("/stap-3", f"utm_source=x&o={ID}") == ""
    assert mended("/stap-3", f"o={ID}.") == f"/stap-3?o={ID}"
    assert mended("/Team", "") == "/team"


def test_the_way_back_is_one_field_of_the_address_that_keeps_it() -> None:
    assert with_way_back("/aanmelden", "/stap-3?o=a&terug=1") == (
        "/aanmelden?naar=%2Fstap-3%3Fo%3Da%26terug%3D1"
    )
    assert with_way_back("/aanmelden", "") == "/aanmelden"


def test_a_way_back_is_about_the_oefening_that_it_names_and_no_other() -> None:
    assert is_about(STEP, ID)
    assert not is_about(STEP, ID[:-1])
    assert not is_about("/team", "")
