"""Where a workspace may lie is read from the system's list of mounts."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from pipeline_tui.domain.errors import WorkspaceTrouble
from pipeline_tui.storage.place_guard import NETWORK_KINDS, Mount, guard_place, mount_of, synced_by

MOUNTINFO = r"""
22 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw
23 22 0:21 / /proc rw,nosuid - proc proc rw
40 22 0:35 / /srv/team rw,relatime shared:20 - nfs4 files.example:/export rw,vers=4.2
41 40 8:17 / /srv/team/local rw,relatime - xfs /dev/sdb1 rw
42 22 0:36 / /mnt/c rw,noatime - 9p drvfs rw,aname=drvfs;path=C:\
43 22 0:37 / /media/my\040share rw - cifs //nas.example/share rw
44 22 0:38 / /srv/ana/remote rw shared:3 master:1 - fuse.sshfs ana@host.example: rw
45 22 0:39 / /over rw - ext4 /dev/sdc1 rw
46 22 0:40 / /over rw - nfs files.example:/over rw
47 22 0:41 / /usb rw - vfat /dev/sdd1 rw
a line without a separator
"""


@pytest.mark.parametrize(
    ("path", "point", "kind"),
    [
        ("/srv/ana", "/", "ext4"),
        ("/srv/ana/remote", "/srv/ana/remote", "fuse.sshfs"),
        ("/srv/ana/remote/deep/er", "/srv/ana/remote", "fuse.sshfs"),
        ("/srv/ana/remotely", "/", "ext4"),
        ("/srv/team", "/srv/team", "nfs4"),
        ("/srv/teams", "/", "ext4"),
        ("/srv/team/local/shop", "/srv/team/local", "xfs"),
        ("/mnt/c/Volumes/ana", "/mnt/c", "9p"),
        ("/media/my share/x", "/media/my share", "cifs"),
        ("/over", "/over", "nfs"),
        ("/usb", "/usb", "vfat"),
    ],
)
def test_the_longest_mount_wins(path: str, point: str, kind: str) -> None:
    assert mount_of(PurePosixPath(path), MOUNTINFO) == Mount(point, kind)


def test_no_list_of_mounts_says_nothing() -> None:
    assert mount_of(PurePosixPath("/home"), "") is None


@pytest.mark.parametrize("kind", sorted(NETWORK_KINDS))
def test_a_network_drive_is_refused(tmp_path: Path, kind: str) -> None:
    mountinfo = f"1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 0:9 / {tmp_path} rw - {kind} elsewhere rw"
    with pytest.raises(WorkspaceTrouble) as caught:
        guard_place(tmp_path / "shop.db", mountinfo)
    assert caught.value.title == f"The workspace is on a network drive ({kind})"
    assert caught.value.next_step


@pytest.mark.parametrize(
    "kind", ["ext4", "xfs", "btrfs", "zfs", "tmpfs", "overlay", "apfs", "vfat", "fuseblk"]
)
def test_a_local_disk_is_welcome(tmp_path: Path, kind: str) -> None:
    assert guard_place(tmp_path / "shop.db", f"1 0 8:1 / / rw - {kind} /dev/sda1 rw") == ()


def test_a_link_is_followed_to_the_drive_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "near").symlink_to(tmp_path / "far")
    mountinfo = f"1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 0:9 / {tmp_path / 'far'} rw - nfs4 elsewhere rw"
    with pytest.raises(WorkspaceTrouble, match="network drive"):
        guard_place(tmp_path / "near" / "shop.db", mountinfo)


def test_the_list_of_this_system_is_understood(tmp_path: Path) -> None:
    assert guard_place(tmp_path / "shop.db") == ()


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/srv/ana/Dropbox/shop/shop.db", "Dropbox"),
        ("/srv/ana/Dropbox (Personal)/shop.db", "Dropbox"),
        ("/srv/ana/OneDrive - Fleurs SA/shop.db", "OneDrive"),
        ("/Volumes/ana/Library/Mobile Documents/com~apple~CloudDocs/shop.db", "iCloud"),
        ("/srv/ana/Nextcloud/shop.db", "Nextcloud"),
        ("/srv/ana/Google Drive/shop.db", "Google Drive"),
        ("/srv/ana/shops/dropbox.db", ""),
        ("/srv/ana/dropboxes/shop.db", ""),
        ("/srv/ana/shop.db", ""),
    ],
)
def test_a_synced_folder_is_recognised(path: str, service: str) -> None:
    assert synced_by(PurePosixPath(path)) == service


def test_a_synced_folder_is_a_warning_not_a_refusal(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (warning,) = guard_place(tmp_path / "Dropbox" / "shop.db")
    assert "Dropbox" in warning
