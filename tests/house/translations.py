"""`make check`: every text of code and templates is translated and well formed in each catalogue."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]


def main() -> int:
    """Prints one line a fault; returns 1 when there is any, else 0."""
    template = extracted()
    catalogues = sorted(ROOT.glob("translations/*/LC_MESSAGES/messages.po"))
    lines = [line for path in catalogues for line in faults(template, path)]
    if not catalogues:
        lines = ["translations: no catalogue at all"]
    if lines:
        sys.stderr.write("\n".join([*lines, "`make messages` brings new texts in; then translate them.\n"]))
    return 1 if lines else 0


def extracted() -> Catalog:
    """The texts that `make messages` would collect now."""
    with tempfile.TemporaryDirectory(prefix="parvis-check-") as folder:
        output = Path(folder, "messages.pot")
        command = ["make", "--silent", "--no-print-directory", "extract", f"POT={output}"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(done.stderr)
        return _read(output)


def faults(template: Catalog, path: Path) -> Iterator[str]:
    """Return a line for each text of `template` that a catalogue lacks, says badly or says in vain."""
    catalogue, name = _read(path), path.relative_to(ROOT)
    for wanted in template:
        if wanted.id and (why := _fault(wanted, catalogue)):
            yield f"{name}: {why}: {wanted.id!r}"
    for present in catalogue:
        if present.id and template.get(present.id, present.context) is None:
            yield f"{name}: no longer used: {present.id!r}"


def _fault(wanted: Message, catalogue: Catalog) -> str | None:
    present = catalogue.get(wanted.id, wanted.context)
    if present is None:
        return "missing"
    if present.fuzzy:
        return "fuzzy"
    texts = present.string if isinstance(present.string, (list, tuple)) else [present.string]
    if not all(texts):
        return "not translated"
    return next((str(error) for error in present.check(catalogue)), None)


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


if __name__ == "__main__":
    sys.exit(main())
