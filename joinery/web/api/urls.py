"""Where the door for programs is: one address pattern, so that nothing heavy is loaded before a program knocks."""

from django.urls import path

from joinery.web.api.door import door

app_name = "api"
urlpatterns = [path("<path:rest>", door, name="door")]
