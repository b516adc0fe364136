"""Signing in while what lets one in is being renewed."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

from scripts.attacks.target import beside
from tests.support.organisation import MANAGER, MANAGER_WACHTWOORD, WACHTWOORD
from tests.web.http_driver import HttpDriver

if TYPE_CHECKING:
    from collections.abc import Callable

    from scripts.attacks.target import Target

AT_ONCE: Final = 20
_ROUNDS: Final = 4
"""With a key; a wrong password is counted, so that those get one round."""


def _race(
    target: Target,
    path: str,
    form: Callable[[], dict[str, str]],
    end: Callable[[], None],
    rounds: int = 1,
) -> str:
    """Sign in with twenty at once, renew in the midst of it, and count who is still in."""
    alive = tried = 0
    guest = HttpDriver(target.server).get("/binnen").text
    for _ in range(rounds):
        cookies = _signed_in(target, path, form(), end)
        tried += len(cookies)
        alive += sum(
            HttpDriver(target.server, {"gesprek": one}).get("/binnen").text != guest
            for one in cookies
        )
    assert tried, "niemand kwam binnen: de proef zegt niets"
    assert not alive, f"{alive} van {tried} aanmeldingen leven nog"
    return f"0 van {tried} aanmeldingen leven nog"


def _signed_in(
    target: Target, path: str, form: dict[str, str], end: Callable[[], None]
) -> list[str]:
    """Return the cookies of all who got in before the end came through."""
    cookies: list[str] = []
    first = threading.Event()

    def sign_in(stop: threading.Event) -> None:
        while not stop.is_set():
            one = HttpDriver(target.server)
            one.post(path, form)
            if not one.log_in:
                return
            cookies.append(one.log_in)
            first.set()

    with beside(sign_in, AT_ONCE):
        first.wait(30)
        end()
    return cookies


def sign_in_while_the_key_is_renewed(target: Target) -> str:
    """The key of another team than the colleague's."""
    visits = target.organisation.visits
    team = target.organisation.make_team("Team Noord", "Bo").id
    keys = [visits.renew_key(team)]
    return _race(
        target,
        "/aanmelden/team",
        lambda: {"sleutel": keys[-1]},
        lambda: keys.append(visits.renew_key(team)),
        _ROUNDS,
    )


def sign_in_while_the_password_is_renewed(target: Target) -> str:
    """The advisor's, by what the command does."""
    beheer = target.organisation.visits.administration
    words = [WACHTWOORD]

    def renew() -> None:
        words.append(f"{WACHTWOORD} {len(words)}")
        beheer.set_advisor(words[-1])

    return _race(
        target,
        "/aanmelden/wachtwoord",
        lambda: {"wie": "adviseur", "wachtwoord": words[-1]},
        renew,
    )


def sign_in_while_the_manager_is_removed(target: Target) -> str:
    """And made anew for the next round."""
    visits = target.organisation.visits

    def remove() -> None:
        found = visits.accounts.manager(MANAGER)
        assert found
        visits.administration.remove_manager(found.id)

    def made() -> dict[str, str]:
        if visits.accounts.manager(MANAGER) is None:
            visits.administration.add_manager(MANAGER, MANAGER_WACHTWOORD)
        return {"wie": "manager", "naam": MANAGER, "wachtwoord": MANAGER_WACHTWOORD}

    return _race(target, "/aanmelden/wachtwoord", made, remove)


ATTACKS = (
    sign_in_while_the_key_is_renewed,
    sign_in_while_the_password_is_renewed,
    sign_in_while_the_manager_is_removed,
)
