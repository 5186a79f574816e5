"""The pages of signing in are the library's in our clothes; each of them opens."""

import pytest

MINE = [
    "/sign-in/sessions/",
    "/sign-in/2fa/",
    "/sign-in/password/change/",
    "/sign-in/password/set/",
    "/sign-in/reauthenticate/",
    "/sign-in/logout/",
]
OPEN = ["/sign-in/login/", "/sign-in/signup/", "/sign-in/password/reset/"]


@pytest.mark.parametrize("address", MINE)
def test_a_page_of_ones_own_way_in_opens(ana_client, ana, address):
    ana.set_password("towels by ten, please")
    ana.save()
    ana_client.login(email=ana.email, password="towels by ten, please")

    assert ana_client.get(address, follow=True).status_code == 200


@pytest.mark.parametrize("address", OPEN)
def test_a_page_before_signing_in_opens(client, firm, address):
    assert client.get(address).status_code == 200


def test_nobody_signs_up_by_themselves(client, firm):
    page = client.get("/sign-in/signup/").content.decode()

    assert "<form" not in page
