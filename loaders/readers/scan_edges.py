"""Tables that the edge of a picture cuts: a figure of which only the first digits are in the picture must not count as read."""
from loaders.readers.pdf_lattice import LEAST, Lattice, Place
from loaders.readers.pdf_page import Page
from loaders.readers.scan_rules import POINT
from loaders.readers.scan_words import Patch

EDGE = 4.0  # points between the end of a table and that of its picture
CLEAR = 0.8  # of its height: paper beyond a line of figures that shows that nothing follows, as full-width digits stand 0.6 apart


def cut_places(lattice: Lattice, page: Page, patches: list[Patch]) -> list[Place]:
    """Returns the cells of a table in a column that runs on to the picture's edge, closed by no line there, unless there is paper between all
    its ink and the edge."""
    uprights = [v.at for v in page.vertical if lattice.xs[0] - LEAST <= v.at <= lattice.xs[-1] + LEAST and v.start < lattice.ys[-1] and v.end > lattice.ys[0]]
    found: list[Place] = []
    for at_right, edge, end, last in ((False, 0.0, lattice.xs[0], min(uprights)), (True, page.width, lattice.xs[-1], max(uprights))):
        if abs(end - edge) > EDGE or abs(end - last) <= LEAST:
            continue
        places = [p for p in lattice.places if (p.box.x1 > last + LEAST if at_right else p.box.x0 < last - LEAST)]
        lines = [p for p in patches if any(holds(place, p) for place in places)]
        if not lines or any((edge * POINT - p.x1 if at_right else p.x0) < CLEAR * (p.y1 - p.y0) for p in lines):
            found += places
    return found


def holds(place: Place, patch: Patch) -> bool:
    """Returns whether the middle of a patch lies in a cell."""
    x, y = (patch.x0 + patch.x1) / 2 / POINT, (patch.y0 + patch.y1) / 2 / POINT
    return place.box.x0 <= x <= place.box.x1 and place.box.y0 <= y <= place.box.y1
