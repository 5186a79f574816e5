"""Pictures that came from outside, drawn anew: what is kept shows the same and holds nothing else.

No place where it was taken, no camera, no second file behind the picture. The size is read before anything is unpacked.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP")  # the others that Pillow reads are not offered to strangers
PIXELS = 50_000_000
LONGEST = 4000
QUALITY = 88


class NoPicture(Exception):
    """Why it cannot be taken, in one sentence."""


@dataclass(frozen=True)
class Drawn:
    content: bytes
    kind: str
    width: int
    height: int

    @property
    def ending(self) -> str:
        return {"image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp"}[self.kind]


def drawn_anew(content: bytes, longest: int = LONGEST) -> Drawn:
    """Upright, at most so long, without anything that came along."""
    picture = _opened(content)
    picture.thumbnail((longest, longest))
    return _drawn(picture, "PNG" if _has_holes(picture) else "JPEG")


def drawn_small(content: bytes, longest: int) -> Drawn:
    picture = _opened(content)
    picture.thumbnail((longest, longest))
    return _drawn(picture, "WEBP")


def drawn_square(content: bytes, side: int) -> Drawn:
    """The middle of it: a face."""
    from PIL import ImageOps

    return _drawn(ImageOps.fit(_opened(content), (side, side)), "WEBP")


def _opened(content: bytes) -> Image:
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(BytesIO(content), formats=FORMATS) as found:
            if found.width * found.height > PIXELS:
                raise NoPicture(f"This picture has {found.width} by {found.height} points. That is too large.")
            found.draft("RGB", (LONGEST, LONGEST))
            upright = ImageOps.exif_transpose(found)
            return upright.convert("RGBA" if _has_holes(upright) else "RGB")
    except NoPicture:
        raise
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError, MemoryError) as why:
        raise NoPicture("This is no picture that we can read. Please send it as JPEG or PNG.") from why


def _has_holes(picture: Image) -> bool:
    return picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info


def _drawn(picture: Image, form: str) -> Drawn:
    """From the points alone: a new picture has no `info` that a writer could copy into the file."""
    from PIL import Image

    clean = Image.new(picture.mode, picture.size)
    clean.paste(picture)
    held = BytesIO()
    more = {"optimize": True} if form == "PNG" else {"quality": QUALITY}
    clean.save(held, form, **more)
    return Drawn(held.getvalue(), f"image/{form.lower()}", clean.width, clean.height)
