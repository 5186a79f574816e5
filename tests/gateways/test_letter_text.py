"""A letter that is set aside keeps its words and not what it carried."""

from email.message import EmailMessage

from room_cast import photo

from joinery.gateways.letter_text import text_only


def letter():
    written = EmailMessage()
    written["From"], written["Subject"] = "Dora <dora@astoria.example>", "The cellar"
    written.set_content("It rattles.")
    written.add_attachment(photo().read(), maintype="image", subtype="jpeg", filename="cellar.jpg")
    written.add_attachment(photo().read(), maintype="text", subtype="plain", filename="words.txt")
    return written


def test_words_stay_and_photographs_go():
    kept = text_only(letter().as_bytes())

    assert b"It rattles." in kept
    assert b"Subject: The cellar" in kept
    assert kept.count(b"What was enclosed here was not kept.") == 2
    assert len(kept) < 1500


def test_a_photograph_in_a_letter_in_a_letter_goes_too():
    outer = EmailMessage()
    outer["Subject"] = "Passed on"
    outer.set_content("See below.")
    outer.add_attachment(letter())
    kept = text_only(outer.as_bytes())

    assert b"It rattles." in kept
    assert b"/9j/" not in kept


def test_a_photograph_that_is_the_whole_letter_goes():
    whole = b"Subject: x\nContent-Type: image/jpeg\nContent-Transfer-Encoding: base64\n\n/9j/4AAQSkZJRgABAQ==\n"

    assert b"/9j/" not in text_only(whole)
    assert b"Subject: x" in text_only(whole)


def test_bytes_that_are_no_letter_do_not_break_it():
    for raw in (b"", b"\0\xff\xfe", b"\xff\xd8\xff" + b"x" * 50, b"Content-Type: multipart/mixed\n\nno end"):
        assert isinstance(text_only(raw), bytes)
