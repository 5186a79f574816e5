"""Sure, likely, hidden: thresholds that come with the product, and a firm's own."""

from joinery.method.signals import KINDS
from joinery.method.tiers import NEVER, Tier, load_tiers, refitted

SHIPPED = Tier(likely_from=0.3, sure_from=0.9)


def test_a_chance_falls_into_one_of_three_tiers() -> None:
    assert [SHIPPED.of(chance) for chance in (0.95, 0.9, 0.5, 0.3, 0.29)] == [
        "sure", "sure", "likely", "likely", "hidden",
    ]  # fmt: skip


def test_what_is_not_english_may_be_shown_from_another_chance_on() -> None:
    own = Tier(likely_from=0.3, sure_from=0.9, likely_elsewhere=0.2)

    assert [own.of(0.25, language) for language in ("en", "de", "fr")] == ["hidden", "likely", "likely"]
    assert [SHIPPED.of(0.25, language) for language in ("en", "de", "fr")] == ["hidden", "hidden", "hidden"]


def test_every_kind_that_ships_with_a_tier_is_a_kind_and_shows_before_it_is_sure() -> None:
    tiers = load_tiers()

    assert set(tiers) - set(KINDS) == set()
    assert [kind for kind, one in tiers.items() if one.sure_from < one.likely_from] == []


def test_too_few_verdicts_change_nothing() -> None:
    assert refitted(SHIPPED, [(0.5, True)] * 19) is None


def test_what_was_always_accepted_becomes_sure() -> None:
    own = refitted(SHIPPED, [(0.4 + step / 100, True) for step in range(20)])

    assert own == Tier(0.3, 0.4, 1.0, 1.0, 20, 20, 20)


def test_what_was_always_dropped_is_hidden_from_now_on() -> None:
    low, high = [(0.35, False)] * 15, [(0.8, True)] * 15
    own = refitted(SHIPPED, [*low, *high])

    assert own is not None
    assert (own.likely_from, own.sure_from, own.right) == (0.8, 0.8, 1.0)


def test_where_the_chance_tells_nothing_nothing_is_sure() -> None:
    own = refitted(SHIPPED, [(step / 40, step % 2 == 0) for step in range(12, 40)])

    assert own is not None
    assert own.sure_from == NEVER


def test_twelve_right_ones_must_stand_behind_sure() -> None:
    own = refitted(SHIPPED, [*[(0.5, False)] * 10, *[(0.5, True)] * 10, *[(0.9, True)] * 11])

    assert own is not None
    assert own.sure_from == NEVER
