"""zbarimg reads the ticket's QR code back, even when it is small and badly compressed."""

import io
import re
import shutil
import subprocess

import pytest
from PIL import Image

from extensions import db
from formats import qr_code
from models.registration import Registration, ticket

pytestmark = pytest.mark.skipif(
    not shutil.which("zbarimg"), reason="no zbarimg here: install Debian's package zbar-tools"
)


def read(picture: Image.Image, folder, kind: str = "png", **saved) -> str:
    """What zbarimg reads in a picture."""
    path = folder / f"ticket.{kind}"
    picture.convert("RGB").save(path, **saved)
    done = subprocess.run(
        ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", path],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.stdout.strip()


@pytest.fixture
def person(make) -> Registration:
    return make.registration(make.event())


@pytest.fixture
def picture(person) -> Image.Image:
    return Image.open(io.BytesIO(qr_code.png(person)))


def test_zbarimg_reads_the_ticket(person, picture, tmp_path):
    assert read(picture, tmp_path) == ticket.code(person)


@pytest.mark.parametrize("side", [74, 95, 111, 150])
def test_zbarimg_reads_the_ticket_when_it_is_small(person, picture, tmp_path, side):
    assert read(picture.convert("L").resize((side, side), Image.Resampling.LANCZOS), tmp_path) == ticket.code(
        person
    )


@pytest.mark.parametrize("side", [120, 185, 296])
def test_zbarimg_reads_the_ticket_badly_compressed(person, picture, tmp_path, side):
    small = picture.convert("L").resize((side, side), Image.Resampling.LANCZOS)
    assert read(small, tmp_path, "jpg", quality=20) == ticket.code(person)


def test_the_drawing_on_the_page_is_the_same_code(person, tmp_path):
    """Drawn here as the SVG has it: a line for each run of dark modules."""
    svg = str(qr_code.svg(person))
    side = int(re.findall(r'viewBox="0 0 (\d+)', svg)[0])
    path = re.findall(r'stroke="#000"[^>]* d="([^"]+)"', svg)[0]
    drawn = Image.new("L", (side, side), 255)
    x = y = 0.0
    for verb, words in re.findall(r"([Mmh])([^Mmh]*)", path):
        numbers = [float(number) for number in re.findall(r"-?\d*\.?\d+", words)]
        if verb == "h":
            for step in range(int(numbers[0])):
                drawn.putpixel((int(x) + step, int(y)), 0)
            x += numbers[0]
        else:
            x, y = (numbers[0], numbers[1]) if verb == "M" else (x + numbers[0], y + numbers[1])
    assert read(drawn.resize((side * 5, side * 5), Image.Resampling.NEAREST), tmp_path) == ticket.code(person)


def test_without_a_ticket_there_is_no_picture(person):
    with db.writing():
        person.cancel()
    assert qr_code.png(person) == b""
    assert qr_code.svg(person) == ""
