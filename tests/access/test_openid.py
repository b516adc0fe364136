"""The rules of signing in by the organisation, without a server."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesprek.access.access_errors import InvalidSetting, Refused, TooManyAttempts
from gesprek.access.guess_limits import REM, STOP_ORGANISATIE
from gesprek.access.openid import (
    LIFE,
    Attempts,
    PersonClaim,
    ProviderSettings,
    is_safe,
    name_of,
)
from gesprek.access.settings import Settings, change_settings, read_settings
from gesprek.access.signing import ServerSecrets
from gesprek.domain.text import clean_name
from gesprek.services.visits import Visits
from gesprek.storage.protocol import Store
from tests.access.conftest import Clock

GOED = {"uitgever": "https://aanbieder.example/v2.0", "client_id": "abc-123", "waarde": "manager"}


def setting(**fields: str) -> ProviderSettings:
    return ProviderSettings.model_validate({**GOED, **fields})


# Settings


def test_the_settings_come_back_as_they_were_set_and_can_be_taken_away(store: Store) -> None:
    wanted = setting(kenmerk="groups")
    change_settings(store, lambda before: before.changed(organisatie_aanmelding=wanted))
    assert read_settings(store).organisatie_aanmelding == wanted
    assert wanted.kenmerk is PersonClaim.GROUPS
    change_settings(store, lambda before: before.changed(organisatie_aanmelding=None))
    assert read_settings(store) == Settings()


@pytest.mark.parametrize(
    "uitgever",
    [
        *("http://aanbieder.example", "http://10.0.0.2", "http://localhost.example", "aanbieder"),
        *("https://", "https://u:w@aanbieder.example", "https://a.example/?x=1", "ftp://a.example"),
        *("https://a.example/#x", "https://a.example:poort", "https://[::1", "https://é.example"),
        *("", "http://127.0.0.1@boef.example", "javascript:alert(1)"),
    ],
)
def test_an_issuer_is_an_address_with_tls(uitgever: str) -> None:
    with pytest.raises(InvalidSetting, match="https"):
        setting(uitgever=uitgever)


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost", "[::1]:9000"])
def test_on_this_machine_an_issuer_needs_no_tls(host: str) -> None:
    assert setting(uitgever=f"http://{host}/realms/zorg").is_loopback
    assert not is_safe(f"http://{host}/", loopback=False)
    assert not setting().is_loopback


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("waarde", " ", "rol of groep"),
        ("client_id", "", "client-id"),
        ("client_id", "a b", "client-id"),
        ("client_id", "é", "client-id"),
    ],
)
def test_without_role_or_client_there_is_no_setting(field: str, value: str, told: str) -> None:
    with pytest.raises(InvalidSetting, match=told):
        setting(**{field: value})


@pytest.mark.parametrize("secret", ["a b", "é", "x" * 501, "a\nb"])
def test_a_client_secret_that_cannot_be_is_refused(
    store: Store, server_secrets: ServerSecrets, clock: Clock, secret: str
) -> None:
    visits = Visits(store, server_secrets, clock)
    with pytest.raises(InvalidSetting, match="clientgeheim"):
        visits.organisation.set_secret(secret)


def test_the_way_is_open_with_settings_and_a_secret(
    store: Store, server_secrets: ServerSecrets, clock: Clock
) -> None:
    organisation = Visits(store, server_secrets, clock).organisation
    assert not organisation.is_open
    organisation.set_secret(" geheim~1 ")
    assert not organisation.is_open
    change_settings(store, lambda before: before.changed(organisatie_aanmelding=setting()))
    assert organisation.is_open
    assert organisation.settings() == (setting(), "geheim~1")
    organisation.set_secret("")
    assert not organisation.is_open
    with pytest.raises(Refused, match="staat uit"):
        organisation.settings()


# Names


@pytest.mark.parametrize(
    ("claim", "naam"),
    [
        ("  Noor   de Boer ", "Noor de Boer"),
        ("Noor O'Brien (HR)", "Noor O'Brien (HR)"),
        ("noor@zorg.example", ""),
        ("Noor <noor@zorg.example>", ""),
        ("[Noor](x)", ""),
        ("\u200b", ""),
        ("N" * 61, "N" * 60),
        (None, ""),
        (["Noor"], ""),
    ],
)
def test_a_name_is_cut_and_cleaned_or_left_out(claim: object, naam: str) -> None:
    assert name_of(claim) == naam


@given(st.text())
def test_whatever_the_provider_calls_somebody_can_be_stored(claim: str) -> None:
    naam = name_of(claim)
    assert clean_name(naam) == naam
    assert "@" not in naam


# Attempts


def test_an_attempt_is_taken_once_by_its_own_cookie_and_state(
    server_secrets: ServerSecrets, clock: Clock
) -> None:
    pogingen = Attempts(server_secrets, clock)
    poging, koek = pogingen.begin()
    other, _koek = pogingen.begin()
    for state in (other.state, poging.nonce, "", "é"):
        with pytest.raises(Refused):
            pogingen.take(koek, state)
    assert pogingen.take(koek, poging.state) == poging
    with pytest.raises(Refused):
        pogingen.take(koek, poging.state)


def test_an_attempt_of_ten_minutes_ago_is_over(server_secrets: ServerSecrets, clock: Clock) -> None:
    pogingen = Attempts(server_secrets, clock)
    first, second = pogingen.begin(), pogingen.begin()
    clock.later(seconds=LIFE.total_seconds() - 1)
    assert pogingen.take(first[1], first[0].state)
    clock.later(seconds=1)
    with pytest.raises(Refused, match="te oud"):
        pogingen.take(second[1], second[0].state)


def test_a_signature_for_something_else_is_no_attempt(
    server_secrets: ServerSecrets, clock: Clock
) -> None:
    pogingen = Attempts(server_secrets, clock)
    poging, koek = pogingen.begin()
    other = server_secrets.sign("aanmelding", koek.rpartition(".")[0])
    with pytest.raises(Refused):
        pogingen.take(other, poging.state)


def test_the_three_words_of_an_attempt_differ_and_fit_pkce(
    server_secrets: ServerSecrets, clock: Clock
) -> None:
    poging, koek = Attempts(server_secrets, clock).begin()
    words = {poging.state, poging.nonce, poging.verifier}
    assert len(words) == 3
    assert 43 <= len(poging.verifier) <= 128
    assert not [one for one in words if one in koek]


# Limits


def test_only_what_fails_is_counted(
    store: Store, server_secrets: ServerSecrets, clock: Clock
) -> None:
    organisation = Visits(store, server_secrets, clock).organisation
    for _ in range(2 * STOP_ORGANISATIE.fouten):
        with organisation.counted("192.0.2.1"):
            pass
    for _ in range(STOP_ORGANISATIE.fouten):
        with pytest.raises(Refused), organisation.counted("192.0.2.1"):
            raise Refused("niet goed")
    with pytest.raises(TooManyAttempts), organisation.counted("192.0.2.1"):
        pytest.fail("the provider was asked")
    with organisation.counted("192.0.2.2"):
        pass


def test_wrong_keys_of_an_address_do_not_shut_the_sign_in_of_the_organisation_there(
    store: Store, server_secrets: ServerSecrets, clock: Clock
) -> None:
    visits = Visits(store, server_secrets, clock)
    for _ in range(REM.fouten):
        with pytest.raises(Refused):
            visits.sign_in.by_key("appel-peer-noot-kers", "192.0.2.1", onthoud=False)
    with visits.organisation.counted("192.0.2.1"):
        pass


# The start of the server


def test_what_talks_to_the_provider_is_not_loaded_before_somebody_comes() -> None:
    program = (
        "import sys; import gesprek.web.other_sign_in_routes, gesprek.services.visits; "
        "print([one for one in ('authlib', 'httpx2', 'joserfc') if one in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
