"""The addresses of the house, one audience a line."""

from django.urls import include, path

from joinery.web.api import incoming, paid
from joinery.web.ui import assets, health, look

urlpatterns = [
    path("", include("joinery.web.desk.urls")),
    path("", include("joinery.web.room.seen_urls")),
    path("room/", include("joinery.web.room.urls")),
    path("office/", include("joinery.web.office.urls")),
    path("api/v1/", include("joinery.web.api.urls")),
    path("post/in/", incoming.letter_in, name="letter_in"),
    path("payments/in/", paid.payment_in, name="payment_in"),
    path("sign-in/", include("allauth.urls")),
    path("static/<str:stamp>/<path:name>", assets.asset, name="asset"),
    path("look/<str:stamp>/firm.css", look.look_style, name="look_style"),
    path("look/<str:stamp>/mark", look.look_mark, name="look_mark"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
handler400 = "joinery.web.ui.faults.bad_request"
handler403 = "joinery.web.ui.faults.forbidden"
handler404 = "joinery.web.ui.faults.not_found"
handler500 = "joinery.web.ui.faults.broken"
