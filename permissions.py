"""File permissions: nobody else on the machine may read a site's files, whatever the umask."""

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

OTHERS = stat.S_IRWXG | stat.S_IRWXO
OURS = (
    "parvis.*",
    "secret-key*",
    "worker.lock",
    "erasures.*",
    "mail",
    "uploads*",
)  # what a site keeps in its folder


def tighten(instance: Path) -> None:
    """Create a site's folder for its owner only.

    From now on this process creates files for the owner only, and existing ones are changed
    too.

    A folder that others use as well keeps its mode, and what belongs to somebody else keeps its own: ``doctor`` names them.
    """
    os.umask(OTHERS)
    instance.mkdir(parents=True, exist_ok=True)
    found = [path for pattern in OURS for path in instance.glob(pattern)]
    shared = any(path.is_dir() and path not in found for path in instance.iterdir())
    for path in [*([] if shared else [instance]), *(each for one in found for each in _within(one))]:
        with suppress(OSError):
            if mode := _open_to_others(path):
                path.chmod(mode & ~OTHERS)


def readable(instance: Path, *more: Path) -> list[Path]:
    """Return what others can read or write: a site's folder, all that is in it, and ``more`` files."""
    return [path for path in (*_within(instance), *more) if path.exists() and _open_to_others(path)]


def write(path: Path, content: Iterable[bytes]) -> None:
    """Write a file whole or not at all, on the disk when this returns, for its owner only."""
    unfinished = path.with_name(f"{path.name}.part")
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        unfinished.chmod(0o600)  # it may have lain there before
        file.writelines(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


def _within(path: Path) -> Iterator[Path]:
    yield path
    if path.is_dir() and not path.is_symlink():
        yield from (Path(folder, name) for folder, *names in os.walk(path) for each in names for name in each)


def _open_to_others(path: Path) -> int:
    """Return the mode of a file or folder when others have a part in it, else 0; a link says nothing."""
    mode = path.lstat().st_mode
    return stat.S_IMODE(mode) if mode & OTHERS and not stat.S_ISLNK(mode) else 0
