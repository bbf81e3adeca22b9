"""Measures the topic engine on a labelled CSV file: time, memory and agreement with the labels.

python -m tests.bench.topics banking77.csv.gz --text text --label label
"""

import argparse
import csv
import gzip
import resource
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from topics.documents import Document, TopicMap, sentences
from topics.model import open_embedder
from topics.pipeline import discover


def main() -> None:
    arguments = _arguments()
    rows = _rows(arguments)
    embedder = open_embedder(arguments.model)
    print(f"{arguments.file.name}: {len(rows)} rows, {len({label for _, label, _ in rows})} labels")
    for mode in ("whole texts", "sentences"):
        documents, posts = _documents(rows, mode)
        began, used = time.perf_counter(), time.process_time()
        found = discover(documents, embedder=embedder)
        wall, used = time.perf_counter() - began, time.process_time() - used
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"\n{mode}: {len(documents)} documents, {used:.1f} CPU s, {wall:.1f} s, peak {peak:.0f} MB")
        print("  " + ", ".join(f"{stage} {seconds:.2f} s" for stage, seconds in found.seconds.items()))
        for level, name in (("theme", "themes, level 1"), ("sub_theme", "sub-themes, level 2")):
            print("  " + _scores(found, posts, [label for _, label, _ in rows], level, name))
        if arguments.topics:
            _print_topics(found)
        if arguments.twice:
            again = discover(list(reversed(documents)), embedder=embedder)
            print(f"  fitted again, rows reversed: {'identical' if again == found else 'DIFFERENT'}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="CSV with a header, plain or gzip")
    parser.add_argument("--text", required=True, help="column with the text")
    parser.add_argument("--label", required=True, help="column with the label; rows without one are left out")
    parser.add_argument("--attribute", action="append", default=[], help="column that says where the text came from")
    parser.add_argument("--model", type=Path, default=Path(".hearback/models"), help="folder of the embedding model")
    parser.add_argument("--topics", action="store_true", help="print the topics found")
    parser.add_argument("--twice", action="store_true", help="fit again with the rows reversed and compare")
    return parser.parse_args()


def _rows(arguments: argparse.Namespace) -> list[tuple[str, str, dict[str, str]]]:
    csv.field_size_limit(10**9)
    opened = gzip.open if arguments.file.suffix == ".gz" else open
    with opened(arguments.file, "rt", encoding="utf-8", newline="") as lines:
        return [
            (row[arguments.text], row[arguments.label], {name: row[name] for name in arguments.attribute})
            for row in csv.DictReader(lines)
            if row[arguments.label]
        ]


def _documents(rows: Sequence[tuple[str, str, dict[str, str]]], mode: str) -> tuple[list[Document], dict[str, int]]:
    """The documents of one mode, and the row that each came from."""
    documents, posts = [], {}
    for row, (text, _, attributes) in enumerate(rows):
        for place, part in enumerate([text] if mode == "whole texts" else sentences(text)):
            documents.append(Document(f"{row:07}-{place:03}", part, attributes))
            posts[documents[-1].id] = row
    return documents, posts


def _scores(found: TopicMap, posts: dict[str, int], labels: Sequence[str], level: str, name: str) -> str:
    """How each row's topic (that of most of its sentences) agrees with its label; no topic counts as one.

    At the level of sub-themes, a theme without any counts as one.
    """
    from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

    votes: list[Counter[int]] = [Counter() for _ in labels]
    for membership in found.memberships:
        topic = membership.theme if level == "theme" or membership.sub_theme is None else membership.sub_theme
        if topic is not None:
            votes[posts[membership.document]][topic] += 1
    topics = [count.most_common(1)[0][0] if count else -1 for count in votes]
    ami, ari = adjusted_mutual_info_score(labels, topics), adjusted_rand_score(labels, topics)
    count = sum(topic.level == level for topic in found.topics)
    outside = topics.count(-1) / len(topics)
    return f"{name}: {count} topics, AMI {ami:.3f}, ARI {ari:.3f}, {outside:.1%} of rows unsorted"


def _print_topics(found: TopicMap) -> None:
    for topic in found.topics:
        words = ", ".join(word.text for word in topic.words)
        print(f"    {topic.level} {topic.number} ({topic.size}, in {topic.parent}): {topic.title} <- {words}")


if __name__ == "__main__":
    main()
