"""The recipes of `deploy/`: real servers send what the build says of each file, compressed, with the right type."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from helpers import ROOT
from report.publish.compress import compress
from report.publish.headers import EVERYWHERE, FRESH, LASTING, hash_scripts
from serving import read_headers

DEPLOY = ROOT / "deploy"
TOOLS = Path(sys.executable).parent
Ask = Callable[[str, str], http.client.HTTPResponse]


@pytest.fixture(scope="module")
def edition(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some of every kind of file of the site, with their compressed twins."""
    folder = tmp_path_factory.mktemp("server") / "site"
    for name in ("03-innovation-models", "assets", "data", "embed", "s/3.1"):
        shutil.copytree(site / name, folder / name)
    for file in (path for path in site.iterdir() if path.is_file()):
        shutil.copy(file, folder)
    compress(folder)
    return folder


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(command: list[str], environment: Mapping[str, str], port: int, folder: Path) -> Iterator[None]:
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, env=environment, cwd="/", stdout=log, stderr=log)
        try:
            end = time.monotonic() + 20
            while True:
                assert process.poll() is None and time.monotonic() < end, (folder / "log").read_text()
                with socket.socket() as probe:
                    if not probe.connect_ex(("127.0.0.1", port)):
                        break
                time.sleep(0.05)
            yield
        finally:
            process.terminate()
            process.wait()


def _asking(connect: Callable[[], http.client.HTTPConnection], below: str) -> Ask:
    def ask(path: str, encoding: str = "") -> http.client.HTTPResponse:
        connection = connect()
        connection.request("GET", f"{below}/{path}", headers={"Accept-Encoding": encoding} if encoding else {})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer

    return ask


@pytest.fixture(scope="module")
def caddy(edition: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Caddy with the recipe, below a path, as in a container: no home, nowhere to write."""
    port = _free_port()
    environment = {"ADDRESS": f"http://:{port}", "BIND": "127.0.0.1", "ROOT": str(edition), "BELOW": "/digest"}
    command = [str(TOOLS / "caddy"), "run", "--config", str(DEPLOY / "Caddyfile")]
    with _running(command, environment, port, tmp_path_factory.mktemp("caddy")):
        yield _asking(lambda: http.client.HTTPConnection("127.0.0.1", port, timeout=10), "/digest")


@pytest.fixture(scope="module")
def nginx(edition: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Debian’s nginx with the recipe, its names and ports replaced by those of a test."""
    path = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if not path:
        words = "nginx is not installed, and was not tried"
        if os.environ.get("CI") == "true":
            pytest.fail(words)
        pytest.skip(words)
    folder, port, plain = tmp_path_factory.mktemp("nginx"), _free_port(), _free_port()
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost",
         "-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")],
        check=True, capture_output=True,
    )  # fmt: skip
    recipe = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    for old, new in (
        ("/etc/ssl/digest", str(folder)), ("/srv/digest/site", str(edition)),
        ("listen 80;", f"listen 127.0.0.1:{plain};"), ("listen 443 ", f"listen 127.0.0.1:{port} "),
    ):  # fmt: skip
        assert old in recipe
        recipe = recipe.replace(old, new)
    recipe = re.sub(r".*listen \[::\].*\n", "", recipe)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    (folder / "nginx.conf").write_text(
        f"include /etc/nginx/modules-enabled/*.conf;\ndaemon off;\npid {folder}/pid;\nuser root;\n"
        "events {}\nhttp {\naccess_log off;\n"
        + "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
        + f"{recipe}}}\n",
        encoding="utf-8",
    )
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    with _running([path, "-e", "stderr", "-c", str(folder / "nginx.conf")], os.environ, port, folder):
        yield _asking(lambda: http.client.HTTPSConnection("127.0.0.1", port, context=trusting, timeout=10), "")


@pytest.fixture(params=["caddy", "nginx"])
def ask(request: pytest.FixtureRequest) -> Ask:
    """Ask either server for a file."""
    asking: Ask = request.getfixturevalue(request.param)
    return asking


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("", "text/html; charset=utf-8"),
        ("03-innovation-models/", "text/html; charset=utf-8"),
        ("03-innovation-models/index.md", "text/markdown; charset=utf-8"),
        ("s/3.1/", "text/html; charset=utf-8"),
        ("data/statistics.csv", "text/csv; charset=utf-8"),
        ("data/statistics.json", "application/json"),
        ("feed.xml", "text/xml; charset=utf-8"),
        ("llms.txt", "text/plain; charset=utf-8"),
        ("embed/blockchain-trust-chart-1/blockchain-trust-chart-1.svg", "image/svg+xml"),
    ],
)
def test_a_file_comes_compressed_with_its_type_and_is_asked_about_again(ask: Ask, path: str, kind: str) -> None:
    for encoding, sent in (("br, gzip", "br"), ("gzip", "gzip"), ("", None)):
        answer = ask(path, encoding)
        assert answer.status == 200
        assert answer.headers["Content-Encoding"] == sent
        assert answer.headers["Content-Type"].lower().startswith(kind)
        assert answer.headers["Cache-Control"] == FRESH
        assert answer.headers["ETag"] or answer.headers["Last-Modified"]


def test_a_file_named_by_its_content_is_kept_for_ever(ask: Ask, edition: Path) -> None:
    named = [path for path in (edition / "assets").rglob("*.????????.*s*") if path.suffix in (".css", ".js")]
    assert len(named) > 5
    for path in named:
        answer = ask(path.relative_to(edition).as_posix(), "br")
        assert (answer.status, answer.headers["Cache-Control"]) == (200, LASTING)
        assert re.search("javascript|css", answer.headers["Content-Type"])


def test_the_policy_goes_with_every_answer_and_only_charts_may_be_framed(ask: Ask, edition: Path) -> None:
    ((_, common), *_) = read_headers(edition)
    chart = next((edition / "embed").iterdir()).name
    for path, status, framed in (
        ("", 200, "'none'"), ("s/3.1/", 200, "'none'"), ("nowhere/", 404, "'none'"), (f"embed/{chart}/", 200, "*"),
    ):  # fmt: skip
        answer = ask(path, "")
        assert answer.status == status
        assert answer.headers.get_all("Content-Security-Policy") == [
            f"{common['Content-Security-Policy']}; frame-ancestors {framed}"
        ]
        assert {name: answer.headers.get_all(name) for name in EVERYWHERE} == {
            name: [value] for name, value in EVERYWHERE.items()
        }
        assert answer.headers["Content-Type"].startswith("text/html")


def test_what_is_for_servers_is_not_for_readers(ask: Ask) -> None:
    for name in ("_headers", "_headers.caddy", "_headers.nginx"):
        assert ask(name, "").status == 404


def test_a_folder_leads_to_its_page_below_the_same_path(ask: Ask) -> None:
    answer = ask("03-innovation-models", "")
    assert answer.status in (301, 308)
    assert answer.headers["Location"] in ("/digest/03-innovation-models/", "/03-innovation-models/")


def test_every_script_that_stands_in_a_page_is_known_by_its_hash(site: Path) -> None:
    ((_, common), *_) = read_headers(site)
    hashes = hash_scripts(path.read_text(encoding="utf-8") for path in site.rglob("*.html"))
    assert 3 <= len(hashes) <= 5, "few scripts, alike on all pages: a policy is sent with each answer"
    assert re.search(r"script-src 'self' (.*?);", common["Content-Security-Policy"])[1].split() == hashes  # type: ignore[index]
    assert max(map(len, common.values())) < 2000  # Cloudflare takes no longer line


def test_the_container_is_built_as_its_linter_likes() -> None:
    linted = subprocess.run([TOOLS / "hadolint", DEPLOY / "Containerfile"], capture_output=True, text=True)
    assert (linted.returncode, linted.stdout) == (0, "")


def test_copies_of_releases_are_compressed_by_gzip_alone(tmp_path: Path) -> None:
    for name in ("a.html", "v/1.0.0/a.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("a" * 999, encoding="utf-8")
    compress(tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in sorted(tmp_path.rglob("a.html.*"))] == [
        "a.html.br", "a.html.gz", "v/1.0.0/a.html.gz",
    ]  # fmt: skip


def test_compressed_twins_hold_the_same(edition: Path) -> None:
    before = {path: path.read_bytes() for path in edition.rglob("*") if path.suffix in (".gz", ".br")}
    compress(edition)
    assert before == {path: path.read_bytes() for path in edition.rglob("*") if path.suffix in (".gz", ".br")}
