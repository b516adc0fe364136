import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from gesprek.access.access_errors import InvalidSetting
from gesprek.access.reminder_settings import (
    MailServer,
    ReminderSettings,
    change_reminder_settings,
    mail_address,
    read_reminder_settings,
)
from gesprek.domain.base import UserError
from gesprek.domain.reminders import Herinnerwijze
from gesprek.storage.protocol import DocumentKey, Kind, Store
from gesprek.storage.store_errors import Corrupt
from tests.domain.strategies import AWKWARD

BASE = "https://gesprek.organisatie.example"
MAIL = MailServer(server="mail.organisatie.example", afzender="gesprek@organisatie.example")


def test_as_long_as_nothing_is_set_nobody_is_reminded_by_more_than_a_calendar(
    store: Store,
) -> None:
    assert read_reminder_settings(store) == ReminderSettings()
    assert ReminderSettings().ways == ()
    assert (
        ReminderSettings(mail=MAIL, kanalen=("hooks.slack.com",)).ways == ()
    )  # links lead nowhere
    assert ReminderSettings(adres=BASE, mail=MAIL).ways == (Herinnerwijze.MAIL,)
    both = ReminderSettings(adres=BASE, mail=MAIL, kanalen=("hooks.slack.com",))
    assert both.ways == (Herinnerwijze.MAIL, Herinnerwijze.KANAAL)


def test_settings_are_read_as_they_were_changed(store: Store) -> None:
    change_reminder_settings(store, lambda one: one.changed(adres=f" {BASE}/ ", mail=MAIL))
    change_reminder_settings(store, lambda one: one.changed(kanalen=(" Hooks.Slack.com ",)))
    found = read_reminder_settings(store)
    assert found == ReminderSettings(adres=BASE, mail=MAIL, kanalen=("hooks.slack.com",))


def test_damaged_settings_are_no_settings(store: Store) -> None:
    store.create(DocumentKey(Kind.BEHEER, "herinneringen"), {"adres": "ftp://x"})
    with pytest.raises(Corrupt):
        read_reminder_settings(store)


@pytest.mark.parametrize(
    "typed", ["a@b.nl", " Jan.de-Vries+oefen@mail.organisatie.nl ", f"{'a' * 64}@{'b' * 60}.nl"]
)
def test_an_address_that_can_be_written_to(typed: str) -> None:
    assert mail_address(typed) == typed.strip()


@pytest.mark.parametrize(
    "typed",
    [
        *AWKWARD,
        "a@b",
        "a@@b.nl",
        "@b.nl",
        "a@",
        "a b@c.nl",
        "a@b.nl, c@d.nl",
        "Jan <a@b.nl>",
        '"a b"@c.nl',
        "a@b.nl\r\nBcc: c@d.nl",
        "a@b.nl\n",
        "a@b..nl",
        "a@b.nl>",
        "é@b.nl",
        "a@é.nl",
        f"{'a' * 250}@b.nl",
        "a@[127.0.0.1]",
        "a@b.nl\x00",
    ],
)
def test_what_is_no_address_is_refused_in_words(typed: str) -> None:
    if typed == "a@b.nl\n":  # the end of a line is no part of it
        assert mail_address(typed) == "a@b.nl"
        return
    with pytest.raises(InvalidSetting) as refused:
        mail_address(typed)
    assert "e-mailadres" in refused.value.sentence


@given(typed=st.text(st.characters(exclude_categories=()), max_size=40) | st.emails())
def test_an_address_never_ends_a_line_or_names_another(typed: str) -> None:
    try:
        found = mail_address(typed)
    except InvalidSetting:
        return
    assert found == typed.strip()
    assert found.isascii()
    assert not set(found) & set('\r\n\t ,<>"()\x00')
    assert found.count("@") == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"adres": "gesprek.organisatie.nl"},
        {"adres": "https://a.nl/pad"},
        {"adres": "https://a.nl?x"},
        {"adres": "javascript:alert(1)"},
        {"kanalen": ("https://hooks.slack.com",)},
        {"kanalen": ("com",)},
        {"kanalen": (".com",)},
        {"kanalen": ("a b.nl",)},
        {"kanalen": ("hooks.slack.com:99999999",)},
        {"kanalen": ("",)},
        {"mail": MAIL.to_document() | {"server": "mail.nl:25"}},
        {"mail": MAIL.to_document() | {"server": ""}},
        {"mail": MAIL.to_document() | {"server": "a" * 300}},
        {"mail": MAIL.to_document() | {"poort": 0}},
        {"mail": MAIL.to_document() | {"poort": 70_000}},
        {"mail": MAIL.to_document() | {"afzender": "x"}},
    ],
)
def test_a_setting_that_cannot_be_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises((UserError, ValidationError)):
        ReminderSettings.model_validate(fields)


@pytest.mark.parametrize(
    ("address", "is_allowed"),
    [
        ("https://hooks.slack.com/services/x", True),
        ("https://HOOKS.slack.com/services/x", True),
        ("https://hooks.slack.com:443/x", True),
        ("https://organisatie.webhook.office.com/x?y=z", True),
        ("https://intern.example:8443/x", True),
        ("https://intern.example/x", False),
        ("http://hooks.slack.com/x", False),
        ("https://hooks.slack.com:8443/x", False),
        ("https://webhook.office.com/x", False),
        ("https://kwaadwebhook.office.com/x", False),
        ("https://hooks.slack.com.kwaad.example/x", False),
        ("https://kwaad.example/hooks.slack.com", False),
        ("https://hooks.slack.com@kwaad.example/x", False),
        ("https://kwaad.example#@hooks.slack.com/x", False),
        ("https://gast:geheim@hooks.slack.com/x", False),
        ("https://hooks.slack.com/x#y", False),
        ("https://hooks.slack.com:x/", False),
        ("https://[::1/", False),
        ("https://127.0.0.1/x", False),
        ("//hooks.slack.com/x", False),
        ("https://hooks.slack.cöm/x", False),
        *((one, False) for one in AWKWARD),
    ],
)
def test_only_what_the_advisor_allowed_gets_a_message(address: str, *, is_allowed: bool) -> None:
    hosts = ("hooks.slack.com", ".webhook.office.com", "intern.example:8443")
    assert ReminderSettings(adres=BASE, kanalen=hosts).allows(address) is is_allowed
    assert not ReminderSettings(adres=BASE).allows(address)
