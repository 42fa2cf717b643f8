"""Puts the compiled protocol into the wheel, so that an installed backcheck need not read YAML to start."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileProtocol(BuildHookInterface[Any]):
    """Compiles ``questions/`` for a wheel; an editable install reads the folder itself, so that nothing is stale."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the compiled protocol and have it included; mistakes in the protocol stop the build."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from backcheck.reading import compile_protocol

        self.folder = tempfile.TemporaryDirectory()
        target = Path(self.folder.name) / "questions.compiled.json"
        compile_protocol(root / "questions", target)
        build_data["force_include"][str(target)] = "backcheck/questions.compiled.json"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Take the temporary folder away."""
        if version != "editable":
            self.folder.cleanup()
