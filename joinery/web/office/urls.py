"""Where the office's pages are."""

from django.urls import path

from joinery.web.office.views import demo, firm, first_run, me, people

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
    path("history/", firm.history, name="history"),
    path("letters/", firm.letters, name="letters"),
]
