"""What answers browsers: the house is loaded once, then its server processes are forked from it and share it."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from collections.abc import Callable
from wsgiref.util import setup_testing_defaults


def pages(words: list[str]) -> int:
    """Used by serve and demo: address, port, number of processes."""
    host, port, workers = words[0], int(words[1]), int(words[2])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "joinery.project.settings")
    if sys.platform == "linux":  # elsewhere each process loads for itself
        _load()
        multiprocessing.set_start_method("fork")
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "joinery.project.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        backpressure=128,
        websockets=False,
        log_level=LogLevels.warning,
        workers_kill_timeout=5,
        respawn_failed_workers=True,
    ).serve()
    return 0


def _unheard(status: str, headers: object, error: object = None, /) -> Callable[[bytes], object]:
    return lambda content: None


def _load() -> None:
    """All that a page needs, up to a first answer. Nothing open goes over to the children: no database, no threads."""
    from django.db import connections

    from joinery.project.wsgi import application

    asked: dict[str, object] = {"PATH_INFO": "/healthz", "HTTP_HOST": "127.0.0.1", "REMOTE_ADDR": "127.0.0.1"}
    setup_testing_defaults(asked)
    application(asked, _unheard).close()
    connections.close_all()
    gc.collect()
    gc.freeze()  # else the first collection in a child would copy all that it shares
