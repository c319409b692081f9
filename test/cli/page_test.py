# Intent: the page of `lockstep export --format html` works in a browser: it
# draws, follows the keyboard, filters, and says nothing to the console.
from browser import DRIVER, Browser
from support import CommandTest, unittest

SOURCE_TEXT = "".join(f"int line{i};\n" for i in range(1, 61))
CURRENT = "return document.querySelector('.row.current')?.getAttribute('aria-label')"
DETAILS = "return document.getElementById('details').textContent"


@unittest.skipUnless(DRIVER, "chromium-driver is not installed")
class PageTest(CommandTest):
    @classmethod
    def setUpClass(cls):
        cls.browser = cls.enterClassContext(Browser())

    def tearDown(self):
        self.assertEqual(self.browser.messages(), [])

    def show(self, *extra, options=()):
        """Opens the page of a trace."""
        source = self.folder / "bank.cpp"
        source.write_text(SOURCE_TEXT)
        trace = self.make_trace("/gone/bank", "--file", source, *extra)
        page = self.folder / "page.html"
        self.assert_works("export", trace, "-o", page, *options)
        self.browser.open(page)

    def run_script(self, script):
        return self.browser.run(script)

    def current(self):
        return self.run_script(CURRENT)

    def count(self, selector):
        return self.run_script(f"return document.querySelectorAll('{selector}').length")

    def texts(self, selector):
        return self.run_script(
            f"return [...document.querySelectorAll('{selector}')].map((e) => e.textContent)"
        )


class Drawing(PageTest):
    def test_rows_lanes_bars_and_arrows(self):
        self.show("--bank", "3")
        self.assertEqual(self.count(".row"), 38)  # with the ends of T0 and T3
        self.assertEqual(self.count("line.lane"), 4)
        self.assertEqual(self.texts(".heads span"), ["T0 (main)", "T1", "T2", "T3"])
        self.assertEqual(self.count("rect.bar"), 6)
        for kind, least in (("reads", 2), ("lock", 2), ("thread", 3)):
            self.assertGreaterEqual(self.count(f'path.arrow[data-kind="{kind}"]'), least)
        self.assertEqual(self.texts("#outcome"), ["deadlock"])
        self.assertEqual(self.count(".row.switch"), 8)

    def test_begins_where_it_failed(self):
        self.show("--bank", "3")
        self.assertEqual(self.current(), "end, T3: deadlock bank.cpp:42")
        self.assertEqual(self.texts(".code.current .of"), ["int line42;"])
        self.browser.press("k")
        self.assertEqual(
            self.current(), "end, T0 (main): waits: join thread T1 bank.cpp:44"
        )

    def test_light_and_dark(self):
        pages = {}
        for scheme in ("light", "dark"):
            self.browser.prefer(scheme)
            self.show("--bank", "3")
            pages[scheme] = self.run_script(
                """const style = getComputedStyle(document.body);
                const light = (color) => color.match(/[0-9]+/g).slice(0, 3)
                  .reduce((sum, part) => sum + Number(part), 0);
                return light(style.backgroundColor) - light(style.color);"""
            )
        self.browser.prefer("light")
        self.assertGreater(pages["light"], 500)
        self.assertLess(pages["dark"], -500)

    def test_traces_without_events(self):
        self.show()
        self.assertIn("decisions only", self.texts("#notice")[0])
        self.assertEqual(self.count(".row"), 6)
        self.browser.press("Home", "ArrowDown")
        self.assertIn("create thread T1", self.current())
        self.show("--empty")
        self.assertEqual(self.texts(".empty")[0], "The trace holds no events.")
        self.browser.press("ArrowDown", "n", "o", "x", "c")

    def test_hostile_names_are_text(self):
        name = "<img src=x onerror=alert(1)></script><script>alert(2)</script>"
        self.show("--events", "--hostile", name)
        self.assertEqual(self.count("img, #main script"), 0)
        self.assertIn(f"T1 '{name}'", self.texts(".heads span"))


class Steps(PageTest):
    def test_keys(self):
        self.show("--bank", "3")
        self.browser.press("Home")
        self.assertIn("step 0, T0 (main): create thread T1", self.current())
        self.browser.press("ArrowDown", "j")
        self.assertIn("step 2, ", self.current())
        self.browser.press("k")
        self.assertIn("step 1, T1", self.current())
        self.browser.press("ArrowRight")
        self.assertIn("step 6, T1: lock Lock", self.current())
        self.browser.press("n")
        self.assertIn("step 16, T2", self.current())
        self.browser.press("p", "ArrowLeft")
        self.assertIn("step 1, T1", self.current())
        self.browser.press("End")
        self.assertIn("end, T3", self.current())

    def test_the_source_and_the_details_follow(self):
        self.show("--bank", "3")
        self.browser.press("g", "1", "7", "Enter")
        self.assertIn("step 17, T2: load Balance: 1", self.current())
        self.assertEqual(self.texts(".code.current .of"), ["int line45;"])
        self.assertEqual(self.texts(".code b"), ["T0", "T1", "T2"])
        text = self.run_script(DETAILS)
        self.assertIn("reads-from step 11 T1: store Balance = 1", text)
        self.assertIn("Lock since step 16", text)
        self.run_script("document.querySelector('#details li button').click()")
        self.assertIn("step 11, T1", self.current())
        self.assertEqual(self.texts(".code.current .of"), ["int line46;"])

    def test_a_press_on_a_row(self):
        self.show("--bank", "3")
        self.run_script("document.getElementById('pane0-4').click()")
        self.assertIn("step 4, ", self.current())

    def test_help(self):
        self.show("--bank", "3")
        self.browser.press("?")
        self.assertTrue(self.run_script("return document.getElementById('help').open"))
        self.assertIn("next switch", self.run_script("return document.getElementById('keys').textContent"))
        self.browser.press("Escape")
        self.assertFalse(self.run_script("return document.getElementById('help').open"))

    def test_what_assistive_technology_is_told(self):
        self.show("--bank", "3")
        self.browser.press("Home", "ArrowDown")
        self.assertEqual(
            self.run_script(
                """const box = document.activeElement;
                const row = document.getElementById(box.getAttribute('aria-activedescendant'));
                return [box.getAttribute('role'), row.getAttribute('aria-selected'),
                        row.getAttribute('aria-posinset'), row.getAttribute('aria-setsize')];"""
            ),
            ["listbox", "true", "2", "38"],
        )
        unnamed = self.run_script(
            """return [...document.querySelectorAll('button, select, input')].filter((e) =>
              !e.getAttribute('aria-label') && !e.textContent.trim() && !e.labels?.length).length;"""
        )
        self.assertEqual(unnamed, 0)


class Filters(PageTest):
    def test_by_object(self):
        self.show("--bank", "3")
        self.run_script(
            """const select = document.getElementById('object');
            select.value = [...select.options].find((o) => /^Balance/.test(o.textContent)).value;
            select.dispatchEvent(new Event('change'));"""
        )
        self.assertEqual(self.count(".row"), 6)
        self.assertEqual(self.count('path.arrow[data-kind="lock"]'), 0)
        self.assertIn("6 of 36 events", self.texts(".pane h2")[0])
        self.browser.press("x")
        self.assertEqual(self.count(".row"), 38)

    def test_by_thread(self):
        self.show("--bank", "3")
        self.run_script("document.querySelector('[aria-label=\"Show T2\"]').click()")
        self.assertEqual(self.texts(".heads span"), ["T0 (main)", "T1", "T3"])
        self.assertEqual(self.count(".row"), 27)
        self.browser.press("Home", "t")
        self.assertEqual(self.texts(".heads span"), ["T0 (main)"])

    def test_by_cause(self):
        self.show("--bank", "3", "--rounds", "4")
        self.assertIn(": 126 events", self.texts(".pane h2")[0])
        self.browser.press("c")
        self.assertRegex(self.texts(".pane h2")[0], r": [1-9]\d* of 126 events")
        self.browser.press("c")
        self.assertIn(": 126 events", self.texts(".pane h2")[0])

    def test_by_kind_of_arrow(self):
        self.show("--bank", "3")
        self.run_script("document.querySelector('[aria-label=\"Arrows: reads from\"]').click()")
        self.assertEqual(self.count('path.arrow[data-kind="reads"]'), 0)
        self.assertGreater(self.count("path.arrow"), 0)


class TwoTraces(PageTest):
    def test_side_by_side(self):
        self.make_trace("/gone/bank", "--bank", "2").rename(self.folder / "less.lstrace")
        self.show("--bank", "3", options=["--shrunk", self.folder / "less.lstrace"])
        self.assertEqual(
            [text.split(":")[0] for text in self.texts(".pane h2")], ["Original", "Shrunk"]
        )
        self.assertEqual(self.count("#pane0 .row"), 38)
        self.assertEqual(self.count("#pane1 .row"), 26)
        # The same event of the other execution is marked: T1's first lock.
        self.browser.press("Home", "n", "ArrowRight")
        self.assertEqual(self.texts("#pane1 .row.current .number"), ["4"])
        self.assertEqual(self.texts("#pane0 .row.linked .number"), ["6"])
        self.browser.press("s", "Home")
        self.assertEqual(self.texts("#pane0 .row.current .number"), ["0"])


class Large(PageTest):
    def test_ten_thousand_events(self):
        self.show("--bank", "10", "--rounds", "100")
        facts = self.run_script(
            """const [measure] = performance.getEntriesByName('lockstep-open');
            return [measure.duration > 0, Number(document.querySelector('.overview').dataset.marks),
                    document.querySelectorAll('.row').length];"""
        )
        self.assertEqual(facts[:2], [True, 10022])
        self.assertLess(facts[2], 150)  # only those in sight
        self.browser.press("Home")
        self.assertIn("step 0, ", self.current())
        self.browser.press("g", "5", "0", "0", "0", "Enter")
        self.assertIn("step 5000, ", self.current())

    def test_the_latest_of_too_many(self):
        self.show("--bank", "3", options=["--max-events", "10"])
        self.assertIn("26 earlier events", self.texts("#notice")[0])
        self.assertEqual(self.count(".row"), 12)


unittest.main()
