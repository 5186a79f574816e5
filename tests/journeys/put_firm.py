"""Puts a firm into a folder that is new: python put_firm.py DATA URL. Prints what a story begins with, as JSON.

Ida, Ana signed in, Hotel Astoria with Dora and what they could have, a room, and Dora's invitation to it. The story of
the thread comes to all of this through the pages.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main(folder: str, url: str) -> None:
    os.environ |= {"JOINERY_DATA": folder, "JOINERY_BASE_URL": url}
    os.environ["DJANGO_SETTINGS_MODULE"] = "joinery.project.settings"
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    Path(folder).mkdir(parents=True)
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    print(json.dumps(begun()))


def begun() -> dict[str, str]:
    from django.utils import timezone
    from journeys.people import ANA, DORA, IDA, PASSWORD

    from joinery.customers.actions import add_company, add_person
    from joinery.firm.actions import add_colleague, add_team, set_up_firm
    from joinery.opportunities.actions import add_opportunity
    from joinery.rooms.actions import invite_guest, open_room

    now = timezone.now()
    firm = {"firm_name": "Wessel Laundry Works", "zone": "Europe/Rome", "currency": "EUR"}
    ida = set_up_firm(name="Ida Berg", email=IDA, password=PASSWORD, now=now, **firm)
    team = add_team("Hotels", by=ida, now=now)
    ana = add_colleague(name="Ana Lindqvist", email=ANA, title="Seller", role="seller", team=team, by=ida, now=now)
    by_ana = {"by": ana, "now": now}
    astoria = add_company("Hotel Astoria", owner=ana, team=team, domain="astoria.example", city="Trieste", **by_ana)
    dora = add_person(astoria, "Dora Marković", title="Owner", email=DORA, **by_ana)
    laundry = add_opportunity(astoria, "Two washers in the basement", amount=4_800_000, **by_ana)
    open_room(astoria, **by_ana)
    invite_guest(dora, **by_ana)
    ids = {"company": astoria.public_id, "opportunity": laundry.public_id}
    return {"ida": signed_in(ida), "ana": signed_in(ana), **ids}


def signed_in(user) -> str:  # type: ignore[no-untyped-def]
    """The session of a browser of theirs."""
    from django.conf import settings
    from django.test import Client

    browser = Client()
    browser.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


if __name__ == "__main__":
    main(*sys.argv[1:])
