"""What can be done to a blueprint, by one of us or by a guest of the customer's room."""


class CannotDraw(Exception):
    """There is no such template, or this opportunity has its blueprint already."""


class CannotChange(Exception):
    """This step cannot be changed so, or not by this side."""


class CannotStep(Exception):
    """This is not open to this side now."""


class NeedsReason(Exception):
    """It can be done, but not as planned: say why."""
