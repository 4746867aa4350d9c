"""The list of contestants, in the order of the first round."""

from __future__ import annotations

from godwit_bench.contestant import Contestant
from godwit_bench.contestant_aria2 import Aria2FromNginx
from godwit_bench.contestant_cp import Cp
from godwit_bench.contestant_curl import CurlFromNginx
from godwit_bench.contestant_godwit import GodwitSendReceive
from godwit_bench.contestant_rsync import RsyncDaemon
from godwit_bench.contestant_rsync_ssh import RsyncOverSsh
from godwit_bench.contestant_scp import Scp
from godwit_bench.contestant_syncthing import Syncthing
from godwit_bench.contestant_wormhole import MagicWormhole
from godwit_bench.godwit_program import Godwit
from godwit_bench.ssh_server import SshServer
from godwit_bench.workspace import Workspace

ENTRANT_NAMES = [kind.name for kind in
                 (Cp, CurlFromNginx, Aria2FromNginx, Scp, RsyncDaemon, RsyncOverSsh, MagicWormhole,
                  Syncthing, GodwitSendReceive)]

# These bring whole directories; of the others some cannot, some would be asked for something else.
TREE_ENTRANT_NAMES = [kind.name for kind in (Cp, Scp, RsyncDaemon, GodwitSendReceive)]


def entrants(names: list[str], workspace: Workspace, godwit: Godwit) -> list[Contestant]:
    ssh = SshServer(workspace)
    served = workspace.directory("served")
    everyone: list[Contestant] = [
        Cp(workspace), CurlFromNginx(workspace, served), Aria2FromNginx(workspace, served),
        Scp(workspace, ssh), RsyncDaemon(workspace, served), RsyncOverSsh(workspace, ssh),
        MagicWormhole(workspace), Syncthing(workspace), GodwitSendReceive(godwit)]
    return [contestant for contestant in everyone if contestant.name in names]
