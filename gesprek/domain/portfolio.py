"""What somebody tells of practising for the own portfolio; nothing of it is stored."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from gesprek.domain.base import Value
from gesprek.domain.text import LineText


class CanmedsRol(StrEnum):
    """What kind of learning it was: the seven roles of a nurse (V&VN, Beroepsprofiel 2020)."""

    ZORGVERLENER = "zorgverlener"
    COMMUNICATOR = "communicator"
    SAMENWERKINGSPARTNER = "samenwerkingspartner"
    REFLECTIEVE_PROFESSIONAL = "reflectieve_professional"
    GEZONDHEIDSBEVORDERAAR = "gezondheidsbevorderaar"
    ORGANISATOR = "organisator"
    KWALITEITSBEVORDERAAR = "kwaliteitsbevorderaar"


class ProofText(Value):
    """What the owner of a proof fills in: who they are, what kind of learning, and two lines."""

    wie: Annotated[str, Field(min_length=1)]
    soort: CanmedsRol
    geleerd: LineText
    anders: LineText
