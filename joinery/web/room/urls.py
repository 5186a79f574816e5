"""Where the room's pages are. An address names the room and opens nothing; who may come in is in the pass."""

from django.urls import path

from joinery.web.room.plan_addresses import of_plans
from joinery.web.room.views import (
    answers,
    demo,
    door,
    figures,
    files,
    home,
    letters,
    log,
    meetings,
    messages,
    passes,
    people,
    promises,
    recoveries,
    visitors,
)

app_name = "room"
urlpatterns = [
    path("demo/<str:token>/", demo.demo, name="demo"),
    path("<str:room_id>/", home.home, name="home"),
    path("<str:room_id>/door/", door.door, name="door"),
    path("<str:room_id>/knock/", visitors.knocking, name="knock"),
    path("<str:room_id>/name/", visitors.named, name="name"),
    path("<str:room_id>/lines/<str:line_id>/word/", visitors.word, name="word"),
    path("<str:room_id>/people/", people.people, name="people"),
    path("<str:room_id>/photo/", people.photo, name="photo"),
    path("<str:room_id>/faces/<str:picture_id>/", people.face, name="face"),
    path("<str:room_id>/code/", door.code, name="code"),
    path("<str:room_id>/pass/", door.passed, name="pass"),
    path("<str:room_id>/passes/", passes.passes, name="passes"),
    path("<str:room_id>/passes/<str:pass_id>/end/", passes.ended_pass, name="end_pass"),
    path("<str:room_id>/letters/", letters.letters, name="letters"),
    path("<str:room_id>/letters/stop/<str:token>/", letters.stop, name="letters_stop"),
    path("<str:room_id>/leave/", passes.leave, name="leave"),
    path("<str:room_id>/lines/<str:line_id>/answer/", answers.answer, name="answer"),
    path("<str:room_id>/promises/<str:promise_id>/", promises.promise, name="promise"),
    path("<str:room_id>/recoveries/<str:recovery_id>/", recoveries.recovery, name="recovery"),
    path("<str:room_id>/log/", log.log, name="log"),
    path("<str:room_id>/messages/", messages.messages, name="messages"),
    path("<str:room_id>/files/", files.files, name="files"),
    path("<str:room_id>/files/<str:file_id>/versions/", files.next_version, name="file_versions"),
    path("<str:room_id>/files/<str:file_id>/away/", files.away, name="file_away"),
    path("<str:room_id>/versions/<str:version_id>/", files.version, name="version"),
    path("<str:room_id>/versions/<str:version_id>/picture/", files.picture, name="version_picture"),
    path("<str:room_id>/versions/<str:version_id>/small/", files.small, name="version_small"),
    path("<str:room_id>/figures/<str:figure_id>/answer/", figures.answer, name="figure_answer"),
    path("<str:room_id>/meetings/", meetings.meetings, name="meetings"),
    path("<str:room_id>/meetings/<str:call_id>/day/", meetings.other_day, name="other_day"),
    path("<str:room_id>/meetings/<str:call_id>/agenda/", meetings.agenda, name="agenda"),
    path("<str:room_id>/meetings/<str:call_id>/meeting.ics", meetings.calendar, name="calendar"),
    *of_plans,
]
