"""The description at openapi.json is open, complete, and true of whatever is sent."""

import json
import subprocess
import sys
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

WALKED = settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
OPERATIONS = [
    ("get", "companies"),
    ("get", "companies/{company_id}"),
    ("get", "people"),
    ("get", "people/{person_id}"),
    ("get", "opportunities"),
    ("get", "opportunities/{opportunity_id}"),
    ("get", "calls"),
    ("post", "calls"),
    ("get", "calls/{call_id}"),
    ("get", "calls/{call_id}/findings"),
    ("post", "calls/{call_id}/transcript"),
    ("post", "findings/{finding_id}/verdict"),
    ("get", "promises"),
    ("get", "blueprints"),
    ("get", "blueprints/{blueprint_id}"),
    ("post", "blueprints/{blueprint_id}/payments"),
    ("get", "search"),
]
WORDS = st.text(max_size=30)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)


@pytest.fixture
def described(client, firm):
    return client.get("/api/v1/openapi.json").json()


def test_the_description_needs_no_key_and_names_every_operation(described):
    listed = [(method, address) for address, found in described["paths"].items() for method in found]

    assert described["openapi"] == "3.1.0"
    assert sorted(listed) == sorted((method, f"/api/v1/{address}") for method, address in OPERATIONS)


def test_every_operation_wants_a_key_and_declares_its_refusals(described):
    for address, found in described["paths"].items():
        for method, operation in found.items():
            wanted = {"400", "401", "403"} | ({"409", "413", "422"} if method == "post" else set())
            assert wanted <= set(operation["responses"]), (method, address)
            assert operation["security"], (method, address)


def _value(schema, schemas):
    """Mostly what the schema asks for, at times anything at all."""
    if "$ref" in schema:
        return _value(schemas[schema["$ref"].rpartition("/")[2]], schemas)
    if "anyOf" in schema:
        return st.one_of(*(_value(each, schemas) for each in schema["anyOf"]))
    if "enum" in schema:
        return st.sampled_from(schema["enum"]) | WORDS
    if schema.get("type") == "object":
        known = {name: _value(each, schemas) for name, each in schema.get("properties", {}).items()}
        required = {name: known.pop(name) for name in schema.get("required", [])}
        return st.fixed_dictionaries(required, optional=known) | ANYTHING
    return {
        "integer": st.integers() | st.integers(1, 100) | ANYTHING,
        "boolean": st.booleans() | ANYTHING,
        "array": st.lists(WORDS, max_size=3) | ANYTHING,
        "null": st.none(),
        "string": st.datetimes().map(lambda at: f"{at.isoformat()}Z") | WORDS | ANYTHING,
    }[schema["type"]]


@pytest.mark.parametrize(("method", "address"), OPERATIONS, ids=lambda word: word)
def test_whatever_is_sent_gets_an_answer_that_is_described(program, described, call, dora, method, address):
    operation = described["paths"][f"/api/v1/{address}"][method]
    schemas = described["components"]["schemas"]
    ids = st.sampled_from([call.public_id, call.company.public_id, dora.public_id]) | WORDS.filter(bool)
    asked = {each["name"]: each["schema"] for each in operation["parameters"] if each["in"] == "query"}
    queries = st.fixed_dictionaries({}, optional={name: _value(each, schemas) for name, each in asked.items()})
    body = operation.get("requestBody", {"content": {"application/json": {"schema": {"type": "null"}}}})
    bodies = _value(body["content"]["application/json"]["schema"], schemas)
    statuses = {int(status) for status in operation["responses"]}

    @WALKED
    @given(ids, queries, bodies, st.booleans())
    def walk(known_id, query, body, is_ours):
        if isinstance(body, dict) and "company" in body and is_ours:
            body |= {"company": call.company.public_id}
        path = "/".join(quote(known_id, safe="") if part.startswith("{") else part for part in address.split("/"))
        query = {name: value if isinstance(value, str) else json.dumps(value) for name, value in query.items()}
        answer = program.post(path, body) if method == "post" else program.get(path, query)

        assert answer.status_code in statuses, (path, query, body)
        assert answer.status_code < 300 or list(answer.json()) == ["error"]

    walk()


def test_nothing_heavy_is_loaded_before_a_program_knocks():
    seen = (
        "import django; django.setup(); import sys; from django.urls import get_resolver, reverse; "
        "reverse('desk:today'); get_resolver().resolve('/api/v1/companies'); "
        "print(sorted({'ninja', 'pydantic', 'pydantic_core'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)

    assert told.stdout == "[]\n"
