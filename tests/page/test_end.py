"""The program is told to end while its page is open: it ends, without a word of complaint."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.e2e.town import ROOT


def _started(environment: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as out:
        return subprocess.Popen([sys.executable, "bot.py"], cwd=ROOT, env=environment, stdout=out, stderr=out)


def _address(log: Path) -> str:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        found = re.search(r"open (http://\S+)", log.read_text())
        if found:
            return found[1]
        time.sleep(0.05)
    raise AssertionError(log.read_text())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_ending_with_an_open_page_and_one_that_left_prints_no_traceback(
    desktop: Page, tmp_path: Path, number: signal.Signals
) -> None:
    log = tmp_path / "log"
    hidden = {name: value for name, value in os.environ.items() if not name.startswith("TELEGRAM_")}
    environment = {**hidden, "DATA_DIR": str(tmp_path / "data"), "PLAYGROUND_PORT": "0"}
    program = _started(environment, log)
    try:
        url = _address(log)
        other = await desktop.context.new_page()
        for page in (other, desktop):
            await page.goto(url)
            await expect(page.locator("#people button").first).to_be_visible()
            await page.wait_for_timeout(300)  # the long poll is open
        await other.close()
        program.send_signal(number)
        program.wait(timeout=15)
    finally:
        if program.poll() is None:
            program.kill()
            program.wait()
    assert program.returncode == 0
    said = log.read_text()
    assert "Traceback" not in said
    assert "Error" not in said
    await expect(desktop.locator("#offline")).to_be_visible()
