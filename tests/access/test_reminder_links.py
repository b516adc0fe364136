import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesprek.access.reminder_links import Asked, LinkKind, asked_by, fits, token_of
from gesprek.access.signing import ServerSecrets
from gesprek.storage.values import new_id

TEAM, PERSON, SEALED = new_id(), new_id(), "een-verzegeld-adres"


def asked(server_secrets: ServerSecrets, kind: LinkKind = LinkKind.STOP) -> Asked:
    found = asked_by(token_of(server_secrets, kind, TEAM, PERSON, SEALED))
    assert found is not None
    return found


@pytest.mark.parametrize("kind", LinkKind)
def test_a_link_fits_its_own_address_only(server_secrets: ServerSecrets, kind: LinkKind) -> None:
    one = asked(server_secrets, kind)
    assert (one.team, one.deelnemer) == (TEAM, PERSON)
    assert fits(server_secrets, kind, one, SEALED)
    assert not fits(server_secrets, kind, one, SEALED + "x")
    assert not fits(server_secrets, kind, one._replace(team=PERSON), SEALED)
    assert not fits(server_secrets, kind, one._replace(deelnemer=TEAM), SEALED)


def test_who_may_stop_may_not_confirm_with_the_same_link(server_secrets: ServerSecrets) -> None:
    assert not fits(server_secrets, LinkKind.BEVESTIG, asked(server_secrets), SEALED)


def test_a_link_holds_when_everybody_is_signed_out(server_secrets: ServerSecrets) -> None:
    one = asked(server_secrets)
    server_secrets.renew()
    assert fits(server_secrets, LinkKind.STOP, one, SEALED)


def test_no_other_letter_will_do_in_any_place(server_secrets: ServerSecrets) -> None:
    one = asked(server_secrets)
    for place, before in enumerate(one.code):
        for letter in string.ascii_letters.replace(before, "") + "é\x00":
            forged = one.code[:place] + letter + one.code[place + 1 :]
            found = asked_by(f"{TEAM}.{PERSON}.{forged}")
            assert found is None or not fits(server_secrets, LinkKind.STOP, found, SEALED), forged


@given(token=st.text(max_size=250))
def test_what_cannot_be_a_link_asks_nothing(token: str) -> None:
    found = asked_by(token)
    is_possible = token.isascii() and token.count(".") == 2 and len(token) <= 200
    assert (found is not None) is is_possible
