"""Beheer of reminders: what the advisor fills in is kept, or told to be wrong, and never lost."""

from datetime import UTC, datetime, timedelta

import pytest

from gesprek.access.reminder_settings import (
    PASSWORD_NAME,
    MailSecurity,
    MailServer,
    ReminderSettings,
    change_reminder_settings,
    read_reminder_settings,
)
from gesprek.domain.reminders import Bericht, Berichtsoort, Berichtstaat, Bezorgfout
from gesprek.services.root import services
from gesprek.storage.protocol import DocumentKey, Kind
from gesprek.storage.values import new_id
from gesprek.ui.frame.words import label, screen_text
from tests.domain.strategies import AWKWARD
from tests.support.server import free_port
from tests.ui.page_driver import PageDriver

MAIL = MailServer(server="mail.voorbeeld.nl", gebruiker="wij", afzender="wij@voorbeeld.nl")
ON = ReminderSettings(adres="https://gesprek.voorbeeld.nl", mail=MAIL)
TYPED = tuple(one for one in AWKWARD if "\ud83d" not in one)
"""What a browser can send."""
HUGE = "x" * 5_000


def words(name: str, **values: object) -> str:
    return screen_text(f"herinnerbeheer.{name}", **values)


SERVER, SENDER, LOGIN = words("server"), words("afzender"), words("gebruiker")
PASSWORD, KEEP, TRY_TO, TRY = (
    words("wachtwoord"),
    words("bewaar"),
    words("proef_naar"),
    words("proef"),
)
OTHER, LINKS = words("andere"), words("adres")


def settings() -> ReminderSettings:
    return read_reminder_settings(services().store)


def set_to(one: ReminderSettings) -> None:
    change_reminder_settings(services().store, lambda _: one)


def password() -> str:
    return services().visits.server_secrets.kept(PASSWORD_NAME)


def fill_in(tab: PageDriver) -> None:
    for field, typed in ((SERVER, MAIL.server), (SENDER, MAIL.afzender), (LOGIN, MAIL.gebruiker)):
        tab.type(field, typed)
    tab.type(PASSWORD, "heel geheim")


def security(tab: PageDriver, one: MailSecurity) -> None:
    (radio,) = [found for found in tab.at.radio if found.label == words("beveiliging")]
    radio.set_value(one)
    tab._run()


def test_all_is_off_until_the_advisor_turns_it_on(beheer: PageDriver) -> None:
    beheer.sees(words("staat_uit"))
    assert settings() == ReminderSettings()


def test_a_mail_server_that_is_filled_in_is_kept_and_turns_mail_on(beheer: PageDriver) -> None:
    fill_in(beheer)
    security(beheer, MailSecurity.TLS)
    beheer.set_number(words("poort"), 465)
    beheer.tap(KEEP)
    assert not beheer.at.error
    kept = settings()
    assert kept.mail == MAIL.changed(poort=465, beveiliging=MailSecurity.TLS)
    assert kept.adres.startswith("http")
    assert password() == "heel geheim"
    beheer.holds(PASSWORD, "")
    beheer.sees(words("staat_aan", hoe=words("aan_mail")))
    beheer.sees_not("heel geheim")


def test_what_is_half_filled_in_comes_back_but_for_the_password(beheer: PageDriver) -> None:
    beheer.write(SERVER, "mail.half.nl")
    beheer.write(PASSWORD, "heel geheim")
    beheer.reload()
    beheer.holds(SERVER, "mail.half.nl")
    beheer.holds(PASSWORD, "")
    assert "heel geheim" not in str([one.document for one in services().store.list(Kind.CONCEPT)])


@pytest.mark.parametrize("field", [SERVER, SENDER])
def test_what_cannot_be_is_told_and_nothing_is_kept(beheer: PageDriver, field: str) -> None:
    fill_in(beheer)
    others = {SERVER: MAIL.server, SENDER: MAIL.afzender, LOGIN: MAIL.gebruiker}
    for typed in (*TYPED, HUGE, "https://mail.nl", "a b"):
        beheer.type(field, typed)
        beheer.tap(KEEP)
        assert len(beheer.at.error) == 1, typed
        for other in set(others) - {field}:
            beheer.holds(other, others[other])
    assert settings().mail is None


def test_a_login_of_any_text_breaks_nothing(beheer: PageDriver) -> None:
    fill_in(beheer)
    for typed in (*TYPED, HUGE):
        set_to(ReminderSettings())
        beheer.type(LOGIN, typed)
        beheer.type(PASSWORD, "heel geheim")
        beheer.tap(KEEP)
        assert (settings().mail is None) == bool(beheer.at.error), typed


def test_turning_mail_off_forgets_the_server_and_its_password(beheer: PageDriver) -> None:
    fill_in(beheer)
    beheer.tap(KEEP)
    beheer.tap(words("zet_uit_nu"))
    assert (settings().mail, password()) == (None, "")
    beheer.sees(words("staat_uit"))


# --- a test message ----------------------------------------------------------------------------


def trial_ended(tab: PageDriver) -> None:
    """Wait until the test message came to an end, and look again."""
    trial = tab.at.session_state["sessie"].proefmail
    assert trial is not None
    trial.wait()
    tab._run()


def test_a_test_message_that_fails_says_what_is_wrong(beheer: PageDriver) -> None:
    set_to(ON.changed(mail=MAIL.changed(server="127.0.0.1", poort=free_port(), gebruiker="")))
    beheer.open("beheer")
    beheer.type(TRY_TO, "ict@voorbeeld.nl")
    beheer.tap(TRY)
    trial_ended(beheer)
    assert [one.value for one in beheer.at.error] == [label(Bezorgfout.GEEN_VERBINDING)]
    assert "ict@" not in str([one.document for one in services().store.list(Kind.CONCEPT)])


def test_a_test_message_to_what_is_no_address_is_told(beheer: PageDriver) -> None:
    set_to(ON)
    beheer.open("beheer")
    for typed in (*TYPED, "x" * 250, "a@b"):
        beheer.type(TRY_TO, typed)
        beheer.tap(TRY)
        (told,) = beheer.at.error
        assert "e-mailadres" in told.value, typed


# --- channels ----------------------------------------------------------------------------------


def test_the_usual_servers_are_allowed_in_one_tap_and_taken_away_one_by_one(
    beheer: PageDriver,
) -> None:
    beheer.tap(words("sta_toe_teams"))
    beheer.tap(words("sta_toe_slack"))
    assert settings().allows("https://hooks.slack.com/services/x")
    assert settings().allows("https://zorg.webhook.office.com/x")
    beheer.sees(words("staat_aan", hoe=words("aan_kanaal")))
    beheer.tap(words("haal_weg", naam="hooks.slack.com"))
    assert not settings().allows("https://hooks.slack.com/services/x")
    assert len(settings().kanalen) == 3


def test_another_server_is_allowed_once_however_it_is_spelled(beheer: PageDriver) -> None:
    for typed in ("chat.zorg.nl", " Chat.Zorg.NL "):
        beheer.write(OTHER, typed)
        assert not beheer.at.error
    assert settings().kanalen == ("chat.zorg.nl",)
    beheer.holds(OTHER, "")


def test_what_is_no_name_of_a_server_is_told_and_nothing_is_kept(beheer: PageDriver) -> None:
    for typed in (*TYPED, HUGE, "https://chat.nl/x", ".", "chat", "chat.nl"):
        beheer.write(OTHER, typed)
        assert len(beheer.at.error) == (typed not in ("", "chat.nl")), typed
    assert settings().kanalen == ("chat.nl",)


# --- where links lead --------------------------------------------------------------------------


def test_links_lead_to_another_address_or_again_to_the_usual_one(beheer: PageDriver) -> None:
    set_to(ON)
    beheer.open("beheer")
    beheer.write(LINKS, "https://elders.voorbeeld.nl/")
    beheer.tap(words("bewaar_adres"))
    assert settings().adres == "https://elders.voorbeeld.nl"
    beheer.write(LINKS, "")
    beheer.tap(words("bewaar_adres"))
    assert settings().adres not in ("", "https://elders.voorbeeld.nl")


def test_what_can_be_no_address_of_this_server_is_told(beheer: PageDriver) -> None:
    set_to(ON)
    beheer.open("beheer")
    for typed in (*TYPED, "zorg.nl", HUGE, "https://a.nl/pad", "https://a b.nl"):
        beheer.type(LINKS, typed)
        beheer.tap(words("bewaar_adres"))
        usual = settings().adres.removeprefix("https://gesprek.voorbeeld.nl")
        assert bool(beheer.at.error) != bool(usual), typed
        set_to(ON)


# --- how it goes -------------------------------------------------------------------------------


def put(staat: Berichtstaat, fout: Bezorgfout | None = None) -> None:
    now = datetime.now(UTC)
    one = Bericht(
        team=new_id(),
        soort=Berichtsoort.MOMENT,
        dag=now.date(),
        gemaakt=now,
        vanaf=now,
        tot=now + timedelta(days=1),
        staat=staat,
        fout=fout,
    )
    services().store.create(DocumentKey(Kind.BERICHT, new_id()), one.to_document())


def test_beheer_tells_what_waits_what_failed_and_what_nobody_knows(beheer: PageDriver) -> None:
    set_to(ON)
    put(Berichtstaat.WACHT, Bezorgfout.INLOGGEN)
    put(Berichtstaat.MISLUKT, Bezorgfout.INLOGGEN)
    put(Berichtstaat.ONZEKER, Bezorgfout.GEEN_ANTWOORD)
    put(Berichtstaat.VERZONDEN)
    beheer.open("beheer")
    seen = "\n".join([*beheer.lines(), *(one.value for one in beheer.at.warning)])
    assert words("wacht", aantal=1, sinds="x").partition("x")[0] in seen
    assert words("mislukt", aantal=1) in seen
    assert words("onzeker", aantal=1) in seen
    assert label(Bezorgfout.GEEN_ANTWOORD) in seen
