r"""Makes the font of icons that pages load: those that we and Streamlit show, out of thousands.

    python -m pip install brotli==1.1.0
    python -m scripts.pictogrammen

Streamlit's own file weighs 375 kB, more than a third of a first visit. Run this again after an
update of Streamlit or with a new icon; `tests/web/test_weight.py` tells when. Needs
fonttools, which comes with fpdf2.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import streamlit
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from gesprek.web.static_files import ICON_FONT, ICON_LIST

ROOT: Final = Path(__file__).resolve().parents[1]
STREAMLIT: Final = Path(streamlit.__file__).parent / "static" / "static"
_ICON: Final = re.compile(r":material/([a-z0-9_]+):")
_OURS: Final = (
    *((ROOT / "gesprek").rglob("*.py"), (ROOT / "pages").glob("*.py")),
    *((ROOT / "data" / "inhoud").glob("*.toml"), (STREAMLIT / "js").glob("*.js")),
)
# Streamlit builds these names from parts.
_ALSO: Final = {"progress_activity", "counter_8", "counter_9"}


def icons() -> set[str]:
    """Return the names of all icons that our code, our texts or Streamlit's scripts name."""
    texts = (path.read_text("utf-8") for paths in _OURS for path in paths)
    numbered = {f"counter_{number}" for number in range(1, 8)}
    return {name for text in texts for name in _ICON.findall(text)} | numbered | _ALSO


def make() -> None:
    """Write the font and the list of what it holds."""
    (source,) = (STREAMLIT / "media").glob("MaterialSymbols-Rounded.*.woff2")
    font = TTFont(source)
    glyphs = _glyphs_of(font, icons())
    options = Options()
    options.flavor = "woff2"
    options.layout_closure = False  # else the letters of the names bring every icon along
    options.layout_features = ["*"]
    options.glyph_names = False
    subsetter = Subsetter(options)
    subsetter.populate(glyphs=[*glyphs.values()], text="abcdefghijklmnopqrstuvwxyz_0123456789")
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(ICON_FONT)
    ICON_LIST.write_text("\n".join(sorted(glyphs)) + "\n", "utf-8")
    print(f"{len(glyphs)} pictogrammen, {ICON_FONT.stat().st_size / 1000:.0f} kB")


def _glyphs_of(font: TTFont, names: Iterable[str]) -> dict[str, str]:
    """Return which glyph each name is joined to; a name that the font lacks is left out."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    joined = {}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            real = getattr(table, "ExtSubTable", table)
            for first, ligatures in getattr(real, "ligatures", {}).items():
                for one in ligatures:
                    signs = (letters.get(glyph, "") for glyph in (first, *one.Component))
                    joined["".join(signs)] = one.LigGlyph
    return {name: joined[name] for name in names if name in joined}


if __name__ == "__main__":
    make()
