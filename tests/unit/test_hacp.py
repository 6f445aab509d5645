"""The AICC server of the preview: what it answers, what it stores, how it fails."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from scorm_builder.preview.aicc_lms import ELFH, MOODLE, OLD_MOODLE, PLAIN, AiccLms
from scorm_builder.preview.hacp import LARGEST, PAGE, Hacp

CORE = "[Core]\r\nLesson_Location=p2\r\nLesson_Status=i,s\r\nScore=40\r\nTime=00:01:05\r\n"
WHOLE = CORE + "[Core_Lesson]\r\n1.abc\r\n"


def lms_of(manners: object = PLAIN, **values: object) -> tuple[AiccLms, str]:
    """An LMS with one learner, and the id of a session that was begun."""
    lms = AiccLms(manners)  # type: ignore[arg-type]
    lms.learner("s1", "Example, Ann", **values)
    session = lms.begin("s1")
    asked(lms, session, "GetParam")
    return lms, session


def asked(lms: AiccLms, session: str, command: str, data: str = "") -> str:
    return lms.answer({"command": command, "session_id": session, "aicc_data": data})


# -- the protocol ---------------------------------------------------------------------------------


def test_first_answer_of_an_attempt_is_ab_initio_and_names_the_learner() -> None:
    lms = AiccLms()
    lms.learner("s1", "Example, Ann")
    text = asked(lms, lms.begin("s1"), "getparam")
    assert text.startswith("error=0\r\nerror_text=Successful\r\naicc_data=[Core]\r\n")
    assert "Student_ID=s1\r\nStudent_Name=Example, Ann\r\n" in text
    assert "Lesson_Status=not attempted, ab-initio\r\n" in text
    assert "[Core_Lesson]\r\n[Core_Vendor]\r\n" in text


@pytest.mark.parametrize("manners", [PLAIN, MOODLE, ELFH], ids=lambda manners: manners.name)
def test_what_is_put_is_stored_and_given_back(manners: object) -> None:
    lms, session = lms_of(manners)
    assert asked(lms, session, "PutParam", WHOLE).startswith("error=0\r\n")
    record = lms.learner("s1")
    assert (record.location, record.status, record.exit) == ("p2", "incomplete", "suspend")
    assert (record.score, record.state) == ("40", "1.abc")
    assert "[Core_Lesson]\r\n1.abc\r\n" in asked(lms, lms.begin("s1"), "GetParam")


def test_state_may_have_several_lines() -> None:
    lms, session = lms_of()
    asked(lms, session, "PutParam", "[Core_Lesson]\r\none\r\ntwo=2\r\n[Comments]\r\nthree\r\n")
    assert lms.learner("s1").state == "one\ntwo=2"


def test_rows_end_with_crlf_and_nothing_else() -> None:
    lms, session = lms_of()
    asked(lms, session, "PutParam", WHOLE.replace("\r\n", "\n"))
    assert lms.learner("s1").location == ""


def test_time_is_added_at_the_end_alone() -> None:
    lms, session = lms_of()
    for _ in range(2):
        asked(lms, session, "PutParam", CORE)
    assert lms.learner("s1").seconds == 0
    assert asked(lms, session, "ExitAU").startswith("error=0\r\n")
    assert lms.learner("s1").seconds == 65
    assert "Time=00:01:05\r\n" in asked(lms, lms.begin("s1"), "GetParam")


def test_time_that_is_none_counts_as_nothing() -> None:
    lms, session = lms_of()
    asked(lms, session, "PutParam", CORE.replace("00:01:05", "a minute"))
    asked(lms, session, "ExitAU")
    assert lms.learner("s1").seconds == 0


@pytest.mark.parametrize(
    ("command", "error"),
    [("PutParam", "error=1\r\nerror_text=Terminated"), ("GetParam", "error=101\r\n")],
)
def test_session_that_has_ended_takes_nothing(command: str, error: str) -> None:
    lms, session = lms_of()
    asked(lms, session, "ExitAU")
    assert asked(lms, session, command, WHOLE).startswith(error)
    assert lms.learner("s1").state == ""


def test_put_before_get_is_refused() -> None:
    lms = AiccLms()
    answer = asked(lms, lms.begin("s1"), "PutParam", WHOLE)
    assert answer == "error=1\r\nerror_text=Not Initialized\r\n"


def test_unknown_session_and_unknown_command_are_errors_of_their_own() -> None:
    lms, session = lms_of()
    assert asked(lms, "x", "GetParam").startswith("error=3\r\n")
    assert asked(lms, session, "PutPath").startswith("error=1\r\nerror_text=Invalid Command")
    lms.forget_sessions()
    assert asked(lms, session, "PutParam", WHOLE).startswith("error=3\r\n")


def test_interactions_are_a_table_of_thirteen_columns() -> None:
    lms, session = lms_of()
    head, row = ",".join(['"name"'] * 13), ",".join(f'"{number}"' for number in range(13))
    assert asked(lms, session, "PutInteractions", f"{head}\r\n{row}\r\n").startswith("error=0")
    assert lms.learner("s1").interactions == [[str(number) for number in range(13)]]
    assert asked(lms, session, "PutInteractions", f'{head}\r\n"1"\r\n').startswith("error=1")


# -- manners --------------------------------------------------------------------------------------


def test_moodle_takes_a_put_without_a_status_for_not_attempted() -> None:
    lms, session = lms_of(MOODLE, status="passed")
    asked(lms, session, "PutParam", "[Core]\r\nLesson_Location=p3\r\n")
    assert lms.learner("s1").status == "not attempted"
    plain, session = lms_of(PLAIN, status="passed")
    asked(plain, session, "PutParam", "[Core]\r\nLesson_Location=p3\r\n")
    assert plain.learner("s1").status == "passed"


@pytest.mark.parametrize(("score", "status"), [("40", "failed"), ("70", "passed"), ("", "i")])
def test_moodle_lets_the_mastery_score_decide(score: str, status: str) -> None:
    lms, session = lms_of(MOODLE, mastery=70.0)
    asked(lms, session, "PutParam", CORE.replace("Score=40", f"Score={score}"))
    assert lms.learner("s1").status.startswith(status)


def test_moodle_acknowledges_interactions_and_drops_them() -> None:
    lms, session = lms_of(MOODLE)
    table = "\r\n".join([",".join(['"x"'] * 13)] * 2)
    assert asked(lms, session, "PutInteractions", table).startswith("error=0")
    assert lms.learner("s1").interactions == []


@pytest.mark.parametrize("first", ["", ";1.abc\r\n"])
def test_old_moodle_keeps_what_stands_before_the_first_group(first: str) -> None:
    lms, session = lms_of(OLD_MOODLE)
    asked(lms, session, "PutParam", first + WHOLE)
    assert lms.learner("s1").state == first.strip()


def test_mode_that_is_not_normal_keeps_its_status() -> None:
    lms, session = lms_of(MOODLE, mode="review", status="passed", mastery=70.0)
    asked(lms, session, "PutParam", CORE)
    assert lms.learner("s1").status == "passed"


def test_relay_shows_no_status_and_takes_no_interactions() -> None:
    lms, session = lms_of(ELFH, status="passed")
    text = asked(lms, session, "GetParam")
    assert "Lesson_Status=not attempted, ab-initio\r\n" in text
    assert asked(lms, session, "PutInteractions").startswith("error=1")


# -- the port -------------------------------------------------------------------------------------


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[Hacp]:
    with Hacp(getattr(request, "param", PLAIN), origin="https://course.example") as serving:
        yield serving


def posted(
    server: Hacp,
    form: dict[str, str],
    *,
    path: str = "",
    host: str = "",
    length: str = "",
    method: str = "POST",
) -> tuple[int, str, dict[str, str]]:
    place = urlsplit(server.url)
    connection = http.client.HTTPConnection(place.netloc, timeout=10)
    body = urlencode(form).encode()
    connection.putrequest(method, path or place.path, skip_host=True)
    connection.putheader("Host", host or place.netloc)
    connection.putheader("Content-Length", length or str(len(body)))
    connection.endheaders()
    connection.send(body)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text, {name.lower(): value for name, value in answer.getheaders()}


def launched(server: Hacp) -> dict[str, str]:
    query = parse_qs(server.launch("s1"))
    assert query["aicc_url"] == [server.url]
    return {"command": "GetParam", "version": "4.0", "session_id": query["aicc_sid"][0]}


def test_form_is_answered_as_text_that_another_origin_may_read(server: Hacp) -> None:
    status, text, headers = posted(server, launched(server))
    assert (status, text[:9]) == (200, "error=0\r\n")
    assert headers["content-type"] == "text/plain; charset=utf-8"
    assert headers["access-control-allow-origin"] == "https://course.example"
    assert headers["cache-control"] == "no-store"


def test_names_of_fields_may_be_in_any_case(server: Hacp) -> None:
    form = {name.upper(): value for name, value in launched(server).items()}
    assert posted(server, form)[1].startswith("error=0\r\n")


@pytest.mark.parametrize("server", [ELFH], indirect=True)
def test_relay_breaks_on_a_field_by_another_name(server: Hacp) -> None:
    form = launched(server)
    posted(server, form)
    put = {**form, "command": "PutParam"}
    assert posted(server, {**put, "AICC_Data": WHOLE})[0] == 500
    assert posted(server, {**put, "aicc_data": WHOLE})[0] == 200


@pytest.mark.parametrize(
    ("server", "status", "text"),
    [(PLAIN, 200, "error=3"), (MOODLE, 404, "<!DOCTYPE html>"), (ELFH, 400, "Invalid or missing")],
    indirect=["server"],
)
def test_strangers_are_turned_away_in_the_words_of_the_host(
    server: Hacp, status: int, text: str
) -> None:
    code, said, _ = posted(server, {"command": "GetParam", "session_id": "x"})
    assert (code, said[: len(text)]) == (status, text)


@pytest.mark.parametrize("host", ["evil.example:80", "127.0.0.1.evil.example:80"])
def test_another_name_for_this_machine_is_refused(server: Hacp, host: str) -> None:
    assert posted(server, launched(server), host=host)[0] == 403
    assert posted(server, {}, host=host, path="/login", method="GET")[0] == 403
    assert server.calls == []


@pytest.mark.parametrize("length", [str(LARGEST + 1), "-1", "many"])
def test_request_that_is_too_long_is_not_read(server: Hacp, length: str) -> None:
    assert posted(server, launched(server), length=length)[0] == 403


def test_other_paths_are_not_there(server: Hacp) -> None:
    assert posted(server, launched(server), path="/else")[0] == 404
    assert posted(server, {}, path="/else", method="GET")[0] == 404


def test_knobs_fail_as_often_as_they_say(server: Hacp) -> None:
    form = launched(server)
    server.knobs.broken, server.knobs.fail = 1, 1
    assert posted(server, form)[0] == 503
    assert posted(server, form)[1].startswith("error=1\r\nerror_text=Unknown")
    assert posted(server, form)[1].startswith("error=0\r\n")


def test_login_stands_in_the_place_of_an_answer(server: Hacp) -> None:
    form = launched(server)
    server.knobs.login = "page"
    assert posted(server, form)[:2] == (200, PAGE)
    server.knobs.login = "redirect"
    status, _, headers = posted(server, form)
    assert (status, headers["location"]) == (302, "/login")
    assert posted(server, {}, path="/login", method="GET")[:2] == (200, PAGE)
    assert server.calls == []


def test_dropped_answer_is_stored_and_an_offline_one_is_not(server: Hacp) -> None:
    form = launched(server)
    posted(server, form)
    server.knobs.drop = 1
    with pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
        posted(server, {**form, "command": "PutParam", "aicc_data": WHOLE})
    assert server.lms.learner("s1").state == "1.abc"
    server.knobs.offline = True
    with pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
        posted(server, {**form, "command": "PutParam", "aicc_data": WHOLE.replace("abc", "def")})
    assert server.lms.learner("s1").state == "1.abc"
    assert [call["command"] for call in server.calls] == ["GetParam", "PutParam"]


def test_port_that_is_taken_is_an_error(server: Hacp) -> None:
    with pytest.raises(OSError):
        Hacp(port=urlsplit(server.url).port or 0)
