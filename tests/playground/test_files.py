"""Pictures shrink and forget their EXIF, documents stay as they are, names change with every message."""

import io
from typing import Any

import pytest
from PIL import Image
from telegram import Bot, InputMediaDocument, InputMediaPhoto
from telegram.error import BadRequest

from playground import TOKEN
from tests.playground.conftest import Phone


def picture(width: int, height: int, form: str = "PNG", **options: Any) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").resize((width, height)).save(out, form, **options)
    return out.getvalue()


def with_exif(width: int, height: int, orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretCamera"
    return picture(width, height, "JPEG", exif=exif)


async def fetched(phone: Phone, file_id: str) -> bytes:
    path = (await phone.call("getFile", file_id=file_id))["file_path"]
    async with phone.session.get(f"/file/bot{TOKEN}/{path}") as answer:
        assert answer.status == 200
        return await answer.read()


@pytest.mark.parametrize(
    ("size", "ladder"),
    [
        ((1080, 2400), [(40, 90), (144, 320), (360, 800), (576, 1280)]),
        ((1080, 9600), [(10, 90), (36, 320), (90, 800), (144, 1280)]),
        ((500, 400), [(90, 72), (320, 256), (500, 400)]),
        ((60, 40), [(60, 40)]),
    ],
)
async def test_a_photo_comes_on_telegrams_ladder(
    phone: Phone, size: tuple[int, int], ladder: list[tuple[int, int]]
) -> None:
    [sent] = await phone.upload("photo", ("a.png", picture(*size), "image/png"))
    assert [(p["width"], p["height"]) for p in sent["photo"]] == ladder
    for rung in sent["photo"]:
        content = await fetched(phone, rung["file_id"])
        image = Image.open(io.BytesIO(content))
        assert (image.format, image.size) == ("JPEG", (rung["width"], rung["height"]))
        assert len(content) == rung["file_size"]


async def test_a_photo_is_turned_upright_and_tells_nothing_of_its_camera(phone: Phone) -> None:
    [sent] = await phone.upload("photo", ("a.jpg", with_exif(400, 200, 6), "image/jpeg"))
    content = await fetched(phone, sent["photo"][-1]["file_id"])
    image = Image.open(io.BytesIO(content))
    assert image.size == (200, 400)
    assert not image.getexif()
    assert b"SecretCamera" not in content


async def test_a_document_is_byte_for_byte_what_was_sent(phone: Phone) -> None:
    content = with_exif(400, 200, 6) + b"trailing \x00 bytes"
    [sent] = await phone.upload("document", ("聊天记录.jpg", content, "image/jpeg"))
    document = sent["document"]
    assert (document["file_name"], document["mime_type"]) == ("聊天记录.jpg", "image/jpeg")
    assert document["file_size"] == len(content)
    assert max(document["thumbnail"]["width"], document["thumbnail"]["height"]) == 320
    assert await fetched(phone, document["file_id"]) == content


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..\\x.exe", "CON", "a\u202egpj.exe", "字" * 90 + ".pdf"]
)
async def test_a_hostile_file_name_is_kept_as_words_only(phone: Phone, name: str) -> None:
    [sent] = await phone.upload("document", (name, b"x", "application/octet-stream"))
    assert sent["document"]["file_name"] == name
    path = (await phone.call("getFile", file_id=sent["document"]["file_id"]))["file_path"]
    assert path.startswith("documents/file_")
    assert ".." not in path
    assert sorted(p.name for p in phone.place.world.files.folder.iterdir() if len(p.name) != 64) == []


async def test_the_id_is_new_with_every_message_and_the_unique_id_is_the_contents(phone: Phone) -> None:
    one, two = [
        (await phone.upload("document", ("a.txt", b"same", "text/plain")))[0]["document"] for _ in range(2)
    ]
    assert one["file_id"] != two["file_id"]
    assert one["file_unique_id"] == two["file_unique_id"]


async def test_an_album_is_separate_messages_with_one_group(phone: Phone, bot: Bot) -> None:
    shots = [(f"{n}.png", picture(100 + n, 100), "image/png") for n in range(3)]
    await phone.upload("photo", *shots, caption="三张 /start")
    messages = [u.message for u in await bot.get_updates() if u.message and u.message.photo]
    assert len({m.media_group_id for m in messages}) == 1
    assert [m.caption for m in messages] == ["三张 /start", None, None]
    assert messages[0].caption_entities[0].type == "bot_command"
    assert [m.photo[-1].width for m in messages] == [100, 101, 102]


@pytest.mark.parametrize("kind", ["video", "voice", "audio"])
async def test_other_media_keep_their_facts(phone: Phone, bot: Bot, kind: str) -> None:
    await phone.upload(kind, ("a.bin", b"media", "audio/ogg"), duration="7", width="10", height="20")
    message = (await bot.get_updates())[-1].message
    assert message is not None
    media = getattr(message, kind)
    assert int(media._duration.total_seconds() if hasattr(media, "_duration") else media.duration) == 7
    assert (media.mime_type, media.file_size) == ("audio/ogg", 5)


async def test_a_file_above_20_mib_is_received_but_not_handed_out(phone: Phone) -> None:
    [sent] = await phone.upload("document", ("big.bin", b"\0" * (20 * 1024 * 1024 + 1), "application/zip"))
    assert sent["document"]["file_size"] == 20 * 1024 * 1024 + 1
    said = await phone.refused("getFile", file_id=sent["document"]["file_id"])
    assert said == "Bad Request: file is too big"


async def test_ptb_sends_photos_documents_and_groups(phone: Phone, bot: Bot) -> None:
    photo = await bot.send_photo(phone.user, picture(900, 600), caption="<b>图</b>", parse_mode="HTML")
    assert [p.width for p in photo.photo] == [90, 320, 800, 900]
    assert photo.caption_entities[0].type == "bold"
    document = await bot.send_document(phone.user, b"PDF", filename="投诉书.pdf")
    assert document.document is not None
    assert document.document.file_name == "投诉书.pdf"
    assert bytes(await (await document.document.get_file()).download_as_bytearray()) == b"PDF"
    group = await bot.send_media_group(
        phone.user, [InputMediaPhoto(picture(50, 50)), InputMediaPhoto(photo.photo[-1])]
    )
    assert len({m.media_group_id for m in group}) == 1
    papers = [InputMediaDocument(b"1", filename="1.txt"), InputMediaDocument(document.document.file_id)]
    assert [m.document and m.document.file_name for m in await bot.send_media_group(phone.user, papers)] == [
        "1.txt",
        "投诉书.pdf",
    ]
    edited = await photo.edit_caption("新说明")
    assert not isinstance(edited, bool)
    assert edited.caption == "新说明"
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await photo.edit_text("x")
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_photo(phone.user, picture(50, 50), caption="字" * 1025)


async def test_a_file_is_sent_again_by_its_id_but_not_as_another_kind(phone: Phone, bot: Bot) -> None:
    photo = await bot.send_photo(phone.user, picture(900, 600))
    again = await bot.send_photo(phone.user, photo.photo[-1].file_id)
    assert [p.file_unique_id for p in again.photo] == [p.file_unique_id for p in photo.photo]
    assert again.photo[0].file_id != photo.photo[0].file_id
    said = await phone.refused("sendDocument", chat_id=phone.user, document=photo.photo[-1].file_id)
    assert said == "Bad Request: can't use file of type Photo as Document"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"no picture", "IMAGE_PROCESS_FAILED"),
        (picture(300, 300)[:500], "IMAGE_PROCESS_FAILED"),
        (picture(10, 300), "PHOTO_INVALID_DIMENSIONS"),
    ],
)
async def test_what_is_no_proper_picture_is_no_photo(
    phone: Phone, bot: Bot, content: bytes, why: str
) -> None:
    with pytest.raises(BadRequest, match=f"(?i){why}"):
        await bot.send_photo(phone.user, content)


async def test_an_unknown_path_is_not_found(phone: Phone) -> None:
    for path in ("photos/file_0.jpg", "..%2f..%2fetc%2fpasswd", "/etc/passwd"):
        async with phone.session.get(f"/file/bot{TOKEN}/{path}") as answer:
            assert answer.status == 404
