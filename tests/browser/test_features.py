"""What our scripts and styles ask of a browser is what ``docs/apparaten-iphone.md`` says."""

from __future__ import annotations

import re
from typing import Final

import pytest

from gesprek.browser import FOLDER
from gesprek.web.own_page import own_page
from tests.support.server import ROOT

DOCUMENT: Final = ROOT / "docs" / "apparaten-iphone.md"
SOURCES: Final = (
    *sorted(FOLDER.glob("*.js")),
    *sorted(FOLDER.glob("*.css")),
    *sorted((ROOT / "gesprek").rglob("*.html")),
    FOLDER / "__init__.py",
    ROOT / "gesprek" / "web" / "own_page.py",
)
"""All that is sent to a browser and is ours."""
USED: Final = {
    "import … from": r"\bimport [^;]+ from ",
    "?.": r"\w\?\.[\w\[(]",
    "??": r"\?\? ",
    "??=": r"\?\?=",
    "replaceAll": r"\.replaceAll\(",
    "Object.hasOwn": r"Object\.hasOwn",
    "isWellFormed": r"(is|to)WellFormed",
    r"\p{…}": r"\\p\{",
    "(?<naam>…)": r"\(\?<\w",
    "(?<=…)": r"\(\?<[=!]",
    "toSorted": r"\bto(Sorted|Reversed|Spliced)\b",
    "EventSource": r"\bEventSource\b",
    "keepalive": r"\bkeepalive\b",
    "MutationObserver": r"\bMutationObserver\b",
    "document.fonts": r"document\.fonts",
    "wakeLock": r"\bwakeLock\b",
    "vibrate": r"\.vibrate\b",
    "AbortController": r"\bAbortController\b",
    "composedPath": r"composedPath",
    "sessionStorage": r"\bsessionStorage\b",
    "modulepreload": r"modulepreload",
    ":has()": r":has\(",
    ":is()": r":is\(",
    ":focus-visible": r":focus-visible",
    "color-mix()": r"color-mix\(",
    "clamp()": r"\bclamp\(",
    "inset": r"\binset:",
    "accent-color": r"accent-color:",
    "gap": r"[\s{;-]gap:",
    "padding-block": r"(padding|margin)-(block|inline)\b",
    "hyphens": r"\bhyphens:",
    "print-color-adjust": r"print-color-adjust:",
    "@supports selector()": r"@supports selector\(",
    "color-scheme": r"[\s{;]color-scheme:",
    "prefers-color-scheme": r"prefers-color-scheme",
    "pointer: coarse": r"pointer: coarse",
    "overflow-wrap: anywhere": r"overflow-wrap: anywhere",
    "clip-path": r"clip-path:",
    "unicode-range": r"unicode-range:",
    "font-display": r"font-display:",
}
"""The name in the table → what tells that it is used."""
NOT_USED: Final = (
    *(r"beforeunload", r"\blocalStorage\b", r"\bindexedDB\b", r"serviceWorker", r"Notification\("),
    *(r"requestIdleCallback", r"navigator\.(clipboard|share)"),
    *(r"<dialog", r"showModal", r"\binert\b", r"popover=", r":popover-open", r"::backdrop"),
    *(r"structuredClone", r"\.at\(", r"\.findLast", r"withResolvers", r"\.groupBy\(", r"static \{"),
    *(r"\.#\w", r"^await ", r"fromAsync", r"randomUUID", r"AbortSignal\.", r"BroadcastChannel"),
    *(r"SharedWorker", r"(Resize|Intersection)Observer", r"adoptedStyleSheets", r"CSS\.supports"),
    *(r"Intl\.(Segmenter|ListFormat)", r"requestFullscreen", r"startViewTransition", r"scrollend"),
    *(r"type=\"(date|time|color)", r"checkVisibility", r"\bWeakRef\b", r"new URLPattern"),
    *(r"@container", r"@layer", r"@property", r"@scope", r"@starting-style", r"^\s*&", r":where\("),
    *(
        r"\d[dsl]v[hw]\b",
        r"env\(",
        r"aspect-ratio",
        r"text-wrap:",
        r"light-dark\(",
        r"okl(ch|ab)\(",
    ),
    *(r"subgrid", r"field-sizing", r"anchor-name", r"content-visibility", r"scrollbar-gutter"),
    *(r"backdrop-filter", r"line-clamp", r"overscroll-behavior", r":user-(in)?valid", r"@import"),
)
"""What a browser may lack and nothing of ours asks: to use one, give it a row and a pattern."""
LOWEST: Final = (16.4, 110, 115)
"""Of iOS, Chrome and Firefox: below these the page says that the browser is too old."""


def sent() -> str:
    """Return all our scripts and styles, without their comments."""
    text = "\n".join(path.read_text("utf-8") for path in SOURCES)
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return re.sub(r"^\s*//.*$|\s// .*$", "", text, flags=re.MULTILINE)


def rows() -> dict[str, list[str]]:
    """Return each feature of the table → its other cells."""
    _, _, part = DOCUMENT.read_text("utf-8").partition("## Wat wij gebruiken")
    lines = re.findall(r"^\| `(.+?)` \|(.+)\|$", part.partition("\n## ")[0], re.MULTILINE)
    return {name: [cell.strip() for cell in cells.split("|")] for name, cells in lines}


@pytest.mark.parametrize("feature", USED)
def test_what_the_table_names_is_used(feature: str) -> None:
    assert feature in rows()
    assert re.search(USED[feature], sent(), re.MULTILINE)


def test_the_table_names_nothing_else() -> None:
    assert list(rows()) == list(USED)


@pytest.mark.parametrize("pattern", NOT_USED)
def test_nothing_is_used_that_the_table_does_not_name(pattern: str) -> None:
    found = re.search(pattern, sent(), re.MULTILINE)
    assert found is None, f"{found[0]!r} is in no row of {DOCUMENT.name}" if found else ""


@pytest.mark.parametrize("feature", USED)
def test_what_a_browser_that_is_not_too_old_may_lack_has_its_effect_told(feature: str) -> None:
    *versions, effect = rows()[feature]
    may_lack = any(
        float(version) > lowest for version, lowest in zip(versions, LOWEST, strict=True)
    )
    assert (effect != "–") is may_lack


def test_the_page_and_the_document_name_the_same_lowest_versions() -> None:
    ios, chrome, firefox = LOWEST
    sentence = f"iOS {ios}, Chrome of Edge {chrome}, Firefox {firefox}, of nieuwer."
    for text in (own_page(), DOCUMENT.read_text("utf-8")):
        assert sentence in " ".join(text.replace("\n>", " ").split())
