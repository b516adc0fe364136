"""A certificate of our own: whether the server can start with it, and until when it holds."""

import ssl
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from gesprek.access.access_errors import InvalidCertificate

_ROUNDS: Final = 10
"""A handshake takes three; one that goes on for longer never ends."""
# From OpenSSL's list of what may be wrong with a certificate.
_NOT_YET_VALID: Final = 9
_EXPIRED: Final = 10


def check_certificate(certificaat: Path, sleutel: Path) -> datetime | None:
    """Accept a certificate and its private key, both in PEM.

    Args:
        certificaat: the file of the certificate, with those between it and its issuer.
        sleutel: the file of the private key.

    Returns:
        Until when it holds; None where that is not to be seen.

    Raises:
        InvalidCertificate: a file misses, cannot be read or is something else, the two do not fit
            together, or browsers would refuse its dates.
    """
    _check_file(certificaat, "het certificaat")
    _check_file(sleutel, "de sleutel")
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        # Without a word for it OpenSSL would ask one in the terminal, and so would the server.
        server.load_cert_chain(certificaat, sleutel, password=lambda: "")
    except ssl.SSLError as error:
        raise _unfit(certificaat, sleutel, error) from None
    return _valid_until(server, certificaat)


def _check_file(path: Path, wat: str) -> None:
    try:
        path.read_bytes()
    except FileNotFoundError:
        zin = f"Het bestand van {wat} is er niet: zet het terug op {path} en probeer het opnieuw."
    except OSError:
        zin = f"Het bestand van {wat} mag niet worden gelezen: geef jezelf leesrechten op {path}."
    else:
        return
    raise InvalidCertificate(zin)


def _unfit(certificaat: Path, sleutel: Path, error: ssl.SSLError) -> InvalidCertificate:
    if error.reason == "KEY_VALUES_MISMATCH":
        return InvalidCertificate(
            f"De sleutel {sleutel} hoort niet bij het certificaat {certificaat}: zet de twee "
            "bestanden neer die bij elkaar horen en probeer het opnieuw."
        )
    return InvalidCertificate(
        f"Het certificaat {certificaat} of de sleutel {sleutel} is niet te gebruiken: zet er "
        "PEM-bestanden neer, de sleutel zonder wachtwoord, en probeer het opnieuw."
    )


def _valid_until(server: ssl.SSLContext, certificaat: Path) -> datetime | None:
    """Let a client that trusts this very certificate meet it: only its dates can be wrong then."""
    client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client.check_hostname = False
    client.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    client.load_verify_locations(certificaat)
    try:
        seen = _meet(server, client)
    except ssl.SSLCertVerificationError as error:
        if error.verify_code in (_EXPIRED, _NOT_YET_VALID):
            raise _wrong_date(certificaat, error.verify_code) from None
        return None  # whatever else a browser thinks of it, it can tell its user itself
    except ssl.SSLError:
        return None
    end = seen.get("notAfter")
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(end), UTC) if end else None


def _wrong_date(certificaat: Path, code: int) -> InvalidCertificate:
    if code == _EXPIRED:
        return InvalidCertificate(
            f"Het certificaat {certificaat} is verlopen: zet er een nieuw neer en probeer het "
            "opnieuw."
        )
    return InvalidCertificate(
        f"Het certificaat {certificaat} is nog niet geldig: kijk of de klok van deze computer "
        "goed staat en probeer het opnieuw."
    )


def _meet(server: ssl.SSLContext, client: ssl.SSLContext) -> dict[str, str]:
    """Return what a client sees of the certificate; nothing leaves this process.

    Raises:
        ssl.SSLError: the two do not get on.
    """
    ask, answer = ssl.MemoryBIO(), ssl.MemoryBIO()
    caller = client.wrap_bio(answer, ask)
    called = server.wrap_bio(ask, answer, server_side=True)
    for _ in range(_ROUNDS):
        for side in (caller, called):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
        if caller.version():
            found = caller.getpeercert()
            if found:
                return {name: str(value) for name, value in found.items()}
    return {}
