"""The real program, killed by itself at a named step: `python -m tests.e2e.dying STEP`.

A step is `file:function:call` or `file:function:return`, the file without its folders: at the first call of that function,
or at its first return, the process gets a SIGKILL, in whatever thread it is. Nothing of the program is changed.
"""

import os
import signal
import sys
import threading
from pathlib import Path
from types import FrameType

import bot


class Death:
    """Looks at every call and return of the process until the step comes."""

    def __init__(self, step: str) -> None:
        self._file, self._function, self._moment = step.split(":")

    def look(self, frame: FrameType, moment: str, _: object) -> None:
        """The profile function of every thread."""
        code = frame.f_code
        if moment != self._moment or code.co_qualname != self._function:
            return
        if Path(code.co_filename).name == self._file:
            os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    death = Death(sys.argv.pop(1))
    threading.setprofile(death.look)
    sys.setprofile(death.look)
    sys.exit(bot.main())
