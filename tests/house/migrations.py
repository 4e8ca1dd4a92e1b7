"""`make check`: an empty database can be migrated to the newest revision, and then equals the models."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

FLASK = (str(Path(sys.executable).with_name("flask")), "--app", "app", "db")


def main() -> int:
    """Returns the exit status of the first command that fails, else 0."""
    with tempfile.TemporaryDirectory(prefix="parvis-check-") as instance:
        # Never the running site's database, whatever the shell says.
        environment = {key: value for key, value in os.environ.items() if key != "PARVIS_DATABASE_URL"}
        environment["PARVIS_INSTANCE"] = instance
        for command in ("upgrade", "check"):
            done = subprocess.run(
                [*FLASK, command], env=environment, capture_output=True, text=True, check=False
            )
            if done.returncode:
                sys.stderr.write(f"{done.stdout}{done.stderr}migrations: `flask db {command}` failed\n")
                return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
