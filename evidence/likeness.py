"""A picture in 256 bits, nearly the same for a picture that was only scaled or compressed again (a difference hash)."""

from itertools import pairwise
from typing import Final

from PIL import Image

SIDE: Final = 16


def likeness(picture: Image.Image) -> str:
    """64 hex digits: for each of 16×16 fields whether it is lighter than its right neighbour; "" for a picture without any contrast."""
    small = picture.convert("L").resize((SIDE + 1, SIDE), Image.Resampling.LANCZOS).tobytes()
    rows = (small[at : at + SIDE + 1] for at in range(0, len(small), SIDE + 1))
    bits = "".join("1" if left > right else "0" for row in rows for left, right in pairwise(row))
    return f"{int(bits, 2):064x}" if "1" in bits else ""
