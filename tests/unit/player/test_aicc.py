"""The AICC adapter: on servers as they are, over the loopback, and on answers as they come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from scorm_builder.preview.aicc_lms import ELFH, MANNERS, MOODLE, OLD_MOODLE, Manners
from scorm_builder.preview.hacp import Hacp

from .conftest import Player, running

PAGE = "http://127.0.0.1:1/course/index.html"
OTHER = "https://content.example.org/course/index.html"
GOOD = "error=0\r\nerror_text=Successful\r\naicc_data=[Core]\r\nLesson_Status=n,a\r\n"
OK = {"text": "error=0\r\nerror_text=Successful\r\n"}
LOGIN = {"text": "<!DOCTYPE html><title>Log in</title>"}
TAKING = [name for name in MANNERS if name != "old-moodle"]


@pytest.fixture(scope="module")
def adapter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Player]:
    yield from running("aicc.ts", tmp_path_factory)


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[Hacp]:
    with Hacp(getattr(request, "param", Manners("plain"))) as serving:
        serving.lms.learner("s1", "Example, Ann")
        yield serving


on = pytest.mark.parametrize("server", MANNERS.values(), ids=MANNERS, indirect=True)
on_taking = pytest.mark.parametrize(
    "server", [MANNERS[name] for name in TAKING], ids=TAKING, indirect=True
)


def snapshot(
    state: str | None = "1.s",
    status: str = "incomplete",
    score: int | None = None,
    page: str = "p1",
) -> dict[str, Any]:
    return {"state": state, "location": page, "status": status, "score": score, "progress": 10}


def telling(key: int = 1, **changes: Any) -> dict[str, Any]:
    interaction = {
        "id": "quiz.q1",
        "type": "choice",
        "response": ["a", "c"],
        "correct": [["a", "b"]],
        "result": "wrong",
        "final": False,
        "weight": 2,
        "latency": 12.7,
        **changes,
    }
    uuid = f"00000000-0000-4000-8000-{key:012}"
    return {"key": uuid, "at": 1_709_197_507_000, "interaction": interaction}


def opened(adapter: Player, server: Hacp, **more: Any) -> dict[str, Any]:
    launch: dict[str, Any] = adapter("open", address=f"{PAGE}?{server.launch('s1')}", **more)
    return launch


def commands(server: Hacp) -> list[str]:
    return [call["command"] for call in server.calls]


def facts(adapter: Player) -> dict[str, str]:
    found: dict[str, str] = adapter("about")["facts"]
    return found


# -- the whole road -------------------------------------------------------------------------------


@on_taking
def test_a_lesson_is_stored_and_comes_back(adapter: Player, server: Hacp) -> None:
    first = opened(adapter, server)
    assert first["tracked"] and first["writable"]
    assert (first["state"], first["location"], first["status"]) == ("", "", None)
    assert adapter("save", snapshot=snapshot("1.a")) == "accepted"
    adapter("advance", milliseconds=3_723_000)
    assert adapter("save", snapshot=snapshot("1.b", "passed", 80, "p2")) == "accepted"
    assert adapter("close", snapshot=snapshot("1.b", "passed", 80, "p2")) == "accepted"
    record = server.lms.learner("s1")
    assert (record.status, record.exit, record.score) == ("passed", "suspend", "80,100,0")
    assert (record.location, record.state, record.seconds) == ("p2", "1.b", 3723)
    again = opened(adapter, server)
    assert (again["state"], again["location"], again["score"]) == ("1.b", "p2", 80)
    assert again["learnerId"] == "s1"
    assert adapter("about")["learner"] == "Ann Example"


@on
def test_get_param_comes_first_and_exit_last_and_once(adapter: Player, server: Hacp) -> None:
    opened(adapter, server)
    adapter("save", snapshot=snapshot())
    assert adapter("close", snapshot=snapshot("1.t")) == "accepted"
    assert adapter("close", snapshot=snapshot("1.u")) == "closed"
    assert adapter("save", snapshot=snapshot("1.u")) == "closed"
    assert commands(server) == ["GetParam", "PutParam", "PutParam", "ExitAU"]
    assert not adapter("about")["alive"]


@on
def test_every_put_param_carries_everything(adapter: Player, server: Hacp) -> None:
    opened(adapter, server)
    for step in (snapshot("1.a"), snapshot("1.a"), snapshot("1.b", "completed", None, "p9")):
        adapter("save", snapshot=step)
    puts = [call["aicc_data"] for call in server.calls if call["command"] == "PutParam"]
    assert len(puts) == 3
    for data in puts:
        lines = data.split("\r\n")
        names = [line.partition("=")[0] for line in lines if "=" in line]
        assert names == ["Lesson_Location", "Lesson_Status", "Score", "Time"]
        assert lines[-3] == "[Core_Lesson]" and lines[-2] in ("1.a", "1.b") and lines[-1] == ""
        assert re.search(r"^Time=\d\d:\d\d:\d\d$", data.replace("\r", ""), re.MULTILINE)
    assert "Lesson_Status=completed, suspend\r\n" in puts[-1] and "Score=\r\n" in puts[-1]


def test_form_has_the_four_fields_by_their_exact_names(adapter: Player, server: Hacp) -> None:
    opened(adapter, server)
    adapter("save", snapshot=snapshot())
    (_, put) = adapter("sent")
    assert list(put["form"]) == ["command", "version", "session_id", "aicc_data"]
    assert put["headers"] == {"Content-Type": "application/x-www-form-urlencoded"}


def test_no_state_to_tell_leaves_the_one_that_is_there(adapter: Player, server: Hacp) -> None:
    server.lms.learner("s1", state="of.another.course", location="p1", status="incomplete")
    opened(adapter, server)
    assert adapter("save", snapshot=snapshot(None, page="p2")) == "accepted"
    record = server.lms.learner("s1")
    assert (record.state, record.location) == ("of.another.course", "p2")


def test_time_is_that_of_the_whole_session(adapter: Player, server: Hacp) -> None:
    opened(adapter, server)
    for milliseconds in (60_400, 60_400):
        adapter("advance", milliseconds=milliseconds)
        adapter("save", snapshot=snapshot())
    times = [re.findall(r"Time=(\S+)", call.get("aicc_data", "")) for call in server.calls]
    assert times == [[], ["00:01:00"], ["00:02:00"]]


@pytest.mark.parametrize(
    ("milliseconds", "time"), [(0, "00:00:01"), (359_999_000, "99:59:59"), (36e7, "100:00:00")]
)
def test_time_has_two_digits_or_more(
    adapter: Player, server: Hacp, milliseconds: float, time: str
) -> None:
    opened(adapter, server)
    adapter("advance", milliseconds=milliseconds)
    adapter("save", snapshot=snapshot())
    assert f"Time={time}\r\n" in server.calls[-1]["aicc_data"]


# -- status and score -----------------------------------------------------------------------------


def test_status_is_never_lowered(adapter: Player, server: Hacp) -> None:
    server.lms.learner("s1", status="passed", score="80,100,0", exit="suspend")
    launch = opened(adapter, server)
    assert (launch["status"], launch["score"], launch["entry"]) == ("passed", 80, "resume")
    adapter("save", snapshot=snapshot())
    record = server.lms.learner("s1")
    assert (record.status, record.score) == ("passed", "80,100,0")


@pytest.mark.parametrize("server", [MOODLE], indirect=True)
def test_mastery_score_of_the_lms_agrees_with_what_is_told(adapter: Player, server: Hacp) -> None:
    server.lms.learner("s1", mastery=70.0)
    opened(adapter, server)
    adapter("save", snapshot=snapshot("1.a", "incomplete"))
    assert server.lms.learner("s1").status == "incomplete"
    adapter("save", snapshot=snapshot("1.b", "passed", 80))
    adapter("save", snapshot=snapshot("1.c", "passed", 80))
    assert server.lms.learner("s1").status == "passed"


@pytest.mark.parametrize("server", [ELFH], indirect=True)
def test_relay_that_masks_the_status_does_not_make_a_new_attempt(
    adapter: Player, server: Hacp
) -> None:
    server.lms.learner("s1", status="passed", score="80", state="1.z", location="p3")
    launch = opened(adapter, server)
    assert (launch["status"], launch["entry"], launch["state"]) == (None, "", "1.z")
    assert commands(server) == ["GetParam"]  # nothing is claimed before the state has been read


def test_passing_is_told_as_completed_where_that_is_wanted(adapter: Player, server: Hacp) -> None:
    opened(adapter, server, host={"completeAs": "completed"})
    adapter("save", snapshot=snapshot("1.a", "failed", 40))
    assert server.lms.learner("s1").status == "failed"
    adapter("save", snapshot=snapshot("1.b", "passed", 80))
    assert server.lms.learner("s1").status == "completed"
    adapter("save", snapshot=snapshot("1.c", "passed", 80))
    assert server.lms.learner("s1").status == "completed"


def test_bounds_are_left_out_where_the_host_wants_none(adapter: Player, server: Hacp) -> None:
    opened(adapter, server, host={"bounds": False})
    adapter("save", snapshot=snapshot("1.b", "passed", 80))
    assert server.lms.learner("s1").score == "80"


@pytest.mark.parametrize("mode", ["review", "browse", "Review", "B"])
def test_nothing_is_written_in_review_and_browse_mode(
    adapter: Player, server: Hacp, mode: str
) -> None:
    server.lms.learner("s1", mode=mode, status="passed", state="1.z")
    launch = opened(adapter, server)
    assert launch["tracked"] and not launch["writable"]
    adapter("tell", telling=telling())
    assert adapter("save", snapshot=snapshot()) == "untracked"
    assert adapter("close", snapshot=snapshot()) == "untracked"
    assert commands(server) == ["GetParam", "ExitAU"]


# -- an LMS that forgets the state ----------------------------------------------------------------


@pytest.mark.parametrize("server", [OLD_MOODLE], indirect=True)
def test_state_goes_as_a_comment_too_where_the_place_came_back_alone(
    adapter: Player, server: Hacp
) -> None:
    opened(adapter, server)
    adapter("save", snapshot=snapshot("1.a"))
    assert not server.calls[-1]["aicc_data"].startswith(";")
    adapter("close", snapshot=snapshot("1.a"))
    assert opened(adapter, server)["state"] == ""
    assert facts(adapter)["read_back"] == "[Core_Lesson] empty"
    adapter("close", snapshot=snapshot("1.b"))
    assert opened(adapter, server)["state"] == "1.b"


@on_taking
def test_comment_means_nothing_to_others(adapter: Player, server: Hacp) -> None:
    server.lms.learner("s1", location="p1", status="incomplete")
    opened(adapter, server)
    adapter("close", snapshot=snapshot("1.b"))
    assert server.calls[-2]["aicc_data"].startswith(";1.b\r\n[Core]\r\n")
    assert opened(adapter, server)["state"] == "1.b"


# -- what goes wrong ------------------------------------------------------------------------------


def test_course_that_was_not_launched_by_aicc_runs_untracked(adapter: Player) -> None:
    launch = adapter("open", address=f"{PAGE}?lang=en")
    assert not launch["tracked"] and adapter("sent") == []
    assert facts(adapter) == {
        "edition": "AICC HACP",
        "aicc_launch": "no aicc_sid and aicc_url",
    }
    assert adapter("save", snapshot=snapshot()) == "untracked"
    assert adapter("close", snapshot=snapshot()) == "untracked"
    assert not adapter("about")["alive"]


def test_no_answer_at_launch_is_tried_three_times_and_said(adapter: Player, server: Hacp) -> None:
    server.knobs.offline = True
    assert not opened(adapter, server)["tracked"]
    assert len(adapter("sent")) == 3
    assert "another origin that does not allow this one" in facts(adapter)["initialise"]


def test_server_in_trouble_at_launch_is_asked_again(adapter: Player, server: Hacp) -> None:
    server.knobs.broken = 2
    assert opened(adapter, server)["tracked"]
    assert facts(adapter)["initialise"] == "done (error=0)"


def test_launch_is_not_tried_again_after_six_seconds(adapter: Player) -> None:
    address = f"{PAGE}?aicc_sid=1&aicc_url=/hacp"
    assert not adapter("open", address=address, replies=[{"hangs": True}] * 3)["tracked"]
    assert len(adapter("sent")) == 1
    assert [entry["error"] for entry in adapter("about")["log"]] == ["timeout"]


@on_taking
@pytest.mark.parametrize("login", ["page", "redirect"])
def test_page_in_place_of_an_answer_is_a_logged_out_learner(
    adapter: Player, server: Hacp, login: str
) -> None:
    opened(adapter, server)
    server.knobs.login = login
    assert adapter("save", snapshot=snapshot("1.a")) == "logged-out"
    server.knobs.login = ""
    assert adapter("save", snapshot=snapshot("1.a")) == "accepted"
    assert server.lms.learner("s1").state == "1.a"


@on
@pytest.mark.parametrize("knob", ["broken", "fail", "drop"])
def test_failed_save_is_told_again_as_a_whole(adapter: Player, server: Hacp, knob: str) -> None:
    opened(adapter, server)
    setattr(server.knobs, knob, 2)
    assert adapter("save", snapshot=snapshot("1.a")) == "failed"
    assert adapter("save", snapshot=snapshot("1.b")) == "failed"
    assert adapter("save", snapshot=snapshot("1.b", "passed", 90)) == "accepted"
    assert (server.lms.learner("s1").status, adapter("about")["alive"]) == ("passed", True)


@pytest.mark.parametrize(
    ("manners", "saved"), [("plain", "closed"), ("moodle", "logged-out"), ("e-lfh", "closed")]
)
def test_session_that_is_gone_is_closed_or_logged_out(
    adapter: Player, manners: str, saved: str
) -> None:
    with Hacp(MANNERS[manners]) as server:
        opened(adapter, server)
        server.lms.forget_sessions()
        assert adapter("save", snapshot=snapshot()) == saved
        assert adapter("about")["alive"] is (saved != "closed")


def test_closed_session_gets_no_more_calls(adapter: Player, server: Hacp) -> None:
    opened(adapter, server)
    server.lms.forget_sessions()
    assert adapter("save", snapshot=snapshot()) == "closed"
    calls = len(server.calls)
    assert adapter("save", snapshot=snapshot("1.b")) == "closed"
    assert adapter("close", snapshot=snapshot("1.b")) == "closed"
    assert len(server.calls) == calls


@pytest.mark.parametrize(
    ("reply", "saved"),
    [
        ({"text": "error=3\r\nerror_text=Invalid Session ID"}, "closed"),
        ({"text": "error=1\r\nerror_text=Terminated"}, "closed"),
        ({"text": "error=101\r\nerror_text=Terminated"}, "closed"),
        ({"text": "error=1\nerror_text=Session has expired"}, "closed"),
        ({"text": "error=1\r\nerror_text=Invalid Command"}, "failed"),
        ({"text": "error = 0\nERROR_TEXT = ok", "redirected": True}, "accepted"),
        ({"text": "see other", "redirected": True}, "logged-out"),
        ({"text": "no", "status": 401}, "logged-out"),
        ({"text": "no", "status": 403}, "logged-out"),
        ({"text": "<html>no</html>", "status": 404}, "logged-out"),
        ({"text": "no", "status": 404}, "failed"),
        ({"text": "Invalid or missing LMS URL", "status": 400}, "closed"),
        ({"text": "no", "status": 410}, "closed"),
        ({"text": "<html>Bad gateway</html>", "status": 502}, "failed"),
        ({"text": "error=0", "status": 503}, "failed"),
        ({"text": "<html>slow down</html>", "status": 429}, "failed"),
        ({"text": "", "status": 200}, "failed"),
        ({"text": "true"}, "failed"),
        ({"throws": True}, "failed"),
    ],
)
def test_answers_as_they_come(adapter: Player, reply: dict[str, Any], saved: str) -> None:
    address = f"{PAGE}?aicc_sid=1&aicc_url=/hacp"
    assert adapter("open", address=address, replies=[{"text": GOOD}, reply])["tracked"]
    assert adapter("save", snapshot=snapshot()) == saved


def test_session_that_the_lms_began_anew_is_opened_again(adapter: Player) -> None:
    unopened = {"text": "error=1\r\nerror_text=Not Initialized\r\n"}
    replies = [{"text": GOOD}, unopened, {"text": GOOD}, OK]
    adapter("open", address=f"{PAGE}?aicc_sid=1&aicc_url=/hacp", replies=replies)
    assert adapter("save", snapshot=snapshot()) == "accepted"
    assert [call["form"]["command"] for call in adapter("sent")] == ["GetParam", "PutParam"] * 2


def test_save_that_was_not_taken_keeps_the_session_open(adapter: Player, server: Hacp) -> None:
    opened(adapter, server)
    server.knobs.fail = 1
    assert adapter("close", snapshot=snapshot()) == "failed"
    assert commands(server) == ["GetParam", "PutParam"]


# -- leaving --------------------------------------------------------------------------------------


def test_leaving_with_news_puts_them_first_and_outlives_the_page(
    adapter: Player, server: Hacp
) -> None:
    opened(adapter, server)
    adapter("save", snapshot=snapshot("1.a"))
    assert adapter("close", snapshot=snapshot("1.b"), left=True) == "accepted"
    *_, put, end = adapter("sent")
    assert [put["form"]["command"], end["form"]["command"]] == ["PutParam", "ExitAU"]
    assert put["keepalive"] and end["keepalive"]
    assert server.lms.learner("s1").state == "1.b"


def test_leaving_without_news_tells_the_end_at_once(adapter: Player, server: Hacp) -> None:
    opened(adapter, server)
    adapter("save", snapshot=snapshot("1.a"))
    assert adapter("close", snapshot=snapshot("1.a"), left=True) == "accepted"
    assert commands(server) == ["GetParam", "PutParam", "ExitAU"]


def test_what_was_doubted_is_told_again_before_the_end(adapter: Player, server: Hacp) -> None:
    opened(adapter, server)
    adapter("save", snapshot=snapshot("1.a"))
    adapter("doubt")
    adapter("close", snapshot=snapshot("1.a"), left=True)
    assert commands(server) == ["GetParam", "PutParam", "PutParam", "ExitAU"]


def test_leaving_does_not_wait_for_a_save_under_way(adapter: Player) -> None:
    replies = [{"text": GOOD}, OK, OK, OK]
    adapter("open", address=f"{PAGE}?aicc_sid=1&aicc_url=/hacp", replies=replies)
    adapter("tell", telling=telling())
    done = adapter("closeDuringSave", snapshot=snapshot("1.a"), last=snapshot("1.b"))
    assert done == {"at_once": 3, "saved": "accepted", "closed": "accepted"}
    sent = [call["form"]["command"] for call in adapter("sent")]
    assert sent == ["GetParam", "PutParam", "PutParam", "ExitAU"]
    assert len(adapter("untold")) == 1


# -- answers one by one ---------------------------------------------------------------------------


def test_answers_go_out_once_after_what_counts(adapter: Player, server: Hacp) -> None:
    opened(adapter, server)
    adapter("tell", telling=telling(1))
    adapter("tell", telling=telling(2, type="numeric", response=["3.5"], correct=[["3", "4"]]))
    assert len(adapter("untold")) == 2
    adapter("save", snapshot=snapshot())
    adapter("save", snapshot=snapshot())
    assert adapter("untold") == []
    assert commands(server) == ["GetParam", "PutParam", "PutInteractions", "PutParam"]
    first, second = server.lms.learner("s1").interactions
    assert [first[0], first[1], first[5], first[7]] == ["C1", "s1", "quiz.q1", "C"]
    assert first[8:] == ["a,b", "a,c", "W", "2", "00:00:12"]
    assert re.fullmatch(r"2024/0[23]/\d\d", first[3])
    assert re.fullmatch(r"\d\d:\d\d:\d\d", first[4])
    assert second[7:10] == ["N", "3.5", "3.5"]


def test_text_that_a_learner_wrote_cannot_break_the_table(adapter: Player, server: Hacp) -> None:
    opened(adapter, server)
    wrote = 'a","b\r\n"c" ' + "x" * 400
    adapter("tell", telling=telling(type="fill-in", response=[wrote], correct=[], result="neutral"))
    adapter("save", snapshot=snapshot())
    (row,) = server.lms.learner("s1").interactions
    assert row[7:9] == ["F", ""] and row[10] == "N"
    assert row[9].startswith("a','b 'c' x") and len(row[9]) == 255


@pytest.mark.parametrize("server", [ELFH], indirect=True)
def test_host_that_takes_no_answers_is_asked_once(adapter: Player, server: Hacp) -> None:
    opened(adapter, server)
    for key in (1, 2, 3):
        adapter("tell", telling=telling(key))
        assert adapter("save", snapshot=snapshot()) == "accepted"
    assert commands(server).count("PutInteractions") == 1
    assert adapter("untold") == []
    assert facts(adapter)["interactions"] == "refused"


def test_answers_are_not_told_where_the_host_wants_none(adapter: Player, server: Hacp) -> None:
    opened(adapter, server, host={"interactions": False})
    adapter("tell", telling=telling())
    adapter("save", snapshot=snapshot())
    assert adapter("untold") == [] and "PutInteractions" not in commands(server)


def test_answers_that_nobody_heard_stay_to_be_told(adapter: Player) -> None:
    replies = [{"text": GOOD}, OK, {"throws": True}, OK, OK]
    adapter("open", address=f"{PAGE}?aicc_sid=1&aicc_url=/hacp", replies=replies)
    adapter("tell", telling=telling())
    assert adapter("save", snapshot=snapshot()) == "accepted"
    assert len(adapter("untold")) == 1
    adapter("save", snapshot=snapshot())
    assert adapter("untold") == []


def test_fifty_answers_go_out_at_a_time(adapter: Player, server: Hacp) -> None:
    opened(adapter, server)
    for key in range(60):
        adapter("tell", telling=telling(key))
    adapter("save", snapshot=snapshot())
    assert len(server.lms.learner("s1").interactions) == 50
    adapter("save", snapshot=snapshot())
    assert len(server.lms.learner("s1").interactions) == 60


# -- launch and origins ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "url"),
    [
        ("AICC_SID=a&AICC_URL=https%3A%2F%2Flms.example%2Fhacp", "https://lms.example/hacp"),
        ("Aicc_Sid=a&aIcC_uRl=https://lms.example/hacp", "https://lms.example/hacp"),
        ("aicc_sid=a&aicc_url=https%253A%252F%252Flms.example%252Fh", "https://lms.example/h"),
        ("aicc_sid=a&aicc_url=lms.example/hacp%3Fid%3D3", "https://lms.example/hacp?id=3"),
        ("aicc_sid=a&aicc_url=lms.example:8443/hacp", "https://lms.example:8443/hacp"),
        ("aicc_sid=a&aicc_url=//lms.example/hacp", "https://lms.example/hacp"),
        (
            "aicc_sid=a&aicc_url=/mod/scorm/aicc.php",
            "https://content.example.org/mod/scorm/aicc.php",
        ),
        # A secure page can send nothing to a server that is not.
        ("aicc_sid=a&aicc_url=http://lms.example/hacp", "https://lms.example/hacp"),
        ("x=1&aicc_sid=a&aicc_url=%20https://lms.example/hacp%20", "https://lms.example/hacp"),
    ],
)
def test_server_is_found_in_the_address(adapter: Player, query: str, url: str) -> None:
    found = adapter("launchIn", address=f"{OTHER}?{query}")
    assert (found["url"], found["session"]) == (url, "a")


@pytest.mark.parametrize(
    "query",
    [
        "",
        "aicc_sid=a",
        "aicc_url=https://lms.example/",
        "aicc_sid=&aicc_url=https://lms.example/",
        "aicc_sid=a&aicc_url=javascript://lms.example/%0aalert(1)",
        "aicc_sid=a&aicc_url=file:///etc/passwd",
        "aicc_sid=a&aicc_url=https://",
        "aicc_sid=a&aicc_url=https%253A%252F%252F%25E0",
    ],
)
def test_address_without_a_server_is_no_launch(adapter: Player, query: str) -> None:
    assert adapter("launchIn", address=f"{OTHER}?{query}") is None


def test_page_that_is_a_file_is_no_launch(adapter: Player) -> None:
    assert adapter("launchIn", address="file:///c/index.html?aicc_sid=1&aicc_url=lms/h") is None


CROSS = f"{OTHER}?aicc_sid=secret7&aicc_url=https://lms.example/hacp?id=3"


def test_cookies_go_to_another_origin_only_when_it_asks_for_a_login(adapter: Player) -> None:
    launch = adapter("open", address=CROSS, replies=[LOGIN, {"text": GOOD}, OK])
    assert launch["tracked"]
    adapter("save", snapshot=snapshot())
    told = [call["credentials"] for call in adapter("sent")]
    assert told == ["same-origin", "include", "include"]
    assert facts(adapter)["aicc_cookies"] == "sent to another origin"


def test_no_cookies_go_where_the_session_id_is_enough(adapter: Player) -> None:
    adapter("open", address=CROSS, replies=[{"text": GOOD}])
    assert [call["credentials"] for call in adapter("sent")] == ["same-origin"]
    assert facts(adapter)["where"] == "https://lms.example"


def test_login_page_with_cookies_too_ends_the_search(adapter: Player) -> None:
    assert not adapter("open", address=CROSS, replies=[LOGIN, LOGIN])["tracked"]
    assert facts(adapter)["initialise"] == "logged-out"


def test_log_and_facts_name_neither_session_nor_learner(adapter: Player) -> None:
    core = "Student_ID=ann7\r\nStudent_Name=Example, Ann\r\n[Core_Lesson]\r\n1.private\r\n"
    adapter("open", address=CROSS, replies=[{"text": GOOD + core}, OK, OK, OK])
    adapter("tell", telling=telling(response=["mine"], type="fill-in"))
    adapter("close", snapshot=snapshot("1.private"))
    about = adapter("about")
    assert [entry["call"].partition(" ")[0] for entry in about["log"]] == [
        "GetParam",
        "PutParam",
        "PutInteractions",
        "ExitAU",
    ]
    assert about["log"][1]["result"] == "done, error=0" and about["log"][1]["error"] == "200"
    shown = f"{about['log']}{about['facts']}"
    for secret in ("secret7", "id=3", "ann7", "Ann", "private", "mine"):
        assert secret not in shown


def test_facts_say_how_the_session_stands(adapter: Player, server: Hacp) -> None:
    opened(adapter, server)
    adapter("tell", telling=telling())
    found = facts(adapter)
    assert (found["mode"], found["credit"], found["entry"]) == ("normal", "credit", "ab-initio")
    assert (found["session"], found["queue"]) == ("running", "1")
    adapter("close", snapshot=snapshot())
    found = facts(adapter)
    assert (found["session"], found["queue"]) == ("ended", "0")


# -- reading --------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_answer_is_read_in_any_case_order_and_line_end(adapter: Player, end: str) -> None:
    lines = [
        "ERROR = 0",
        "Error_Text = Successful",
        "AICC_DATA = [Student_Data]",
        "Mastery_Score=80",
        "[CORE_LESSON]",
        "1.abc-_.Z",
        "",
        "[ core ]",
        "; a comment",
        "LESSON_STATUS = Incomplete , Resume",
        "Student_Name=Example, Ann = Anna",
        "Lesson_Location=",
        "[Core]",
        "Lesson_Status=passed",
    ]
    asked = [("core", "lesson_status"), ("core", "student_name"), ("core", "lesson_location")]
    found = adapter("answerIn", text=end.join(lines), asked=[*asked, ("none", "x")])
    assert (found["error"], found["text"]) == (0, "Successful")
    assert found["values"] == ["Incomplete , Resume", "Example, Ann = Anna", "", ""]
    assert adapter("stateIn", lines=found["lines"]) == "1.abc-_.Z"


def test_answer_that_is_escaped_is_read(adapter: Player) -> None:
    text = "error=0\r\naicc_data=%5BCore%5D%0D%0AStudent_Name=Example%2C+Ann%0D%0A"
    assert adapter("answerIn", text=text, asked=[("core", "student_name")])["values"] == [
        "Example, Ann"
    ]


@pytest.mark.parametrize("text", ["", "true", "<html>error=0</html>", "aicc_data=[Core]\nerror=0"])
def test_what_is_no_answer_is_none(adapter: Player, text: str) -> None:
    assert adapter("answerIn", text=text, asked=[]) is None


def test_huge_answer_is_cut(adapter: Player) -> None:
    text = f"error=0\r\naicc_data=[Core_Lesson]\r\n{'x' * 1_000_000}"
    assert len(adapter("answerIn", text=text, asked=[])["lines"][0]) < 1 << 17


@pytest.mark.parametrize(
    ("lines", "state"),
    [
        ([], ""),
        (["", "  1.a  ", "1.b"], "1.a"),
        ([";1.a"], "1.a"),
        (["Suspend_Data=1.a"], "1.a"),
        (["suspend_data = 1.a"], "1.a"),
    ],
)
def test_state_is_found_in_the_lines_of_core_lesson(
    adapter: Player, lines: list[str], state: str
) -> None:
    assert adapter("stateIn", lines=lines) == state


@pytest.mark.parametrize(
    ("status", "score", "read"),
    [
        ("P,R", "80,100,0", ["passed", "resume", 80]),
        ("completed, suspend", "79.9", ["completed", "", 79]),
        ("f", "101", ["failed", "", None]),
        ("Incomplete", "", ["incomplete", "", None]),
        ("not attempted, ab-initio", "-1", [None, "ab-initio", None]),
        ("n,a", "x", [None, "ab-initio", None]),
        ("browsed", "5, 10", [None, "", 5]),
        ("pending", "1e2", [None, "", None]),
        ("", " 50 , 100 ", [None, "", 50]),
    ],
)
def test_status_may_be_a_first_letter(
    adapter: Player, status: str, score: str, read: list[Any]
) -> None:
    assert adapter("core", status=status, score=score) == read


def test_language_is_taken_only_if_it_is_one(adapter: Player) -> None:
    for said, language in (("cy", "cy"), ("en-GB", "en-GB"), ("English", ""), ("x y", "")):
        text = f"{GOOD}[Student_Preferences]\r\nLanguage={said}\r\n"
        adapter("open", address=f"{PAGE}?aicc_sid=1&aicc_url=/h", replies=[{"text": text}])
        assert adapter("about")["language"] == language
