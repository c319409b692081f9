# Intent: `lockstep bundle` puts together what a replay needs; what a replay
# unpacks may be hostile, and does no harm.
import io
import json
import shutil
import tarfile

from support import INSTRUMENTED, PROBE, CommandTest, unittest


class Bundle(CommandTest):
    def setUp(self):
        super().setUp()
        self.program = self.folder / "bank"
        shutil.copy(INSTRUMENTED, self.program)
        self.trace = self.make_trace(self.program, "TZ=Mars/Olympus")

    def bundle(self, *options):
        done = self.assert_works(
            "bundle", self.trace, *options, LOCKSTEP_RUNTIME=PROBE
        )
        return self.folder / done.stdout.strip()

    def members(self, path):
        with tarfile.open(path) as tar:
            return {
                member.name: tar.extractfile(member).read() for member in tar
            }

    def test_contents(self):
        members = self.members(self.bundle())
        self.assertEqual(members["trace.lstrace"], self.trace.read_bytes())
        self.assertEqual(members["program/bank"], self.program.read_bytes())
        index = json.loads(members["bundle.json"])
        self.assertEqual(index["program"], "program/bank")
        self.assertIn("libc.so.6", [each["name"] for each in index["libraries"]])
        self.assertIn(b"lockstep replay BUNDLE", members["README.txt"])
        self.assertIn(b"libc", members["doctor.txt"])
        self.assertFalse([name for name in members if "libc.so" in name])

    def test_no_times_and_no_owners(self):
        with tarfile.open(self.bundle()) as tar:
            for member in tar:
                with self.subTest(name=member.name):
                    self.assertEqual(
                        (member.mtime, member.uid, member.gid, member.uname),
                        (0, 0, 0, ""),
                    )
                    self.assertTrue(member.isreg())

    def test_with_libraries(self):
        members = self.members(self.bundle("--with-libraries"))
        self.assertIn("system-libraries/libc.so.6", members)

    def test_sources(self):
        source = self.folder / "src" / "bank.cpp"
        source.parent.mkdir()
        source.write_text("int balance;\n")
        # Under its whole path, however the compiler was told of it.
        name = "sources" + str(source)
        for written in (source, "src/bank.cpp", "src/.././src/bank.cpp"):
            with self.subTest(written=written):
                self.make_trace(self.program, "--file", str(written))
                members = self.members(self.bundle())
                self.assertEqual(members.get(name), source.read_bytes())
        self.assertNotIn(name, self.members(self.bundle("--no-sources")))
        source.write_bytes(b" " * (5 << 20))
        self.assertNotIn(name, self.members(self.bundle()))

    def test_a_replay_needs_no_other_copy(self):
        for name in ("a.tar.gz", "b.tar.zst"):
            path = self.bundle("-o", name)
            shutil.copy(path, self.folder / ("kept-" + name))
        self.program.unlink()
        self.trace.unlink()
        temporary = self.folder / "temporary"
        temporary.mkdir()
        for name in ("kept-a.tar.gz", "kept-b.tar.zst"):
            given, line, _ = self.launched(
                "replay", name, TMPDIR=str(temporary)
            )
            self.assertEqual(line, ["./bank", "--accounts=3", "two words"])
            self.assertTrue(given["LOCKSTEP_PROGRAM"].endswith("/program/bank"))
            self.assertEqual(given["TZ"], "Mars/Olympus")
            self.assertEqual(given["LOCKSTEP_BUNDLE"], name)
            self.assertEqual(list(temporary.iterdir()), [])

    def test_errors(self):
        self.assert_fails(
            ["bundle", self.trace, "-o", "x.zip"], "must end in .tar.gz or"
        )
        self.assert_fails(
            ["bundle", self.trace, "-o", "nowhere/x.tar.gz"],
            "cannot write 'nowhere/x.tar.gz'",
        )
        self.assert_fails(["bundle", "absent"], "absent")
        self.program.unlink()
        self.assert_fails(
            ["bundle", self.trace],
            "the trace's program is not usable",
            "name another after --",
        )


class Hostile(CommandTest):
    def refuse(self, members, *texts):
        path = self.folder / "evil.tar.gz"
        with tarfile.open(path, "w:gz") as tar:
            for member, data in members:
                member.size = len(data)
                tar.addfile(member, io.BytesIO(data))
        temporary = self.folder / "temporary"
        temporary.mkdir(exist_ok=True)
        self.assert_fails(
            ["replay", path],
            "is not a bundle",
            *texts,
            TMPDIR=str(temporary),
        )
        self.assertEqual(list(temporary.iterdir()), [])

    def test_names_outside(self):
        for name in ("../evil", "/etc/evil", "a/../../evil", "", "a//b", "."):
            with self.subTest(name=name):
                self.refuse([(tarfile.TarInfo(name), b"x")])
        self.assertFalse((self.folder / "evil").exists())

    def test_links_and_devices(self):
        for kind in (
            tarfile.SYMTYPE,
            tarfile.LNKTYPE,
            tarfile.FIFOTYPE,
            tarfile.CHRTYPE,
        ):
            member = tarfile.TarInfo("link")
            member.type = kind
            member.linkname = "/etc/passwd"
            with self.subTest(kind=kind):
                self.refuse([(member, b"")], "is neither a file nor a folder")

    def test_twice(self):
        member = tarfile.TarInfo("bundle.json")
        self.refuse([(member, b"{}"), (member, b"{}")], "cannot be unpacked")

    def test_wrong_index(self):
        self.refuse([(tarfile.TarInfo("other"), b"")], "it has no bundle.json")
        for program in ("/bin/sh", "program/", "program/..", "program/a/b", 3):
            text = json.dumps({"program": program}).encode()
            with self.subTest(program=program):
                self.refuse(
                    [(tarfile.TarInfo("bundle.json"), text)],
                    "bundle.json names no program",
                )
        self.refuse([(tarfile.TarInfo("bundle.json"), b"[1")], "no program")

    def test_too_many(self):
        members = [(tarfile.TarInfo(f"f{i}"), b"") for i in range(10001)]
        self.refuse(members, "it has more than 10000 files")

    def test_damaged(self):
        path = self.folder / "cut.tar.gz"
        path.write_bytes(b"\x1f\x8b\x08\x00garbage")
        self.assert_fails(["replay", path], "is not a bundle")


unittest.main()
