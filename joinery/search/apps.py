from django.apps import AppConfig


class Search(AppConfig):
    name = "joinery.search"
