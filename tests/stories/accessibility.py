"""Looks at a page with axe-core, and knows what is Streamlit's own.

axe-core (MPL-2.0) lies in tests/support/axe, so that the tests need no npm.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE: Final = (Path(__file__).parents[1] / "support" / "axe" / "axe.min.js").read_text("utf-8")

# What Streamlit 1.67 does by itself and we can't mend: rule → (where, the issue at Streamlit).
# Only what lies within that place is let through; everything else counts as ours.
STREAMLITS_OWN: Final[dict[str, tuple[str, str]]] = {}

_RUN: Final = """async (own) => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) => nodes
    .filter(({ target }) => {
      const element = document.querySelector([target[0]].flat()[0]);
      return !(own[id] && element?.closest(own[id]));
    })
    .map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}"""


def violations(page: Page) -> list[str]:
    """Return what axe finds on a page as it is now: the rule and the place."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    own = {rule: place for rule, (place, _) in STREAMLITS_OWN.items()}
    found: list[str] = page.evaluate(_RUN, own)
    return found
