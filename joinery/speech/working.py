"""Hears one recording in this process, and says on standard output how far it is: python -m joinery.speech.working.

Run by `apart`: a process of its own can be stopped at any moment, gives its memory back, and is polite to the pages.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

POLITE = 10  # the pages of the desk go first


def main() -> int:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # stopped is stopped: whoever started us says so
    wish = json.loads(sys.stdin.read())
    os.nice(POLITE)
    from joinery.engine.formats.own import as_json
    from joinery.speech.decoding import decode
    from joinery.speech.hearing import hear
    from joinery.speech.kinds import CannotHear
    from joinery.speech.landlock import give_up
    from joinery.speech.transcribers import Choice, transcriber_of

    folder = Path(wish["kept"]) if wish["kept"] else None
    try:
        _say(stage="opening")
        sound = decode(Path(wish["path"]), folder=folder)
        _say(stage="loading", seconds=sound.seconds)
        if not Choice(**wish["choice"]).service:
            give_up(
                files=False, connections=True
            )  # what is heard here stays here, whatever a library would like to tell
        transcriber = transcriber_of(Choice(**wish["choice"]))
        _say(stage="hearing", seconds=sound.seconds, heard_with=transcriber.name)
        conversation = hear(
            sound,
            transcriber,
            language=wish["language"],
            voices=wish["voices"],
            on_progress=lambda share: _say(stage="hearing", share=round(share, 4)),
            kept=folder,
        )
        if wish["copy"]:
            from joinery.speech.copying import write_copy

            _say(stage="copying", share=1.0)
            write_copy(sound, Path(wish["copy"]))
        _say(conversation=as_json(conversation))
    except CannotHear as refusal:
        _say(refused=str(refusal))
    except MemoryError:
        _say(refused="There is not enough memory to hear this recording.")
    return 0


def _say(**told: Any) -> None:
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    sys.exit(main())
