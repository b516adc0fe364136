"""Messages into a channel: a real receiver over HTTPS, in the form of Teams and of Slack."""

from collections.abc import Iterator

import pytest

from gesprek.delivery import channel_delivery
from gesprek.delivery.channel_delivery import ChannelMessage, deliver_to_channel
from gesprek.delivery.delivery_errors import DeliveryFailed, DeliveryUncertain
from gesprek.domain.reminders import Bezorgfout, Kanaalsoort
from gesprek.storage.store_errors import FieldConflict
from tests.support.certificate import Certificaat
from tests.support.channel_receiver import NO_ANSWER, SECRET_PATH, ChannelReceiver
from tests.support.mail_server import Hold
from tests.support.server import free_port

LINK = "https://gesprek.example/stap-7?o=a-b"
MESSAGE = ChannelMessage("Hoe ging <!channel> & het?", LINK, "Praat na > hier")


@pytest.fixture
def channel(certificate: Certificaat) -> Iterator[ChannelReceiver]:
    with ChannelReceiver(certificate) as receiver:
        yield receiver


def send(address: str) -> None:
    deliver_to_channel(address, Kanaalsoort.SLACK, MESSAGE)


def fault_of(address: str) -> Bezorgfout:
    with pytest.raises(DeliveryFailed) as caught:
        send(address)
    return caught.value.fout


def test_slack_gets_text_in_which_nothing_comes_alive_but_our_link(
    channel: ChannelReceiver,
) -> None:
    send(channel.address)
    (posted,) = channel.posted
    assert (posted.path, posted.content_type) == (SECRET_PATH, "application/json")
    assert posted.message == {
        "text": f"Hoe ging &lt;!channel&gt; &amp; het?\n<{LINK}|Praat na &gt; hier>"
    }


def test_teams_gets_a_card_with_a_button(channel: ChannelReceiver) -> None:
    deliver_to_channel(channel.address, Kanaalsoort.TEAMS, MESSAGE)
    (posted,) = channel.posted
    (attachment,) = posted.message["attachments"]
    assert posted.message["type"] == "message"
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    card = attachment["content"]
    assert [one["text"] for one in card["body"]] == [MESSAGE.tekst]
    assert [(one["title"], one["url"]) for one in card["actions"]] == [(MESSAGE.link_tekst, LINK)]


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_these_answers_say_that_it_is_there(channel: ChannelReceiver, status: int) -> None:
    channel.status = status
    send(channel.address)
    assert len(channel.posted) == 1


@pytest.mark.parametrize(
    ("status", "fout"),
    [
        (301, Bezorgfout.KANAAL),
        (302, Bezorgfout.KANAAL),
        (307, Bezorgfout.KANAAL),
        (404, Bezorgfout.KANAAL),
        (410, Bezorgfout.KANAAL),
        (400, Bezorgfout.GEWEIGERD),
        (403, Bezorgfout.GEWEIGERD),
        (408, Bezorgfout.LATER),
        (429, Bezorgfout.LATER),
        (500, Bezorgfout.LATER),
        (503, Bezorgfout.LATER),
    ],
)
def test_a_refusal_says_what_it_is_about_and_nobody_is_asked_elsewhere(
    channel: ChannelReceiver, status: int, fout: Bezorgfout
) -> None:
    channel.status = status
    assert fault_of(channel.address) is fout
    assert [one.path for one in channel.posted] == [SECRET_PATH]


@pytest.mark.parametrize("status", [NO_ANSWER, 502, 504])
def test_without_an_answer_of_the_channel_itself_it_is_uncertain(
    channel: ChannelReceiver, status: int
) -> None:
    channel.status = status
    with pytest.raises(DeliveryUncertain):
        send(channel.address)


def test_silence_after_the_end_is_uncertain(
    channel: ChannelReceiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel_delivery, "STEP", 0.3)
    channel.hold = Hold("")
    with pytest.raises(DeliveryUncertain):
        send(channel.address)


def test_a_certificate_that_nobody_trusts_ends_it(stranger: Certificaat) -> None:
    with ChannelReceiver(stranger) as receiver:
        assert fault_of(receiver.address) is Bezorgfout.TLS
    assert receiver.posted == []


@pytest.mark.parametrize(
    ("address", "fout"),
    [
        ("http://127.0.0.1/a", Bezorgfout.KANAAL),
        ("ftp://127.0.0.1/a", Bezorgfout.KANAAL),
        ("https:///a", Bezorgfout.KANAAL),
        ("", Bezorgfout.KANAAL),
        ("https://kanaal.bestaat-niet.invalid/a", Bezorgfout.NAAM_ONBEKEND),
        ("https://127.0.0.1:99999/a", Bezorgfout.KANAAL),
        ("https://127.0.0.1/a b\r\nX: y", Bezorgfout.KANAAL),
        ("https://127.0.0.1/é", Bezorgfout.KANAAL),
        ("https://[::1/a", Bezorgfout.KANAAL),
    ],
)
def test_an_address_that_leads_nowhere_is_named(address: str, fout: Bezorgfout) -> None:
    assert fault_of(address) is fout


def test_a_port_that_nobody_listens_on_is_named() -> None:
    assert fault_of(f"https://127.0.0.1:{free_port()}/a") is Bezorgfout.GEEN_VERBINDING


def test_where_the_commit_fails_nothing_arrives(channel: ChannelReceiver) -> None:
    def conflict() -> None:
        assert channel.posted == []
        raise FieldConflict({})

    with pytest.raises(FieldConflict):
        deliver_to_channel(channel.address, Kanaalsoort.TEAMS, MESSAGE, conflict)
    send(channel.address)
    assert len(channel.posted) == 1
