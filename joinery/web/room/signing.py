"""What is put before a signer, and the seal afterwards: both rendered from the words of the version itself."""

from __future__ import annotations

import json
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from joinery.blueprints.agreement import Agreement, agreement_on
from joinery.blueprints.differences import differences
from joinery.blueprints.models import Level, Version
from joinery.blueprints.queries import done_before, versions_in_room
from joinery.blueprints.said import said, title_of
from joinery.rooms.models import Guest
from joinery.web.room.plan_words import TAKES_PART
from joinery.web.room.sign_pages import Name, SealPage, Sheet, SheetStep, SignPage, grouped
from joinery.web.ui.templatetags.joints import day


def text_of(version: Version, company: str) -> str:
    """The sentence that a name is put under; kept word for word with the signature."""
    title = json.loads(version.content)["title"]
    return _(
        "I have read version {number} of the plan “{title}”, made on {made_at}, as it is shown "
        "above, and I agree to it for {company}."
    ).format(number=version.number, title=title, made_at=day(version.made_at), company=company)


def sheet_of(version: Version, company: str, firm: str) -> Sheet:
    content = json.loads(version.content)
    return Sheet(
        number=version.number,
        title=content["title"],
        target_on=date.fromisoformat(content["target_on"]),
        level_says=str(TAKES_PART[Level(content["level"])]),
        steps=tuple(
            SheetStep(
                number=number,
                title=said(step.get("words", {}), "title", step["title"]),
                who=step["owner"] or (firm if step["side"] == "ours" else company),
                due_on=date.fromisoformat(step["due_on"]) if step["due_on"] else None,
                sees=said(step.get("words", {}), "sees", step["sees"]),
                standard=step["standard"],
                part=step["levels"].get(content["level"], ""),
                question=said(step.get("words", {}), "question", step["question"]) if step["is_checkpoint"] else "",
                is_theirs=step["side"] == "theirs",
            )
            for number, step in enumerate(sorted(content["steps"], key=_by_day), 1)
        ),
        made_at=version.made_at,
        by=version.by_name,
        commitment=version.commitment,
    )


def sign_page(version: Version, guest: Guest, firm: str, *, zone: str) -> SignPage:
    room, company = guest.room.public_id, guest.room.company.name
    place = [room, version.blueprint.public_id]
    why_not = why_not_yet(agreement_on(version), guest)
    return SignPage(
        company=company,
        firm=firm,
        reader=guest.name,
        zone=zone,
        home=reverse("room:home", args=[room]),
        plan=reverse("room:plan", args=place),
        sheet=sheet_of(version, company, firm),
        text=text_of(version, company),
        mailbox=guest.mailbox,
        sign_to=reverse("room:sign", args=place),
        code_to=reverse("room:sign_code", args=place),
        can_sign=not why_not,
        why_not=why_not,
    )


def why_not_yet(agreement: Agreement, guest: Guest) -> str:
    if not any(signer.person_id == guest.person_id for signer in agreement.signers):
        return _("Your name is not among those who sign. If it should be, tell us, and we add you.")
    if not agreement.is_open_for_signing:
        return _("This version is not open for signing now. You will hear from us when it is.")
    if agreement.disputes:
        return _("Somebody does not agree with “{title}” yet. Settle that first.").format(
            title=title_of(agreement.disputes[0].step)
        )
    return "" if guest.mailbox else _("We have no mailbox of yours, so that you cannot prove that it is you.")


def changes_since(seen: str, newest: Version, guest: Guest) -> tuple[str, ...]:
    """What changed after the version that the signer had before them."""
    before = versions_in_room(guest).filter(blueprint=newest.blueprint_id, commitment=seen).first()
    if before is None:
        return ()
    done = done_before([newest])[newest.pk]
    return tuple(differences(json.loads(before.content), json.loads(newest.content), done))


def seal_page(version: Version, versions: list[Version], guest: Guest, firm: str, *, zone: str) -> SealPage:
    room, company = guest.room.public_id, guest.room.company.name
    agreement = agreement_on(version)
    here = reverse("room:seal", args=[room, version.blueprint.public_id])
    signed = {row.number for row in versions if row.sign_offs.all()}
    return SealPage(
        company=company,
        firm=firm,
        reader=guest.name,
        zone=zone,
        home=reverse("room:home", args=[room]),
        plan=reverse("room:plan", args=[room, version.blueprint.public_id]),
        title=json.loads(version.content)["title"],
        number=version.number,
        names=tuple(
            Name(
                sign_off.typed_name,
                (sign_off.person or sign_off.user).name,  # type: ignore[union-attr]
                company if sign_off.person_id else firm,
                sign_off.text,
                sign_off.at,
                sign_off.proof,
            )
            for sign_off in agreement.signed
        ),
        missing=tuple(signer.name for signer in agreement.missing),
        is_newest=version.pk == versions[-1].pk,
        fingerprint=grouped(version.commitment[:32]),
        seal=grouped(version.seal),
        sheet=sheet_of(version, company, firm),
        pdf=f"{reverse('room:plan_pdf', args=[room, version.blueprint.public_id])}?version={version.number}",
        older=tuple((number, f"{here}?version={number}") for number in sorted(signed - {version.number})),
    )


def newest_of(guest: Guest, blueprint_id: str) -> Version | None:
    versions = versions_in_room(guest).filter(blueprint__public_id=blueprint_id)
    return versions.select_related("blueprint__company", "blueprint__opportunity").last()


def signed_by(version: Version, guest: Guest) -> bool:
    return version.sign_offs.filter(person=guest.person_id).exists()


def _by_day(step: dict[str, str]) -> str:
    return step["due_on"] or "9999"
