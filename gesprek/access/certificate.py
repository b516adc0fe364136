"""A certificate of our own: whether the server can start with it, and until when it holds."""

import ssl
from datetime import UTC, datetime
from pathlib import Path

from gesprek.access.access_errors import InvalidCertificate


def check_certificate(certificate: Path, key: Path) -> datetime | None:
    """Accept the files of a certificate, with those between it and its issuer, and of its key.

    Both are PEM. Returns until when it holds, None where that is not to be seen.

    Raises:
        InvalidCertificate: a file misses, cannot be read or is something else, the two do not fit
            together, or browsers would refuse its dates.
    """
    content = _read(certificate, "het certificaat")
    _read(key, "de sleutel")
    try:
        # As the server does; without a word for it OpenSSL would ask one in the terminal.
        server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server.load_cert_chain(certificate, key, password=lambda: "")
    except ssl.SSLError as error:
        raise _unfit(certificate, key, error) from None
    return _valid_until(certificate, content)


def _read(path: Path, called: str) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        sentence = f"is er niet: zet het terug op {path} en probeer het opnieuw."
    except OSError:
        sentence = f"mag niet worden gelezen: geef jezelf leesrechten op {path}."
    raise InvalidCertificate(f"Het bestand van {called} {sentence}")


def _unfit(certificate: Path, key: Path, error: ssl.SSLError) -> InvalidCertificate:
    if error.reason == "KEY_VALUES_MISMATCH":
        return InvalidCertificate(
            f"De sleutel {key} hoort niet bij het certificaat {certificate}: zet de twee "
            "bestanden neer die bij elkaar horen en probeer het opnieuw."
        )
    return InvalidCertificate(
        f"Het certificaat {certificate} of de sleutel {key} is niet te gebruiken: zet er "
        "PEM-bestanden neer, de sleutel zonder wachtwoord, en probeer het opnieuw."
    )


def _valid_until(path: Path, content: bytes) -> datetime | None:
    from cryptography import x509  # only who has a certificate waits for it

    try:
        found = x509.load_pem_x509_certificate(content)
    except ValueError:  # OpenSSL took it, so the server can start with it
        return None
    now = datetime.now(UTC)
    if found.not_valid_after_utc < now:
        raise InvalidCertificate(
            f"Het certificaat {path} is verlopen: zet er een nieuw neer en probeer het opnieuw."
        )
    if found.not_valid_before_utc > now:
        raise InvalidCertificate(
            f"Het certificaat {path} is nog niet geldig: kijk of de klok van deze computer "
            "goed staat en probeer het opnieuw."
        )
    return found.not_valid_after_utc
