"""A talk of Ana's with Dora, as Zoom writes it down."""

SAID = [
    ("Ana Lindqvist", "Good morning Dora, good to see you again."),
    ("Dora Marković", "Good morning. It has been a long summer."),
    ("Ana Lindqvist", "Can you walk me through the last time the laundry went badly, from the start?"),
    (
        "Dora Marković",
        "In June the big washer broke and we lost two days of linen. We drove the sheets to Monfalcone in my own car.",
    ),
    ("Ana Lindqvist", "What did one such day cost you, roughly?"),
    ("Dora Marković", "That cost us about nine hundred euros a day in hired linen."),
    ("Ana Lindqvist", "When it works, what will a normal morning look like for your floor team?"),
    ("Dora Marković", "I want the towels on the floors by ten, without anyone having to ask."),
    ("Ana Lindqvist", "Who else have you asked to look at this?"),
    ("Dora Marković", "The Milan people offered it on a lease, and my brother liked that."),
    ("Ana Lindqvist", "Two washers would stand side by side in the basement."),
    ("Dora Marković", "I'm not sure how the night team takes it. I'd have to see before I say October."),
    ("Ana Lindqvist", "I'll send you the drain positions by Thursday."),
    ("Dora Marković", "I'll get you the floor plan by Friday."),
    ("Ana Lindqvist", "Could we meet next Tuesday with Jonas in the basement?"),
    ("Dora Marković", "Yes, Tuesday works."),
]


def zoom(said=SAID):
    """Twelve seconds a turn."""
    cues = []
    for number, (name, words) in enumerate(said):
        start, end = number * 12, number * 12 + 10
        cues.append(f"{number + 1}\n{_clock(start)} --> {_clock(end)}\n{name}: {words}\n")
    return "WEBVTT\n\n" + "\n".join(cues)


def _clock(seconds):
    return f"00:{seconds // 60:02}:{seconds % 60:02}.000"
