"""A printed page: white paper from either theme, no menu, what stands side by side on the screen stands so on paper, from a window of any width."""
import pypdfium2
import pytest

from tests.board import fill
from tests.browser import chromium, needs_chromium, new_page, serve, visit

pytestmark = needs_chromium
WINDOWS = [(1366, "light"), (1920, "dark")]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("paper")
    fill(f"sqlite:///{folder / 'board.db'}")
    with serve(f"sqlite:///{folder / 'board.db'}", folder) as address, chromium() as browser:
        yield browser, address


@pytest.mark.parametrize("width, scheme", WINDOWS)
def test_a_page_fits_the_paper(width, scheme, desk):
    browser, address = desk
    page = new_page(browser, viewport={"width": width, "height": 850}, color_scheme=scheme)
    visit(page, address)
    page.locator(".stPlotlyChart .main-svg").nth(1).wait_for()
    paper = pypdfium2.PdfDocument(page.pdf(format="A4", print_background=True))
    words = paper[0].get_textpage()
    assert "政府信息公开总览" in words.get_text_range() and "考核排名" not in words.get_text_range()  # the title, not the menu

    def place(text: str) -> tuple:
        at, _ = words.search(text).get_next()
        return words.get_charbox(at)

    years, channels = place("历年公开总数"), place("渠道构成")
    assert abs(years[1] - channels[1]) < 2 and years[0] < 200 < 280 < channels[0]  # points: one line, left and right
    picture = paper[0].render(scale=0.5).to_pil().convert("L").histogram()
    assert sum(picture[230:]) > 0.75 * sum(picture)  # white
    right = paper[0].render(scale=1).to_pil().convert("L").crop((565, 0, 595, 842)).getextrema()
    assert right[0] > 200  # nothing runs into the margin
    page.context.close()
