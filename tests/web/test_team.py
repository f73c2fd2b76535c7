"""Links of one use for the people who help to lead, and what they open: one console, nothing else."""

from collections.abc import Iterator

import pytest

from tests.conftest import Hall
from tests.support.browser import Visitor
from tests.support.server import Server
from tests.support.team import Team, link_in, open_link

OTHERS = ("/host", "/host/sessions/{id}", "/host/sessions/{id}/invite", "/host/sessions/{id}/phone",
          "/host/sessions/{id}/results", "/host/sessions/{id}/download/json", "/host/sessions/{id}/script.md",
          "/host/scripts/hello")  # fmt: skip


@pytest.fixture
def team(hall: Hall) -> Team:
    return Team(hall.server, hall.id)


@pytest.fixture
def opened(hall: Hall, team: Team) -> Iterator[Visitor]:
    visitor, _ = open_link(hall.server, team.link("Ana", "lead"))
    yield visitor


class TestALink:
    def test_it_leads_to_the_console(self, hall: Hall, team: Team):
        link = team.link("Ana", "lead")
        assert link.startswith(f"{hall.server.url}/team/{hall.id}#")
        ben, came = open_link(hall.server, link)
        assert came.headers["Location"] == f"/team/{hall.id}/console"
        page = ben.get(came.headers["Location"])
        assert "Ana · Console" in page.text
        assert "/host/" not in page.text

    def test_its_secret_has_128_bits_and_is_kept_nowhere(self, hall: Hall, team: Team):
        secret = team.link("Ana", "lead").partition("#")[2]
        assert len(secret) == 22
        kept = b"".join(p.read_bytes() for p in (hall.server.data / "data").rglob("*") if p.is_file())
        assert secret.encode() not in kept
        assert secret not in team.ana.get(team.page).text

    def test_the_cookie_is_for_this_session_and_no_script(self, hall: Hall, team: Team):
        _, came = open_link(hall.server, team.link("Ana", "lead"))
        told = came.headers["Set-Cookie"]
        assert told.startswith(f"workshop-team-{hall.id}=")
        assert "HttpOnly" in told
        assert "SameSite=Lax" in told

    def test_a_second_use_is_refused_in_plain_words(self, hall: Hall, team: Team):
        link = team.link("Ana", "lead")
        open_link(hall.server, link)
        _, refused = open_link(hall.server, link)
        assert refused.status_code == 403
        assert "This link was used already. Ask for a new one." in refused.text
        assert "Set-Cookie" not in refused.headers or "workshop-team" not in refused.headers["Set-Cookie"]

    def test_the_browser_that_opened_it_comes_back_by_it(self, hall: Hall, team: Team):
        link = team.link("Ana", "lead")
        ana, _ = open_link(hall.server, link)
        assert open_link(hall.server, link, ana)[1].status_code == 303
        assert "Open your console" in ana.get(f"/team/{hall.id}").text

    def test_a_link_to_another_session_opens_nothing(self, hall: Hall, team: Team):
        other = Hall(hall.server, "hello")
        link = team.link("Ana", "lead").replace(hall.id, other.id)
        _, refused = open_link(hall.server, link)
        assert "opens nothing any more" in refused.text

    def test_a_new_link_ends_the_one_before(self, hall: Hall, team: Team):
        old = team.link("Ana", "lead")
        ana, _ = open_link(hall.server, old)
        new = team.again("Ana")
        assert ana.get(f"/team/{hall.id}/console").status_code == 403
        assert "opens nothing any more" in open_link(hall.server, old)[1].text
        assert open_link(hall.server, new)[1].status_code == 303

    def test_a_place_taken_back_is_gone(self, hall: Hall, team: Team, opened: Visitor):
        assert opened.get(f"/team/{hall.id}/console").status_code == 200
        team.take_back("Ana")
        refused = opened.get(f"/team/{hall.id}/console")
        assert refused.status_code == 403
        assert "Look inside" not in refused.text
        assert "<bdi>Ana</bdi>" not in team.ana.get(team.page).text


class TestTheList:
    def test_it_says_who_opened_theirs(self, hall: Hall, team: Team):
        link = team.link("Ana", "lead")
        assert "not opened yet" in team.ana.get(team.page).text
        open_link(hall.server, link)
        listed = team.ana.get(team.page).text
        assert "not opened yet" not in listed
        assert ">opened<" in listed

    @pytest.mark.parametrize("name", ["", "   ", "\u200b", "x" * 41])
    def test_a_name_that_is_none_is_refused(self, team: Team, name: str):
        refused = team.post(name=name, role="lead")
        assert refused.status_code == 409
        assert "name" in refused.text

    def test_two_of_one_name_would_be_mixed_up(self, team: Team):
        team.link("Ana", "lead")
        refused = team.post(name="ANA", role="support")
        assert refused.status_code == 409
        assert "The team has somebody called ANA already." in refused.text

    def test_no_other_role(self, team: Team):
        assert team.post(name="Ana", role="facilitator").status_code == 400

    def test_a_name_is_shown_as_it_is(self, team: Team):
        made = team.post(name="<b>Ana</b>", role="lead")
        assert link_in(made)
        assert "<b>Ana</b>" not in made.text

    def test_not_more_than_twenty(self, team: Team):
        for n in range(20):
            team.link(f"Helper {n}", "support")
        assert "There are 20 people in this team already." in team.post(name="Ana", role="lead").text


class TestNothingElse:
    @pytest.mark.parametrize("path", OTHERS)
    def test_a_member_opens_no_page_of_the_facilitators(self, hall: Hall, opened: Visitor, path: str):
        answer = opened.get(path.format(id=hall.id))
        assert "Your facilitator key" in answer.text

    def test_nor_the_projector_with_the_stage_in_it_nor_the_api(self, hall: Hall, opened: Visitor):
        assert "A moment, please." in opened.get(f"/projector/{hall.id}").text
        assert opened.get(f"/api/sessions/{hall.id}").status_code == 401

    def test_nor_makes_links_or_takes_places_back(self, hall: Hall, team: Team, opened: Visitor):
        member = team.id_of("Ana")
        for path in ("", f"/{member}/link", f"/{member}/take-back"):
            answer = opened.post(f"/host/sessions/{hall.id}/team{path}", "/", name="Eve", role="lead")
            assert answer.status_code == 302
        assert "Eve" not in team.ana.get(team.page).text

    def test_nor_another_sessions_console(self, hall: Hall, opened: Visitor):
        other = Hall(hall.server, "hello")
        value = opened.http.cookies[f"workshop-team-{hall.id}"]
        opened.http.cookies.set(f"workshop-team-{other.id}", value)
        assert opened.get(f"/team/{other.id}/console").status_code == 403

    def test_nobody_without_a_place_gets_in(self, hall: Hall):
        stranger = Visitor(hall.server)
        assert stranger.get(f"/team/{hall.id}/console").status_code == 403
        door = stranger.get(f"/team/{hall.id}")
        assert "opens with a link of your own" in door.text
        assert stranger.get("/team/nothing-here").text.count("opens with a link of your own") == 1

    def test_buttons_of_ours_only(self, hall: Hall, team: Team):
        link = team.link("Ana", "lead")
        path, _, secret = link.removeprefix(hall.server.url).partition("#")
        assert Visitor(hall.server).http.post(hall.server.url + path, data={"secret": secret}).status_code == 400
        assert open_link(hall.server, link)[1].status_code == 303


def test_a_deleted_session_takes_its_team_along(server: Server):
    hall = Hall(server, "hello")
    team = Team(server, hall.id)
    helper, _ = open_link(server, team.link("Zanzibarius", "lead"))
    assert server.api("DELETE", f"/sessions/{hall.id}").status_code == 204
    assert helper.get(f"/team/{hall.id}/console").status_code == 410  # said to be deleted, not to be somebody else's
    left = b"".join(p.read_bytes() for p in (server.data / "data").rglob("*") if p.is_file())
    assert b"Zanzibarius" not in left
