"""The privacy guard: finds what could tell who a text is about, and proposes neutral words."""

from gesprek.privacy.findings import REFUSED, Finding, Label, Level, mask, mask_again, refused
from gesprek.privacy.guard import scan, scan_refused
from gesprek.privacy.own_people import find_own, scan_leaving, with_own

__all__ = [
    "REFUSED",
    "Finding",
    "Label",
    "Level",
    "find_own",
    "mask",
    "mask_again",
    "refused",
    "scan",
    "scan_leaving",
    "scan_refused",
    "with_own",
]
