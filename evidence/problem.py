"""Why a picture could not be read, each with the sentence that tells the sender what would work."""

from enum import StrEnum
from typing import Final


class Problem(StrEnum):
    """The named reasons a picture was not read."""

    EMPTY = "empty"
    TOO_MANY_BYTES = "too_many_bytes"
    HEIC = "heic"
    UNKNOWN_FORMAT = "unknown_format"
    TOO_MANY_PIXELS = "too_many_pixels"
    DAMAGED = "damaged"
    TOO_SMALL = "too_small"
    NARROW = "narrow"
    NO_TEXT = "no_text"
    TOO_LONG = "too_long"
    READER_FAILED = "reader_failed"
    NOTHING_TO_COVER = "nothing_to_cover"

    @property
    def advice(self) -> str:
        """What to tell the sender, in Chinese."""
        return _ADVICE[self]


_ADVICE: Final[dict[Problem, str]] = {
    Problem.EMPTY: "这个文件是空的，请重新截图再发一次。",
    Problem.TOO_MANY_BYTES: "这个文件超过 20 MB，读不了。请发原始截图，或者压缩成 JPEG 再发。",
    Problem.HEIC: "这是 HEIC 格式，暂时读不了。请在相册里导出成 JPEG，或者把它截图后再发。",
    Problem.UNKNOWN_FORMAT: "这不是能识别的图片。请发 JPEG、PNG、WEBP、GIF 或 BMP 格式的截图。",
    Problem.TOO_MANY_PIXELS: "这张图片的尺寸太大，读不了。请分成几张截图再发。",
    Problem.DAMAGED: "这张图片不完整或已损坏。请重新保存，或者重新截图再发。",
    Problem.TOO_SMALL: "这张图片太小，看不清字。请发原图。",
    Problem.NARROW: "长截图被压缩得太窄，看不清字。请点附件，选「文件」方式发送原图，或者分成几张截图再发。",
    Problem.NO_TEXT: "这张图片里没有读到文字。如果它是证据，会照样保留。",
    Problem.TOO_LONG: "这张图片读得太久，已经停下。请裁剪到有文字的部分再发。",
    Problem.NOTHING_TO_COVER: "没有认出要遮的地方。请用手机相册里的涂抹功能遮住，再发一份。",
    Problem.READER_FAILED: "读图时出了问题，图片会照样保留。请手动填写，或者稍后再发一次。",
}


class Unreadable(Exception):
    """A picture that cannot be read; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem
