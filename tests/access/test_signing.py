import json
import subprocess
import sys
from pathlib import Path

import pytest

from gesprek.access.access_errors import GeheimBeschadigd
from gesprek.access.signing import Geheim
from gesprek.storage.protocol import Store

FILE = "beheer/geheim.key"


def test_what_was_signed_is_known_again_also_after_a_restart(root: Path, geheim: Geheim) -> None:
    signed = geheim.sign("koek", "abc")
    assert geheim.unsign("koek", signed) == "abc"
    assert Geheim(root).unsign("koek", signed) == "abc"


def test_a_signature_for_one_purpose_is_none_for_another(geheim: Geheim) -> None:
    assert geheim.unsign("apparaat", geheim.sign("koek", "abc")) is None


@pytest.mark.parametrize(
    "forged", ["", ".", "abc", "abc.", "abc.00", ".".join(["x"] * 9), "é.é", "\x00", "a" * 100_000]
)
def test_garbage_is_no_signed_value(geheim: Geheim, forged: str) -> None:
    assert geheim.unsign("koek", forged) is None


def test_another_value_under_a_signature_is_refused(geheim: Geheim) -> None:
    code = geheim.sign("koek", "abc").rpartition(".")[2]
    assert geheim.unsign("koek", f"abd.{code}") is None
    assert geheim.unsign("koek", f"abc.{code[:-1]}") is None


def test_the_signature_of_another_server_is_refused(geheim: Geheim, tmp_path: Path) -> None:
    other = Geheim(tmp_path / "ander")
    assert geheim.unsign("koek", other.sign("koek", "abc")) is None
    assert geheim.fingerprint("x", "abc") != other.fingerprint("x", "abc")


def test_renewing_ends_signatures_in_a_running_server_and_keeps_fingerprints(
    root: Path, geheim: Geheim
) -> None:
    signed, printed = geheim.sign("koek", "abc"), geheim.fingerprint("sleutel", "abc")
    Geheim(root).renew()
    assert geheim.unsign("koek", signed) is None
    assert geheim.fingerprint("sleutel", "abc") == printed
    assert geheim.unsign("koek", geheim.sign("koek", "abc")) == "abc"


def test_a_secret_of_others_is_kept_also_when_ours_is_renewed(root: Path, geheim: Geheim) -> None:
    printed = geheim.fingerprint("sleutel", "abc")
    geheim.keep("aanbieder", "geheim~één")
    geheim.keep("ander", "iets")
    Geheim(root).renew()
    assert geheim.kept("aanbieder") == Geheim(root).kept("aanbieder") == "geheim~één"
    geheim.keep("aanbieder", "")
    assert (geheim.kept("aanbieder"), geheim.kept("ander")) == ("", "iets")
    assert "aanbieder" not in (root / FILE).read_text("utf-8")
    assert geheim.fingerprint("sleutel", "abc") == printed


@pytest.mark.skipif(sys.platform == "win32", reason="Windows kent geen bestandsrechten als 0600")
def test_only_this_account_can_read_the_file(root: Path, geheim: Geheim) -> None:
    geheim.sign("koek", "abc")
    assert (root / FILE).stat().st_mode & 0o777 == 0o600
    geheim.renew()
    assert (root / FILE).stat().st_mode & 0o777 == 0o600
    geheim.keep("aanbieder", "geheim")
    assert (root / FILE).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("damage", ["", "{}", "[]", '{"ondertekenen": 3}', "xx"])
def test_a_damaged_file_is_refused_and_left_as_it_is(
    root: Path, geheim: Geheim, damage: str
) -> None:
    geheim.sign("koek", "abc")
    (root / FILE).write_text(damage, "utf-8")
    with pytest.raises(GeheimBeschadigd):
        geheim.sign("koek", "abc")
    with pytest.raises(GeheimBeschadigd):
        geheim.renew()
    assert (root / FILE).read_text("utf-8") == damage


def test_a_file_that_cannot_be_read_is_damaged_too(root: Path, geheim: Geheim) -> None:
    (root / FILE).mkdir(parents=True)
    with pytest.raises(GeheimBeschadigd, match=r"docs/opslag\.md"):
        geheim.sign("koek", "abc")


def test_a_secret_that_is_too_short_is_refused(root: Path, geheim: Geheim) -> None:
    geheim.sign("koek", "abc")
    (root / FILE).write_text(json.dumps({"ondertekenen": "00", "vingerafdruk": "00"}), "utf-8")
    with pytest.raises(GeheimBeschadigd):
        geheim.sign("koek", "abc")


def test_processes_that_begin_at_once_have_the_same_secret(root: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from gesprek.access.geheim import Geheim; "
        "sys.stdin.readline(); print(Geheim(Path(sys.argv[1])).sign('koek', 'abc'))"
    )
    waiting = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(root)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    assert len({one.communicate("nu\n", timeout=60)[0] for one in waiting}) == 1


def test_the_store_takes_the_file_for_none_of_its_own(store: Store, geheim: Geheim) -> None:
    secret = geheim.sign("koek", "abc")
    assert secret
    geheim.keep("aanbieder", "geheim")
    assert store.check() == ()
    assert list(store.export()) == []
