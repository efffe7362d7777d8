"""The cache of the catalogue: whatever happens to it, what is loaded is what the data files say."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from shutil import copytree
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command_line import environment
from situations import catalogue
from usceplan.catalog import cache as cache_module
from usceplan.catalog.cache import NAME, read_cache, write_cache
from usceplan.catalog.folder import data_folder
from usceplan.catalog.load import load_catalogue
from usceplan.cli.folders import cache_folder
from usceplan.problems import DataError


class _ReadError(Exception):
    """The data files were read, though the cache should have known."""


def loaded_without_reading(cache: Path, folder: Path | None = None) -> bool:
    """Whether the cache was believed; what was loaded is checked either way."""
    with mock.patch("usceplan.catalog.parsing.read_data", side_effect=_ReadError):
        try:
            found = load_catalogue(folder or data_folder(), cache=cache)
        except _ReadError:
            return False
    assert found == catalogue()
    return True


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The content of a good cache."""
    folder = tmp_path_factory.mktemp("good")
    load_catalogue(data_folder(), cache=folder)
    return (folder / NAME).read_bytes()


@pytest.fixture
def cache(tmp_path: Path, written: bytes) -> Path:
    folder = tmp_path / "cache"
    folder.mkdir()
    (folder / NAME).write_bytes(written)
    (folder / NAME).chmod(0o600)
    return folder


def test_a_second_load_reads_no_data_file(cache: Path) -> None:
    assert loaded_without_reading(cache)


def test_a_missing_cache_is_made_with_its_folders(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "yet"
    assert load_catalogue(data_folder(), cache=folder) == catalogue()
    assert [path.name for path in folder.iterdir()] == [NAME]
    if os.name == "posix":
        assert (folder.stat().st_mode & 0o777, (folder / NAME).stat().st_mode & 0o777) == (0o700, 0o600)
    assert loaded_without_reading(folder)


def _price_raised(content: bytes) -> bytes:
    assert b'"usd":2000' in content
    return content.replace(b'"usd":2000', b'"usd":9999', 1)


def _other_version(content: bytes) -> bytes:
    header, _, payload = content.partition(b"\n")
    return json.dumps({**json.loads(header), "key": "0" * 64}).encode() + b"\n" + payload


def _fitting_sum_of_nonsense(content: bytes) -> bytes:
    header, payload = json.loads(content.partition(b"\n")[0]), b'{"programs.yaml": 5}'
    return json.dumps({**header, "sha256": sha256(payload).hexdigest()}).encode() + b"\n" + payload


SPOILED: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "cut short": lambda content: content[: len(content) // 2],
    "the header alone": lambda content: content.partition(b"\n")[0],
    "no header": lambda content: content.partition(b"\n")[2],
    "noise": lambda _: b"\x00\xff\xfe" * 1000,
    "other JSON": lambda _: b'{"a": 1}\n{}',
    "deep JSON": lambda _: b"[" * 100_000,
    "a price changed by hand": _price_raised,
    "of another version": _other_version,
    "nonsense with a fitting sum": _fitting_sum_of_nonsense,
    "more at the end": lambda content: content + b" ",
}


@pytest.mark.parametrize("spoil", SPOILED.values(), ids=SPOILED)
def test_a_spoiled_cache_is_not_believed_and_mended(cache: Path, spoil: Callable[[bytes], bytes]) -> None:
    (cache / NAME).write_bytes(spoil((cache / NAME).read_bytes()))
    assert not loaded_without_reading(cache)
    assert load_catalogue(data_folder(), cache=cache) == catalogue()
    assert loaded_without_reading(cache)


@given(st.data())
def test_no_changed_byte_goes_unnoticed(written: bytes, data: st.DataObject) -> None:
    key = json.loads(written.partition(b"\n")[0])["key"]
    place = data.draw(st.integers(0, len(written) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda one: one != written[place]))
    changed = written[:place] + bytes([byte]) + written[place + 1 :]
    with mock.patch.object(cache_module, "_believed", return_value=changed):
        found = read_cache(Path("cache"), key, lambda content: content)
    # A blank of the header may become another blank: the data stays the same.
    assert found is None or found == json.loads(written.partition(b"\n")[2])


def test_a_changed_data_file_is_read_again(cache: Path, tmp_path: Path) -> None:
    folder = copytree(data_folder(), tmp_path / "data")
    assert loaded_without_reading(cache, folder), "the place of the files makes no difference"
    programs = folder / "programs.yaml"
    programs.write_text(programs.read_text().replace("usd: 2000, per: month", "usd: 2100, per: month", 1))
    assert not loaded_without_reading(cache, folder)
    changed = load_catalogue(folder, cache=cache)
    assert changed.digest != catalogue().digest
    assert {fee.usd for one in changed.programs for fee in one.fees or ()} >= {2100}


def test_another_version_of_the_program_reads_the_files_again(cache: Path) -> None:
    with mock.patch.object(cache_module, "__version__", "99"):
        assert not loaded_without_reading(cache)
    with mock.patch.object(cache_module, "_code", return_value=[("program.py", 1, 1)]):
        assert not loaded_without_reading(cache)


def test_a_program_in_an_archive_goes_by_its_version() -> None:
    with mock.patch("os.scandir", side_effect=NotADirectoryError):
        assert cache_module.key_of("files") == cache_module.key_of("files")


@pytest.mark.skipif(os.name != "posix", reason="the system has no such permissions")
@pytest.mark.parametrize("mode", [0o620, 0o602])
def test_a_cache_that_others_may_write_to_is_not_believed(cache: Path, mode: int) -> None:
    (cache / NAME).chmod(mode)
    assert not loaded_without_reading(cache)


@pytest.mark.skipif(os.name != "posix", reason="the system has no owners")
def test_the_cache_of_somebody_else_is_not_believed(cache: Path) -> None:
    with mock.patch("os.geteuid", return_value=os.geteuid() + 1):
        assert not loaded_without_reading(cache)


def _a_folder_in_its_place(cache: Path) -> None:
    (cache / NAME).unlink()
    (cache / NAME / "in the way").mkdir(parents=True)


def _a_file_for_a_folder(cache: Path) -> None:
    (cache / NAME).unlink()
    cache.rmdir()
    cache.write_text("in the way")


@pytest.mark.parametrize("spoil", [_a_folder_in_its_place, _a_file_for_a_folder])
def test_a_place_that_cannot_be_used_is_no_mistake(cache: Path, spoil: Callable[[Path], None]) -> None:
    spoil(cache)
    assert load_catalogue(data_folder(), cache=cache) == catalogue()


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path) -> None:
    with mock.patch.object(Path, "replace", side_effect=OSError(28, "No space left on device")):
        write_cache(tmp_path, "key", {"programs": []})
    assert list(tmp_path.iterdir()) == []


def test_broken_data_files_are_never_cached(tmp_path: Path) -> None:
    folder = copytree(data_folder(), tmp_path / "data")
    (folder / "costs.yaml").write_text("a: [\n")
    with pytest.raises(DataError):
        load_catalogue(folder, cache=tmp_path / "cache")
    assert not (tmp_path / "cache").exists()


def test_with_a_cache_no_run_imports_what_reads_yaml_or_draws_screens(tmp_path: Path) -> None:
    code = (
        "import sys; from usceplan.cli.app import run_command\n"
        "run_command(['budget', '--city', 'Chicago', '--weeks', '8', '--today', '2026-11-22', '--json'])\n"
        "print(sorted({'yaml', 'rich'} & set(sys.modules)), file=sys.stderr)"
    )
    variables = environment(XDG_CACHE_HOME=str(tmp_path))
    for imported in ("['yaml']", "[]"):
        ran = subprocess.run([sys.executable, "-c", code], env=variables, capture_output=True, text=True, check=True)
        assert (ran.stderr.strip(), json.loads(ran.stdout)["schema"]) == (imported, "usceplan.budget/1")


PLACES: dict[str, tuple[dict[str, str], str, str]] = {
    "XDG": ({"XDG_CACHE_HOME": "/var/xdg"}, "linux", "/var/xdg/usceplan"),
    "XDG on a Mac": ({"XDG_CACHE_HOME": "/var/xdg"}, "darwin", "/var/xdg/usceplan"),
    "a relative path is ignored": ({"XDG_CACHE_HOME": "xdg"}, "linux", "/home/lee/.cache/usceplan"),
    "Linux": ({}, "linux", "/home/lee/.cache/usceplan"),
    "Mac": ({}, "darwin", "/home/lee/Library/Caches/usceplan"),
    "Windows": ({"LOCALAPPDATA": "/local"}, "win32", "/local/usceplan/Cache"),
    "Windows, bare": ({}, "win32", "/home/lee/AppData/Local/usceplan/Cache"),
}


@pytest.mark.parametrize(("variables", "platform", "expected"), PLACES.values(), ids=PLACES)
def test_where_the_cache_is(variables: dict[str, str], platform: str, expected: str) -> None:
    with mock.patch.object(Path, "home", return_value=Path("/home/lee")):
        assert cache_folder(variables, platform) == Path(expected)


def test_somebody_without_a_home_has_no_cache() -> None:
    with mock.patch.object(Path, "home", side_effect=RuntimeError):
        assert cache_folder({}) is None
