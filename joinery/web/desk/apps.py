from django.apps import AppConfig


class DeskPages(AppConfig):
    name = "joinery.web.desk"
    label = "web_desk"
