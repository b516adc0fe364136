"""What the store on files and the one in PostgreSQL do alike."""

from gesprek.opslag.merge import Envelope
from gesprek.opslag.protocol import Record, Sleutel


def record_of(sleutel: Sleutel, envelope: Envelope) -> Record:
    """Return what who uses the store sees of an envelope."""
    return Record(sleutel, envelope.version, envelope.document, envelope.saved, envelope.created)
