"""`python -m evidence.read` prints one JSON line per picture."""

import json
from pathlib import Path

import pytest

from evidence import read, score
from tests.evidence.screens import draw, has_font, jpeg, site_phone

pytestmark = pytest.mark.skipif(not has_font(), reason="no font with Chinese letters, install fonts-noto-cjk")


def test_every_file_gets_a_line_with_all_keys(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    screen = draw(site_phone, 3)
    (tmp_path / "a.jpg").write_bytes(jpeg(screen.picture))
    (tmp_path / "b.jpg").write_bytes(b"no picture")
    assert (
        read.main(
            [
                str(tmp_path / "a.jpg"),
                str(tmp_path / "b.jpg"),
                str(tmp_path / "missing"),
                "--now",
                "2026-11-04T10:00",
            ]
        )
        == 1
    )
    good, bad, missing = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert list(good) == ["file", *read.KEYS]
    assert {key: good[key] for key in screen.fields} == screen.fields
    assert (good["kind"], good["trade_no"], good["error"]) == ("order", None, None)
    assert set(good["confidence"]) <= set(read.KEYS) | {"status"}
    assert bad["problem"] == "unknown_format"
    assert "JPEG" in bad["advice"]
    assert missing["problem"]


def test_the_score_counts_what_was_read_against_the_truth(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    screen = draw(site_phone, 3)
    (tmp_path / "a.jpg").write_bytes(jpeg(screen.picture))
    truth = [{"file": "a.jpg", "kind": "order", "fields": screen.fields | {"amount": "0.01"}}]
    (tmp_path / "truth.json").write_text(json.dumps(truth))
    assert score.main([str(tmp_path), "--clean"]) == 0
    told = capsys.readouterr().out
    assert "order_no 1/1" in told
    assert "amount 0/1" in told
