from django.apps import AppConfig


class UiPages(AppConfig):
    name = "joinery.web.ui"
    label = "web_ui"
