"""What is stored of a blueprint: the plan, its versions and signatures, its life, and what is delivered."""

from joinery.blueprints.models.delivery import Evidence, Extra, OrderLine, Package, Payment, ReadyItem, Seat
from joinery.blueprints.models.life import Concern, Deviation, Slip, StepEvent, Verdict
from joinery.blueprints.models.plan import Blueprint, Level, Playbook, Side, Step
from joinery.blueprints.models.versions import Offer, Signer, SignOff, Version

__all__ = [
    "Blueprint",
    "Concern",
    "Deviation",
    "Evidence",
    "Extra",
    "Level",
    "Offer",
    "OrderLine",
    "Package",
    "Payment",
    "Playbook",
    "ReadyItem",
    "Seat",
    "Side",
    "SignOff",
    "Signer",
    "Slip",
    "Step",
    "StepEvent",
    "Verdict",
    "Version",
]
