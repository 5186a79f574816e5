from django.apps import AppConfig


class Customers(AppConfig):
    name = "joinery.customers"
