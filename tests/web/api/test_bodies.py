"""Broken, deep, huge and hostile bodies are told so quickly; nothing is written."""

import time

import pytest

from joinery.calls.models import Call, Recording

HALF = "\\ud800"
HOSTILE = {
    "empty": "",
    "broken": '{"company": ',
    "a list": "[]",
    "a number": "5",
    "not a number": '{"company": NaN}',
    "bytes": b"\xff\xfe\x00",
    "deep lists": "[" * 10_000 + "]" * 10_000,
    "deep objects": '{"a":' * 10_000 + "1" + "}" * 10_000,
    "deep inside": '{"conversation":' + "[" * 500 + "]" * 500 + "}",
    "a million names": "{" + ",".join(f'"{number}":1' for number in range(1_000_000)) + "}",
    "a long number": '{"minutes":' + "9" * 10_000 + "}",
    "zero": '{"company":"a\\u0000b"}',
    "zero in a name": '{"a\\u0000b":"x"}',
    "half a character": f'{{"company":"{HALF}"}}',
    "half a character in a name": f'{{"{HALF}":1}}',
}


@pytest.mark.parametrize("address", ["calls", "calls/{}/transcript"])
@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_body_is_refused_quickly(program, call, address, body):
    program.get("companies")
    begun = time.process_time()
    answer = program.post(address.format(call.public_id), body)

    assert answer.status_code in (400, 413, 422)
    assert list(answer.json()) == ["error"]
    assert time.process_time() - begun < 2  # far more than it takes, on a slow machine too
    assert (Call.objects.count(), Recording.objects.count()) == (1, 0)


@pytest.mark.parametrize("query", ["q=%00", "q=%ff", "q=a%00b&limit=5", "%00=1", "cursor=%ed%a0%80"])
def test_a_broken_address_is_told_in_json(program, firm, query):
    answer = program.get(f"search?{query}")

    assert (answer.status_code, list(answer.json())) == (400, ["error"])


@pytest.mark.parametrize("q", ["%" * 300, '"', "* OR NEAR(", "a " * 200, "\u202e", "'; DROP TABLE firm_user; --"])
def test_whatever_is_searched_for_is_words(program, astoria, q):
    assert program.get("search", {"q": q}).status_code == 200


@pytest.mark.parametrize("path", ["x", "companies/", "companies/a/b", "", "%2e%2e/", "companies/%00", "openapi.json/x"])
def test_an_address_that_is_none_is_told_in_json(program, firm, path):
    answer = program.client.get(f"/api/v1/{path}", headers={"Authorization": f"Bearer {program.key}"})

    assert answer.status_code in (400, 404)
    assert list(answer.json()) == ["error"]


def test_a_form_without_a_file_is_refused(program, call):
    answer = program.client.post(
        f"/api/v1/calls/{call.public_id}/transcript",
        {"text": "A: b"},
        headers={"Authorization": f"Bearer {program.key}"},
    )

    assert (answer.status_code, answer.json()["error"]["where"]) == (422, "body.file")


def test_a_broken_form_is_refused(program, call):
    answer = program.post(f"calls/{call.public_id}/transcript", "x", content_type="multipart/form-data")

    assert answer.status_code == 400


def test_what_is_too_large_is_refused_before_it_is_read(program, call):
    answer = program.client.post(
        f"/api/v1/calls/{call.public_id}/transcript", "{}", "application/json", CONTENT_LENGTH=str(65 * 1024 * 1024),
        headers={"Authorization": f"Bearer {program.key}"},
    )  # fmt: skip

    assert answer.status_code == 413
