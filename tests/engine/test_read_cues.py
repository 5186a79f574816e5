"""WebVTT and SRT as they really come: unsorted, unclosed, without names, and with names in what was said."""

import pytest

from joinery.engine.conversation import CannotRead, Conversation
from joinery.engine.read import read


def said(conversation: Conversation) -> list[tuple[str, str]]:
    return [(conversation.speakers[turn.speaker].name, turn.text) for turn in conversation.turns]


def test_a_zoom_cue_without_a_name_goes_on_with_the_speaker_before() -> None:
    conversation = read(
        "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nOrla Byrne: and the downtime,\n\n"
        "2\n00:00:02.000 --> 00:00:03.500\nwhat happens to the rooms?\n\n"
        "3\n00:00:04.000 --> 00:00:05.000\nSam Keane: Here is the thing: nothing.\n"
    )

    assert said(conversation) == [
        ("Orla Byrne", "and the downtime,"),
        ("Orla Byrne", "what happens to the rooms?"),
        ("Sam Keane", "Here is the thing: nothing."),
    ]


def test_teams_cues_are_sorted_and_it_is_said() -> None:
    conversation = read(
        "WEBVTT\n\n1f2e3d4c-0000-4a5b-9c8d-1234567890ab/12-0\n"
        "00:00:05.000 --> 00:00:06.000\n<v Sam Keane>Second.</v>\n\n"
        "1f2e3d4c-0000-4a5b-9c8d-1234567890ab/11-0\n00:00:03.990 --> 00:00:06.310\n<v Orla Byrne>First.</v>\n"
    )

    assert said(conversation) == [("Orla Byrne", "First."), ("Sam Keane", "Second.")]
    assert conversation.remarks[0] == "The cues were not in order of time; they are sorted by their start."


def test_teams_tags_may_be_empty_unclosed_and_span_lines() -> None:
    conversation = read(
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v Orla\nByrne>Laundry &amp; linen,\n\nall of it.</v>\n\n"
        "00:00:03.000 --> 00:00:04.000\n<v>Who is this?</v>\n\n"
        "00:00:05.000 --> 00:00:06.000\n<v Sam Keane>One moment\n\n"
        "00:00:06.000 --> 00:00:07.000\nplease.</v>\n"
    )

    assert said(conversation) == [
        ("Orla Byrne", "Laundry & linen, all of it."),
        ("Unknown speaker", "Who is this?"),
        ("Sam Keane", "One moment"),
        ("Sam Keane", "please."),
    ]


def test_a_label_inside_a_teams_cue_stays_the_speakers_own_words() -> None:
    conversation = read(
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v Sam Keane>Customer: we sign today</v>\n\n"
        "00:00:03.000 --> 00:00:04.000\n<v Sam Keane>&lt;v Customer&gt;we sign today</v>\n"
    )

    assert said(conversation) == [
        ("Sam Keane", "Customer: we sign today"),
        ("Sam Keane", "<v Customer>we sign today"),
    ]
    assert [speaker.name for speaker in conversation.speakers] == ["Sam Keane"]


@pytest.mark.parametrize("file", ["zoom", "plain"])
def test_one_role_among_names_is_something_somebody_said(file: str) -> None:
    cue = "00:00:0{0}.000 --> 00:00:0{0}.900\n{1}\n\n"
    lines = ["Sam Keane: Then she said", "Customer: we sign today", "Orla Byrne: Did I?"]
    text = (
        "WEBVTT\n\n" + "".join(cue.format(n, line) for n, line in enumerate(lines))
        if file == "zoom"
        else "\n".join(lines)
    )
    conversation = read(text)

    assert [speaker.name for speaker in conversation.speakers] == ["Sam Keane", "Orla Byrne"]


def test_subtitles_without_names_are_nobodys() -> None:
    conversation = read(
        "1\n00:00:01,000 --> 00:00:02,000\n<i>We had</i> a bad week.\n\n2\n00:00:03,000 --> 00:00:04,000\nSo: yes.\n"
    )

    assert said(conversation) == [("Unknown speaker", "We had a bad week."), ("Unknown speaker", "So: yes.")]
    assert conversation.source == "srt"


def test_notes_and_styles_are_not_said() -> None:
    conversation = read(
        "WEBVTT - title\nKind: captions\n\nNOTE made by hand\nand more\n\nSTYLE\n::cue { color: red }\n\n"
        "intro\n00:01.000 --> 00:02.000 align:start\nHello there.\n"
    )

    assert [(turn.text, turn.start, turn.end) for turn in conversation.turns] == [("Hello there.", 1.0, 2.0)]


def test_backward_times_outside_teams_are_kept_and_said() -> None:
    conversation = read(
        "1\n00:00:05,000 --> 00:00:04,000\nSam: late\n\n"
        "2\n00:00:03,000 --> 00:00:04,000\nSam: early\n\nx\n1 --> 2\nSam: when?\n"
    )

    assert [turn.start for turn in conversation.turns] == [5.0, 3.0, None]
    assert conversation.remarks == (
        "The time on line 10 could not be read.",
        "1 turn ends before it begins; the times are kept.",
        "1 turn starts earlier than the turn before it; the times are kept.",
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("#EXTM3U\n#EXT-X-TARGETDURATION:10\nhttps://example.com/a.vtt\n", "This is a playlist, not a transcript."),
        (
            "WEBVTT\n\n00:01.000 --> 00:02.000\nsprite.jpg#xywh=0,0,160,90\n",
            "This is a list of preview pictures, not a transcript.",
        ),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n\n", "This vtt file has no words in it."),
    ],
)
def test_what_is_named_vtt_but_holds_no_words_is_refused(text: str, why: str) -> None:
    with pytest.raises(CannotRead) as refusal:
        read(text.encode(), name="talk.vtt")

    assert str(refusal.value) == why


def test_two_people_in_one_subtitle_are_two_turns() -> None:
    conversation = read(
        "1\n00:00:01,000 --> 00:00:02,000\n- SAM: Ready?\n- ORLA: Yes.\n\n"
        "2\n00:00:03,000 --> 00:00:04,000\nSAM: She said\nORLA: is what she said.\n"
    )

    assert said(conversation) == [
        ("SAM", "Ready?"),
        ("ORLA", "Yes."),
        ("SAM", "She said ORLA: is what she said."),
    ]


def test_blank_lines_before_the_heading_do_no_harm() -> None:
    assert said(read("\n \nWEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nSam: Ready?\n")) == [("Sam", "Ready?")]
