"""Addresses of rooms on the desk."""

from django.urls import path

from joinery.web.desk.views import room

urlpatterns = [
    path("customers/<str:public_id>/room/", room.room, name="room"),
    path("customers/<str:public_id>/room/closing/", room.closing, name="room_closing"),
    path("customers/<str:public_id>/room/guests/", room.guests, name="room_guests"),
    path("customers/<str:public_id>/room/guests/<str:guest_id>/revocation/", room.revocation, name="room_revocation"),
    path("customers/<str:public_id>/room/beliefs/<str:belief_id>/", room.belief, name="room_belief"),
    path("customers/<str:public_id>/room/lines/<str:line_id>/withdrawal/", room.withdrawal, name="room_withdrawal"),
]
