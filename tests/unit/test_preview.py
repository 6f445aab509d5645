"""The preview's server: the files of one package on the loopback address, and nothing else."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from scorm_builder import BuildError, preview
from scorm_builder.preview import Preview
from tests.compiled import needs_player
from tests.courses import CHOICE, COURSE, FIGURE, page, write_course

pytestmark = needs_player


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Preview]:
    course = COURSE.replace("A tiny course", "Q&A <b>") + "pass_mark: 65\n"
    files = {"course.yaml": course, "pages/one.md": page(FIGURE + CHOICE)}
    with preview(write_course(tmp_path, files)) as serving:
        yield serving


def port(server: Preview) -> int:
    return int(server.address.rstrip("/").rpartition(":")[2])


def asked(
    server: Preview, path: str, method: str = "GET", host: str | None = None
) -> tuple[int, bytes, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", port(server), timeout=10)
    connection.putrequest(method, path, skip_host=True)
    if host != "":
        connection.putheader("Host", host or f"127.0.0.1:{port(server)}")
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body, {k.lower(): v for k, v in answer.getheaders()}


@pytest.mark.parametrize("path", ["/", "/index.html", "/?again"])
def test_page_around_the_course_names_it(server: Preview, path: str) -> None:
    status, body, headers = asked(server, path)
    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert b"Q&amp;A &lt;b&gt;" in body and b"<b>" not in body
    assert b'data-edition="scorm12"' in body and b'data-mastery="65"' in body
    assert headers["cache-control"] == "no-store" and headers["x-content-type-options"] == "nosniff"


def test_every_file_of_the_package_is_served(server: Preview) -> None:
    kinds = {
        "html": "text/html; charset=utf-8",
        "js": "text/javascript; charset=utf-8",
        "css": "text/css; charset=utf-8",
        "png": "image/png",
    }
    for name, file in server.package.files.items():
        status, body, headers = asked(server, f"/course/{name}")
        assert (status, body) == (200, file.read()), name
        suffix = name.rpartition(".")[2]
        assert headers["content-type"] == kinds.get(suffix, headers["content-type"])


def test_head_is_an_answer_without_a_body(server: Preview) -> None:
    status, body, headers = asked(server, "/course/index.html", "HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["content-length"]) == server.package.files["index.html"].size


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/course",
        "/course/",
        "/course/nowhere.html",
        "/course/../../../../etc/passwd",
        "/course/%2e%2e/%2e%2e/etc/passwd",
        "/course/..%2fcourse.yaml",
        "/course/images",
        "//etc/passwd",
        "/%00",
        "/%ff",
        "http://[/",
    ],
)
def test_anything_else_is_not_found(server: Preview, path: str) -> None:
    assert asked(server, path)[0] == 404


@pytest.mark.parametrize("host", ["example.org", "example.org:80", "127.0.0.1.example.org:80", ""])
def test_other_names_are_refused(server: Preview, host: str) -> None:
    assert asked(server, "/", host=host)[0] == 403
    assert asked(server, "/course/index.html", host=host)[0] == 403


def test_localhost_is_a_name_of_ours(server: Preview) -> None:
    assert asked(server, "/", host=f"localhost:{port(server)}")[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_can_be_written(server: Preview, method: str) -> None:
    assert asked(server, "/", method)[0] == 501


def test_picture_that_was_removed_is_not_found(
    server: Preview, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "course/images/a.png").unlink()
    (name,) = (name for name in server.package.files if name.startswith("images/"))
    assert asked(server, f"/course/{name}")[0] == 404
    assert asked(server, "/")[0] == 200
    assert capfd.readouterr() == ("", "")


def test_browser_that_hangs_up_is_not_worth_a_word(
    server: Preview, capfd: pytest.CaptureFixture[str]
) -> None:
    for _ in range(5):
        with socket.create_connection(("127.0.0.1", port(server)), timeout=10) as line:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            line.sendall(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port(server)}\r\n\r\n".encode())
    assert asked(server, "/")[0] == 200
    assert capfd.readouterr() == ("", "")


def test_port_that_cannot_be_used_is_a_problem(server: Preview, tmp_path: Path) -> None:
    for number in (port(server), 65_536, -1):
        with pytest.raises(BuildError) as caught:
            preview(tmp_path / "course", port=number)
        assert [problem.rule for problem in caught.value.problems] == ["port-taken"]


def test_course_with_errors_is_not_served(tmp_path: Path) -> None:
    with pytest.raises(BuildError):
        preview(write_course(tmp_path, {"pages/one.md": "no front matter"}))
