"""What stands behind the door: the operations, their errors, and the description that programs read."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import Resolver404, URLResolver
from django.urls.resolvers import RegexPattern
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from joinery.blueprints.actions import CannotStep
from joinery.calls.actions import CannotCall
from joinery.engine.conversation import CannotRead
from joinery.firm.repeats import CannotRepeat
from joinery.steps.debrief_call import CannotAccept, CannotDecide
from joinery.web.api.bodies import CannotTake, JsonBodies
from joinery.web.api.cursors import CannotTurn
from joinery.web.api.views import calls, customers, opportunities, plans, promises, searching, transcripts, verdicts

ROOT = "/api/v1/"
DESCRIPTION = (
    "For programs. Send a key as `Authorization: Bearer …`; people make keys under Office, Keys. A key may do what its "
    "owner may, within its scopes (read, write). Lists come in pages: follow `next` with `?cursor=` until it is null. "
    "A write with an `Idempotency-Key` may be sent again: it is done once. Times are UTC, ids never change."
)


def faulty(status: int, says: str, where: str = "") -> JsonResponse:
    return JsonResponse({"error": {"says": says, "where": where}}, status=status)


@cache
def interface() -> NinjaAPI:
    api = NinjaAPI(
        title="Joinery",
        version="1",
        description=DESCRIPTION,
        urls_namespace="api-v1",
        openapi_url=None,  # ours is below: written once, no page that loads scripts from elsewhere
        docs_url=None,
        parser=JsonBodies(),
    )
    for router in (customers, opportunities, calls, transcripts, verdicts, promises, plans, searching):
        api.add_router("", router.router)
    api.add_exception_handler(ValidationError, _not_valid)
    api.add_exception_handler(HttpError, _refused)
    api.add_exception_handler(Http404, lambda *_: faulty(404, SAYINGS[404]))
    api.add_exception_handler(CannotTake, _refused)
    api.add_exception_handler(CannotTurn, lambda _, fault: faulty(400, str(fault), "query.cursor"))
    api.add_exception_handler(CannotRead, lambda _, fault: faulty(422, str(fault), "body"))
    api.add_exception_handler(CannotCall, lambda _, fault: faulty(409, str(fault)))
    api.add_exception_handler(CannotAccept, lambda _, fault: faulty(409, str(fault)))
    api.add_exception_handler(CannotDecide, lambda _, fault: faulty(409, str(fault)))
    api.add_exception_handler(CannotStep, lambda _, fault: faulty(409, str(fault)))
    api.add_exception_handler(CannotRepeat, lambda _, fault: faulty(409, str(fault), "header.Idempotency-Key"))
    return api


SAYINGS = {
    400: "This cannot be read.",
    401: "This needs a key that is in use: Authorization: Bearer …",
    403: "This key may not do that: it lacks the scope.",
    404: "There is nothing here.",
    405: "This address does not take that method.",
}


def _refused(request: HttpRequest, fault: Any) -> HttpResponse:
    why = fault if isinstance(fault, CannotTake) else fault.__cause__  # ninja wraps what our parser says
    if isinstance(why, CannotTake):
        return faulty(why.status, str(why), why.where)
    return faulty(fault.status_code, SAYINGS[fault.status_code])


def _not_valid(request: HttpRequest, fault: Any) -> HttpResponse:
    first = fault.errors[0]
    where = ".".join(str(part) for part in first["loc"] if part not in ("page", "wanted", "given"))
    return faulty(422, first["msg"], where)


@cache
def _table() -> URLResolver:
    return URLResolver(RegexPattern(r"^"), interface().urls[0])


@cache
def _described() -> tuple[bytes, dict[tuple[str, str], frozenset[str]]]:
    """The description, and which words each operation knows in its query: what is not described is not taken."""
    schema = interface().get_openapi_schema(path_prefix=ROOT)
    known = {
        (method.upper(), address.removeprefix(ROOT)): frozenset(
            each["name"] for each in operation.get("parameters", ()) if each["in"] == "query"
        )
        for address, operations in schema["paths"].items()
        for method, operation in operations.items()
    }
    return json.dumps(schema).encode(), known


def answer(request: HttpRequest, rest: str) -> HttpResponseBase:
    if rest == "openapi.json" and request.method == "GET":
        return HttpResponse(_described()[0], content_type="application/json")
    try:
        found = _table().resolve(rest)
    except Resolver404:
        return faulty(404, SAYINGS[404])
    route = found.route.replace("<str:", "{").replace("<", "{").replace(">", "}")
    known = _described()[1].get((request.method or "", route))
    if known is not None and (strange := sorted(set(request.GET) - known)):
        return faulty(400, "This address does not know that word in its query.", f"query.{strange[0][:80]}")
    given: HttpResponseBase = found.func(request, *found.args, **found.kwargs)
    if given.status_code == 405:
        refused = faulty(405, SAYINGS[405])
        refused["Allow"] = ", ".join(sorted(given["Allow"].split(", ")))
        return refused
    return given
