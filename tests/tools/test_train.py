"""Making the weights of the ear."""

from random import Random

import numpy as np

from joinery.engine.conversation import Turn
from joinery.engine.ear.network import Network
from tools.train.corpora import Labels, Talk
from tools.train.fitting import Learner, batches, network_of
from tools.train.lessons import known_groups, lessons_of
from tools.train.noise import bare, misheard
from tools.train.parts import parts_of

SAID = (("where does the water go", True), ("it goes into the tank", False), ("who cleans it", True), ("we do", False))


def talk(name: str, corpus: str = "p4g") -> Talk:
    turns = tuple(Turn(number % 2, text) for number, (text, _) in enumerate(SAID * 5))
    labels = tuple(Labels("ask" if asks else "tell", asks) for _, asks in SAID * 5)
    return Talk(corpus, name, name, turns, labels)


def fitted(rounds: int) -> Network:
    lessons = [lesson for name in ("one", "two", "three") for lesson in lessons_of(talk(name))]
    known = known_groups(lessons, 500)
    learner = Learner(np.random.default_rng(7), known, lessons[0].shapes.shape[1])
    for _ in range(rounds):
        for batch in batches(lessons, known, learner.chance, share=1.0, pieces=60):
            learner.learn(batch, 0.01)
    return network_of(known, learner.weights)


def test_the_same_lessons_give_the_same_weights() -> None:
    once, again = fitted(2), fitted(2)

    assert np.array_equal(once.groups.small, again.groups.small)
    assert all(np.array_equal(once.layers[name], again.layers[name]) for name in once.layers)


def test_what_was_taught_is_learned() -> None:
    network = fitted(20)
    (lesson, *_) = lessons_of(talk("four"))
    scores = network.forward(
        network.sums(lesson.rows, lesson.numbers, len(lesson.act)), lesson.shapes, lesson.neighbours
    )

    assert (scores[:, 7] > 0).tolist() == [asks for _, asks in SAID * 5]


def test_meetings_of_one_team_stay_in_one_part() -> None:
    talks = [Talk("ami", f"T{team}{letter}", f"T{team}", (), ()) for team in range(5) for letter in "abcd"]
    parts = parts_of(talks)

    assert {name: len(part) for name, part in parts.items()} == {"teach": 12, "choose": 4, "test": 4}
    assert {len({talk.group for talk in part}) for part in parts.values()} == {3, 1}


def test_misheard_text_has_no_marks_and_is_the_same_for_the_same_chance() -> None:
    text = "Well, where does the water go? Their tank is full."

    assert bare(text) == "well where does the water go their tank is full"
    assert misheard(text, Random(3)) == misheard(text, Random(3))
    assert "?" not in misheard(text, Random(3))
