"""Addresses of rooms on the desk."""

from django.urls import path

from joinery.web.desk.views import room, room_files, room_messages, room_people, room_value

ROOM = "customers/<str:public_id>/room"
urlpatterns = [
    path("customers/<str:public_id>/room/", room.room, name="room"),
    path("customers/<str:public_id>/room/closing/", room.closing, name="room_closing"),
    path("customers/<str:public_id>/room/guests/", room.guests, name="room_guests"),
    path("customers/<str:public_id>/room/guests/<str:guest_id>/revocation/", room.revocation, name="room_revocation"),
    path("customers/<str:public_id>/room/beliefs/<str:belief_id>/", room.belief, name="room_belief"),
    path("customers/<str:public_id>/room/lines/<str:line_id>/withdrawal/", room.withdrawal, name="room_withdrawal"),
    path(f"{ROOM}/files/", room_files.room_files, name="room_files"),
    path(f"{ROOM}/files/<str:file_id>/versions/", room_files.room_file_versions, name="room_file_versions"),
    path(f"{ROOM}/files/<str:file_id>/away/", room_files.room_file_away, name="room_file_away"),
    path(f"{ROOM}/versions/<str:version_id>/", room_files.room_version, name="room_version"),
    path(f"{ROOM}/versions/<str:version_id>/small/", room_files.room_version_small, name="room_version_small"),
    path(f"{ROOM}/versions/<str:version_id>/sharing/", room_files.room_version_sharing, name="room_version_sharing"),
    path(f"{ROOM}/entry/", room_people.room_entry, name="room_entry"),
    path(f"{ROOM}/knocks/<str:knock_id>/", room_people.room_knock, name="room_knock"),
    path(f"{ROOM}/words/<str:word_id>/away/", room_people.room_word_away, name="room_word_away"),
    path("faces/<str:picture_id>/", room_people.face, name="face"),
    path(f"{ROOM}/value/", room_value.room_value, name="room_value"),
    path(f"{ROOM}/value/sharing/", room_value.room_value_sharing, name="room_value_sharing"),
    path(f"{ROOM}/value/<str:figure_id>/away/", room_value.room_value_away, name="room_value_away"),
    path(f"{ROOM}/messages/", room_messages.room_messages, name="room_messages"),
]
