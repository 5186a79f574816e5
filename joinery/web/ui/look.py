"""The firm's colours and mark as a customer's page takes them in: two addresses, each named by its content."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from joinery.firm.look import stamp_of, stylesheet
from joinery.firm.queries import logo_at, the_firm

FOR_GOOD = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Look:
    firm: str = ""
    style: str = ""  # address of a stylesheet; "" where the house's own colours stand
    mark: str = ""
    mark_width: int = 0
    mark_height: int = 0


def look_now() -> Look:
    kept = the_firm()
    if not kept:
        return Look()
    style, logo = stylesheet(kept.accent, kept.accent_dark), kept.logo
    return Look(
        firm=kept.name,
        style=reverse("look_style", args=[stamp_of(style)]) if style else "",
        mark=reverse("look_mark", args=[logo.public_id]) if logo else "",
        mark_width=logo.width if logo else 0,
        mark_height=logo.height if logo else 0,
    )


@login_not_required
@require_safe
def look_style(request: HttpRequest, stamp: str) -> HttpResponse:
    kept = the_firm()
    style = stylesheet(kept.accent, kept.accent_dark) if kept else ""
    answer = HttpResponse(style, content_type="text/css; charset=utf-8")
    answer["Cache-Control"] = FOR_GOOD if stamp == stamp_of(style) and not settings.DEBUG else "no-cache"
    return answer


@login_not_required
@require_safe
def look_mark(request: HttpRequest, stamp: str) -> HttpResponse:
    """The firm's mark is drawn anew when it is put here, so its own id is as good as a mark of its content."""
    logo = logo_at(stamp)
    if logo is None:
        raise Http404
    answer = HttpResponse(bytes(logo.content), content_type=logo.kind)
    answer["Cache-Control"] = FOR_GOOD
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
