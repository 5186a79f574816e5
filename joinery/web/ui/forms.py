"""How forms look: a label, a line to write on, the reason below."""

from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    field_template_name = "ui/field.html"

    def get_template(self, template_name: str) -> Any:
        if template_name.startswith("ui/"):
            from django.template import loader  # the project's own templates, not Django's form folder

            return loader.get_template(template_name)
        return super().get_template(template_name)


class Form(forms.Form):
    """A form whose widgets carry the house's classes. In a template: {{ field.as_field_group }} for each field."""

    def __init__(self, *args: Any, **more: Any) -> None:
        more.setdefault("label_suffix", "")
        super().__init__(*args, **more)
        for field in self.fields.values():
            if not isinstance(field.widget, (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)):
                field.widget.attrs.setdefault("class", "field__line")


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")
