"""Puts the compiled protocol into the wheel, so that an installed backcheck need not read YAML to start."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileProtocol(BuildHookInterface[Any]):
    """Compiles ``questions/`` and its opening for a wheel; an editable install reads the folder: nothing is stale."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the compiled protocol and have it included; mistakes in the protocol stop the build."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from backcheck.cli.opening import NAME, Opening
        from backcheck.reading import compile_protocol, read_protocol

        self.folder = tempfile.TemporaryDirectory()
        target = Path(self.folder.name) / "questions.compiled.json"
        compile_protocol(root / "questions", target)
        build_data["force_include"][str(target)] = "backcheck/questions.compiled.json"
        opening = Path(self.folder.name) / NAME
        opening.write_text(json.dumps(Opening.of(read_protocol(root / "questions")).kept), encoding="utf-8")
        build_data["force_include"][str(opening)] = f"backcheck/{NAME}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Take the temporary folder away."""
        if version != "editable":
            self.folder.cleanup()
