"""What building the site does beside MkDocs: files of the repository that a page links to become part of the site.

Pages lie in the repository and are read there, too: they link to policies, laws and cases as they lie beside them.
"""

from __future__ import annotations

import re
from pathlib import Path
from posixpath import normpath, relpath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parent.parent.parent
FOLDER = "repository"
"""Where in the site the files of the repository lie."""
_LINK = re.compile(r"(?<=\]\()(\.\./[^)\s#]+)")
_FENCE = re.compile(r"^(```\w+) +(.+)$", re.MULTILINE)
_LEXERS = {".toml": "toml", ".py": "python", ".csv": "text", ".txt": "text"}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add what the pages link to outside the documents: text as a page that shows it, all else as it is."""
    docs = Path(config.docs_dir)
    for page in list(files.documentation_pages()):
        for link in _LINK.findall(page.content_string):
            path = (docs / Path(page.src_uri).parent / link).resolve()
            name = _name(path)
            if docs in path.parents or not path.is_file() or files.get_file_from_path(name):
                continue
            if path.suffix in _LEXERS:
                files.append(File.generated(config, name, content=_shown(path)))
            else:
                files.append(File.generated(config, name, abs_src_path=str(path)))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Turn links to files of the repository to their place in the site; name the file that a block shows above it."""
    docs = Path(config.docs_dir)
    here = Path(page.file.src_uri).parent

    def target(match: re.Match[str]) -> str:
        path = (docs / here / match[0]).resolve()
        name = _name(path)
        return relpath(name, here.as_posix()) if files.get_file_from_path(name) else match[0]

    return _FENCE.sub(_titled, _LINK.sub(target, markdown))


def _name(path: Path) -> str:
    inside = path.relative_to(ROOT).as_posix()
    return normpath(f"{FOLDER}/{inside}{'.md' if path.suffix in _LEXERS else ''}")


def _shown(path: Path) -> str:
    text = path.read_text(encoding="utf-8-sig")
    name = path.relative_to(ROOT).as_posix()
    return f"---\nsearch:\n  exclude: true\n---\n# `{name}`\n\n````{_LEXERS[path.suffix]}\n{text.rstrip()}\n````\n"


def _titled(match: re.Match[str]) -> str:
    """Return the beginning of a block: `csv data/leave.csv` names a file, `sh exit 2` is only for the tests."""
    about = match[2]
    return match[1] if about.startswith(("exit ", "title=")) else f'{match[1]} title="{about}"'
