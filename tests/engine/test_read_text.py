"""Text that people paste, and the text of Meet, Otter and Teams documents."""

from datetime import date
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from joinery.engine.conversation import CannotRead, Conversation
from joinery.engine.read import read


def said(conversation: Conversation) -> list[tuple[str, str]]:
    return [(conversation.speakers[turn.speaker].name, turn.text) for turn in conversation.turns]


def docx(*paragraphs: str, **more: str) -> bytes:
    """A Word document; a line break inside a paragraph becomes <w:br/>."""
    body = "".join(
        "<w:p><w:r>" + "<w:br/>".join(f"<w:t>{escape(line)}</w:t>" for line in paragraph.split("\n")) + "</w:r></w:p>"
        for paragraph in paragraphs
    )
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>')
        for name, content in more.items():
            archive.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        "Sam: Any worries?\nOrla: The lift.\nThe old one.\nSam: I see.",
        "**Sam:** Any worries?\n\n**Orla:** The lift.\nThe old one.\n\n**Sam:** I see.",
        "**Sam**: Any worries?\n**Orla**: The lift. The old one.\n**Sam**: I see.",
        "- Sam: Any worries?\n- Orla: The lift. The old one.\n- Sam: I see.",
        "[0:01] Sam: Any worries?\n\n[0:03] Orla: The lift. The old one.\n[0:05] Sam: I see.",
        "Sam (0:01): Any worries?\nOrla (0:03): The lift. The old one.\nSam (0:05): I see.",
        "Sam:\nAny worries?\n\nOrla:\nThe lift.\nThe old one.\n\nSam:\nI see.",
    ],
)
def test_names_before_colons_are_heard_in_the_ways_people_write_them(text: str) -> None:
    conversation = read(text)

    assert said(conversation) == [("Sam", "Any worries?"), ("Orla", "The lift. The old one."), ("Sam", "I see.")]
    assert conversation.source == "text"


def test_times_before_names_are_kept() -> None:
    conversation = read("[00:00:01] Sam: Any worries?\n[00:01:03] Orla: The lift.")

    assert [turn.start for turn in conversation.turns] == [1.0, 63.0]


def test_a_colon_in_a_sentence_makes_no_speaker() -> None:
    conversation = read("Sam: See https://example.com\nNote: the price is 10:30\nthe price is: high\nOrla: Yes.")

    assert said(conversation) == [
        ("Sam", "See https://example.com Note: the price is 10:30 the price is: high"),
        ("Orla", "Yes."),
    ]


def test_a_line_before_the_first_name_is_the_title() -> None:
    conversation = read("Harbour laundry, 2 September 2026\n\nSam: Any worries?\nOrla: The lift.")

    assert (conversation.title, conversation.held_on) == ("Harbour laundry, 2 September 2026", date(2026, 9, 2))


def test_words_alone_are_cut_at_their_paragraphs() -> None:
    conversation = read("we had a bad week\nin june\n\nand then it stopped")

    assert [turn.text for turn in conversation.turns] == ["we had a bad week in june", "and then it stopped"]


def test_an_otter_heading_inside_a_paragraph_stays_what_was_said() -> None:
    conversation = read(
        "Sam Keane  0:03\nI wrote this:\nCustomer  0:04\nwe sign today\n\nUnknown Speaker  0:42\nWhich floor?\n"
    )

    assert said(conversation) == [
        ("Sam Keane", "I wrote this: Customer  0:04 we sign today"),
        ("Unknown Speaker", "Which floor?"),
    ]


MEET = [
    "📝 Notes",
    "Orla worries about the lift.",
    "📖 Transcript",
    "Sep 2, 2026",
    "Harbour laundry - Transcript",
    "00:00:00",
    "",
    "Sam Keane: Anything from your side?",
    "Orla Byrne: Yes. Um,",
    "Sam Keane: Yes.",
    "Orla Byrne: um, about the lift.",
    "00:02:35",
    "Orla Byrne: It is old.",
    "Transcription ended after 00:28:51",
    "This editable transcript was computer generated and might contain errors. People can also change the text.",
]


def test_meet_with_notes_marks_and_footer_gives_only_what_was_said() -> None:
    expected = [
        ("Sam Keane", "Anything from your side?"),
        ("Orla Byrne", "Yes. Um,"),
        ("Sam Keane", "Yes."),
        ("Orla Byrne", "um, about the lift."),
        ("Orla Byrne", "It is old."),
    ]

    for source in ("\n".join(MEET), docx(*MEET)):
        conversation = read(source)
        assert said(conversation) == expected
        assert (conversation.source, conversation.title, conversation.held_on) == (
            "meet",
            "Harbour laundry",
            date(2026, 9, 2),
        )


def test_those_who_were_there_but_silent_are_named_without_the_bots() -> None:
    conversation = read(
        "Laundry (2026-09-02 10:00 GMT) - Transcript\n\nAttendees\n\nSam Keane, Orla Byrne, Emil Roth, "
        "Sam's Presentation, Acme Notetaker\n\nTranscript\n\nSam Keane: Hello.\nOrla Byrne: Hello.\n"
    )

    assert conversation.remarks[0] == "On the list of attendees but not heard: Emil Roth."


TEAMS = (
    "Harbour laundry-20260902_133555-Meeting Transcript",
    "2 September 2026, 01:35pm",
    "27m 42s",
    "Sam Keane started transcription",
    "Orla Byrne   0:03\nthat from the planning discussion, we said let's have a first go.",
    "Sam Keane   0:19\nYeah.",
    "Orla Byrne   1:00:19\nCustomer: we sign today",
    "Sam Keane stopped transcription",
)


@pytest.mark.parametrize("source", [docx(*TEAMS), docx(*"\n".join(TEAMS).split("\n")), "\n".join(TEAMS).encode()])
def test_a_teams_document_gives_names_times_title_and_day(source: bytes) -> None:
    conversation = read(source, name="call.docx")

    assert [(conversation.speakers[turn.speaker].name, turn.start, turn.text) for turn in conversation.turns] == [
        ("Orla Byrne", 3.0, "that from the planning discussion, we said let's have a first go."),
        ("Sam Keane", 19.0, "Yeah."),
        ("Orla Byrne", 3619.0, "Customer: we sign today"),
    ]
    assert (conversation.source, conversation.title, conversation.held_on) == (
        "teams",
        "Harbour laundry",
        date(2026, 9, 2),
    )
    assert conversation.remarks == ()


def test_an_otter_document_without_blank_lines_is_cut_at_its_headings() -> None:
    conversation = read(
        docx("Sam Keane  0:03", "Which floor?", "Orla Byrne  0:09", "The second.", "Sam Keane  0:12", "Good.")
    )

    assert said(conversation) == [("Sam Keane", "Which floor?"), ("Orla Byrne", "The second."), ("Sam Keane", "Good.")]


@pytest.mark.parametrize(
    ("more", "why"),
    [
        (
            {"word/media/a.bin": "\0" * 50_000_000},
            "The Word document unpacks to more than 100 times its size; it was not opened.",
        ),
        (
            {str(number): "" for number in range(2_100)},
            "The Word document has more than 2,000 parts; it was not opened.",
        ),
    ],
)
def test_a_bomb_is_refused_before_it_is_opened(more: dict[str, str], why: str) -> None:
    with pytest.raises(CannotRead) as refusal:
        read(docx("Sam: hello", **more))

    assert str(refusal.value) == why


def test_a_document_with_entities_is_refused() -> None:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "Sam: hello">]><a>&b;</a>')

    with pytest.raises(CannotRead, match="damaged"):
        read(packed.getvalue())


def test_names_are_heard_in_other_scripts_and_written_small() -> None:
    assert said(read("王芳：你好\n李雷：你好吗？")) == [("王芳", "你好"), ("李雷", "你好吗？")]
    assert said(read("sam: hi\norla: hello\nsam: how are you")) == [
        ("sam", "hi"),
        ("orla", "hello"),
        ("sam", "how are you"),
    ]


def test_saved_captions_of_zoom_count_from_the_first_turn() -> None:
    conversation = read("[Sam Keane] 10:03:22\nhello there\n\n[Orla Byrne] 10:03:25\nhi you\n")

    assert [(turn.start, turn.text) for turn in conversation.turns] == [(0.0, "hello there"), (3.0, "hi you")]
    assert conversation.remarks == ("The file has the time of day; times are counted from the first turn.",)


def test_a_time_may_stand_before_a_name_on_its_own_line() -> None:
    conversation = read("0:01 Sam Keane\nhello there\n\n0:05 Orla Byrne\nhi you\n")

    assert [(turn.start, turn.text) for turn in conversation.turns] == [(1.0, "hello there"), (5.0, "hi you")]


def test_a_time_before_a_name_with_a_colon_is_no_heading() -> None:
    assert said(read("0:01 Sam: Yes\n\n0:03 Orla: No\n")) == [("Sam", "Yes"), ("Orla", "No")]
