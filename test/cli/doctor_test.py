# Intent: `lockstep doctor` names what is in the way and says so by its status.
import json
import pathlib

from support import PROBE, CommandTest, unittest


class Doctor(CommandTest):
    def checks(self, status, **variables):
        done = self.run_command("doctor", "--json", **variables)
        document = json.loads(done.stdout)
        self.assertEqual(document["healthy"], done.returncode == 0)
        if status is not None:
            self.assertEqual(done.returncode, status, done.stdout)
        return {check["name"]: check for check in document["checks"]}

    def test_looks_at_everything(self):
        checks = self.checks(None, LOCKSTEP_RUNTIME=PROBE)
        for name in (
            "machine kernel fsgsbase c-library address-randomization fork "
            "shared-memory process-limit memory-limits privileges "
            "trace-folder runtime preload"
        ).split():
            self.assertIn(name, checks)
            self.assertIn(checks[name]["status"], ("ok", "note", "problem"))
            self.assertTrue(checks[name]["text"])
        self.assertEqual(checks["runtime"]["text"], PROBE)
        self.assertEqual(checks["preload"]["status"], "ok")
        for check in checks.values():
            if check["status"] == "problem":
                self.assertTrue(check["mend"], check)

    def test_runtime_that_cannot_be_loaded(self):
        absent = str(self.folder / "absent.so")
        checks = self.checks(1, LOCKSTEP_RUNTIME=absent)
        self.assertEqual(checks["runtime"]["status"], "problem")
        self.assertIn(absent, checks["runtime"]["mend"])
        broken = self.folder / "broken.so"
        broken.write_bytes(pathlib.Path(PROBE).read_bytes()[:100])
        checks = self.checks(1, LOCKSTEP_RUNTIME=str(broken))
        self.assertEqual(checks["preload"]["status"], "problem")

    def test_text_says_the_same(self):
        done = self.run_command("doctor", LOCKSTEP_RUNTIME="/absent.so")
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout, r"(?m)^problem  runtime ")
        self.assertIn("in the way.\n", done.stdout)

    def test_command_line(self):
        self.assert_fails(["doctor", "--jsn"], "did you mean '--json'?")
        self.assert_fails(["doctor", "me"], "'me' is one argument too many")


unittest.main()
