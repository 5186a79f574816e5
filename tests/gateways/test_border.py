"""What our border server says of a letter, read strictly: in doubt it did not pass."""

from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from joinery.gateways.border import checks_of, is_from_its_domain

# On a busy machine making examples takes long; that says nothing about what is tested.
BUSY = examples(deadline=None, suppress_health_check=[HealthCheck.too_slow])

OURS = "mx.in.example"


def passes(*headers, domain="astoria.example"):
    return is_from_its_domain(headers, domain, OURS)


def test_dmarc_of_the_same_domain_passes():
    assert passes(f"{OURS}; dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=Astoria.example")


def test_a_signature_of_the_domain_or_of_the_one_above_it_passes():
    assert passes(f"{OURS} 1;\n dkim=pass (2048-bit key) header.d=astoria.example header.s=x; spf=fail")
    assert passes(f"{OURS}; dkim=pass header.i=@astoria.example", domain="mail.astoria.example")


def test_one_good_signature_among_bad_ones_is_enough():
    assert passes(f"{OURS}; dkim=fail header.d=list.example; dkim=pass header.d=astoria.example")


def test_a_signature_of_a_domain_below_or_of_a_whole_ending_is_not():
    assert not passes(f"{OURS}; dkim=pass header.d=evil.astoria.example")
    assert not passes(f"{OURS}; dkim=pass header.d=example")


def test_only_the_topmost_counts_and_only_if_it_is_ours():
    good = f"{OURS}; dmarc=pass header.from=astoria.example"

    assert not passes("mx.evil.example; dmarc=pass header.from=astoria.example", good)
    assert not passes(f"{OURS}.evil.example; dmarc=pass header.from=astoria.example")
    assert not passes(f"{OURS}; none", good)
    assert not passes()


def test_comments_and_quotes_are_not_read():
    assert checks_of(f'{OURS}; dkim=none (a \\) (b) ; dmarc=pass) reason="; dmarc=pass"; spf=pass')[1] == [
        *checks_of(f"{OURS}; dkim=none ; spf=pass")[1]
    ]


@BUSY
@given(st.text(alphabet='mx.inexampledkrcpsf=();"\\ \n', max_size=200))
def test_no_header_breaks_the_reading(header):
    signer, checks = checks_of(header)

    assert signer == signer.lower()
    assert all(check.method and check.result for check in checks)


@BUSY
@given(st.text(max_size=60))
def test_what_stands_in_a_comment_never_makes_it_pass(inside):
    kept = inside.replace("(", "").replace(")", "").replace("\\", "")

    assert not passes(f"{OURS}; dmarc=none ({kept} ; dmarc=pass header.from=astoria.example)")
