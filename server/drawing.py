"""Drawing pictures anew in a process of its own: it ends in time and gives its memory back, whatever was sent.

A few MB of hostile GIF keep a decoder busy for hours, and a thread could not be stopped.
"""

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE

import orjson

from ideation.errors import InvalidInput
from ideation.pictures import Picture, draw_anew

SECONDS = 20.0
MOST_MEMORY = 2**30  # bytes of addresses; the largest picture that we take needs about half of it


async def draw(sent: bytes) -> Picture:
    """What `draw_anew` makes of it, within 20 seconds. Raises InvalidInput."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "server.drawing", stdin=PIPE, stdout=PIPE, stderr=DEVNULL
    )
    try:
        async with asyncio.timeout(SECONDS):
            answer, _ = await process.communicate(sent)
    except TimeoutError:
        answer = b""
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return _read(answer)


def _read(answer: bytes) -> Picture:
    told, _, content = answer.partition(b"\n")
    if not told:
        raise InvalidInput("file", "This picture takes too long to draw, or too much memory. Send a simpler one.")
    size = orjson.loads(told)
    if "refused" in size:
        raise InvalidInput("file", size["refused"])
    return Picture(content, size["width"], size["height"])


def _draw_here() -> None:
    _limit_memory()
    try:
        picture = draw_anew(sys.stdin.buffer.read())
    except InvalidInput as refusal:
        sys.stdout.buffer.write(orjson.dumps({"refused": refusal.message}) + b"\n")
    else:
        size = orjson.dumps({"width": picture.width, "height": picture.height})
        sys.stdout.buffer.write(size + b"\n" + picture.content)


def _limit_memory() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


if __name__ == "__main__":
    _draw_here()
