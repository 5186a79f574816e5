"""Where a payment program says that money came in: POST /payments/in/, signed as letters are (incoming.py).

The body is JSON: {"blueprint", "amount" in cents, "currency", "paid_on", "reference"}. The same reference again is the
same payment, in whatever order events come.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from joinery.blueprints.actions import CannotStep
from joinery.blueprints.actions.paying import record_payment
from joinery.blueprints.queries import running_blueprint
from joinery.web.api.incoming import is_signed

MOST_BYTES = 20_000


@csrf_exempt
@login_not_required
@require_POST
def payment_in(request: HttpRequest) -> JsonResponse:
    """401 without a good signature; 404 for no blueprint; 409 when nothing was signed; 422 for what is no payment."""
    from pydantic import ValidationError

    from joinery.web.api.views.plans import PaymentEvent

    if not settings.INCOMING_SECRET:
        raise Http404
    raw, heads = request.read(MOST_BYTES + 1), request.headers
    event, at, given = (heads.get(f"X-Joinery-{name}", "") for name in ("Event", "Time", "Signature"))
    if len(raw) > MOST_BYTES:
        return JsonResponse({"error": "This is too large for a payment."}, status=413)
    if not is_signed(at, event, raw, given):
        return JsonResponse({"error": "The signature does not fit, or its time is over."}, status=401)
    try:
        paid = PaymentEvent.model_validate_json(raw)
    except ValidationError as fault:
        where = ".".join(str(part) for part in fault.errors()[0]["loc"])
        return JsonResponse({"error": f"This is no payment: {where}, {fault.errors()[0]['msg']}"}, status=422)
    blueprint = running_blueprint(paid.blueprint)
    if blueprint is None:
        raise Http404
    values = paid.model_dump(exclude={"blueprint"})
    try:
        payment = record_payment(blueprint, by=blueprint.opportunity.owner, now=timezone.now(), way="webhook", **values)
    except CannotStep as refusal:
        return JsonResponse({"error": str(refusal)}, status=409)
    return JsonResponse({"id": payment.public_id})
