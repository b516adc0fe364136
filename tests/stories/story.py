"""A story: the visitor, the store seen from outside, and the oefening they are busy with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gesprek.content import inhoud
from gesprek.ui.frame.words import screen_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from gesprek.domain.oefening import Oefening
    from gesprek.domain.team import Team
    from gesprek.domain.terugblik import Beurt
    from gesprek.services.archive import Archive
    from tests.stories.browser_driver import BrowserDriver


class Verhaal:
    """One team with one oefening.

    Args:
        gast: who walks through the screens.
        archive: the store of the same server, opened by the test.
        team_id: the team.
    """

    def __init__(self, gast: BrowserDriver, archive: Archive, team_id: str) -> None:
        self.gast = gast
        self.archive = archive
        self.team_id = team_id

    @property
    def team(self) -> Team:
        """The team as it is stored now."""
        return self.archive.team(self.team_id).value

    @property
    def stored(self) -> Oefening:
        """The team's only oefening as it is stored now."""
        (only,) = self.archive.oefeningen(self.team_id)
        return only

    def has(self, claim: Callable[[Oefening], object], what: str) -> None:
        """Wait until the store holds this."""
        self.gast.until(lambda: bool(claim(self.stored)), what)

    def is_on(self, beurt: Beurt) -> None:
        """Wait until it is this turn in step 6, the leervraag in sight."""
        shown = inhoud().terugkijken[self.stored.werkvorm][beurt]
        self.gast.sees(self.stored.casus.leervraag, shown.uitleg)

    def turn(self, beurt: Beurt, words: str) -> None:
        """See whose turn it is and go on with the main button."""
        self.is_on(beurt)
        self.gast.tap_main(screen_text(words))
