from django.apps import AppConfig


class Gateways(AppConfig):
    name = "joinery.gateways"
