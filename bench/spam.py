"""How much spam the filter catches: `python -m bench.spam FOLDER` prints the tables of docs/spam.md.

FOLDER holds labelled comments as CSV files, one a source, with the columns AUTHOR, CONTENT and CLASS (1 is spam), as the
YouTube Spam Collection (Alberto, Lochter, Almeida 2015). The filter always learns from all files but one and is tested on
that one.
"""

import csv
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from html import unescape
from pathlib import Path

import prose
from spam.features import Features
from spam.opinion import FILE_FROM, HOLD_FROM
from spam.saying import Saying
from spam.weights import Weights, learned, packed

Example = tuple[Saying, bool]
Scores = list[tuple[float, bool]]  # how spammy from 0 to 1, and whether it is spam


def load(path: Path) -> list[Example]:
    """Return the comments of a file, as somebody would have typed them."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return [(said(row["AUTHOR"], row["CONTENT"]), row["CLASS"] == "1") for row in rows]


def said(author: str, content: str) -> Saying:
    """Return a comment of a file: its tags taken out, its entities read."""
    typed = unescape(re.sub(r"<[^<>]*>", "", re.sub(r"<br\s*/?>", "\n", content))).replace("\ufeff", "")
    return Saying(author, "", "", typed, prose.comment(typed))


def accuracy(scores: Scores) -> float:
    """Return how many are on the right side of a half."""
    return statistics.mean((score > 0.5) == spam for score, spam in scores)


def caught_at_one_percent(scores: Scores) -> float:
    """Return how much spam is above all but one in a hundred of the rest."""
    rest = sorted((score for score, spam in scores if not spam), reverse=True)
    line = rest[int(len(rest) * 0.01)]
    return statistics.mean(score > line for score, spam in scores if spam)


def beyond(scores: Scores, line: float, *, spam: bool) -> float:
    """Return how much of the spam, or of the rest, is at or above a line."""
    return statistics.mean(score >= line for score, is_spam in scores if is_spam is spam)


def ours(train: list[Example], test: list[Example]) -> Scores:
    """The filter after learning."""
    weights = learned([(packed(Features(comment)), spam) for comment, spam in train])
    return [(weights.risk(Features(comment)), spam) for comment, spam in test]


def unlearned(_train: list[Example], test: list[Example]) -> Scores:
    """The filter as it is shipped."""
    return [(Weights.first().risk(Features(comment)), spam) for comment, spam in test]


def each(
    files: dict[str, list[Example]], way: Callable[[list[Example], list[Example]], Scores]
) -> list[Scores]:
    """Test on each file what was learned from the others."""
    return [
        way([one for other in files if other != name for one in files[other]], files[name]) for name in files
    ]


def percent(values: Iterable[float]) -> str:
    """Return the mean of some shares as a percentage."""
    return f"{100 * statistics.mean(values):.1f} %"


def row(name: str, results: list[Scores]) -> str:
    """Return a line of the table."""
    worst = min(caught_at_one_percent(scores) for scores in results)
    return (
        f"| {name} | {percent(map(accuracy, results))} | {percent(map(caught_at_one_percent, results))} "
        f"(worst file {percent([worst])}) |"
    )


def main(folder: Path) -> None:
    """Print everything."""
    files = {path.name: load(path) for path in sorted(folder.glob("*.csv"))}
    if len(files) < 2:
        sys.exit(f"{folder} needs two CSV files of labelled comments at least")
    print(
        f"{sum(map(len, files.values()))} comments in {len(files)} files, each tested on what the others taught\n"
    )
    print("| | accuracy | spam caught at 1 % false positives |\n| --- | --- | --- |")
    results = each(files, ours)
    print(row("Parvis, after learning", results))
    print(row("Parvis, before learning anything", each(files, unlearned)))
    for name, line in (("held", HOLD_FROM), ("filed as spam", FILE_FROM)):
        spam, rest = (
            percent(beyond(scores, line, spam=kind) for scores in results) for kind in (True, False)
        )
        print(f"At {line}, {name}: {spam} of the spam, {rest} of the rest")
    comments = [comment for examples in files.values() for comment, _spam in examples]
    weights, start = Weights.first(), time.perf_counter()
    for comment in comments:
        weights.risk(Features(Saying(comment.name, "", "", comment.body, comment.html)))
    print(f"{1e6 * (time.perf_counter() - start) / len(comments):.0f} µs for an opinion")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
