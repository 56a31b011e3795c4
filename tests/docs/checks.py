"""What the tests of the documentation share: the pages, checks of their blocks, several at a time, and
how failures are told."""

import concurrent.futures
import pathlib
import subprocess
import sys

import markdown

ROOT = pathlib.Path(sys.argv[1])
PAGES = markdown.pages(ROOT)
# Its blocks are run as a whole, by tutorial_test.py.
TUTORIAL = ROOT / "docs/tutorial.md"


def blocks_of(*languages):
    """Each page with its blocks of these languages, and no page without."""
    for page in PAGES:
        found = [block for block in markdown.blocks(page.read_text()) if block.language in languages]
        if found and page != TUTORIAL:
            yield page, found


def name(page):
    return page.relative_to(ROOT).as_posix()


def failure_of(*command, **options):
    """What a command says where it fails; empty where it does not."""
    result = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    return "" if result.returncode == 0 else (result.stderr + result.stdout).strip() or "fails"


def report(checks):
    """Runs the checks, each a place in a page with a function that returns what is wrong, or nothing."""
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda check: (check[0], check[1]()), checks))
    failures = [(place, wrong) for place, wrong in results if wrong]
    for place, wrong in failures:
        print(f"{place}: {wrong}")
    print(f"{len(results)} checked, {len(failures)} wrong")
    sys.exit(1 if failures or not results else 0)
