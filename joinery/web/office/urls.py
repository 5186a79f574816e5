"""Where the office's pages are."""

from django.urls import path

from joinery.web.office.views import (
    days_off,
    demo,
    firm,
    first_run,
    keeping,
    look,
    me,
    people,
    playbook_steps,
    playbooks,
)

app_name = "office"
urlpatterns = [
    path("first/", first_run.first_run, name="first_run"),
    path("demo/<str:token>/", demo.demo, name="demo"),
    path("me/", me.me, name="me"),
    path("me/photo/", me.photo, name="my_photo"),
    path("keys/", me.keys, name="keys"),
    path("keys/<str:public_id>/end/", me.ended_key, name="ended_key"),
    path("people/", people.people, name="people"),
    path("people/new/", people.new_person, name="new_person"),
    path("people/<str:public_id>/", people.person, name="person"),
    path("people/<str:public_id>/presence/", people.presence, name="presence"),
    path("people/<str:public_id>/welcome/", people.welcome, name="welcome"),
    path("firm/", firm.firm, name="firm"),
    path("firm/look/", look.look, name="look"),
    path("firm/look/mark/", look.mark, name="mark"),
    path("firm/keeping/", keeping.keeping, name="keeping"),
    path("firm/days-off/", days_off.days_off, name="days_off"),
    path("playbooks/", playbooks.playbooks, name="playbooks"),
    path("playbooks/record/", playbooks.record, name="record"),
    path("playbooks/copies/", playbooks.copies, name="playbook_copies"),
    path("playbooks/shipped/<slug:key>/", playbooks.shipped, name="shipped_playbook"),
    path("playbooks/<str:public_id>/", playbooks.playbook, name="playbook"),
    path("playbooks/<str:public_id>/presence/", playbooks.presence, name="playbook_presence"),
    path("playbooks/<str:public_id>/package/", playbooks.package, name="playbook_package"),
    path("playbooks/<str:public_id>/history/", playbook_steps.history, name="playbook_history"),
    path("playbooks/<str:public_id>/steps/new/", playbook_steps.new_step, name="new_playbook_step"),
    path("playbooks/<str:public_id>/steps/<slug:key>/", playbook_steps.step, name="playbook_step"),
    path("playbooks/<str:public_id>/steps/<slug:key>/line/", playbook_steps.line, name="playbook_step_line"),
    path("playbooks/<str:public_id>/steps/<slug:key>/place/", playbook_steps.place, name="playbook_step_place"),
    path("playbooks/<str:public_id>/steps/<slug:key>/absence/", playbook_steps.absence, name="playbook_step_absence"),
    path("history/", firm.history, name="history"),
    path("letters/", firm.letters, name="letters"),
]
