"""Who may import whom: the contracts of pyproject.toml, and the engine's own short list."""

import ast
import sys

from importlinter.cli import lint_imports

from services.places import PROJECT

ENGINE = PROJECT / "postings" / "minimum_requirements"
# Besides Python itself; yaml reads data files only where it is asked for.
ENGINE_MAY_IMPORT = {"orjson"}


def test_the_contracts_are_kept(monkeypatch, capsys):
    monkeypatch.chdir(PROJECT)
    assert lint_imports() == 0, capsys.readouterr().out


def test_the_engine_imports_python_and_itself_alone():
    foreign = set()
    for file in ENGINE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module or ""]
            foreign |= {
                name
                for name in names
                if name.split(".")[0] not in {*sys.stdlib_module_names, *ENGINE_MAY_IMPORT}
                and not name.startswith("postings.minimum_requirements")
            }
    assert foreign == set()


def test_the_packages_import_without_django_or_celery():
    assert [(PROJECT / name / "__init__.py").read_text() for name in ("postings", "screening")] == ["", ""]
