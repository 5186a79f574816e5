from django.apps import AppConfig


class FirmApp(AppConfig):
    name = "joinery.firm"
    label = "firm"
