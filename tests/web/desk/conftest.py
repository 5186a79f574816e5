"""What tests of the desk share."""

from blueprint_cast import blueprint, guest, signed

__all__ = ["blueprint", "guest", "signed"]
