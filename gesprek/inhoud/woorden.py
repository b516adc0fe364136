"""The words on screen for values of the domain that have no text of their own."""

from typing import Annotated

from gesprek.domein.gesprek import Gezien
from gesprek.domein.model import Waarde
from gesprek.domein.oefening import Schermdeel, Voorbereidingswijze
from gesprek.domein.openstaand import Uitkomst
from gesprek.domein.stand import Stand
from gesprek.domein.terugblik import Feedbacksoort
from gesprek.domein.tijdplan import Deel
from gesprek.domein.vervolg import Vervolgstaat, Verwachting
from gesprek.domein.voortgang import Ontbreekt
from gesprek.domein.werkvormen import Rol, Rolprobleem
from gesprek.inhoud.soorten import Elk, Kort


class Woorden(Waarde):
    """A label for each value that shows on screen and has no file of its own."""

    rol: Annotated[dict[Rol, Kort], Elk(*Rol)]
    rolprobleem: Annotated[dict[Rolprobleem, Kort], Elk(*Rolprobleem)]
    ontbreekt: Annotated[dict[Ontbreekt, Kort], Elk(*Ontbreekt)]
    voorbereidingswijze: Annotated[dict[Voorbereidingswijze, Kort], Elk(*Voorbereidingswijze)]
    feedbacksoort: Annotated[dict[Feedbacksoort, Kort], Elk(*Feedbacksoort)]
    gezien: Annotated[dict[Gezien, Kort], Elk(*Gezien)]
    vervolgstaat: Annotated[dict[Vervolgstaat, Kort], Elk(*Vervolgstaat)]
    verwachting: Annotated[dict[Verwachting, Kort], Elk(*Verwachting)]
    schermdeel: Annotated[dict[Schermdeel, Kort], Elk(*Schermdeel)]
    stand: Annotated[dict[Stand, Kort], Elk(*Stand)]
    deel: Annotated[dict[Deel, Kort], Elk(*Deel)]
    uitkomst: Annotated[dict[Uitkomst, Kort], Elk(*Uitkomst)]
