"""The small LMS for cmi5: what it gives out, what it keeps, and how it goes wrong."""

from __future__ import annotations

import copy
import http.client
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from scorm_builder.preview.cmi5_rules import CATEGORY, VERBS
from scorm_builder.preview.enrolment import Terms
from scorm_builder.preview.lrs import Fault, Lrs

Json = dict[str, Any]


@pytest.fixture
def lrs() -> Iterator[Lrs]:
    with Lrs() as serving:
        yield serving


class Au:
    """A course that was launched, speaking HTTP."""

    def __init__(self, lrs: Lrs) -> None:
        self.port = urlsplit(lrs.address).port
        query = parse_qs(urlsplit(lrs.launch()).query)
        self.given = {name: values[0] for name, values in query.items()}
        self.token = ""

    def ask(
        self, method: str, path: str, value: Any = None, headers: Json | None = None
    ) -> tuple[int, Any]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        known = {"Authorization": f"Basic {self.token}", "X-Experience-API-Version": "1.0.3"}
        body = None if value is None else json.dumps(value)
        try:
            connection.request(method, path, body, {**known, **(headers or {})})
            answer = connection.getresponse()
            text = answer.read()
        finally:
            connection.close()
        self.headers = dict(answer.getheaders())
        return answer.status, json.loads(text) if text.startswith((b"{", b"[")) else text

    def fetch(self) -> Json:
        _, answer = self.ask("POST", urlsplit(self.given["fetch"]).path)
        self.token = answer.get("auth-token", self.token)
        assert isinstance(answer, dict)
        return answer

    def state(self, method: str, name: str | None, value: Any = None, **more: str) -> Any:
        given = self.given
        query = {"activityId": given["activityId"], "agent": given["actor"], **more}
        query.setdefault("registration", given["registration"])
        if name is not None:
            query["stateId"] = name
        return self.ask(method, f"/xapi/activities/state?{urlencode(query)}", value)

    def profile(self, method: str = "GET") -> tuple[int, Any]:
        query = {"profileId": "cmi5LearnerPreferences", "agent": self.given["actor"]}
        return self.ask(method, f"/xapi/agents/profile?{urlencode(query)}")

    def tell(self, statement: Any) -> tuple[int, Any]:
        return self.ask("POST", "/xapi/statements", statement)


@pytest.fixture
def au(lrs: Lrs) -> Au:
    launched = Au(lrs)
    launched.fetch()
    return launched


def statement(au: Au, number: int, verb: str = "initialized", **more: Any) -> Json:
    _, data = au.state("GET", "LMS.LaunchData")
    context = copy.deepcopy(data["contextTemplate"])
    context["registration"] = au.given["registration"]
    context["contextActivities"]["category"] = [{"id": CATEGORY}]
    return {
        "id": f"00000000-0000-4000-8000-{number:012}",
        "actor": json.loads(au.given["actor"]),
        "verb": {"id": VERBS + verb},
        "object": {"id": au.given["activityId"]},
        "timestamp": f"2026-01-05T09:00:{number:02}.000Z",
        "context": context,
        **more,
    }


def test_token_is_given_out_once(lrs: Lrs) -> None:
    au = Au(lrs)
    assert set(au.given) == {"endpoint", "fetch", "actor", "registration", "activityId"}
    assert "auth-token" in au.fetch()
    assert au.fetch()["error-code"] == "1"
    au.given["fetch"] = "/fetch/nothing"
    assert au.fetch()["error-code"] == "2"
    assert au.ask("GET", "/fetch/nothing")[0] == 405


def test_relaunch_is_another_session_of_the_registration(lrs: Lrs) -> None:
    one, other = Au(lrs), Au(lrs)
    assert one.given["registration"] == other.given["registration"]
    assert one.fetch() != other.fetch()
    assert lrs.enrolment.verbs() == ["launched", "launched"]


def test_nothing_is_told_without_a_token(lrs: Lrs, au: Au) -> None:
    lrs.enrolment.expire()
    assert au.state("GET", "x")[0] == 401
    assert au.profile()[0] == 401
    assert au.ask("GET", "/xapi/statements")[0] == 401


def test_version_must_be_said(au: Au) -> None:
    assert au.ask("GET", "/xapi/statements", headers={"X-Experience-API-Version": "2"})[0] == 400


def test_documents_are_put_merged_listed_and_removed(au: Au) -> None:
    assert au.state("GET", "mine")[0] == 404
    assert au.state("PUT", "mine", {"a": 1, "b": 2})[0] == 204
    assert au.state("POST", "mine", {"b": 3})[0] == 204
    assert au.state("GET", "mine") == (200, {"a": 1, "b": 3})
    assert au.state("GET", None) == (200, ["LMS.LaunchData", "mine"])
    assert au.state("DELETE", "mine")[0] == 204
    assert au.state("GET", "mine")[0] == 404
    assert au.state("POST", "mine", [1])[0] == 400
    assert au.state("PUT", None, {})[0] == 400


def test_documents_of_others_are_refused_and_noted(lrs: Lrs, au: Au) -> None:
    assert au.state("PUT", "LMS.LaunchData", {})[0] == 403
    assert au.state("GET", "mine", registration="other")[0] == 400
    assert au.state("GET", "mine", agent="{}")[0] == 400
    assert len(lrs.enrolment.breaches) == 3


def test_preferences_are_read_alone(lrs: Lrs, au: Au) -> None:
    assert au.profile()[0] == 404
    assert au.profile("PUT")[0] == 403
    with Lrs(Terms(preferences={"languagePreference": "cy"})) as other:
        asking = Au(other)
        asking.fetch()
        assert asking.profile() == (200, {"languagePreference": "cy"})


def test_statement_is_stored_once(lrs: Lrs, au: Au) -> None:
    au.profile()
    one = statement(au, 1)
    assert au.tell(one) == (200, [one["id"]])
    assert au.tell([one]) == (200, [one["id"]])
    assert au.ask("PUT", f"/xapi/statements?statementId={one['id']}", one)[0] == 204
    assert au.ask("GET", f"/xapi/statements?statementId={one['id']}") == (200, one)
    assert au.ask("GET", "/xapi/statements?statementId=none")[0] == 404
    assert au.tell({**one, "timestamp": "2026-01-05T10:00:00Z"})[0] == 409
    assert lrs.enrolment.verbs() == ["launched", "initialized"]
    assert len(au.ask("GET", "/xapi/statements")[1]["statements"]) == 2
    assert lrs.enrolment.breaches == []


def test_list_with_one_wrong_statement_is_stored_not_at_all(lrs: Lrs, au: Au) -> None:
    one = statement(au, 1)
    assert au.tell([one, {**one, "id": None}])[0] == 400
    assert au.tell(["text"])[0] == 400
    assert au.ask("PUT", "/xapi/statements?statementId=other", one)[0] == 400
    assert au.ask("DELETE", "/xapi/statements")[0] == 405
    assert lrs.enrolment.verbs() == ["launched"]


def test_nothing_is_taken_after_terminated(lrs: Lrs, au: Au) -> None:
    au.profile()
    au.tell([statement(au, 1), statement(au, 2, "terminated", result={"duration": "PT1S"})])
    assert au.tell(statement(au, 3, "completed"))[0] == 403
    assert lrs.enrolment.breaches == ["a statement after terminated"]


@pytest.mark.parametrize(
    ("move_on", "verbs", "met"),
    [
        ("Completed", ["completed"], True),
        ("Completed", ["passed"], False),
        ("Passed", ["passed"], True),
        ("CompletedOrPassed", ["passed"], True),
        ("CompletedAndPassed", ["passed"], False),
        ("CompletedAndPassed", ["passed", "completed"], True),
        ("NotApplicable", [], True),
    ],
)
def test_satisfied_is_told_when_what_was_asked_is_met(
    move_on: str, verbs: list[str], met: bool
) -> None:
    with Lrs(Terms(move_on=move_on)) as lrs:
        au = Au(lrs)
        au.fetch()
        for number, verb in enumerate(["initialized", *verbs, "terminated"], 1):
            au.tell(statement(au, number, verb))
        assert lrs.enrolment.verbs().count("satisfied") == met


def test_faults_happen_as_often_as_they_are_asked_for(lrs: Lrs, au: Au) -> None:
    one = statement(au, 1)
    lrs.faults = [
        Fault("statements", 2, 503),
        Fault("statements", drop=True),
        Fault("state", html=True),
    ]
    assert [au.tell(one)[0] for _ in range(2)] == [503, 503]
    with pytest.raises(http.client.RemoteDisconnected):
        au.tell(one)
    assert one["id"] in lrs.enrolment.statements
    assert au.state("GET", "LMS.LaunchData")[1].startswith(b"<!doctype")
    assert au.tell(one)[0] == 200
    lrs.offline = True
    with pytest.raises(http.client.RemoteDisconnected):
        au.tell(one)
    assert [each.status for each in lrs.asked][-3:] == [200, 200, 0]


def test_fault_of_a_method_leaves_others_alone(lrs: Lrs, au: Au) -> None:
    lrs.faults = [Fault("any", 1, 500, method="PUT")]
    assert au.state("GET", "mine")[0] == 404
    assert au.state("PUT", "mine", {})[0] == 500


@pytest.mark.parametrize("host", ["example.org", "127.0.0.1.example.org:80", ""])
def test_other_names_are_refused(au: Au, host: str) -> None:
    assert au.ask("GET", "/xapi/statements", headers={"Host": host})[0] == 403
    assert au.ask("OPTIONS", "/xapi/statements", headers={"Host": host})[0] == 403


def test_pages_of_other_origins_may_ask(au: Au) -> None:
    assert au.ask("OPTIONS", "/xapi/statements")[0] == 204
    assert au.headers["Access-Control-Allow-Origin"] == "*"
    assert "Authorization" in au.headers["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("path", ["/", "/xapi/nothing", "/[", "/xapi"])
def test_anything_else_is_not_found(au: Au, path: str) -> None:
    assert au.ask("GET", path)[0] == 404


def test_address_that_is_none_is_not_found(au: Au) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", au.port, timeout=10)
    connection.putrequest("GET", "http://[/", skip_host=True)
    connection.putheader("Host", "127.0.0.1")
    connection.endheaders()
    assert connection.getresponse().status == 404
    connection.close()


@pytest.mark.parametrize("length", ["9999999", "-1", "x"])
def test_body_of_no_sensible_length_is_not_read(au: Au, length: str) -> None:
    assert au.ask("POST", "/xapi/statements", headers={"Content-Length": length})[0] == 413
