"""Where the other programs are, and which Debian package brings one that is missing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

_DEBIAN_PACKAGES = {
    "aria2c": "aria2",
    "cp": "coreutils",
    "curl": "curl",
    "nginx": "nginx-light",
    "openssl": "openssl",
    "rsync": "rsync",
    "scp": "openssh-client",
    "ssh": "openssh-client",
    "ssh-keygen": "openssh-client",
    "sshd": "openssh-server",
    "syncthing": "syncthing",
    "twist3": "python3-twisted",
    "wormhole": "magic-wormhole",
}


def find_program(name: str) -> Path | None:
    """Search PATH and the directories of servers, which a normal user's PATH may lack."""
    found = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    return Path(found) if found else None


def program(name: str) -> Path:
    """The path of a program that has been checked to be there."""
    found = find_program(name)
    assert found is not None, name
    return found


def missing_program(*names: str) -> str | None:
    """What is missing and which package brings it, or None when all are there."""
    for name in names:
        if find_program(name) is None:
            return f"{name} is not installed (Debian package {_DEBIAN_PACKAGES[name]})"
    return None
