"""Giving up files and connections for good, by the kernel's Landlock (Linux 5.13; connections from 6.7). It needs only
the standard library: the jail runs it with nothing else around."""

from __future__ import annotations

import ctypes
import os

_CREATE, _RESTRICT = 444, 446  # the same numbers on every machine
_NO_NEW_PRIVILEGES = 38
_FILES_BY_VERSION = {1: 13, 2: 14, 3: 15, 4: 15}  # so many kinds of access to files are known; 16 later on
_BIND_AND_CONNECT, _SOCKETS_AND_SIGNALS = 3, 3


def give_up(*, files: bool, connections: bool) -> bool:
    """Whether the kernel holds us to all of it; where it cannot, nothing is lost."""
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(_CREATE, None, 0, 1)
    if version < 1 or libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    paths = (1 << _FILES_BY_VERSION.get(version, 16)) - 1 if files else 0
    network = _BIND_AND_CONNECT if connections and version >= 4 else 0
    outside = _SOCKETS_AND_SIGNALS if files and version >= 6 else 0
    if not paths and not network:
        return False
    rules = (ctypes.c_uint64 * 3)(paths, network, outside)
    made = libc.syscall(_CREATE, ctypes.byref(rules), 8 if version < 4 else 16 if version < 6 else 24, 0)
    if made < 0:
        return False
    try:
        return bool(libc.syscall(_RESTRICT, made, 0) == 0) and (network > 0 or not connections)
    finally:
        os.close(made)
