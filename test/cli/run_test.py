# Intent: `lockstep run` hands everything to the runtime, and says what is
# wrong with a program before it starts it.
import os
import shutil
import subprocess

from support import (
    INSTRUMENTED,
    PLAIN,
    PROBE,
    STATIC,
    CommandTest,
    unittest,
)


class Launch(CommandTest):
    def test_settings_become_variables(self):
        given, line, done = self.launched(
            *"run --iterations 5 --time=2.5 -j 3 --seed 9 -s pct:depth=4".split(),
            *"--stop saturated --corpus kept".split(),
            *["--trace-dir", "my traces", "--check-determinism"],
            *["--expected-exit=any", "--options", "pool=4"],
            *["--", INSTRUMENTED, "--iterations", "x y", "--"],
        )
        self.assertEqual(line, [INSTRUMENTED, "--iterations", "x y", "--"])
        self.assertEqual(given["LOCKSTEP_ITERATIONS"], "5")
        self.assertEqual(given["LOCKSTEP_TIME"], "2.5")
        self.assertEqual(given["LOCKSTEP_JOBS"], "3")
        self.assertEqual(given["LOCKSTEP_SEED"], "9")
        self.assertEqual(given["LOCKSTEP_STRATEGY"], "pct:depth=4")
        self.assertEqual(given["LOCKSTEP_STOP"], "saturated")
        self.assertEqual(given["LOCKSTEP_CORPUS"], "kept")
        self.assertEqual(given["LOCKSTEP_PROGRAM"], INSTRUMENTED)
        self.assertEqual(
            given["LOCKSTEP_OPTIONS"],
            "pool=4:check_determinism='true':expected_exit='any'"
            ":trace_dir='my traces'",
        )
        self.assertEqual(given["LD_PRELOAD"], PROBE)
        self.assertEqual(done.stderr, "")

    def test_program_begins_at_the_first_argument_that_is_no_option(self):
        _, line, _ = self.launched("run", "-n", "3", INSTRUMENTED, "-n", "--", "q")
        self.assertEqual(line, [INSTRUMENTED, "-n", "--", "q"])
        _, line, _ = self.launched("run", "-n", "3", INSTRUMENTED, "--seed=", "-n", "")
        self.assertEqual(line, [INSTRUMENTED, "--seed=", "-n", ""])

    def test_environment_is_kept_and_extended(self):
        given, _, _ = self.launched(
            *["run", "--pool=7", "--", INSTRUMENTED],
            LOCKSTEP_OPTIONS="color=never",
            LOCKSTEP_SEED="4",
            LOCKSTEP_TRACE="/stale.lstrace",
            LD_PRELOAD=PROBE + ":" + PROBE,
        )
        self.assertEqual(given["LOCKSTEP_OPTIONS"], "color=never:pool='7'")
        self.assertEqual(given["LOCKSTEP_SEED"], "4")
        self.assertEqual(given["LD_PRELOAD"], ":".join([PROBE] * 3))
        self.assertEqual(given["LOCKSTEP_STRATEGY"], "auto")
        self.assertNotIn("LOCKSTEP_TRACE", given)

    def test_flags_may_be_turned_off(self):
        given, _, _ = self.launched("run", "--stop-at-first=0", INSTRUMENTED)
        self.assertEqual(given["LOCKSTEP_OPTIONS"], "stop_at_first='0'")

    def test_link_and_search_path_are_resolved(self):
        (self.folder / "bank").symlink_to(INSTRUMENTED)
        given, line, _ = self.launched("run", "./bank")
        self.assertEqual(given["LOCKSTEP_PROGRAM"], INSTRUMENTED)
        self.assertEqual(line, ["./bank"])
        path = f"/nowhere:{self.folder}:{os.environ['PATH']}"
        given, line, _ = self.launched("run", "bank", PATH=path)
        self.assertEqual(given["LOCKSTEP_PROGRAM"], INSTRUMENTED)

    def test_stripped_program_is_named_like_any_other(self):
        stripped = self.folder / "stripped"
        subprocess.run(["strip", "-o", stripped, INSTRUMENTED], check=True)
        _, _, done = self.launched("run", stripped)
        self.assertEqual(done.stderr, "")

    def test_script_is_left_alone(self):
        script = self.folder / "script"
        script.write_text(f"#!/bin/sh\nexec {INSTRUMENTED}\n")
        script.chmod(0o755)
        given, _, done = self.launched("run", "./script")
        self.assertNotIn("LOCKSTEP_PROGRAM", given)
        self.assertIn("is a script", done.stderr)

    def test_wrapper_is_left_alone(self):
        given, line, done = self.launched("run", "env", "A=1", INSTRUMENTED)
        self.assertNotIn("LOCKSTEP_PROGRAM", given)
        self.assertEqual((line, given["A"]), ([INSTRUMENTED], "1"))
        self.assertEqual(done.stderr, "")


class BadProgram(CommandTest):
    def file(self, name, content, mode=0o755):
        path = self.folder / name
        path.write_bytes(content)
        path.chmod(mode)
        return path

    def elf(self):
        with open(INSTRUMENTED, "rb") as program:
            return bytearray(program.read())

    def test_absent(self):
        self.assert_fails(["run"], "Its name is missing", "run --help")
        self.assert_fails(["run", "--"], "Its name is missing")
        self.assert_fails(["run", ""], "name is empty")
        self.assert_fails(["run", "./absent"], "'./absent': No such file")
        self.assert_fails(["run", "absent-x"], "no program 'absent-x' in PATH")
        self.file("here", b"#!/bin/sh\n")
        self.assert_fails(["run", "here"], "write './here'")

    def test_not_a_program(self):
        self.assert_fails(["run", "./"], "is a folder")
        self.assert_fails(["run", "/dev/null"], "not a regular file")
        self.file("plain", b"#!/bin/sh\n", mode=0o644)
        self.assert_fails(["run", "./plain"], "not executable", "chmod +x")
        self.file("noline", b"echo hello\n")
        self.assert_fails(["run", "./noline"], "#!/bin/sh")
        self.file("empty", b"")
        self.assert_fails(["run", "./empty"], "neither an ELF program")
        self.file("nobody", b"#!\n")
        self.assert_fails(["run", "./nobody"], "names no interpreter")
        self.file("lost", b"#! /nowhere/sh -x\n")
        self.assert_fails(
            ["run", "./lost"], "interpreter '/nowhere/sh'", "No such file"
        )

    def test_static(self):
        self.assert_fails(
            ["run", STATIC], "statically linked", "without -static"
        )

    def test_wrong_elf(self):
        narrow = self.elf()
        narrow[4] = 1
        self.file("narrow", narrow)
        self.assert_fails(["run", "./narrow"], "32-bit", "-m64")
        arm = self.elf()
        arm[18] = 183
        self.file("arm", arm)
        self.assert_fails(["run", "./arm"], "for another machine")
        core = self.elf()
        core[16] = 4
        self.file("core", core)
        self.assert_fails(["run", "./core"], "not a program")
        self.file("cut", self.elf()[:70])
        self.assert_fails(["run", "./cut"], "is damaged")

    @unittest.skipUnless(os.getuid() == 0, "only root gives files away")
    def test_setuid(self):
        path = self.file("raised", self.elf())
        os.chown(path, 65534, 65534)
        path.chmod(0o4755)
        self.assert_fails(["run", path], "is setuid", "preloads nothing")


class BadCommandLine(CommandTest):
    def test_options_that_do_not_exist(self):
        self.assert_fails(
            ["run", "--iteratoins=5", "--", PLAIN],
            "no option '--iteratoins'; did you mean '--iterations'?",
        )
        self.assert_fails(
            ["run", "--max-step", "5", "--", PLAIN], "'--max-steps'?"
        )
        self.assert_fails(["run", "--wombat", PLAIN], "no option '--wombat'\n")
        self.assert_fails(
            ["run", "--options", "max_step=5", PLAIN],
            "--options: there is no option 'max_step'",
            "'max_steps'?",
        )

    def test_bad_values(self):
        for options, *texts in [
            (["--iterations=1k"], "--iterations='1k': give a whole number"),
            (["-n", "0"], "--iterations='0'"),
            (["--time=soon"], "--time='soon': give seconds"),
            (["--jobs=-1"], "--jobs='-1'"),
            (["--seed=x"], "--seed='x'"),
            (["--stop=soon"], "--stop='soon'"),
            (["--strategy=ptc"], "'ptc'", "'pct'?"),
            (["--strategy=pct:depth=0"], "depth"),
            (["--max-steps=0"], "--max-steps: '0' is no value", "1 to"),
            (["--races=", "--trace-dir", "x"], "value of '--races' is empty", "give"),
            (["--races", "", "--trace-dir=x"], "value of '--races' is empty", "give"),
            (["-s", ""], "value of '-s' is empty", "give"),
            (["--shrink="], "value of '--shrink' is empty", "give"),
            (["--color=blue"], "auto, always, never"),
            (["--expected-exit=999"], "0 to 255, or any"),
            (["--trace-dir", "a'b\"c"], "both kinds of quotes"),
        ]:
            with self.subTest(options=options):
                self.assert_fails(["run", *options, "--", PLAIN], *texts)
        self.assert_fails(["run", "--seed"], "--seed")

    def test_bad_variables(self):
        self.assert_fails(
            ["run", PLAIN], "LOCKSTEP_JOBS='many'", LOCKSTEP_JOBS="many"
        )
        self.assert_fails(
            ["run", PLAIN], "LOCKSTEP_OPTIONS: 'x' is no", LOCKSTEP_OPTIONS="pool=x"
        )

    def test_bad_runtime(self):
        absent = str(self.folder / "absent.so")
        self.assert_fails(
            ["run", PLAIN], "LOCKSTEP_RUNTIME", "No such file",
            LOCKSTEP_RUNTIME=absent,
        )
        text = self.folder / "text.so"
        text.write_text("text")
        self.assert_fails(
            ["run", PLAIN], "not a shared library", LOCKSTEP_RUNTIME=str(text)
        )
        spaced = self.folder / "a b.so"
        shutil.copy(PROBE, spaced)
        self.assert_fails(
            ["run", PLAIN], "a space or a colon", LOCKSTEP_RUNTIME=str(spaced)
        )


unittest.main()
