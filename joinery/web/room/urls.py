"""Where the room pages are."""

from django.urls import URLPattern, URLResolver

app_name = "room"
urlpatterns: list[URLPattern | URLResolver] = []
