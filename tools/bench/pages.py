"""What a page costs: list, record, search and board of a firm with 5,000 companies and 10,000 people, in a fresh
SQLite, beside the bare Django floor on the same rows, in turns with it: the machine is faster in one minute than in
the next."""

from __future__ import annotations

import io
import os
import tempfile
import time
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

from tools.bench.machine import table

TIMES, WARM, TURNS = 25, 4, 5


@dataclass(frozen=True)
class Cost:
    spent: tuple[float, ...]  # milliseconds of the processor
    queries: int
    bytes: int

    @property
    def milliseconds(self) -> float:
        return median(self.spent)

    @property
    def best(self) -> float:
        return min(self.spent)


def measured() -> str:
    with tempfile.TemporaryDirectory(prefix="joinery-bench-") as folder:
        os.environ["JOINERY_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "joinery.project.settings"
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        return _pages()


def _pages() -> str:
    from django.core.management import call_command
    from django.db import transaction
    from django.test.utils import override_settings

    from joinery.customers.models import Company
    from joinery.jobs.sweeping import count_rows
    from joinery.opportunities.models import Opportunity
    from tools.bench import floor
    from tools.bench.rows import fill

    call_command("migrate", verbosity=0)
    with transaction.atomic():
        ana = fill()
    count_rows()  # as the worker does every hour
    cookie = _signed_in(ana)
    company = Company.objects.filter(owner=ana).first()
    opportunity = Opportunity.objects.filter(owner=ana).first()
    assert company is not None
    assert opportunity is not None
    record = f"/customers/{company.public_id}/"
    key, costs, bare = _key(ana), dict[str, Cost](), dict[str, Cost]()
    for _ in range(TURNS):
        _measure(costs, _ours(record, opportunity), cookie, key)
        with override_settings(ROOT_URLCONF="tools.bench.floor", MIDDLEWARE=floor.MIDDLEWARE):
            _measure(bare, _floor(record), cookie)
    return table(
        ("page", "CPU ms median", "best", "queries", "bytes", "floor CPU ms", "× floor", "n"),
        [_row(name, cost, bare.get(name)) for name, cost in costs.items()],
    )


def _ours(record: str, opportunity: Any) -> dict[str, str]:
    return {
        "list": "/customers/",
        "record": record,
        "opportunity": f"/opportunities/{opportunity.public_id}/",
        "search": "/search/?q=steam+dry",
        "board": "/opportunities/?view=board",
        "today": "/",
        "API list of 50": "/api/v1/companies?limit=50",
    }


def _floor(record: str) -> dict[str, str]:
    return {"list": "/customers/", "record": record, "search": "/search/?q=Ba", "board": "/opportunities/"}


def _measure(costs: dict[str, Cost], addresses: dict[str, str], cookie: str, key: str = "") -> None:
    """Adds one turn to what each page cost so far."""
    for name, address in addresses.items():
        now = _cost(address, cookie, key, TIMES // TURNS)
        before = costs[name].spent if name in costs else ()
        costs[name] = replace(now, spent=before + now.spent)


def _row(name: str, cost: Cost, bare: Cost | None) -> tuple[object, ...]:
    beside = (f"{bare.milliseconds:.1f}", f"{cost.milliseconds / bare.milliseconds:.1f}") if bare else ("", "")
    shown = (f"{cost.milliseconds:.1f}", f"{cost.best:.1f}", cost.queries, f"{cost.bytes:,}")
    return (name, *shown, *beside, TIMES)


def _signed_in(user) -> str:  # type: ignore[no-untyped-def]
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def _key(user) -> str:  # type: ignore[no-untyped-def]
    from django.utils import timezone

    from joinery.firm.actions import make_key

    return make_key(user, "bench", "read", now=timezone.now())[1]


def _cost(address: str, cookie: str, key: str = "", times: int = TIMES, warm: int = WARM) -> Cost:
    """Through the whole WSGI application, as a server calls it: middleware, doors, template, closing."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.db import connection

    application, spent, content, asked = WSGIHandler(), [], b"", 0
    for number in range(warm + times):
        begun = time.process_time()
        content = _answer(application, address, cookie, key)
        if number >= warm:
            spent.append((time.process_time() - begun) * 1000)

    def count(execute, *words):  # type: ignore[no-untyped-def]
        nonlocal asked
        asked += 1
        return execute(*words)

    with connection.execute_wrapper(count):
        _answer(application, address, cookie, key)
    return Cost(tuple(spent), asked, len(content))


def _answer(application, address: str, cookie: str, key: str) -> bytes:  # type: ignore[no-untyped-def]
    path, _, query = address.partition("?")
    told: list[str] = []
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "HTTP_HOST": "127.0.0.1:8000",
        "REMOTE_ADDR": "127.0.0.1",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "HTTP_COOKIE": cookie,
    }
    if key:
        environ["HTTP_AUTHORIZATION"] = f"Bearer {key}"
    answer = application(environ, lambda status, _: told.append(status))
    content = b"".join(answer)
    answer.close()
    if told != ["200 OK"]:
        raise SystemExit(f"bench: {address} answered {told[0]}; a wrong page is not measured")
    return content
