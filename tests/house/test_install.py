"""What `make setup` says when something is missing, and that it does nothing twice."""

import subprocess
import sys
from pathlib import Path

import pytest

from services import install, places
from services.trouble import Trouble

MAKEFILE = (places.PROJECT / "Makefile").read_text()


def test_an_installation_that_agrees_with_the_lock_is_left_alone(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(install, "STAMP", tmp_path / "installed")
    monkeypatch.setattr(install, "PYTHON", Path(sys.executable))
    install.STAMP.write_text(install.wanted())
    install.install()
    assert capsys.readouterr().out == ""


def test_a_python_without_venv_is_one_sentence(monkeypatch):
    monkeypatch.setattr(install.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(
        Trouble, match=r"^This Python cannot make environments; .*: apt-get install python3-venv$"
    ):
        install._make_environment(with_pip=False)


def test_no_python_is_one_sentence(tmp_path):
    (tmp_path / "Makefile").write_text(MAKEFILE)
    end = subprocess.run(
        ["/usr/bin/make", "setup"], cwd=tmp_path, env={"PATH": str(tmp_path / "bin")},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert end.stderr.splitlines()[0] == (
        "Python 3.11 or newer was not found; install it with: apt-get install python3"
    )
    assert end.returncode == 2


@pytest.mark.parametrize(
    ("wanted", "same"),
    [
        ("/srv/house/var/sockets", True),
        ("/srv/a house/var/sockets", False),
        ("/srv/häuser/var", False),
        ("/srv" * 30, False),
    ],
)
def test_sockets_lie_where_their_address_is_short_and_plain(wanted, same):
    assert (places.socket_folder(Path(wanted), "0123456789ab") == Path(wanted)) is same
