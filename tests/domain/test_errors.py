import ast
import inspect
from pathlib import Path

import pytest

from gesprek.domain import base
from gesprek.domain.base import UserError

FOLDER = Path(inspect.getfile(base)).parent
KINDS = [
    kind
    for kind in vars(base).values()
    if isinstance(kind, type) and issubclass(kind, UserError) and kind is not UserError
]


def _raised() -> list[ast.Call]:
    names = {kind.__name__ for kind in KINDS}
    return [
        node.exc
        for path in sorted(FOLDER.glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Raise)
        and isinstance(node.exc, ast.Call)
        and isinstance(node.exc.func, ast.Name)
        and node.exc.func.id in names
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_carries_its_sentence(kind: type[UserError]) -> None:
    assert kind("Doe iets anders.").sentence == str(kind("Doe iets anders.")) == "Doe iets anders."


@pytest.mark.parametrize("kind", KINDS)
def test_every_error_has_a_docstring_that_says_when(kind: type[UserError]) -> None:
    assert (kind.__doc__ or "").endswith(".")


@pytest.mark.parametrize("kind", KINDS)
def test_every_error_is_raised_by_some_rule(kind: type[UserError]) -> None:
    assert kind.__name__ in {call.func.id for call in _raised() if isinstance(call.func, ast.Name)}


def test_every_sentence_is_dutch_with_a_verb_that_says_what_to_do() -> None:
    sentences = [
        text.value
        for call in _raised()
        for text in call.args
        if isinstance(text, ast.Constant) and isinstance(text.value, str)
    ]
    to_do = ("Kies", "Vul", "Geef", "Maak", "Schrijf", "Stop", "Start", "Begin", "Heropen")
    also = ("Voeg", "Bespreek", "Gebruik")
    assert len(sentences) > 12
    for sentence in sentences:
        assert sentence.endswith(".")
        assert any(verb in sentence for verb in (*to_do, *also)), sentence
