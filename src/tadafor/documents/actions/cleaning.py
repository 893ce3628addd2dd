"""From what someone sent to a file that may be kept.

One file is opened at a time in a process, so that memory stays bounded however many people send
pictures at once.
"""

import io
import warnings
from dataclasses import dataclass
from hashlib import sha256
from threading import BoundedSemaphore
from typing import Protocol

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from tadafor.documents import rules
from tadafor.documents.rules import Kind, Refusal
from tadafor.kernel.refusals import Refused
from tadafor.kernel.text import clean_line
from tadafor.kernel.words import word

_HEAD = 64
_QUALITY = 85
_OPENERS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG", Kind.WEBP: "WEBP", Kind.HEIC: "HEIF"}
_one_at_a_time = BoundedSemaphore(1)


class Sent(Protocol):
    """A file as it came: an uploaded one, or one opened from the disk."""

    def seek(self, offset: int, whence: int = 0, /) -> int: ...

    def read(self, size: int = -1, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class CleanFile:
    """A file that passed every rule: its bytes, what it is, and a name that tells the truth."""

    content: bytes
    kind: Kind
    name: str
    width: int | None = None
    height: int | None = None

    @property
    def size(self) -> int:
        return len(self.content)

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()


def clean_file(*, sent: Sent, name: str, size: int, wanted: frozenset[Kind] = rules.ANY) -> CleanFile:
    """Return what ``sent`` is once it is safe to keep, or raise ``Refused`` with the reason.

    ``size`` is what the sender's file measured, even when less of it was kept.
    """
    if refusal := rules.refuse_size(size):
        raise _refused(refusal, limit=rules.DOCUMENT_LIMIT)
    with _one_at_a_time:
        sent.seek(0)
        whole = sent.read(rules.DOCUMENT_LIMIT + 1)
        return _clean(whole, clean_line(name), wanted)


def _clean(whole: bytes, name: str, wanted: frozenset[Kind]) -> CleanFile:
    kind = rules.kind_of(whole[:_HEAD], whole)
    if refusal := rules.refuse_kind(kind, name=name, wanted=wanted):
        raise _refused(refusal, kind=kind, wanted=wanted)
    if kind is None:
        raise Refused(Refusal.NOT_ALLOWED)
    if refusal := rules.refuse_size(len(whole), kind):
        raise _refused(refusal, limit=rules.limit_for(kind))
    if kind in rules.IMAGES:
        return _drawn_again(whole, kind, name)
    if refusal := rules.refuse_content(kind, whole):
        raise Refused(refusal)
    return CleanFile(whole, kind, _true_name(name, kind))


def _refused(
    refusal: Refusal, *, limit: int = 0, kind: Kind | None = None, wanted: frozenset[Kind] = frozenset()
) -> Refused:
    return Refused(
        refusal,
        limit=limit // rules.MEGABYTE,
        kind=word(kind) if kind else "",
        wanted=_("، ").join(word(one) for one in sorted(wanted)),
    )


def _true_name(name: str, kind: Kind) -> str:
    """The sender's name without path, with the extension of what the file is."""
    stem = name.replace("\\", "/").rpartition("/")[2]
    if extension := rules.extension_of(stem):
        stem = stem[: -len(extension) - 1]
    return f"{stem.strip(' .')[: rules.NAME_LIMIT] or 'document'}.{kind}"


def _drawn_again(whole: bytes, kind: Kind, name: str) -> CleanFile:
    """Draw a picture anew: upright, at most 2000 pixels, without place, device or hidden content."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = _upright(whole, kind)
            content, kept = _written(picture)
    except Refused:
        raise
    except Image.DecompressionBombError as error:
        raise Refused(Refusal.TOO_MANY_PIXELS) from error
    except Exception as error:  # a broken picture breaks its decoder in many ways
        raise Refused(Refusal.DAMAGED) from error
    return CleanFile(content, kept, _true_name(name, kept), picture.width, picture.height)


def _upright(whole: bytes, kind: Kind) -> Image.Image:
    if kind is Kind.HEIC:
        import pillow_heif  # noqa: PLC0415 -- 10 MB of decoder, loaded when the first such picture comes

        pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
    with Image.open(io.BytesIO(whole), formats=[_OPENERS[kind]]) as opened:
        if refusal := rules.refuse_pixels(*opened.size):
            raise Refused(refusal)
        profile = opened.info.get("icc_profile")
        has_alpha = opened.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in opened.info
        plain = "RGBA" if has_alpha else "RGB"
        # Small first: only one picture of full size is ever in memory.
        picture = opened if opened.mode in {"RGB", "RGBA", "L", "CMYK"} else opened.convert(plain)
        picture.thumbnail((rules.LONGEST_SIDE, rules.LONGEST_SIDE), Image.Resampling.LANCZOS)
        picture = ImageOps.exif_transpose(picture)
    return _in_common_colours(picture, profile).convert(plain)


def _in_common_colours(picture: Image.Image, profile: bytes | None) -> Image.Image:
    if not profile or picture.mode not in {"RGB", "CMYK"}:
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(
            picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError):
        return picture
    return converted or picture


def _written(picture: Image.Image) -> tuple[bytes, Kind]:
    """JPEG for photographs, WebP where there is transparency; nothing but the pixels is copied."""
    kind = Kind.WEBP if picture.mode == "RGBA" else Kind.JPEG
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    written = io.BytesIO()
    bare.save(written, format=_OPENERS[kind], quality=_QUALITY)
    return written.getvalue(), kind
