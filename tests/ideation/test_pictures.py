"""Pictures are drawn anew: nothing of what was sent remains but what can be seen."""

import struct
import zlib
from contextlib import suppress
from io import BytesIO
from random import Random

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from ideation.errors import InvalidInput
from ideation.pictures import LONGEST_EDGE, MOST_BYTES, draw_anew

SECRET = b"52.3702 north, 4.8952 east"


def encoded(image, kind, **more):
    content = BytesIO()
    image.save(content, kind, **more)
    return content.getvalue()


def two_halves(size=(40, 20), mode="RGB"):
    """Red on the left, blue on the right."""
    image = Image.new(mode, size, "red")
    image.paste("blue", (size[0] // 2, 0, size[0], size[1]))
    return image


def colours(content):
    """Of the corners: top left, top right, bottom left."""
    image = Image.open(BytesIO(content)).convert("RGB")
    width, height = image.size
    named = {(True, False): "red", (False, True): "blue"}
    found = []
    for place in ((2, 2), (width - 3, 2), (2, height - 3)):
        red, _, blue = image.getpixel(place)
        found.append(named.get((red > 150, blue > 150)))
    return found


def png(*chunks):
    """A PNG out of chunks, each of a kind and what it holds."""
    parts = [
        struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held)) for kind, held in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def header(width, height, depth=8, colour=2):
    return b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_each_kind_of_picture_is_drawn_anew(kind):
    picture = draw_anew(encoded(two_halves(), kind))

    assert (picture.width, picture.height, picture.media_type) == (40, 20, "image/webp")
    assert Image.open(BytesIO(picture.content)).format == "WEBP"
    assert colours(picture.content) == ["red", "blue", "red"]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_where_and_with_what_it_was_taken_is_forgotten(kind):
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    more = {"exif": exif, "icc_profile": profile, "comment": SECRET, "xmp": SECRET}
    if kind == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Comment", SECRET.decode())
        more = {"exif": exif, "icc_profile": profile, "pnginfo": text}
    sent = encoded(two_halves(), kind, **more) + SECRET
    assert SECRET in sent

    picture = draw_anew(sent)
    kept = Image.open(BytesIO(picture.content))
    assert SECRET not in picture.content
    assert not kept.getexif()
    assert {"icc_profile", "exif", "xmp", "comment"} & set(kept.info) == set()
    assert {b"EXIF", b"ICCP", b"XMP "} & {picture.content[at : at + 4] for at in range(len(picture.content))} == set()


@pytest.mark.parametrize(
    ("orientation", "size", "corners"),
    [
        (1, (40, 20), ["red", "blue", "red"]),
        (2, (40, 20), ["blue", "red", "blue"]),
        (3, (40, 20), ["blue", "red", "blue"]),
        (6, (20, 40), ["red", "red", "blue"]),
        (8, (20, 40), ["blue", "blue", "red"]),
        (77, (40, 20), ["red", "blue", "red"]),
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_it_stands_upright_without_being_told(kind, orientation, size, corners):
    exif = Image.Exif()
    exif[0x0112] = orientation

    picture = draw_anew(encoded(two_halves(), kind, exif=exif))

    assert ((picture.width, picture.height), colours(picture.content)) == (size, corners)


def test_what_is_transparent_stays_so():
    image = two_halves(mode="RGBA")
    image.putpixel((0, 0), (0, 0, 0, 0))

    assert Image.open(BytesIO(draw_anew(encoded(image, "PNG")).content)).getpixel((0, 0))[3] == 0


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "I;16", "LA"])
def test_every_way_to_hold_colours_is_understood(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"

    assert draw_anew(encoded(Image.new(mode, (8, 8)), kind)).width == 8


def test_a_large_picture_becomes_smaller_and_keeps_its_shape():
    picture = draw_anew(encoded(two_halves((6_000, 3_000)), "JPEG"))
    assert (picture.width, picture.height) == (LONGEST_EDGE, LONGEST_EDGE // 2)

    ribbon = draw_anew(encoded(Image.new("L", (65_500, 3)), "PNG"))
    assert (ribbon.width, ribbon.height) == (LONGEST_EDGE, 1)


def test_of_a_moving_picture_the_first_frame_stays():
    frames = [two_halves(), Image.new("RGB", (40, 20), "green")]

    for kind in ("GIF", "WEBP", "PNG"):
        picture = draw_anew(encoded(frames[0], kind, save_all=True, append_images=frames[1:]))
        assert colours(picture.content) == ["red", "blue", "red"]
        assert not getattr(Image.open(BytesIO(picture.content)), "is_animated", False)


HOSTILE = {
    "nothing": b"",
    "words": b"This is no picture.",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "html": b"<!doctype html><script>alert(1)</script>",
    "html behind a PNG's name": b"\x89PNG\r\n\x1a\n<script>alert(1)</script>",
    "pdf": b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n",
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
    "tiff": encoded(two_halves(), "TIFF"),
    "bmp": encoded(two_halves(), "BMP"),
    "ico": encoded(two_halves(), "ICO"),
    "cut off png": encoded(two_halves((400, 400)), "PNG")[:-60],
    "cut off jpeg": encoded(two_halves((400, 400)), "JPEG")[:600],
    "cut off webp": encoded(two_halves((400, 400)), "WEBP")[:60],
    "cut off gif": encoded(two_halves((400, 400)), "GIF")[:60],
    "only a header": png(header(10, 10)),
    "zip bomb": png(header(50_000, 50_000, 1, 0), (b"IDAT", zlib.compress(bytes(10_000_000), 9)), (b"IEND", b"")),
    "over the pixels": png(header(8_000, 8_000), (b"IDAT", b""), (b"IEND", b"")),
    "nothing on it": png(header(0, 10), (b"IDAT", b""), (b"IEND", b"")),
    "text bomb": png(header(9, 9), *[(b"zTXt", b"a\0\0" + zlib.compress(bytes(5_000_000)))] * 20, (b"IEND", b"")),
    "too large": b"\xff\xd8\xff" + bytes(MOST_BYTES),
    "huge gif": b"GIF89a" + struct.pack("<HH", 65_500, 65_500) + b"\x00\x00\x00",
}


@pytest.mark.parametrize("sent", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_picture_of_ours_is_refused_in_words(sent):
    with pytest.raises(InvalidInput) as refused:
        draw_anew(sent)

    assert refused.value.field == "file"
    assert "Send a PNG, JPEG, WebP or GIF of at most 10 MB." in refused.value.message


def test_what_hides_in_a_picture_does_not_come_out_of_it():
    for hidden in (b"<script>alert(1)</script>", b"PK\x03\x04zip", SECRET):
        assert hidden not in draw_anew(encoded(two_halves(), "GIF") + hidden).content


def test_damaged_pictures_are_drawn_or_refused_and_nothing_else():
    seed = Random().randrange(2**32)
    print(f"seed {seed}")
    dice = Random(seed)
    originals = [encoded(two_halves(), kind) for kind in ("PNG", "JPEG", "WEBP", "GIF")]
    for _ in range(300):
        sent = bytearray(dice.choice(originals))
        for _ in range(dice.randint(1, 8)):
            sent[dice.randrange(len(sent))] = dice.randrange(256)
        with suppress(InvalidInput):
            assert draw_anew(bytes(sent)).media_type == "image/webp"
