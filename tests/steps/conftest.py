"""What tests of steps share."""

from blueprint_cast import blueprint, guest, signed

__all__ = ["blueprint", "guest", "signed"]
