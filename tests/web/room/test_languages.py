"""A guest reads the room and its letters in their own language, and nothing of ours stays English in it."""

from __future__ import annotations

import sys
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.utils import timezone, translation

from joinery.blueprints.actions.extras import give_extra
from joinery.blueprints.actions.ordering import add_order_line, deliver_line
from joinery.blueprints.actions.paying import send_package
from joinery.blueprints.models import ReadyItem
from joinery.blueprints.queries import sheets_in_room
from joinery.gateways.models import Letter
from joinery.method.playbooks import playbooks
from joinery.rooms.letters import write_invitation, write_moved, write_unsure

sys.path.insert(0, str(Path(__file__).parents[3] / "tools"))
import words  # noqa: E402

PAGES = ("home", "door", "letters", "people", "messages", "files", "passes", "log", "meetings", "knock")
LONG = 12  # shorter words are the same in several languages


class Seen(HTMLParser):
    """What a reader sees, piece by piece."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        if words := " ".join(data.split()):
            self.pieces.append(words)


def pieces_of(page: str) -> list[str]:
    seen = Seen()
    seen.feed(page)
    return seen.pieces


def still_english(text: str, language: str) -> list[str]:
    """Sentences of ours that stand in it as they are in the code."""
    found = []
    for message in words.catalogue(language):
        for said in message.id if isinstance(message.id, tuple) else (message.id,):
            fixed = max(said.replace("}", "{").replace("%(", "{").replace(")s", "{").split("{")[::2], key=len).strip()
            translated = message.string if isinstance(message.string, tuple) else (message.string,)
            if len(fixed) >= LONG and " " in fixed and fixed in text and not any(fixed in each for each in translated):
                found.append(fixed)
    return found


@pytest.fixture(params=words.LANGUAGES)
def language(request, dora_guest):
    dora_guest.person.language = request.param
    dora_guest.person.save(update_fields=["language"])
    return request.param


def test_every_page_of_the_room_is_in_the_guests_language(language, dora_client, started, to):
    step = started.steps.first()
    checkpoint = started.steps.filter(is_checkpoint=True).first()
    addresses = [to(name) for name in PAGES]
    addresses += [to("plan", started), to("seal", started), to("step", step), to("step", checkpoint)]
    for address in addresses:
        answer = dora_client.get(address)
        page = answer.content.decode()

        assert answer.status_code == 200, address
        assert f'<html lang="{language}"' in page, address
        assert still_english("\n".join(pieces_of(page)), language) == [], address


def test_the_page_to_sign_is_in_the_guests_language(language, dora_client, offered, to):
    page = dora_client.get(to("sign", offered)).content.decode()

    assert still_english("\n".join(pieces_of(page)), language) == []


def test_the_pages_of_the_delivery_are_in_the_guests_language(language, dora_client, started, to, ana):
    now, today = timezone.now(), timezone.localdate()
    send_package(started, by=ana, now=now)
    washer = add_order_line(started, "Washer, 18 kg", 2, by=ana, now=now)
    deliver_line(washer, washer.version, 1, today, by=ana, now=now)
    give_extra(started.extras.first(), by=ana, now=now)
    item = ReadyItem.objects.filter(step__blueprint=started, side="theirs", kind="photo").first()
    answers = [dora_client.get(to(name, started)) for name in ("plan", "delivery", "package")]
    answers += [dora_client.post(to("ready", item), {"seen": item.version}), dora_client.post(to("package", started))]
    answers.append(dora_client.get(to("package", started)))

    assert [answer.status_code for answer in answers] == [200, 200, 200, 422, 302, 200]
    for answer in answers:
        assert still_english("\n".join(pieces_of(answer.content.decode())), language) == []


def test_every_letter_to_a_guest_is_in_their_language(language, dora_client, started, dora_guest, ana):
    now = timezone.now()
    dora_guest.refresh_from_db()
    write_invitation(dora_guest, by=ana, now=now)
    write_moved(dora_guest, "old@astoria.example", by=ana, now=now)
    write_unsure(dora_guest, now=now)
    letters = Letter.objects.filter(kind__in=KINDS).exclude(to_address=ana.email)

    assert {letter.kind for letter in letters} == KINDS
    for letter in letters:
        # The first invitation and the code at the door went out before they chose a language.
        assert still_english(f"{letter.subject}\n{letter.text}", language) == [] or letter.queued_at < now, letter.kind


KINDS = {"invitation", "moved", "unsure", "proof", "sign", "signed"}


def test_steps_show_the_words_of_the_template_until_somebody_edits_them(language, dora_client, started, to):
    step = started.steps.exclude(words={}).filter(is_checkpoint=True).first()
    there = step.words[language]["title"]
    assert there in pieces_of(dora_client.get(to("step", step)).content.decode())

    type(step).objects.filter(pk=step.pk).update(title="Dora's own words")

    assert "Dora's own words" in pieces_of(dora_client.get(to("step", step)).content.decode())


def test_at_the_door_the_browser_says_the_language(client, dora_guest, to):
    page = client.get(to("door"), headers={"Accept-Language": "fr-CH,fr;q=0.9,en;q=0.5"}).content.decode()

    assert '<html lang="fr"' in page
    assert "Envoyez-moi un code" in page


def test_a_guest_chooses_their_language_and_ours_stays_english(dora_client, dora_guest, ana, to):
    form = {"often": "daily", "hour": "8", "weekday": "0", "zone": "", "language": "fr"}
    dora_client.post(to("letters"), form)

    dora_guest.person.refresh_from_db()
    assert dora_guest.person.language == "fr"
    assert '<html lang="fr"' in dora_client.get(to("home")).content.decode()
    assert translation.get_language() == "en-gb"


def test_what_is_kept_of_a_change_is_english_and_told_in_the_readers_language(dora_client, started, dora_guest, to):
    dora_guest.person.language = "de"
    dora_guest.person.save(update_fields=["language"])
    dora_client.post(to("plan_steps", started), {"title": "Strom prüfen", "side": "theirs", "owner": "", "day": ""})
    version = sheets_in_room(dora_guest).get().versions.last()

    assert "“Strom prüfen” is new" in version.says
    assert any(
        "„Strom prüfen“ ist neu" in piece for piece in pieces_of(dora_client.get(to("plan", started)).content.decode())
    )


def of_the_template(step):
    """Every sentence that the template has of a step, in English."""
    ours = step.words["en"]
    return [ours["title"], ours["sees"], ours["standard"], *ours["levels"].values(), *ours["evidence"]]


def test_a_guest_reads_no_sentence_of_the_template_in_english(language, dora_client, started, to, ana):
    send_package(started, by=ana, now=timezone.now())
    for line in playbooks()["equipment"].lines:
        add_order_line(started, line.what, 1, by=ana, now=timezone.now())
    for extra in started.extras.all():
        give_extra(extra, by=ana, now=timezone.now())
    steps = list(started.steps.all())
    english = {words for step in steps for words in of_the_template(step) if words}
    english |= {extra.what for extra in started.extras.all()} | {line.what for line in started.order_lines.all()}
    english |= {item[part] for item in started.package.items for part in ("what", "words")}
    addresses = [to(name, started) for name in ("plan", "seal", "delivery", "package")]
    for address in [*addresses, *(to("step", step) for step in steps)]:
        page = unescape(dora_client.get(address).content.decode())

        assert [words for words in english if words in page] == [], address


def test_every_part_of_a_step_is_said_and_an_edited_part_stays_as_written(language, dora_client, started, to):
    step = started.steps.get(key="kickoff")
    there = step.words[language]
    page = unescape(dora_client.get(to("step", step)).content.decode())
    assert [there["standard"] in page, there["levels"][started.level] in page] == [True, True]
    assert [what in page for what in there["evidence"]] == [True, True]

    type(step).objects.filter(pk=step.pk).update(standard="Nobody is late.")
    page = unescape(dora_client.get(to("step", step)).content.decode())

    assert ["Nobody is late." in page, there["standard"] in page] == [True, False]
    assert there["levels"][started.level] in page


def test_a_process_that_lacks_a_language_is_read_in_english(dora_client, dora_guest, started, to):
    dora_guest.person.language = "fr"
    dora_guest.person.save(update_fields=["language"])
    step = started.steps.get(key="kickoff")
    was = {"standard": step.standard, "title": step.words["fr"]["title"], "part": step.levels["mid"]}
    short = {**step.words, "fr": {"title": step.words["fr"]["title"]}}  # as an older process has it
    type(step).objects.filter(pk=step.pk).update(words=short)
    page = unescape(dora_client.get(to("step", step)).content.decode())

    assert {name: words in page for name, words in was.items()} == {"standard": True, "title": True, "part": True}


def test_the_page_to_sign_says_the_whole_template_in_the_guests_language(language, dora_client, offered, to):
    page = unescape(dora_client.get(to("sign", offered)).content.decode())
    steps = list(offered.steps.all())

    assert [words for step in steps for words in of_the_template(step) if words and words in page] == []
    assert [step.key for step in steps if step.words[language]["standard"] not in page] == []


def test_where_nothing_is_a_guest_reads_it_in_their_language(language, dora_client, started, to):
    answer = dora_client.get(to("package", started))

    assert answer.status_code == 404
    assert {"de": "Hier ist nichts", "fr": "Il n’y a rien ici"}[language] in pieces_of(answer.content.decode())
