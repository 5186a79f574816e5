"""Every field of every model of ours is internal, shared, public or personal."""

import pytest
from django.apps import apps

MODELS = [model for model in apps.get_models() if model.__module__.startswith("joinery.")]


def classes_of(model):
    """Field name to the classes that claim it, over the model and what it inherits."""
    claimed: dict[str, list[str]] = {}
    for base in model.__mro__:
        privacy = base.__dict__.get("privacy")
        for name, fields in (privacy.classes if privacy else {}).items():
            for field in fields:
                claimed.setdefault(field, []).append(name)
    return claimed


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_field_is_in_exactly_one_class(model):
    fields = {field.name for field in [*model._meta.concrete_fields, *model._meta.many_to_many]}
    claimed = classes_of(model)

    assert set(claimed) == fields
    assert [name for name, classes in claimed.items() if len(classes) > 1] == []
