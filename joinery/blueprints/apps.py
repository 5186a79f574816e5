from django.apps import AppConfig


class Blueprints(AppConfig):
    name = "joinery.blueprints"
