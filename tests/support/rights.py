"""Who may read a file, as the operating system itself tells it."""

import ctypes
import sys
from pathlib import Path
from typing import Final

_LIST: Final = 4  # DACL_SECURITY_INFORMATION
_OTHERS: Final = (";WD)", ";BU)", ";AU)")
"""Everyone, all users and who signed in, in a list of Windows."""


def others_may_read(path: Path) -> bool:
    """Return whether another account, that is no administrator, may read a file or folder."""
    if sys.platform != "win32":
        return bool(path.stat().st_mode & 0o077)
    security, size, text = ctypes.windll.advapi32, ctypes.c_ulong(), ctypes.c_wchar_p()
    security.GetFileSecurityW(str(path), _LIST, None, 0, ctypes.byref(size))
    found = ctypes.create_string_buffer(size.value)
    assert security.GetFileSecurityW(str(path), _LIST, found, size, ctypes.byref(size))
    convert = security.ConvertSecurityDescriptorToStringSecurityDescriptorW
    assert convert(found, 1, _LIST, ctypes.byref(text), None)
    return any(one in str(text.value) for one in _OTHERS)
