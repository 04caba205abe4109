"""Where a workspace may lie: not on a network drive, in a folder that can be written.

SQLite's locks are unreliable over a network and WAL does not work there at all (sqlite.org/wal.html).
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath

from pipeline_tui.domain.errors import WorkspaceTrouble
from pipeline_tui.wording import tr

NETWORK_KINDS = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "ncpfs", "davfs", "ceph", "lustre"),
        *("beegfs", "gpfs", "glusterfs", "fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.s3fs"),
        *("fuse.gcsfuse", "fuse.glusterfs", "fuse.ceph", "fuse.davfs", "fuse.davfs2"),
        *("9p", "drvfs", "vboxsf", "prl_fs", "fuse.vmhgfs-fuse"),  # folders a virtual machine shares
    }
)
SYNCED_FOLDERS = (
    ("dropbox", "Dropbox"),
    ("onedrive", "OneDrive"),
    ("com~apple~clouddocs", "iCloud"),
    ("mobile documents", "iCloud"),
    ("icloud", "iCloud"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("syncthing", "Syncthing"),
    ("pcloud", "pCloud"),
)
MOUNTINFO = Path("/proc/self/mountinfo")
WINDOWS_REMOTE_DRIVE = 4  # DRIVE_REMOTE of GetDriveTypeW


@dataclass(frozen=True, slots=True)
class Mount:
    """A mounted file system."""

    point: str
    kind: str  # "ext4", "nfs4", "fuse.sshfs" ...

    @property
    def is_network(self) -> bool:
        """Whether the files lie on another machine, or behind a shared folder of a virtual one."""
        return self.kind in NETWORK_KINDS


def mount_of(path: PurePath, mountinfo: str) -> Mount | None:
    """Return the mount a resolved path lies on, from the text of ``/proc/self/mountinfo``.

    The longest mount point wins; of two on the same point the later one, which covers the earlier.
    """
    found: Mount | None = None
    for line in mountinfo.splitlines():
        place, separator, system = line.partition(" - ")
        fields = place.split(" ")
        if not separator or len(fields) < 5 or not system:
            continue
        point = re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), fields[4])
        inside = PurePosixPath(path).is_relative_to(point)
        if inside and (found is None or len(point) >= len(found.point)):
            found = Mount(point, system.split(" ", 1)[0])
    return found


def synced_by(path: PurePath) -> str:
    """Return the name of the service that seems to copy this folder elsewhere, or ""."""
    folders = [part.lower() for part in path.parts[:-1]]
    for needle, name in SYNCED_FOLDERS:
        if any(folder == needle or folder.startswith((needle + " ", needle + "-")) for folder in folders):
            return name
    return ""


def folder_kind(path: Path, mountinfo: str | None = None) -> Mount | None:
    """Return the mount of a workspace's folder, or None where the system does not tell."""
    folder = path.resolve().parent
    if sys.platform == "win32":
        return _windows_mount(folder)
    if mountinfo is None:
        if not MOUNTINFO.exists():
            return None
        mountinfo = MOUNTINFO.read_text(encoding="utf-8", errors="surrogateescape")
    return mount_of(folder, mountinfo)


def guard_place(path: Path, mountinfo: str | None = None) -> tuple[str, ...]:
    """Return warnings about the folder of a workspace; raise WorkspaceTrouble where it cannot work.

    ``mountinfo`` replaces the system's own list of mounts.
    """
    resolved = path.resolve()
    folder = resolved.parent
    if not folder.is_dir():
        raise WorkspaceTrouble(
            tr("This folder does not exist"),
            tr("{folder} is not there, so it can hold no workspace.", folder=folder),
            tr("Make the folder, or name another workspace with --workspace."),
        )
    mount = folder_kind(path, mountinfo)
    if mount is not None and mount.is_network:
        raise WorkspaceTrouble(
            tr("The workspace is on a network drive ({kind})", kind=mount.kind),
            tr(
                "{folder} lies on {point}, which other machines share; a workspace file can be damaged "
                "there. Nothing was changed.",
                folder=folder,
                point=mount.point,
            ),
            tr("Move the file to a local disk of one machine, and let the others sign in to that machine."),
            {"kind": mount.kind, "mount": mount.point},
        )
    if not os.access(folder, os.W_OK | os.X_OK) or (resolved.exists() and not os.access(resolved, os.W_OK)):
        raise WorkspaceTrouble(
            tr("This folder cannot be written"),
            tr("{folder}, or the workspace in it, is read-only for you; nothing was saved.", folder=folder),
            tr("Check the permissions of the folder, or name another workspace with --workspace."),
        )
    service = synced_by(resolved)
    if not service:
        return ()
    return (
        tr(
            "{folder} looks like a folder that {service} copies elsewhere. It may copy a half-written file: "
            "keep the workspace outside and let it copy the backups.",
            folder=folder,
            service=service,
        ),
    )


def _windows_mount(folder: Path) -> Mount:
    import ctypes

    root = folder.anchor
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - the attribute exists on Windows only
    remote = root.startswith("\\\\") or kernel.GetDriveTypeW(root) == WINDOWS_REMOTE_DRIVE
    return Mount(root, "smb" if remote else "local")
