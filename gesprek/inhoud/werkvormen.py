"""The texts of the forms and of the roles in each."""

from typing import Annotated

from gesprek.domein.model import Waarde
from gesprek.domein.stappen import Stap
from gesprek.domein.werkvormen import Rol, Werkvorm, possible_rollen
from gesprek.inhoud.soorten import Elk, Icoon, Kort, Lang, Lijst


class Werkvormtekst(Waarde):
    """A form: what it is and for how many."""

    label: Kort
    uitleg: Lang
    aantal: Kort


class Minder(Waarde):
    """What changes for a role when fewer people are there."""

    zonder_begeleider: Lang | None = None
    zonder_observant: Lang | None = None


class Verzinnen(Waarde):
    """What whoever plays the client may make up, and what not."""

    wel: Lijst
    niet: Lijst


class RolTekst(Waarde):
    """A role in one form; ``stappen`` holds only the steps in which the role has a task."""

    titel: Kort
    uitleg: Lang
    icoon: Icoon
    stappen: dict[Stap, Lijst]
    minder: Minder = Minder()
    verzinnen: Verzinnen | None = None
    script: dict[Stap, Lijst] = {}


class Rollen(Waarde):
    """The roles per form: ``rollen[werkvorm][rol]``."""

    voorbespreken: Annotated[dict[Rol, RolTekst], Elk(*possible_rollen(Werkvorm.VOORBESPREKEN))]
    rollenspel: Annotated[dict[Rol, RolTekst], Elk(*possible_rollen(Werkvorm.ROLLENSPEL))]

    def __getitem__(self, werkvorm: Werkvorm) -> dict[Rol, RolTekst]:
        return self.rollenspel if werkvorm is Werkvorm.ROLLENSPEL else self.voorbespreken
