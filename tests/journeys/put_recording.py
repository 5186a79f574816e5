"""Puts a recorded call into a house that is running: python put_recording.py DATA. Prints the public id of the call."""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main(folder: str) -> None:
    os.environ |= {"JOINERY_DATA": folder, "DJANGO_SETTINGS_MODULE": "joinery.project.settings"}
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    import django

    django.setup()
    from django.utils import timezone
    from player_cast import PIET, SAID, put_in_recording, recorded_talk

    from joinery.calls.actions import create_call
    from joinery.customers.models import Person
    from joinery.firm.models import User

    now, dora, ana = timezone.now(), Person.objects.get(name="Dora Marković"), User.objects.get(name="Ana Lindqvist")
    begun = now - timedelta(hours=2)
    call = create_call(dora.company, "The basement, step by step", starts_at=begun, people=[dora], by=ana, now=now)
    talk = recorded_talk([line for line in SAID if line[0] != PIET])
    put_in_recording(call, ana, people=[dora], conversation=talk, now=now)
    print(call.public_id)


if __name__ == "__main__":
    main(sys.argv[1])
