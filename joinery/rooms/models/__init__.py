"""The rows of a room."""

from joinery.rooms.models.entering import Knock, Visitor, VisitorWord
from joinery.rooms.models.files import FileVersion, RoomFile
from joinery.rooms.models.heard import HeardAnswer, HeardLine
from joinery.rooms.models.letters import IncomingLetter, LetterWish, Reminded
from joinery.rooms.models.meetings import CalendarFeed, OtherDay
from joinery.rooms.models.messages import RoomMessage
from joinery.rooms.models.room import Guest, Pass, Proof, Room
from joinery.rooms.models.value import ValueAnswer, ValueCase, ValueLine

__all__ = [
    "CalendarFeed",
    "FileVersion",
    "Guest",
    "HeardAnswer",
    "HeardLine",
    "IncomingLetter",
    "Knock",
    "LetterWish",
    "OtherDay",
    "Pass",
    "Proof",
    "Reminded",
    "Room",
    "RoomFile",
    "RoomMessage",
    "ValueAnswer",
    "ValueCase",
    "ValueLine",
    "Visitor",
    "VisitorWord",
]
