"""Records as programs see them: the owner's own, by public ids, page by page."""

import pytest

from joinery.customers.models import Company, Person

from .conftest import NOON


def test_a_company_is_shown_with_public_ids_only(program, astoria, ana):
    shown = program.get(f"companies/{astoria.public_id}").json()

    assert (shown["id"], shown["name"]) == (astoria.public_id, "Hotel Astoria")
    assert shown["owner"] == {"id": ana.public_id, "name": "Ana Lindqvist"}
    assert "pk" not in shown


def test_lists_hold_what_the_owner_may_see(program, sams_program, astoria, dora, laundry, call, quicklime, emil):
    names = {
        address: [each.get("name") or each["title"] for each in program.get(address).json()["items"]]
        for address in ("companies", "people", "opportunities", "calls")
    }

    assert names == {
        "companies": ["Hotel Astoria"],
        "people": ["Dora Marković"],
        "opportunities": ["The laundry"],
        "calls": ["The basement, step by step"],
    }
    assert [each["name"] for each in sams_program.get("people").json()["items"]] == ["Emil Brandt"]


def test_what_belongs_to_another_team_is_not_there(sams_program, astoria, dora, laundry, call, new_call):
    addresses = [
        f"companies/{astoria.public_id}",
        f"people/{dora.public_id}",
        f"opportunities/{laundry.public_id}",
        f"calls/{call.public_id}",
        f"calls/{call.public_id}/findings",
    ]

    assert [sams_program.get(address).status_code for address in addresses] == [404] * 5
    assert sams_program.post("calls", new_call).status_code == 404
    assert sams_program.post(f"calls/{call.public_id}/transcript", {"text": "A: b"}).status_code == 404


def test_the_number_of_a_row_is_no_address(program, astoria):
    assert program.get(f"companies/{astoria.pk}").status_code == 404


def _walk(program, address, limit):
    seen, cursor = [], ""
    while cursor is not None:
        page = program.get(address, {"limit": limit, **({"cursor": cursor} if cursor else {})}).json()
        seen += [each["id"] for each in page["items"]]
        cursor = page["next"]
    return seen


@pytest.mark.parametrize("limit", [1, 2, 7, 100])
def test_a_walk_meets_each_row_once(program, ana, limit):
    made = [Company.objects.create(name=name, owner=ana, created_at=NOON) for name in "gfedcba"]

    assert _walk(program, "companies", limit) == [each.public_id for each in made]


def test_a_row_that_is_added_or_renamed_on_the_way_moves_nothing(program, ana):
    made = [Company.objects.create(name=name, owner=ana, created_at=NOON) for name in "abcd"]
    first = program.get("companies", {"limit": 2}).json()
    Company.objects.filter(pk=made[0].pk).update(name="zzz")
    late = Company.objects.create(name="aaa", owner=ana, created_at=NOON)
    rest = program.get("companies", {"cursor": first["next"]}).json()

    assert [each["id"] for each in rest["items"]] == [each.public_id for each in (*made[2:], late)]


@pytest.mark.parametrize("cursor", ["1", "x" * 32, "é", "AAAA", "=" * 40])
def test_a_cursor_of_ones_own_is_refused(program, astoria, cursor):
    answer = program.get("companies", {"cursor": cursor})

    assert (answer.status_code, answer.json()["error"]["where"]) == (400, "query.cursor")


def test_a_cursor_of_another_list_is_refused(program, ana, dora):
    for name in "ab":
        Company.objects.create(name=name, owner=ana, created_at=NOON)
    cursor = program.get("companies", {"limit": 1}).json()["next"]

    assert program.get("people", {"cursor": cursor}).status_code == 400


@pytest.mark.parametrize("query", [{"limit": 10**9}, {"limit": 0}, {"limit": "many"}, {"limit": "9" * 5000}])
def test_a_page_has_at_most_a_hundred_rows(program, astoria, query):
    answer = program.get("companies", query)

    assert (answer.status_code, answer.json()["error"]["where"]) == (422, "query.limit")


@pytest.mark.parametrize("word", ["ordering", "name__startswith", "include", "page_size", "owner", "about"])
def test_a_word_that_is_not_described_is_refused(program, astoria, word):
    answer = program.get("companies", {word: "guess"})

    assert (answer.status_code, answer.json()["error"]["where"]) == (400, f"query.{word}")


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("address", ["companies", "people", "opportunities", "calls", "promises"])
def test_a_list_asks_the_database_twice(program, dora, laundry, call, ana, address, rows, django_assert_num_queries):
    from joinery.promises.actions import make_promise

    for number in range(rows):
        Person.objects.create(company=dora.company, name=f"Guest {number}", created_at=NOON)
        make_promise(dora.company, "Send the drawing", side="ours", by=ana, theirs=dora, now=NOON)
    program.get("companies")

    with django_assert_num_queries(2):
        program.get(address)


def test_a_promise_says_who_gives_and_who_receives(program, astoria, dora, ana):
    from joinery.promises.actions import make_promise

    make_promise(astoria, "Send the drawing", side="ours", by=ana, theirs=dora, now=NOON)
    shown = program.get("promises").json()["items"][0]

    assert (shown["what"], shown["state"], shown["side"]) == ("Send the drawing", "promised", "ours")
    assert (shown["giver"]["name"], shown["receiver"]["name"]) == ("Ana Lindqvist", "Dora Marković")


def test_search_finds_only_what_the_owner_may_see(program, sams_program, astoria, quicklime):
    from joinery.search.actions import index

    index("company", astoria, company_id=astoria.pk, title="Hotel Astoria", body="the steam", now=NOON)
    index("company", quicklime, company_id=quicklime.pk, title="Quicklime Video", body="the steam", now=NOON)

    assert [each["id"] for each in program.get("search", {"q": "steam"}).json()["items"]] == [astoria.public_id]
    assert [each["id"] for each in sams_program.get("search", {"q": "steam"}).json()["items"]] == [quicklime.public_id]
