"""Where the room's pages are. An address names the room and opens nothing; who may come in is in the pass."""

from django.urls import path

from joinery.web.room.views import answers, demo, doing, door, home, meetings, passes, plan, promises, signing, steps

app_name = "room"
urlpatterns = [
    path("demo/<str:token>/", demo.demo, name="demo"),
    path("<str:room_id>/", home.home, name="home"),
    path("<str:room_id>/code/", door.code, name="code"),
    path("<str:room_id>/pass/", door.passed, name="pass"),
    path("<str:room_id>/passes/", passes.passes, name="passes"),
    path("<str:room_id>/passes/<str:pass_id>/end/", passes.ended_pass, name="end_pass"),
    path("<str:room_id>/leave/", passes.leave, name="leave"),
    path("<str:room_id>/lines/<str:line_id>/answer/", answers.answer, name="answer"),
    path("<str:room_id>/promises/<str:promise_id>/", promises.promise, name="promise"),
    path("<str:room_id>/meetings/<str:call_id>/agenda/", meetings.agenda, name="agenda"),
    path("<str:room_id>/meetings/<str:call_id>/meeting.ics", meetings.calendar, name="calendar"),
    path("<str:room_id>/blueprints/<str:blueprint_id>/", plan.plan, name="plan"),
    path("<str:room_id>/blueprints/<str:blueprint_id>/version/", plan.version, name="plan_version"),
    path("<str:room_id>/blueprints/<str:blueprint_id>/level/", plan.level, name="plan_level"),
    path("<str:room_id>/blueprints/<str:blueprint_id>/steps/", plan.steps, name="plan_steps"),
    path("<str:room_id>/blueprints/<str:blueprint_id>/sign/", signing.sign, name="sign"),
    path("<str:room_id>/blueprints/<str:blueprint_id>/sign/code/", signing.code, name="sign_code"),
    path("<str:room_id>/blueprints/<str:blueprint_id>/seal/", signing.seal, name="seal"),
    path("<str:room_id>/steps/<str:step_id>/", steps.step, name="step"),
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
