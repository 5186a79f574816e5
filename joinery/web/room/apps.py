from django.apps import AppConfig


class RoomPages(AppConfig):
    name = "joinery.web.room"
    label = "web_room"
