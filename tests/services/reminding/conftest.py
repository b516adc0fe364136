"""Reminding: a team, a mail server and a channel for each test, on both engines of the store."""

from collections.abc import Iterator

import pytest

from tests.delivery.conftest import certificate, stranger, trusted
from tests.services.reminding.reminded import NOOR, SAM, Reminded
from tests.storage.place import Place
from tests.support.certificate import Certificaat
from tests.support.channel_receiver import ChannelReceiver
from tests.support.mail_server import MailServerHere

__all__ = ["certificate", "stranger", "trusted"]


@pytest.fixture
def team(place: Place) -> Reminded:
    """A team of two, that nothing is turned on for yet."""
    return Reminded(place)


@pytest.fixture
def mail(certificate: Certificaat) -> Iterator[MailServerHere]:
    with MailServerHere(certificate) as server:
        yield server


@pytest.fixture
def channel(certificate: Certificaat) -> Iterator[ChannelReceiver]:
    with ChannelReceiver(certificate) as receiver:
        yield receiver


@pytest.fixture
def both(team: Reminded, mail: MailServerHere) -> Reminded:
    """Sam and Noor are reminded by mail."""
    team.turn_on(mail.settings)
    team.by_mail(sam=SAM, noor=NOOR)
    return team
