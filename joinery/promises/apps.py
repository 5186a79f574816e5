from django.apps import AppConfig


class Promises(AppConfig):
    name = "joinery.promises"
