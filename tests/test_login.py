"""Signing in by OpenID Connect, in a browser: a provider on this computer, the board's own server, roles by region, the way out, the log."""
import pytest

from data.access import give_role, take_role
from data.audit import query_audit
from data.engine import engine
from tests import board, login_server
from tests.browser import chromium, free_port, needs_chromium, new_page, serve, visit

pytestmark = needs_chromium
HERE = "990101"  # five of the six fictional reports; the sixth is of 南渡县
SETTINGS = """[auth]
redirect_uri = "{board}/oauth2callback"
cookie_secret = "0123456789abcdef0123456789abcdef"
client_id = "{client}"
client_secret = "{secret}"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Yields a browser, the board's address and its database, with the login configured."""
    pytest.importorskip("authlib", reason="requirements-login.txt is not installed: signing in needs it")
    folder, port = tmp_path_factory.mktemp("login"), free_port()
    url = f"sqlite:///{folder / 'login.db'}"
    board.fill(url)
    give_role(engine(url), "viewer@example.org", "viewer", HERE)
    give_role(engine(url), "editor@example.org", "editor", HERE)
    with login_server.provide() as provider:
        (folder / "secrets.toml").write_text(SETTINGS.format(board=f"http://127.0.0.1:{port}", client=login_server.CLIENT, secret=login_server.SECRET, provider=provider), encoding="utf-8")
        with serve(url, folder, "--secrets.files", str(folder / "secrets.toml"), port=port) as address, chromium() as browser:
            yield browser, address, engine(url)


def sign_in(browser, address: str, person: str, landed: str):
    """Returns a page after signing in as one of the provider's people; `landed`: words that stand there then."""
    page = new_page(browser)
    visit(page, f"{address}/volumes")
    assert "南渡" not in page.inner_text("body") and "云汀" not in page.inner_text("body")
    page.get_by_role("button", name="登录").click()
    page.get_by_role("link", name=person, exact=True).click()
    page.get_by_text(landed).first.wait_for()
    return page


def read(page, address: str) -> str:
    visit(page, address)
    return page.inner_text("body")


def done(database, person: str) -> list[str]:
    """Returns what the log says of the person, oldest first."""
    return list(query_audit(database, actor=person, limit=None)["action"])[::-1]


def test_a_viewer_of_one_county_signs_in_reads_that_county_and_signs_out(desk):
    browser, address, database = desk
    page = sign_in(browser, address, "viewer", "viewer@example.org")
    assert page.url.startswith(address) and "viewer@example.org · 查看 江渚省 云州市 云汀县 (990101)" in page.inner_text("[data-testid=stSidebar]")
    visit(page, f"{address}/tables")
    page.get_by_text("云汀县").first.wait_for()
    assert "南渡" not in page.inner_text("body")
    assert "石桥镇" not in read(page, f"{address}/report?report=6")
    for refused in ("upload", "access"):
        assert "无权进入" in read(page, f"{address}/{refused}")
    page.get_by_role("button", name="退出登录").click()
    page.get_by_role("button", name="登录", exact=True).wait_for()
    assert "viewer@example.org" not in page.inner_text("body") and "云汀" not in read(page, f"{address}/tables")
    said = done(database, "viewer@example.org")
    assert said[0] == "signed_in" and said.count("refused") == 2 and said[-1] == "signed_out"
    page.context.close()


def test_an_editor_may_upload_until_the_role_is_taken(desk):
    browser, address, database = desk
    page = sign_in(browser, address, "editor", "editor@example.org")
    assert "无权进入" not in read(page, f"{address}/upload")
    page.locator("[data-testid=stFileUploader]").wait_for()
    assert "无权进入" in read(page, f"{address}/access")
    take_role(database, "editor@example.org", "editor", HERE)
    assert "无权进入" in read(page, f"{address}/upload") and not page.locator("[data-testid=stFileUploader]").count()
    page.context.close()


NO_ROLE = [("stranger", "您已登录，但尚未被授予角色"), ("unverified", "email 缺失或未经验证"), ("nameless", "email 缺失或未经验证")]


@pytest.mark.parametrize("person,said", NO_ROLE)
def test_who_has_no_name_or_no_role_here_is_told_so_and_sees_nothing(desk, person, said):
    browser, address, _ = desk
    page = sign_in(browser, address, person, said)
    page.get_by_role("button", name="退出登录").wait_for()
    assert "云汀" not in page.inner_text("body")
    page.context.close()


def test_a_forged_cookie_signs_nobody_in(desk):
    browser, address, _ = desk
    page = new_page(browser)
    page.context.add_cookies([{"name": "_streamlit_user", "url": address, "value": '{"email": "viewer@example.org", "is_logged_in": true}'}])
    visit(page, f"{address}/tables")
    page.get_by_role("button", name="登录").wait_for()
    assert "云汀" not in page.inner_text("body")
    page.context.close()
