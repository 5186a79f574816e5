"""Addresses of the delivery desk."""

from django.urls import URLPattern, URLResolver, path

from joinery.web.desk.views import delivered, delivery

urlpatterns: list[URLPattern | URLResolver] = [
    path("delivery/", delivery.delivery, name="delivery"),
    path("delivery/steps/<str:public_id>/slips/", delivery.slips, name="step_slips"),
    path("delivery/extras/<str:public_id>/", delivery.extras, name="extra"),
    path("delivery/seats/<str:public_id>/", delivered.seat, name="seat"),
    path("delivery/ready/<str:public_id>/", delivered.ready, name="ready_item"),
    path("delivery/lines/<str:public_id>/", delivered.line, name="order_line"),
    path("blueprints/<str:public_id>/delivery/", delivered.delivered, name="delivered"),
    path("blueprints/<str:public_id>/payments/", delivered.payments, name="payments"),
    path("blueprints/<str:public_id>/order/", delivered.lines, name="order_lines"),
    path("blueprints/<str:public_id>/handover/", delivery.handover, name="handover"),
]
