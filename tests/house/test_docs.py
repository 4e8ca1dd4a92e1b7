"""The docs: links lead somewhere, what they name exists, and each decision says why."""

import re
import tomllib
from pathlib import Path

from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from tests.house.guard import ROOT, refuse, tracked

PAGES = tracked("*.md")
DECISIONS = ROOT / "docs" / "decisions"
HEADINGS = ["Context", "Choice", "Alternatives", "Date"]
TO_COME = ".de.md"  # the files of a language that docs/translating.md adds as its example


def text(page: Path) -> str:
    """A page without its blocks of code, which show and do not link."""
    return re.sub(r"(?ms)^```.*?^```", "", (ROOT / page).read_text(encoding="utf-8"))


def anchors(page: Path) -> set[str]:
    """The names under which the headings of a page can be linked to."""
    headings = re.findall(r"(?m)^#+ (.*)$", text(page))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def is_there(app, page: Path, link: str) -> bool:
    """Whether a link of a page leads to a file of the house, one of its headings, or a page of the site."""
    address, _, anchor = link.partition("#")
    address = address.partition("?")[0]
    if address.startswith("/"):
        try:
            app.url_map.bind("localhost").match(address)
        except RequestRedirect:
            return True
        except (NotFound, MethodNotAllowed):
            return False
        return True
    target = (ROOT / page).parent / address if address else ROOT / page
    return target.exists() and (not anchor or anchor in anchors(target.resolve().relative_to(ROOT)))


def test_every_link_of_a_page_leads_somewhere(app):
    def lost(page):
        links = [link for link in re.findall(r"\]\(([^)\s]+)\)", text(page)) if "://" not in link]
        return [link for link in links if not is_there(app, page, link)]

    refuse("A link leads to a file of the house, one of its headings, or a page of the site.", PAGES, lost)


def test_every_file_that_a_page_names_is_there():
    def lost(page):
        named = set(
            re.findall(r"`((?:[\w.-]+/)+[\w.-]+\.(?:py|js|css|html|md|txt|xml|json|mjs))`", text(page))
        )
        return [name for name in named if not (ROOT / name).exists() and not name.endswith(TO_COME)]

    refuse("A page names files by the paths that they have.", PAGES, lost)


def test_who_has_its_noun():
    bare = r"\b(?:of|by|to|with|for|from|than) who\b|(?m:^|[.;:] )Who\b(?![^.!]*\?)|\bwhoever\b"
    pages = [page for page in PAGES if not page.stem.endswith(".fr")]
    instead = "English says « people who came », not « who came » for them."
    refuse(instead, pages, lambda page: [match.group() for match in re.finditer(bare, text(page))])


def test_a_decision_says_why_and_is_in_the_index():
    def lacks(path):
        number, (title, *rest) = int(path.name[:4]), path.read_text("utf-8").split("\n## ")
        if [part.partition("\n")[0] for part in rest] != HEADINGS:
            return f"its headings are not {HEADINGS}"
        if not all(part.partition("\n")[2].strip() for part in rest):
            return "a heading without words"
        date = rest[-1].partition("\n")[2].strip()
        heading = title.strip().removeprefix(f"# {number}. ")
        line = f"| {number} | [{heading}]({path.name}) | {date} |"
        return (
            "" if line in (DECISIONS / "README.md").read_text("utf-8").splitlines() else f"not there: {line}"
        )

    instead = "A decision has its four headings and its line in docs/decisions/README.md."
    refuse(instead, sorted(DECISIONS.glob("[0-9]*.md")), lacks)


def test_the_six_questions_are_answered_by_what_is_there():
    """A file that an answer names exists, and what else it names stands in one of the files that it names."""
    page = (
        (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## Six questions")[2].partition("\n## ")[0]
    )
    answers = dict(re.findall(r"(?m)^\| (\S.*\?) \| (.*) \|$", page))
    assert len(answers) == 6
    for question, answer in answers.items():
        named = re.findall(r"`([^`]+)`", answer)
        files = [name for name in named if "." in name]
        assert files, f"no file is named: {question}"
        said = "\n".join((ROOT / name).read_text("utf-8") for name in files)
        lost = [name for name in set(named) - set(files) if not re.search(rf"(?:def|class) {name}\b", said)]
        assert not lost, f"{lost} cannot be found where the page says: {question}"


def test_decisions_are_numbered_one_after_the_other():
    numbers = [int(path.name[:4]) for path in sorted(DECISIONS.glob("[0-9]*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_present_version_has_a_dated_section_in_the_changelog():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert re.search(rf"(?m)^## \[{re.escape(version)}\] — \d{{4}}-\d\d-\d\d$", text(Path("CHANGELOG.md")))
