from django.apps import AppConfig


class OfficePages(AppConfig):
    name = "joinery.web.office"
    label = "web_office"
