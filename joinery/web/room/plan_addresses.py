"""Where the customer's pages of a plan are."""

from django.urls import path

from joinery.web.room.views import delivery, doing, plan, signing, steps

of_plans = [
    path("<str:room_id>/blueprints/<str:blueprint_id>/", plan.plan, name="plan"),
    path("<str:room_id>/blueprints/<str:blueprint_id>/version/", plan.version, name="plan_version"),
    path("<str:room_id>/blueprints/<str:blueprint_id>/plan.pdf", signing.pdf, name="plan_pdf"),
    path("<str:room_id>/blueprints/<str:blueprint_id>/level/", plan.level, name="plan_level"),
    path("<str:room_id>/blueprints/<str:blueprint_id>/steps/", plan.steps, name="plan_steps"),
    path("<str:room_id>/blueprints/<str:blueprint_id>/sign/", signing.sign, name="sign"),
    path("<str:room_id>/blueprints/<str:blueprint_id>/sign/code/", signing.code, name="sign_code"),
    path("<str:room_id>/blueprints/<str:blueprint_id>/seal/", signing.seal, name="seal"),
    path("<str:room_id>/blueprints/<str:blueprint_id>/package/", delivery.package, name="package"),
    path("<str:room_id>/blueprints/<str:blueprint_id>/delivery/", delivery.delivery, name="delivery"),
    path("<str:room_id>/ready/<str:item_id>/", delivery.ready, name="ready"),
    path("<str:room_id>/seats/<str:seat_id>/", delivery.seat, name="seat"),
    path("<str:room_id>/order/<str:order_line_id>/", delivery.order_line, name="order_line"),
    path("<str:room_id>/extras/<str:extra_id>/", delivery.extra, name="extra"),
    path("<str:room_id>/steps/<str:step_id>/", steps.step, name="step"),
    path("<str:room_id>/steps/<str:step_id>/photos/", delivery.photos, name="step_photos"),
    path("<str:room_id>/steps/<str:step_id>/change/", steps.change, name="step_change"),
    path("<str:room_id>/steps/<str:step_id>/day/", steps.day, name="step_day"),
    path("<str:room_id>/steps/<str:step_id>/hands/", steps.hands, name="step_hands"),
    path("<str:room_id>/steps/<str:step_id>/done/", doing.done, name="step_done"),
    path("<str:room_id>/steps/<str:step_id>/words/", doing.words, name="step_words"),
    path("<str:room_id>/steps/<str:step_id>/answer/", doing.answer, name="step_answer"),
    path("<str:room_id>/steps/<str:step_id>/concerns/", doing.concerns, name="step_concerns"),
    path("<str:room_id>/concerns/<str:concern_id>/settled/", doing.settled, name="concern_settled"),
    path("<str:room_id>/slips/<str:slip_id>/agreed/", doing.agreed, name="slip_agreed"),
]
