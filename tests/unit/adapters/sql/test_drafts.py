"""A draft is on the disk when the call returns: a kill right after it loses nothing."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from pluto_desktop.adapters.sql.drafts import SqlDrafts
from pluto_desktop.adapters.sql.library import open_library
from pluto_desktop.domain.drafts import DraftKind

KEPT_AND_KILLED = """
import os, signal, sys
from pathlib import Path
from pluto_desktop.adapters.sql.drafts import SqlDrafts
from pluto_desktop.adapters.sql.library import open_library
from pluto_desktop.domain.drafts import Draft, DraftKind
SqlDrafts(open_library(Path(sys.argv[1])).connections).keep_draft(Draft(DraftKind.SONG, "s", 3, {"typed": "జో"}))
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_kill_right_after_it_was_kept(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KEPT_AND_KILLED, str(tmp_path / "library")], check=False)
    assert done.returncode == -signal.SIGKILL
    library = open_library(tmp_path / "library")
    draft = SqlDrafts(library.connections).find_draft(DraftKind.SONG, "s")
    library.close()
    assert draft is not None
    assert (draft.base_version, draft.body) == (3, {"typed": "జో"})
