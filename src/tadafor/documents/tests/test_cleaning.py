"""What becomes of real files, honest and not."""

import io
import resource
from threading import Thread

import pytest
from PIL import Image, ImageCms

from tadafor.documents.actions import clean_file
from tadafor.documents.actions.cleaning import CleanFile
from tadafor.documents.rules import ANY, DOCUMENT_LIMIT, IMAGE_LIMIT, IMAGES, MEGABYTE, Kind, Refusal
from tadafor.documents.tests import factories as made
from tadafor.kernel.refusals import Refused


def clean(whole, name="file", *, size=None, wanted=ANY) -> CleanFile:
    return clean_file(
        sent=io.BytesIO(whole), name=name, size=len(whole) if size is None else size, wanted=wanted
    )


def refused(whole, name="file", **facts):
    with pytest.raises(Refused) as caught:
        clean(whole, name, **facts)
    sentence = caught.value.sentence
    assert sentence
    assert "%" not in sentence
    return caught.value.refusal


def opened(file: CleanFile) -> Image.Image:
    picture = Image.open(io.BytesIO(file.content))
    picture.load()
    return picture


def test_a_telephone_photograph_loses_its_place_and_stands_upright():
    """§ documents-images"""
    photo = made.heic_bytes(made=made.picture(3000, 2000), exif=made.with_place())
    assert b"T\xc3\xa9l\xc3\xa9phone" in photo or b"Exif" in photo

    file = clean(photo, "IMG_2041.jpg")

    picture = opened(file)
    assert (file.kind, file.name) == (Kind.JPEG, "IMG_2041.jpeg")
    assert (file.width, file.height) == picture.size == (2000, 1333)
    assert dict(picture.getexif()) == {}
    assert not {"exif", "icc_profile", "xmp", "photoshop", "comment"} & set(picture.info)
    assert b"Exif" not in file.content


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_held_sideways_is_turned(kind):
    """§ documents-images"""
    whole = made.image_bytes(kind, exif=made.with_place(made.SIDEWAYS))
    assert dict(Image.open(io.BytesIO(whole)).getexif())

    file = clean(whole)

    picture = opened(file).convert("RGB")
    assert picture.size == (300, 400)
    top, bottom = picture.getpixel((150, 20)), picture.getpixel((150, 380))
    assert top[0] > 200
    assert top[2] < 60
    assert bottom[2] > 200
    assert bottom[0] < 60
    assert dict(picture.getexif()) == {}


def test_transparency_is_kept_as_webp():
    """§ documents-images"""
    drawing = Image.new("RGBA", (300, 200), (0, 120, 60, 0))
    palette = Image.new("P", (50, 50))

    file = clean(made.image_bytes("PNG", made=drawing), "خريطة.png")

    assert (file.kind, file.name) == (Kind.WEBP, "خريطة.webp")
    assert opened(file).getpixel((5, 5))[3] == 0
    assert clean(made.image_bytes("PNG", made=palette)).kind is Kind.JPEG
    assert clean(made.image_bytes("PNG", made=palette, transparency=0)).kind is Kind.WEBP


@pytest.mark.parametrize("mode", ["L", "CMYK", "1", "I;16", "LA"])
def test_every_way_of_writing_colours_is_taken(mode):
    """§ documents-images"""
    drawing = Image.new(mode, (40, 30))
    kind = "JPEG" if mode == "CMYK" else "PNG"

    assert clean(made.image_bytes(kind, made=drawing)).kind in {Kind.JPEG, Kind.WEBP}


def test_colours_are_brought_to_the_common_ones():
    """§ documents-images"""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    good = clean(made.image_bytes("JPEG", icc_profile=profile))
    bad = clean(made.image_bytes("JPEG", icc_profile=b"no profile"))

    assert "icc_profile" not in opened(good).info
    assert "icc_profile" not in opened(bad).info


def test_an_animation_keeps_its_first_picture():
    """§ documents-images"""
    frames = [Image.new("RGB", (30, 30), colour) for colour in ("red", "blue")]
    whole = made.image_bytes("WEBP", made=frames[0], save_all=True, append_images=frames[1:])

    assert getattr(opened(clean(whole)), "n_frames", 1) == 1


def test_nothing_hidden_behind_a_picture_is_kept():
    """§ documents-images"""
    polyglot = made.image_bytes("JPEG") + b"<script>alert(1)</script>" + made.zip_bytes(a="a")

    file = clean(polyglot, "photo.jpg")

    assert b"<script>" not in file.content
    assert b"PK\x03\x04" not in file.content


@pytest.mark.parametrize(
    ("whole", "refusal"),
    [
        (made.bomb_png(), Refusal.TOO_MANY_PIXELS),
        (made.bomb_png(9_000, 9_000), Refusal.TOO_MANY_PIXELS),
        (made.bomb_png(3_000, 3_000), Refusal.DAMAGED),
        (made.image_bytes("JPEG")[:700], Refusal.DAMAGED),
        (made.heic_bytes()[:300], Refusal.DAMAGED),
        (b"\xff\xd8\xff\xe0 and nothing", Refusal.DAMAGED),
        (b"RIFF\0\0\0\0WEBPVP8 ", Refusal.DAMAGED),
    ],
)
def test_a_broken_picture_or_a_bomb_is_refused(whole, refusal):
    """§ documents-images"""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    assert refused(whole) is refusal
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024


@pytest.mark.parametrize(
    ("whole", "name", "refusal"),
    [
        (b"", "a.pdf", Refusal.EMPTY),
        (made.pdf_bytes(), "plan.jpg", Refusal.LYING_NAME),
        (b"<svg/>", "logo.svg", Refusal.NOT_ALLOWED),
        (b"<html></html>", "notes.txt", Refusal.NOT_ALLOWED),
        (b"MZ\x90", "facture.pdf", Refusal.NOT_ALLOWED),
        (made.pdf_bytes(b"/OpenAction << /S /JavaScript >>"), "a.pdf", Refusal.ACTIVE_CONTENT),
        (made.pdf_bytes() + made.zip_bytes(a="a"), "a.pdf", Refusal.TWO_IN_ONE),
    ],
)
def test_what_is_not_taken_is_refused_by_name(whole, name, refusal):
    """§ documents-kinds § documents-size § documents-name § documents-active"""
    assert refused(whole, name) is refusal


def test_a_file_that_is_not_wanted_here_is_told_what_is():
    with pytest.raises(Refused) as caught:
        clean(made.pdf_bytes(), "a.pdf", wanted=IMAGES)

    assert caught.value.refusal is Refusal.NOT_WANTED
    assert "JPEG" in caught.value.sentence


def test_an_enormous_file_is_refused_by_the_size_that_was_sent():
    """§ documents-size"""
    assert refused(b"%PDF-1.7", "a.pdf", size=DOCUMENT_LIMIT + 1) is Refusal.TOO_LARGE
    photo = made.image_bytes("JPEG")
    assert refused(photo + bytes(IMAGE_LIMIT), "a.jpg") is Refusal.TOO_LARGE
    assert len(made.pdf_bytes()) < MEGABYTE


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("محضر الدورة.pdf", "محضر الدورة.pdf"),
        ("C:\\Users\\a\\plan.PDF", "plan.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("", "document.pdf"),
        ("..pdf", "document.pdf"),
        ("a\u202efdp.pdf", "afdp.pdf"),
        ("د" * 300 + ".pdf", "د" * 120 + ".pdf"),
    ],
)
def test_a_name_keeps_no_path_and_tells_the_truth(name, kept):
    """§ documents-name"""
    assert clean(made.pdf_bytes(), name).name == kept


def test_many_pictures_at_once_are_opened_one_by_one():
    photo = made.image_bytes("JPEG", made=made.picture(5000, 4000))
    kept = []
    threads = [Thread(target=lambda: kept.append(clean(photo).width)) for _ in range(8)]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert kept == [2000] * 8
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150 * 1024
