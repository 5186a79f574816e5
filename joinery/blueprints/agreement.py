"""What is agreed: who must sign, who did, and whether a version stands confirmed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from joinery.blueprints.models import Blueprint, Concern, Offer, Signer, SignOff, Step, Version


@dataclass(frozen=True)
class Agreement:
    """How a version stands. Confirmed: every signer signed this very version, and nobody of theirs disputes a step."""

    version: Version
    offer: Offer | None
    signers: tuple[Signer, ...]
    signed: tuple[SignOff, ...]
    disputes: tuple[Concern, ...]

    @property
    def missing(self) -> tuple[Signer, ...]:
        done = {(sign_off.person_id, sign_off.user_id) for sign_off in self.signed}
        return tuple(signer for signer in self.signers if (signer.person_id, signer.user_id) not in done)

    @property
    def is_confirmed(self) -> bool:
        has_theirs = any(signer.person_id for signer in self.signers)
        return has_theirs and not self.missing and not self.disputes

    @property
    def is_open_for_signing(self) -> bool:
        return self.offer is not None and self.offer.withdrawn_at is None


def agreement_on(
    version: Version, steps: Iterable[Step] | None = None, signed: Iterable[SignOff] | None = None
) -> Agreement:
    """`steps` with their concerns, `signed` under this version: where a page has read them already."""
    blueprint = version.blueprint
    if steps is None:
        open_ones = Concern.objects.filter(kind=Concern.Kind.DISPUTE, closed_at__isnull=True)
        disputes = list(open_ones.filter(step__blueprint=blueprint).select_related("step"))
    else:
        concerns = (concern for step in steps for concern in step.concerns.all())
        disputes = [one for one in concerns if one.kind == Concern.Kind.DISPUTE and not one.closed_at]
    if signed is None:
        signed = version.sign_offs.select_related("person", "user")
    signers = Signer.objects.filter(blueprint=blueprint, removed_at__isnull=True).select_related("person", "user")
    return Agreement(
        version=version,
        offer=Offer.objects.filter(version=version).first(),
        signers=tuple(signers),
        signed=tuple(signed),
        disputes=tuple(disputes),
    )


def words_to_sign(version: Version) -> str:
    """What a name under it says."""
    return (
        f"I have read version {version.number} of “{version.blueprint.title}” and agree to it: "
        "to the steps, to who does them, and to the days."
    )


def newest(blueprint: Blueprint) -> Version:
    version = blueprint.versions.select_related("blueprint").last()
    assert version is not None  # drawing makes the first one
    return version


def names_of(blueprint: Blueprint) -> list[SignOff]:
    """Under all its versions, the first version first."""
    signed = SignOff.objects.filter(version__blueprint=blueprint).order_by("version__number", "at", "id")
    return list(signed.select_related("person", "user"))


def names_under(names: list[SignOff]) -> list[SignOff]:
    """Under the first version that was signed: the names that started it."""
    return [row for row in names if row.version_id == names[0].version_id]


def last_signed(blueprint: Blueprint) -> Version | None:
    """The newest version that all who signed it at all have signed: what the room shows as agreed."""
    signed = blueprint.versions.filter(sign_offs__isnull=False).select_related("blueprint").distinct()
    for version in signed.order_by("-number"):
        if not agreement_on(version).missing:
            return version
    return None
