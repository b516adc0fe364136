"""Where the data of an unpacked zip are: found by the next version too, and never in the cloud."""

from pathlib import Path
from typing import Final

DATA: Final = "Gesprekstool-gegevens"
"""The folder with the data. It is beside the one that was unpacked, so that this may be thrown
away, and a new version that is unpacked beside it or over it finds the data again."""
LOCK: Final = "gesprekstool.lock"
"""A file in that folder. The one that runs holds it."""
_NOWHERE: Final = (
    "Gesprekstool vindt geen map waarin je gegevens kunnen staan. Pak het zip-bestand uit in een "
    "map op de schijf van deze computer, zoals {home}, en start opnieuw."
)
_IN_THE_CLOUD: Final = (
    "De map {folder} staat in OneDrive of iets dergelijks, of op het netwerk. Daar kan tekst "
    "verloren gaan of uitlekken. Sleep de map naar {home} en start opnieuw."
)
_READ_ONLY: Final = (
    "In de map {folder} mag je niet schrijven. Vraag wie de map maakte om die rechten, of pak het "
    "zip-bestand uit in een map van jezelf, zoals {home}, en start opnieuw."
)
_ELSEWHERE: Final = (
    "Naast deze map kunnen je gegevens niet staan, omdat zij in OneDrive of op het netwerk staat "
    "of omdat je er niet mag schrijven. Daarom komen ze in je eigen map."
)


class LaunchError(Exception):
    """Something that the user can solve; the text is one Dutch sentence that tells how."""


def say(line: str) -> None:
    """Print at once."""
    print(line, flush=True)


def find_data(unpacked: Path, home: Path) -> Path:
    """Return the folder with the data, which is made where there is none yet.

    It is the first that is there: beside the folder that was unpacked, one higher (some programs
    unpack in a folder within a folder), or in the user's own. A new one is beside, or else in the
    user's own.

    Raises:
        LaunchError: the one that is there cannot be used, or none can be made.
    """
    places = (unpacked.parent, unpacked.parent.parent, home)
    for folder in (place / DATA for place in places):
        if folder.is_dir():
            if not is_local(folder):
                raise LaunchError(_IN_THE_CLOUD.format(folder=folder, home=home))
            if not is_writable(folder):
                raise LaunchError(_READ_ONLY.format(folder=folder, home=home))
            return folder
    for folder in (unpacked.parent / DATA, home / DATA):
        if is_local(folder) and is_writable(folder):
            if folder.parent != unpacked.parent:
                say(_ELSEWHERE)
            return folder
    raise LaunchError(_NOWHERE.format(home=home))


def is_local(folder: Path) -> bool:
    """Return whether a folder is on this computer only: not in the cloud, not on the network."""
    from gesprek.storage.files.layout import check_place
    from gesprek.storage.store_errors import StoreError

    try:
        check_place(folder)
    except StoreError:
        return False
    return True


def is_writable(folder: Path) -> bool:
    """Return whether we may write in a folder, which is made where it is missing."""
    try:
        folder.mkdir(exist_ok=True)
        (folder / LOCK).open("ab").close()
    except OSError:
        return False
    return True
