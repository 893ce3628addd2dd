"""A picture in the place of a photograph of works: drawn here, and so marked, since nobody took one."""

import io

from PIL import Image, ImageDraw

from tadafor.documents import actions as documents

SIZE = (960, 640)
SKY, WALL, STONE, WATER = (214, 231, 240), (233, 214, 182), (196, 178, 150), (74, 144, 178)
TILES = ((31, 99, 88), (240, 236, 224), (178, 84, 52), (214, 160, 52))
TILE = 40


def fountain(percent: int) -> documents.CleanFile:
    """Return a street fountain whose tiles reach as high as the works have come."""
    picture = Image.new("RGB", SIZE, SKY)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 120, 960, 640), fill=WALL)
    draw.rectangle((240, 160, 720, 560), fill=STONE)
    rows = round(percent / 100 * 7)
    for row in range(rows):
        for column in range(12):
            _tile(draw, 240 + column * TILE, 440 - (row + 1) * TILE, TILES[(row * 2 + column) % 4])
    draw.pieslice((400, 200, 560, 360), 180, 360, fill=WALL)
    draw.rectangle((400, 280, 560, 440), fill=WALL)
    draw.rectangle((240, 440, 720, 560), fill=STONE, outline=(150, 132, 106), width=6)
    if percent > 50:  # noqa: PLR2004 -- the water runs in the second half of the works
        draw.rectangle((472, 330, 488, 460), fill=WATER)
        draw.rectangle((270, 460, 690, 490), fill=WATER)
    sent = io.BytesIO()
    picture.save(sent, "JPEG", quality=80)
    return documents.clean_file(sent=sent, name="demonstration.jpg", size=sent.tell())


def _tile(draw: ImageDraw.ImageDraw, left: int, top: int, colour: tuple[int, int, int]) -> None:
    draw.rectangle((left, top, left + TILE, top + TILE), fill=TILES[1])
    middle = TILE // 2
    draw.polygon(
        [(left + middle, top + 2), (left + TILE - 2, top + middle), (left + middle, top + TILE - 2),
         (left + 2, top + middle)],
        fill=colour,
    )  # fmt: skip
