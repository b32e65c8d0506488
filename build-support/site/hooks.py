"""What the pages need besides the configuration: the decisions in the navigation, and code blocks without the words for tests."""

import re
from pathlib import Path

INDEX = "docs/adr/README.md"


def on_config(config):
    for section in config.nav:
        for title, pages in section.items():
            if pages == INDEX:
                section[title] = [INDEX, *_topics(Path(config.docs_dir, INDEX).read_text(encoding="utf-8"))]
    return config


def on_page_markdown(markdown, **_):
    """A fence such as ```sh run tells a test to run it; the extension for code blocks takes a language alone."""
    return re.sub(r"^```(\w+) (?:run|output)$", r"```\1", markdown, flags=re.MULTILINE)


def _topics(index):
    for part in index.split("\n## ")[1:]:
        heading, _, text = part.partition("\n")
        links = re.findall(r"^- \[(.+)\]\((.+\.md)\)$", text, re.MULTILINE)
        if not links:
            raise ValueError(f"{INDEX} has no decisions under the heading {heading}: add one, or remove the heading")
        yield {heading: [{title: f"docs/adr/{file}"} for title, file in links]}
