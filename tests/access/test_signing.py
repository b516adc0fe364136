import hmac
import json
import string
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from gesprek.access.access_errors import DamagedSecret
from gesprek.access.signing import ServerSecrets
from gesprek.storage.protocol import Store

FILE = "beheer/geheim.key"


def test_what_was_signed_is_known_again_also_after_a_restart(
    root: Path, server_secrets: ServerSecrets
) -> None:
    signed = server_secrets.sign("koek", "abc")
    assert server_secrets.verified("koek", signed) == "abc"
    assert ServerSecrets(root).verified("koek", signed) == "abc"


def test_a_signature_for_one_purpose_is_none_for_another(server_secrets: ServerSecrets) -> None:
    assert server_secrets.verified("apparaat", server_secrets.sign("koek", "abc")) is None


@pytest.mark.parametrize(
    "forged", ["", ".", "abc", "abc.", "abc.00", ".".join(["x"] * 9), "é.é", "\x00", "a" * 100_000]
)
def test_garbage_is_no_signed_value(server_secrets: ServerSecrets, forged: str) -> None:
    assert server_secrets.verified("koek", forged) is None


def test_another_value_under_a_signature_is_refused(server_secrets: ServerSecrets) -> None:
    code = server_secrets.sign("koek", "abc").rpartition(".")[2]
    assert server_secrets.verified("koek", f"abd.{code}") is None
    assert server_secrets.verified("koek", f"abc.{code[:-1]}") is None


def test_no_other_sign_will_do_in_any_place(server_secrets: ServerSecrets) -> None:
    signed = server_secrets.sign("koek", "abc")
    letters = string.ascii_letters + string.digits + "-_=.\x00 é"
    for place, before in enumerate(signed):
        for letter in letters.replace(before, ""):
            forged = signed[:place] + letter + signed[place + 1 :]
            assert server_secrets.verified("koek", forged) is None, forged
    for more in ("=", " ", "\n", "\x00"):
        assert server_secrets.verified("koek", signed + more) is None


def test_the_signature_of_another_server_is_refused(
    server_secrets: ServerSecrets, tmp_path: Path
) -> None:
    other = ServerSecrets(tmp_path / "ander")
    assert server_secrets.verified("koek", other.sign("koek", "abc")) is None
    assert server_secrets.fingerprint("x", "abc") != other.fingerprint("x", "abc")


def test_renewing_ends_signatures_in_a_running_server_and_keeps_fingerprints(
    root: Path, server_secrets: ServerSecrets
) -> None:
    signed, printed = (
        server_secrets.sign("koek", "abc"),
        server_secrets.fingerprint("sleutel", "abc"),
    )
    ServerSecrets(root).renew()
    assert server_secrets.verified("koek", signed) is None
    assert server_secrets.fingerprint("sleutel", "abc") == printed
    assert server_secrets.verified("koek", server_secrets.sign("koek", "abc")) == "abc"


def test_a_secret_of_others_is_kept_also_when_ours_is_renewed(
    root: Path, server_secrets: ServerSecrets
) -> None:
    printed = server_secrets.fingerprint("sleutel", "abc")
    server_secrets.keep("aanbieder", "geheim~één")
    server_secrets.keep("ander", "iets")
    ServerSecrets(root).renew()
    assert server_secrets.kept("aanbieder") == ServerSecrets(root).kept("aanbieder") == "geheim~één"
    server_secrets.keep("aanbieder", "")
    assert (server_secrets.kept("aanbieder"), server_secrets.kept("ander")) == ("", "iets")
    assert "aanbieder" not in (root / FILE).read_text("utf-8")
    assert server_secrets.fingerprint("sleutel", "abc") == printed


@pytest.mark.posix_only("rechten als 0600")
def test_only_this_account_can_read_the_file(root: Path, server_secrets: ServerSecrets) -> None:
    server_secrets.sign("koek", "abc")
    assert (root / FILE).stat().st_mode & 0o777 == 0o600
    server_secrets.renew()
    assert (root / FILE).stat().st_mode & 0o777 == 0o600
    server_secrets.keep("aanbieder", "geheim")
    assert (root / FILE).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("damage", ["", "{}", "[]", '{"ondertekenen": 3}', "xx"])
def test_a_damaged_file_is_refused_and_left_as_it_is(
    root: Path, server_secrets: ServerSecrets, damage: str
) -> None:
    server_secrets.sign("koek", "abc")
    (root / FILE).write_text(damage, "utf-8")
    with pytest.raises(DamagedSecret):
        server_secrets.sign("koek", "abc")
    with pytest.raises(DamagedSecret):
        server_secrets.renew()
    assert (root / FILE).read_text("utf-8") == damage


def test_a_file_that_cannot_be_read_is_damaged_too(
    root: Path, server_secrets: ServerSecrets
) -> None:
    (root / FILE).mkdir(parents=True)
    with pytest.raises(DamagedSecret, match=r"docs/opslag\.md"):
        server_secrets.sign("koek", "abc")


def test_a_secret_that_is_too_short_is_refused(root: Path, server_secrets: ServerSecrets) -> None:
    server_secrets.sign("koek", "abc")
    (root / FILE).write_text(json.dumps({"ondertekenen": "00", "vingerafdruk": "00"}), "utf-8")
    with pytest.raises(DamagedSecret):
        server_secrets.sign("koek", "abc")


def test_processes_that_begin_at_once_have_the_same_secret(root: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from gesprek.access.signing import ServerSecrets; "
        "sys.stdin.readline(); print(ServerSecrets(Path(sys.argv[1])).sign('koek', 'abc'))"
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
    (signed,) = {one.communicate("nu\n", timeout=60)[0].strip() for one in waiting}
    assert ServerSecrets(root).verified("koek", signed) == "abc"


def test_the_store_takes_the_file_for_none_of_its_own(
    store: Store, server_secrets: ServerSecrets
) -> None:
    secret = server_secrets.sign("koek", "abc")
    assert secret
    server_secrets.keep("aanbieder", "geheim")
    assert store.check() == ()
    assert list(store.export()) == []


def test_what_a_program_before_0_2_signed_counts_until_the_secret_is_renewed(
    server_secrets: ServerSecrets,
) -> None:
    # That program put the HMAC of the purpose and the value in hexadecimal after the value.
    server_secrets.sign("koek", "abc")
    kept = json.loads(server_secrets._secret_store.read() or b"")
    text, secret = b"koek\nabc", bytes.fromhex(kept["ondertekenen"])
    old = f"abc.{hmac.new(secret, text, sha256).hexdigest()}"
    assert server_secrets.verified("koek", old) == "abc"
    assert server_secrets.verified("apparaat", old) is None
    server_secrets.renew()
    assert server_secrets.verified("koek", old) is None


# Sealing


@pytest.mark.parametrize("text", ["", "a@b.nl", "é\n\x00", "x" * 10_000])
def test_what_was_sealed_is_read_again_also_after_a_restart_and_a_renewed_secret(
    root: Path, server_secrets: ServerSecrets, text: str
) -> None:
    sealed = server_secrets.seal("adres", text)
    assert server_secrets.unsealed("adres", sealed) == text
    server_secrets.renew()
    assert ServerSecrets(root).unsealed("adres", sealed) == text


def test_a_sealed_text_tells_nothing_and_is_another_one_each_time(
    server_secrets: ServerSecrets,
) -> None:
    first, second = (server_secrets.seal("adres", "a@b.nl") for _ in range(2))
    assert first != second
    assert "a@b.nl" not in first


def test_what_was_sealed_for_one_purpose_is_not_read_for_another(
    server_secrets: ServerSecrets,
) -> None:
    assert server_secrets.unsealed("kanaal", server_secrets.seal("adres", "a@b.nl")) is None


def test_another_server_cannot_read_what_was_sealed(
    server_secrets: ServerSecrets, tmp_path: Path
) -> None:
    other = ServerSecrets(tmp_path / "ander")
    assert other.unsealed("adres", server_secrets.seal("adres", "a@b.nl")) is None


@pytest.mark.parametrize("forged", ["", "abc", "é", "=" * 200, "gAAAAA" + "A" * 94, "\x00"])
def test_what_was_never_sealed_is_not_read(server_secrets: ServerSecrets, forged: str) -> None:
    assert server_secrets.unsealed("adres", forged) is None


def test_a_sealed_text_that_was_changed_is_not_read(server_secrets: ServerSecrets) -> None:
    sealed = server_secrets.seal("adres", "a@b.nl")
    for place in range(0, len(sealed) - 2, 7):
        letter = "A" if sealed[place] != "A" else "B"
        assert (
            server_secrets.unsealed("adres", sealed[:place] + letter + sealed[place + 1 :]) is None
        )
