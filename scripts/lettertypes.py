r"""Makes the fonts of ``data/lettertype`` that papers are printed with, of two packages of PyPI.

    python -m pip download --no-deps -d FOLDER fontpkg-noto-sans==2.15 \
        fontpkg-noto-sans-arabic==2.12
    python -m scripts.lettertypes FOLDER

Needs fonttools, which comes with fpdf2. What is left out of a font stays out of every PDF, so the
letters kept here are all that names on paper may have; others are replaced visibly.
"""

import argparse
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

TARGET: Final = Path(__file__).resolve().parents[1] / "data" / "lettertype"
WEIGHTS: Final = {"Regular": 400, "Bold": 700}
# Latin with all its extensions, Greek, Cyrillic, signs.
LATIN: Final = (
    *(range(0x20, 0x7F), range(0xA0, 0x250), range(0x2B0, 0x370), range(0x370, 0x400)),
    *(range(0x400, 0x530), range(0x1E00, 0x1F00), range(0x2010, 0x2028), range(0x2030, 0x2050)),
    *(range(0x20A0, 0x20C1), (0x2116, 0x2122, 0x2212, 0xFFFD)),
)
# Arabic with the letters of Persian, Urdu, Kurdish and Pashto, and their joined forms.
ARABIC: Final = (
    *((0x20,), range(0x600, 0x700), range(0x750, 0x780), range(0x8A0, 0x900)),
    *(range(0x200C, 0x2010), range(0xFB50, 0xFE00), range(0xFE70, 0xFEFF)),
)
PACKAGES: Final = {"noto_sans": ("NotoSans", LATIN), "noto_sans_arabic": ("NotoSansArabic", ARABIC)}


def make(folder: Path) -> None:
    """Write each font in each weight, and the licence.

    Args:
        folder: where the downloaded packages are.
    """
    TARGET.mkdir(parents=True, exist_ok=True)
    for package, (name, letters) in PACKAGES.items():
        (wheel,) = folder.glob(f"fontpkg_{package}-[0-9]*.whl")
        with zipfile.ZipFile(wheel) as archive:
            data = archive.read(f"fontpkg_{package}/files/{name}[wdth,wght].ttf")
            licence = archive.read(f"fontpkg_{package}/LICENSE")
        (TARGET / f"OFL-{name}.txt").write_bytes(licence)
        for weight, value in WEIGHTS.items():
            font = instantiateVariableFont(
                TTFont(io.BytesIO(data)), {"wght": value, "wdth": 100}, updateFontNames=True
            )
            path = TARGET / f"{name}-{weight}.ttf"
            _subset(font, letters).save(path)
            print(f"{path.name}: {path.stat().st_size:,} bytes")


def _subset(font: TTFont, letters: Iterable[Iterable[int]]) -> TTFont:
    """Return the font with these letters only, without hints: a printer needs none."""
    options = Options(hinting=False, layout_features=["*"], name_IDs=["*"], notdef_outline=True)
    options.drop_tables += ["STAT", "MVAR", "DSIG"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[one for some in letters for one in some])
    subsetter.subset(font)
    return font


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    make(parser.parse_args().folder)
