"""The script with which Playwright finds elements in a page, for a browser that it can't drive."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path
from typing import Final

from playwright._impl._driver import compute_driver_executable

_BUNDLE: Final = "lib/coreBundle.js"
_OPTIONS: Final = """{isUnderTest: false, sdkLanguage: "python", testIdAttributeName: "",
  stableRafCount: 1, browserName: "webkit", shouldPrependErrorPrefix: false,
  isUtilityWorld: false, customEngines: []}"""
# It stands in the bundle as a string of JavaScript, which only JavaScript reads right.
_READ: Final = r"""
const text = require("fs").readFileSync(process.argv[1], "utf8");
const from = text.indexOf('generated/injectedScriptSource.ts"() {');
process.stdout.write(eval(/source\d* = ('(?:[^'\\]|\\.)*')/s.exec(text.slice(from))[1]));
"""


@cache
def helper_script() -> str:
    """Return a script that makes Playwright's helper: ``window.helper`` of the tests' own name.

    Playwright has no public way to it: its exact version is in ``requirements-dev.txt``.
    """
    node, program = map(Path, compute_driver_executable())
    command = [str(node), "-e", _READ, str(program.parent / _BUNDLE)]
    source = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    return (
        f"const module = {{}}; {source}; Object.defineProperty(window, '__helper', {{"
        "enumerable: false, configurable: true, "
        f"value: new (module.exports.InjectedScript())(globalThis, {_OPTIONS})}});"
    )
