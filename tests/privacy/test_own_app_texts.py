"""The guard leaves the product's own texts alone: nobody is warned about a text that we lend."""

from collections.abc import Iterator

from gesprek.content import inhoud
from gesprek.privacy import scan

EXAMPLES = {"Team Zonnebloem", "Sam", "bijvoorbeeld 1 maart 2027", "chat.organisatie.nl"}


def _strings(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for one in node.values():
            yield from _strings(one)
    elif isinstance(node, list):
        for one in node:
            yield from _strings(one)


def test_only_our_examples_of_a_name_a_day_and_an_address_are_found_in_our_own_texts() -> None:
    texts = set(_strings(inhoud().model_dump(mode="json")))
    assert len(texts) > 1_000
    assert {text for text in texts if scan(text)} == EXAMPLES
