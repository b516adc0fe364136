"""The texts about the case: what is asked of it, and the invented ones to borrow."""

from typing import Annotated

from gesprek.domein.model import Waarde
from gesprek.domein.oefening import Casusveld
from gesprek.domein.onderwerpen import Thema
from gesprek.inhoud.soorten import Elk, Gevuld, Kort, Lang, Lijst


class Casusvraag(Waarde):
    """A field of the case with what to think of while telling."""

    label: Kort
    denk_hierbij_aan: Lijst
    voorbeeld: Kort


class Casusvelden(Waarde):
    """The fields of step 3."""

    velden: Annotated[dict[Casusveld, Casusvraag], Elk(*Casusveld)]
    leervraag: Casusvraag
    buurvrouw: Kort


class ClientrolBrief(Waarde):
    """The private brief for whoever plays the client."""

    gevoel: Lang
    zegt: Lijst
    helpt: Lijst
    hindert: Lijst


class Voorbeeldcasus(Waarde):
    """An invented case to borrow."""

    titel: Kort
    themas: Annotated[tuple[Thema, ...], Gevuld]
    onderwerp: Kort
    client: Lang
    geboden_zorg: Lang
    wijziging: Lang
    knelpunten: Lang
    leervraag: Lang
    brief: ClientrolBrief
