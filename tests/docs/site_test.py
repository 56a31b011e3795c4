#!/usr/bin/env python3
"""`make docs`: it says nothing of warnings, and what is in pages and headers is on the site.

usage: site_test.py SOURCE_ROOT
"""

import pathlib
import subprocess
import tempfile
import unittest

from checks import PAGES, ROOT
from layout import page_address


class Site(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.result = subprocess.run([ROOT / "docs/site/build", cls.folder], capture_output=True, text=True,
                                    check=False)

    def page(self, address):
        return (self.folder / address).read_text()

    def function(self, page, name):
        """What stands below the heading of the first function of that name."""
        text = self.page(page)
        start = text.index(f"</span>{name}()")
        return text[start:text.index('<h2 class="memtitle">', start)]

    def test_no_warning(self):
        self.assertEqual((self.result.returncode, self.result.stderr), (0, ""))

    def test_every_page_is_there_and_in_the_menu(self):
        menu = self.page("index.html").split("</nav>")[0]
        for page in PAGES:
            self.assertTrue((self.folder / page_address(page)).exists(), page)
            self.assertIn(f'href="{page_address(page)}"', menu)

    def test_comments_belong_to_what_they_stand_before(self):
        self.assertIn("Lays a heap out", self.function("classsmh_1_1Pool.html", "add"))
        self.assertIn("memory must be readable", self.function("shared__multi__heap_8h.html",
                                                               "shared_multi_heap_add"))
        self.assertIn("must be the last item", self.page("shared__multi__heap_8h.html"))

    def test_several_functions_share_a_comment(self):
        self.assertIn("No request is served", self.function("classsmh_1_1Pool.html", "resume"))
        self.assertNotIn("All of another set", self.function("classsmh_1_1AttributeSet.html", "empty"))

    def test_a_class_has_the_comment_of_its_file(self):
        self.assertIn("the choice among them", self.page("classsmh_1_1Pool.html"))

    def test_what_a_call_returns_is_a_list(self):
        self.assertIn("<li><code>exists</code>:", self.function("classsmh_1_1Pool.html", "add"))
        self.assertIn("<li><code>-EPERM</code>:", self.function("shared__multi__heap_8h.html",
                                                                "shared_multi_heap_add"))

    def test_the_inside_is_left_out(self):
        self.assertFalse([file for file in self.folder.rglob("*detail*")])

    def test_names_lead_to_their_places(self):
        script = self.page("names.js")
        self.assertIn('"smh::Pool::alloc": "classsmh_1_1Pool.html#', script)
        self.assertIn('"shared_multi_heap_free": "shared__multi__heap_8h.html#', script)
        self.assertIn('"Your first allocation": "tutorial.html"', script)


if __name__ == "__main__":
    unittest.main(argv=["site_test.py"], verbosity=2)
