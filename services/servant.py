"""As whom the servers run: as ourselves, or, when we are root, as somebody without rights (PostgreSQL refuses root)."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from services.trouble import Trouble


@dataclass(frozen=True)
class Servant:
    uid: int
    gid: int

    @property
    def changes_user(self) -> bool:
        return os.geteuid() == 0 and self.uid != 0

    def popen(self) -> dict[str, Any]:
        """Keyword arguments for ``subprocess`` that start a program as this user."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.changes_user else {}

    def own(self, folder: Path, mode: int = 0o700) -> Path:
        """The folder, made if needed, this user's alone. Refuses one that somebody else put in the way."""
        _make(folder.parent, 0o711 if self.changes_user else 0o700)
        _make(folder, mode)
        if folder.is_symlink() or folder.lstat().st_uid not in {os.geteuid(), self.uid}:
            raise Trouble(f"{folder} belongs to somebody else; remove it with: rm -rf '{folder}'")
        if os.geteuid() == 0:
            os.chown(folder, self.uid, self.gid)
        folder.chmod(mode)
        return folder


def ourselves() -> Servant:
    """The present user, root included."""
    return Servant(os.geteuid(), os.getegid())


def servant(data: Path | None = None) -> Servant:
    """The owner of existing data, else ``postgres`` or ``nobody`` for root, else the present user."""
    if os.geteuid() != 0:
        return ourselves()
    if data is not None and data.exists() and data.stat().st_uid != 0:
        return _account(pwd.getpwuid(data.stat().st_uid))
    for name in ("postgres", "nobody"):
        try:
            return _account(pwd.getpwnam(name))
        except KeyError:
            continue
    raise Trouble(
        "PostgreSQL cannot run as root and no other account was found; make one with: useradd --system postgres"
    )


def _account(entry: pwd.struct_passwd) -> Servant:
    return Servant(entry.pw_uid, entry.pw_gid)


def _make(folder: Path, mode: int) -> None:
    """Missing folders of the way get just this mode, whatever the umask is; standing ones keep theirs."""
    if not folder.exists():
        _make(folder.parent, mode)
        try:
            folder.mkdir()
        except FileExistsError:  # made by another start at the same moment
            return
        folder.chmod(mode)
