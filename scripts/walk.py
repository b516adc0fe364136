"""Follows one leervraag from the key to the disk, and names each module that it passes.

A colleague who joined by a code leaves the field. The page of step 3 runs in this process, on a
store of its own and without a browser: the text is saved, and the page is drawn anew.

Usage: python -m scripts.walk
"""

import os
import sys
import tempfile
import threading
from pathlib import Path
from types import FrameType
from typing import Final

from gesprek.access.settings import Settings
from gesprek.content import inhoud
from gesprek.domain.stappen import Stap
from gesprek.domain.werkvormen import Werkvorm
from gesprek.services.root import services
from tests.support.builders.oefeningen import Fill, oefening_in, team_of_five
from tests.ui.page_driver import PageDriver

ROOT: Final = Path(__file__).resolve().parents[1]
_MENU: Final = "gesprek/ui/frame/menu.py"


class _Walk:
    """Notes the modules whose functions run: until the page is drawn anew, and from then on."""

    def __init__(self) -> None:
        self.saving: dict[str, None] = {}
        self.drawing: dict[str, None] = {}
        self._draws = False

    def __call__(self, frame: FrameType, event: str, _argument: object) -> None:
        path = Path(frame.f_code.co_filename)
        if event != "call" or not path.is_relative_to(ROOT):
            return
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(("gesprek/", "pages/")):
            self._draws = self._draws or name == _MENU
            (self.drawing if self._draws else self.saving)[name] = None


def walk_of_a_leervraag() -> tuple[list[str], list[str]]:
    """Return the modules that save a leervraag, and those that draw its page anew, in order."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GESPREK_OPSLAG"] = str(Path(folder) / "opslag")
        archive, team = services().archive, team_of_five()
        archive.create_team(team)
        made = oefening_in(Werkvorm.ROLLENSPEL, 4, Stap.CASUS, Fill.EMPTY, team)
        oefening = archive.create_oefening(made).value
        visits, settings = services().visits, Settings(organisatie="Zorg")
        visits.set_up(visits.setting_up.new_link(), settings, "twee groene fietsen op zolder")
        log_in = visits.sign_in.by_code(visits.join_codes.code_of(oefening.id), "192.0.2.1")
        visits.log_ins.be(log_in.id, next(iter(oefening.rollen)))
        tab = PageDriver({"soort": log_in.soort.value, "aanmelding": log_in.id}).open_step(
            Stap.CASUS, oefening.id
        )
        tab.type(inhoud().casusvelden.leervraag.label, "Hoe vraag ik door?")
        walk = _Walk()
        threading.setprofile(walk)
        sys.setprofile(walk)
        tab.at.run()
        sys.setprofile(None)
        threading.setprofile(None)
        if not archive.oefening(oefening.id).value.casus.leervraag:
            raise RuntimeError("nothing was saved")
        return list(walk.saving), list(walk.drawing)


def main() -> None:
    """Print the modules, one a line."""
    titles = "From the key to the disk", "The page is drawn anew"
    for title, names in zip(titles, walk_of_a_leervraag(), strict=True):
        print(f"{title}: {len(names)} modules", *names, sep="\n  ")


if __name__ == "__main__":
    main()
