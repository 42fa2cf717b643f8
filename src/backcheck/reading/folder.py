"""The folder of a protocol: which files belong to it, their bytes, and the one hash of them all, without YAML."""

from __future__ import annotations

import os  # not pathlib, which would delay the first screen
from collections.abc import Iterator, Mapping

from backcheck.errors import MissingFileError, Mistake
from backcheck.reading.textfile import RefusedError, printable, read_bytes

START = "start.txt"
MUST = ("protocol.yaml", "sources.yaml", "care.yaml", "places.yaml")
MAY = (START, "floors.yaml", "advice.yaml", "workup.yaml")
MOST_TOPICS = 200
LARGEST_TOGETHER = 4 * 1024 * 1024


def open_folder(folder: str) -> tuple[dict[str, bytes], list[Mistake]]:
    """Give the bytes of each file by its path in the folder, and what is wrong with the files themselves.

    Raises MissingFileError where there is no such folder, or no protocol.yaml in it.
    """
    here = _names_in(folder)
    if "protocol.yaml" not in here:
        raise MissingFileError(f"{printable(folder)} holds no protocol.yaml. Please give the folder of a protocol.")
    topics = _names_in(f"{folder}/topics") if os.path.isdir(f"{folder}/topics") else []  # noqa: PTH112
    found: dict[str, bytes] = {}
    mistakes = [*_strays(folder, here, topics)]
    room = LARGEST_TOGETHER
    for path in _paths(here, topics):
        try:
            data = read_bytes(f"{folder}/{path}", f"{folder}/{path}")
        except RefusedError as refused:
            mistakes.append(refused.mistake)
        except FileNotFoundError:
            mistakes.append(
                _of_whole_file("missing-file", f"{folder}/{path}", "this file is not there. Please write it")
            )
        else:
            room -= len(data)
            if room < 0:
                message = (
                    f"the files together are larger than {LARGEST_TOGETHER // 1024} KiB. Please check what they are"
                )
                mistakes.append(_of_whole_file("too-large", folder, message))
                break
            found[path] = data
    return found, mistakes


def fingerprint(files: Mapping[str, bytes]) -> str:
    """Give the sha256 of all files, sorted by path, newlines normalised; the same on every system."""
    import hashlib

    digest = hashlib.sha256()
    for piece in normalised(files):
        digest.update(piece)
    return digest.hexdigest()


def normalised(files: Mapping[str, bytes]) -> Iterator[bytes]:
    """Give all files in pieces, sorted by path: each path, its length and its text, newlines made the same."""
    for path, data in sorted(files.items()):
        text = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        yield f"{path}\n{len(text)}\n".encode("utf-8", "surrogateescape")
        yield text


def case_paths(folder: str) -> list[str]:
    """Give the path of every case file, sorted; published cases have a form of their own and are left out."""
    paths = []
    for where, inner, names in os.walk(f"{folder}/cases"):
        inner[:] = [name for name in inner if name != "published" and not name.startswith(".")]
        place = where[len(folder) + 1 :].replace(os.sep, "/")
        paths += [f"{place}/{name}" for name in names if _is_yaml(name)]
    return sorted(paths)


def _names_in(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208
    except FileNotFoundError:
        raise MissingFileError(f"There is no folder {printable(folder)}. Please check the path.") from None
    except NotADirectoryError:
        message = f"{printable(folder)} is a file. Please give the folder that holds protocol.yaml."
        raise MissingFileError(message) from None
    except (OSError, ValueError) as error:
        why = (getattr(error, "strerror", None) or str(error)).lower()
        raise MissingFileError(f"The folder {printable(folder)} cannot be read: {why}.") from None


def _paths(here: list[str], topics: list[str]) -> Iterator[str]:
    """Give every path to read: what must be there, what is there of the rest, and the topics."""
    yield from MUST
    yield from (name for name in MAY if name in here)
    yield from [f"topics/{name}" for name in topics if _is_yaml(name)][:MOST_TOPICS]


def _strays(folder: str, here: list[str], topics: list[str]) -> Iterator[Mistake]:
    """Give what nobody would read, and so would be missed in silence."""
    for name in here:
        if name.lower().endswith((".yaml", ".yml")) and not name.startswith(".") and name not in (*MUST, *MAY):
            yield _stray(f"{folder}/{name}")
    for name in topics:
        if not _is_yaml(name) and not name.startswith((".", "~")) and not name.endswith(("~", ".md")):
            yield _stray(f"{folder}/topics/{name}")
    count = sum(map(_is_yaml, topics))
    if not count:
        message = "no topic is here. Please make this a folder with at least one `.yaml` file in it"
        yield _of_whole_file("no-topics", f"{folder}/topics", message)
    if count > MOST_TOPICS:
        message = f"{count} topics are more than the {MOST_TOPICS} that are read. Please join some"
        yield _of_whole_file("too-many-files", f"{folder}/topics", message)


def _is_yaml(name: str) -> bool:
    return name.endswith(".yaml") and not name.startswith(".")


def _stray(path: str) -> Mistake:
    message = f"nothing reads this file. Please name it as one that is read: {', '.join((*MUST, *MAY))}"
    if not path.endswith(".yaml"):
        message = "nothing reads this file. Please either delete it, or end its name in `.yaml`"
    return _of_whole_file("stray-file", path, message)


def _of_whole_file(code: str, path: str, message: str) -> Mistake:
    return Mistake(code, message, printable(path))
