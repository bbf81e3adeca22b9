"""One rule for every picture that comes in: it is drawn anew, so that nothing of it remains but what can be seen."""

from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import Final

from PIL import ExifTags, Image

from ideation.errors import InvalidInput

MOST_BYTES = 10_000_000
MOST_PIXELS = 50_000_000
LONGEST_EDGE = 2_560  # pixels, as it is kept

_FORMATS: Final = ("PNG", "JPEG", "WEBP", "GIF")
_UPRIGHT: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True)
class Picture:
    """A picture as it is kept."""

    content: bytes
    width: int
    height: int
    media_type: str = "image/webp"

    @property
    def digest(self) -> str:
        return sha256(self.content).hexdigest()


def draw_anew(sent: bytes) -> Picture:
    """The picture in the bytes that somebody sent, whatever they call them: upright, at most 2,560 pixels long, still.

    Takes seconds of CPU and 400 MB for the largest, and hours for hostile ones: whoever calls it must be able to end
    it. Raises InvalidInput.
    """
    if not sent:
        raise _refused("This file is empty.")
    if len(sent) > MOST_BYTES:
        raise _refused(f"This file is larger than {MOST_BYTES // 1_000_000} MB.")
    try:
        with Image.open(BytesIO(sent), formats=_FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise _refused(f"This picture has more than {MOST_PIXELS // 1_000_000} million pixels.")
            return _encode(_pixels(opened))
    except InvalidInput:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise _refused(f"This picture has more than {MOST_PIXELS // 1_000_000} million pixels.") from bomb
    except Exception as trouble:
        # Pillow raises nearly anything at bytes that only pretend to be a picture.
        raise _refused("This is no picture that we can read.") from trouble


def _pixels(opened: Image.Image) -> Image.Image:
    """The first frame, small enough and upright; without anything that came along."""
    opened.draft("RGB", (LONGEST_EDGE, LONGEST_EDGE))  # a JPEG is decoded no larger than it has to be
    opened.load()
    turn = _UPRIGHT.get(opened.getexif().get(ExifTags.Base.Orientation, 1))
    mode = "RGBA" if opened.has_transparency_data else "RGB"
    image = opened if opened.mode == mode else opened.convert(mode)
    image.thumbnail((LONGEST_EDGE, LONGEST_EDGE), reducing_gap=2.0)
    if turn is not None:
        image = image.transpose(turn)
    drawn = Image.new(mode, image.size)
    drawn.paste(image)
    return drawn


def _encode(drawn: Image.Image) -> Picture:
    content = BytesIO()
    drawn.save(content, "WEBP", quality=85)
    return Picture(content.getvalue(), *drawn.size)


def _refused(why: str) -> InvalidInput:
    return InvalidInput("file", f"{why} Send a PNG, JPEG, WebP or GIF of at most {MOST_BYTES // 1_000_000} MB.")
