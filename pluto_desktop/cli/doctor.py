"""``pluto doctor``: check this installation and the library."""

from __future__ import annotations

import argparse
from typing import Any

from pluto_desktop.cli.framework import EXIT_DONE, EXIT_PARTLY, print_json


def add_parser(subparsers: Any, common: argparse.ArgumentParser) -> None:
    """Declare the command."""
    subparsers.add_parser(
        "doctor",
        parents=[common],
        help="check this installation and the library",
        description="Look at everything Pluto needs and say what is well and what to do. "
        "The exit code is 1 where something is to be done.",
    )


def run(args: argparse.Namespace) -> int:
    """Print every finding."""
    from pluto_desktop import bootstrap

    findings = []
    for finding in bootstrap.make_doctor(args.library, plays=True).examine():
        findings.append(finding)
        if not args.json:
            print(f"{'ok   ' if finding.ok else 'to do'} {finding.label}: {finding.found}", flush=True)
            if not finding.ok:
                print(f"      {finding.advice}", flush=True)
    if args.json:
        entries = [
            {"key": found.key, "label": found.label, "ok": found.ok, "found": found.found, "advice": found.advice}
            for found in findings
        ]
        print_json({"ok": all(found.ok for found in findings), "findings": entries})
    return EXIT_DONE if all(found.ok for found in findings) else EXIT_PARTLY
