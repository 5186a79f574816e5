"""What came by mail, on our side of the room."""

from django.urls import reverse
from django.utils import timezone
from post_cast import came, reply, take_replies
from room_cast import invited

from joinery.rooms.actions import publish_line
from joinery.rooms.reply_address import reply_address


def test_replies_stand_there_proven_or_marked_as_unverified(ana_client, dora, ana, settings, tmp_path):
    take_replies(settings)
    settings.DATA = tmp_path
    guest, now = invited(dora, ana), timezone.now()
    line = publish_line(guest.room, "need", "Towels by ten.", person=dora, by=ana, now=now)
    came(reply(reply_address(guest, "l", line.public_id), "Yes. The key is at the desk."), now=now)
    came(reply(reply_address(guest), "Thursday.", checks="", message_id="<2@evil.example>"), now=now)
    page = ana_client.get(reverse("desk:room_messages", args=[guest.room.company.public_id])).content.decode()

    assert "By this they said yes: Towels by ten." in page
    assert "The key is at the desk." in page
    assert "Thursday." in page
    assert page.count("Unverified.") == 1
