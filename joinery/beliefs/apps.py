from django.apps import AppConfig


class Beliefs(AppConfig):
    name = "joinery.beliefs"
