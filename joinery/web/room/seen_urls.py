"""Where one of us sees a room as the customer does. Beside the desk's addresses, made by the room's own hand."""

from django.urls import path

from joinery.web.room.views import seen

app_name = "seen"
urlpatterns = [
    path("customers/<str:public_id>/room/seen/", seen.seen, name="room"),
    path("customers/<str:public_id>/room/seen/blueprints/<str:blueprint_id>/", seen.seen_plan, name="plan"),
    path("customers/<str:public_id>/room/seen/blueprints/<str:blueprint_id>/sign/", seen.seen_sign, name="sign"),
    path("customers/<str:public_id>/room/seen/blueprints/<str:blueprint_id>/seal/", seen.seen_seal, name="seal"),
    path(
        "customers/<str:public_id>/room/seen/blueprints/<str:blueprint_id>/delivery/",
        seen.seen_delivery,
        name="delivery",
    ),
    path(
        "customers/<str:public_id>/room/seen/blueprints/<str:blueprint_id>/package/", seen.seen_package, name="package"
    ),
    path("customers/<str:public_id>/room/seen/steps/<str:step_id>/", seen.seen_step, name="step"),
]
