from django.apps import AppConfig


class Opportunities(AppConfig):
    name = "joinery.opportunities"
