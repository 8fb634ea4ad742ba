"""Zip packages: written so that the same content gives the same bytes, read within bounds."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable

from quizapi.exchange.decoding import check_size
from quizapi.exchange.errors import FileRefused

LARGEST_UNPACKED = 50_000_000
LARGEST_MEMBER = 20_000_000
_MOST_MEMBERS = 5_000
#: What `zipfile` raises for files that are cut off, changed, or packed in ways that it does not know.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)
_DATE = (2000, 1, 1, 0, 0, 0)


def pack(members: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip file of named members in this order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members:
            info = zipfile.ZipInfo(name, _DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            package.writestr(info, data)
    return buffer.getvalue()


class Package:
    """A zip file that was checked before anything of it is unpacked, and never onto a disk."""

    def __init__(self, data: bytes) -> None:
        """Raises `FileRefused` for what is no zip file, or unpacks too large, or names odd paths."""
        check_size(data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise FileRefused("this is no zip file, or one that was cut off") from error
        members = self._zip.infolist()
        if len(members) > _MOST_MEMBERS:
            raise FileRefused(f"the package has more than {_MOST_MEMBERS} files")
        names = [member.filename for member in members]
        if len(set(names)) < len(names):
            raise FileRefused("the package has two files of one name")
        for member in members:
            _check_member(member)
        if sum(member.file_size for member in members) > LARGEST_UNPACKED:
            raise FileRefused(f"the package unpacks to more than {LARGEST_UNPACKED // 1_000_000} MB")
        self.names = [name for name in names if not name.endswith("/")]

    def read(self, name: str) -> bytes:
        """The content of a member.

        Raises:
            FileRefused: It is missing or damaged.
        """
        try:
            size = self._zip.getinfo(name).file_size
            with self._zip.open(name) as member:
                # Never `read()`: it unpacks all there is before it looks at the size that was declared.
                return member.read(size + 1)
        except KeyError as error:
            raise FileRefused(f"the package has no file {name[:80]!r}") from error
        except _BROKEN as error:
            raise FileRefused(f"the file {name[:80]!r} in the package is damaged") from error

    def repacked(self) -> bytes:
        """The same package with nothing packed, for readers that unpack without bounds."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
            for name in self.names:
                package.writestr(zipfile.ZipInfo(name, _DATE), self.read(name))
        return buffer.getvalue()


def _check_member(member: zipfile.ZipInfo) -> None:
    name = member.filename
    if name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name) or ".." in re.split(r"[/\\]", name):
        raise FileRefused(f"the package names a path outside of itself: {name[:80]!r}")
    if member.flag_bits & 1:
        raise FileRefused("the package is encrypted")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise FileRefused(f"{name[:80]!r} in the package is packed in a way that is not read")
    if member.file_size > LARGEST_MEMBER:
        raise FileRefused(f"{name[:80]!r} in the package has more than {LARGEST_MEMBER // 1_000_000} MB")
