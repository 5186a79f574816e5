"""Widgets that are written out."""

from __future__ import annotations

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

from joinery.web.ui.forms import Renderer
from joinery.web.ui.widgets import PLAIN

ODD = 'a "b" <c> & ’d’'
GROUPED = [("", "Choose"), ("Ours & theirs", [("a", "An <a>"), (2, "Two")]), ("b", ODD)]
WIDGETS = [
    (forms.TextInput({"class": "field__line", "maxlength": 20, "required": True, "disabled": False}), ODD),
    (forms.TextInput(), None),
    (forms.TextInput({"placeholder": ODD}), ""),
    (forms.NumberInput({"min": 0}), 1200),
    (forms.EmailInput(), "dora@astoria.example"),
    (forms.DateInput(format="%Y-%m-%d"), "2026-09-04"),
    (forms.HiddenInput(), ODD),
    (forms.PasswordInput(), "never shown"),
    (forms.Textarea({"rows": 3}), ODD),
    (forms.Textarea(), None),
    (forms.Select({"class": "field__line"}, choices=GROUPED), "2"),
    (forms.Select(choices=[]), None),
]


@pytest.mark.parametrize(("widget", "value"), WIDGETS)
def test_a_widget_that_we_write_out_is_what_django_makes_of_it(widget, value):
    context = widget.get_context("name & more", value, {"id": "id_name"})

    assert widget.template_name in PLAIN
    assert Renderer().render(widget.template_name, context) == DjangoTemplates().render(widget.template_name, context)


def test_what_we_do_not_write_out_comes_from_its_template():
    widget = forms.CheckboxInput()

    assert 'type="checkbox"' in widget.render("name", True, renderer=Renderer())
