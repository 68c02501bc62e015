import pytest
from PySide6.QtCore import QBuffer
from PySide6.QtGui import QColor, QImage

from pluto_desktop.desktop.models.covers import CoverLoader
from pluto_desktop.desktop.models.pictures import decode, gradient_colours


def picture(width=600, height=300, colour="#ff0000", kind="PNG"):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.ReadWrite)
    image.save(buffer, kind)
    return bytes(buffer.data().data())


@pytest.fixture
def loader(world):
    asked = []

    def find(cover):
        asked.append(cover)
        return {"red": picture(), "broken": b"\x89PNG\r\n rubbish", "empty": b""}.get(cover)

    loader = CoverLoader(find, world.runner)
    loader.asked = asked
    return loader


def middle(pixmap):
    image = pixmap.toImage()
    return image.pixelColor(image.width() // 2, image.height() // 2).name()


def test_a_cover_comes_later_and_the_gradient_is_there_at_once(loader, world, qtbot):
    with qtbot.waitSignal(loader.loaded) as came:
        first = loader.pixmap("red", "Title", 64, 2.0)
    assert came.args == ["red"]
    assert middle(first) != "#ff0000"
    second = loader.pixmap("red", "Title", 64, 2.0)
    assert middle(second) == "#ff0000"
    assert second.width() == 128
    assert second.toImage().pixelColor(0, 0).alpha() == 0


@pytest.mark.parametrize("cover", ["broken", "empty", "gone"])
def test_what_is_no_picture_stays_a_gradient_and_is_asked_for_once(loader, world, cover):
    for _ in range(3):
        loader.pixmap(cover, "Title", 64)
        world.settle()
    assert loader.asked == [cover]
    loader.forget()
    loader.pixmap(cover, "Title", 64)
    world.settle()
    assert loader.asked == [cover, cover]


def test_the_cache_is_bounded(world):
    loader = CoverLoader(lambda _cover: picture(), world.runner)
    for number in range(60):
        loader.pixmap(f"cover-{number}", "Title", 600)
        world.settle()
    assert loader._bytes <= 48 * 1024 * 1024
    assert loader._bytes == sum(key[1] ** 2 * 4 for key in loader._kept)


def test_the_same_title_has_the_same_colours():
    assert gradient_colours("జోల పాటలు") == gradient_colours("జోల పాటలు")
    assert len({gradient_colours(f"Album {number}")[0].name() for number in range(60)}) > 6
    assert gradient_colours("\udcff")


@pytest.mark.parametrize("size", [(10, 4000), (4000, 10), (1, 1)])
def test_odd_pictures_become_squares(qapp, size):
    image = decode(picture(*size), 80, 8)
    assert (image.width(), image.height()) == (80, 80)


def test_a_picture_of_absurd_size_is_not_decoded(qapp):
    header = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (60000).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"
    import zlib

    header += zlib.crc32(header[12:]).to_bytes(4, "big")
    assert decode(header, 64, 8) is None
