#===- browser.py - A headless browser for the tests -----------------------===#
#
# Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
"""Drives Chromium by the WebDriver protocol (W3C), over chromedriver."""

import http.client
import json
import re
import shutil
import subprocess
import tempfile

DRIVER = shutil.which("chromedriver")
KEYS = {
    "ArrowUp": "\ue013",
    "ArrowDown": "\ue015",
    "ArrowLeft": "\ue012",
    "ArrowRight": "\ue014",
    "Home": "\ue011",
    "End": "\ue010",
    "Enter": "\ue007",
    "Escape": "\ue00c",
    "Tab": "\ue004",
}
OPTIONS = """--headless --no-sandbox --disable-gpu --disable-quic --no-first-run
--disable-background-networking --disable-component-update --disable-sync
--disable-dev-shm-usage --window-size=1400,1300""".split()


class Browser:
    """One window. Use as a context."""

    def __enter__(self):
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.driver = subprocess.Popen(
            [DRIVER, "--port=0"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        for line in self.driver.stdout:
            if found := re.search(r"started successfully on port (\d+)", line):
                self.port = int(found.group(1))
                break
        options = {"args": OPTIONS + ["--user-data-dir=" + self.profile.name]}
        answer = self.call(
            "POST",
            "/session",
            {
                "capabilities": {
                    "alwaysMatch": {
                        "browserName": "chrome",
                        "goog:loggingPrefs": {"browser": "ALL"},
                        "goog:chromeOptions": options,
                    }
                }
            },
        )
        self.root = "/session/" + answer["sessionId"]
        return self

    def __exit__(self, *unused):
        self.call("DELETE", self.root)
        self.driver.terminate()
        self.driver.wait()
        self.driver.stdout.close()
        self.profile.cleanup()

    def call(self, method, path, body=None):
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=100)
        text = None if body is None else json.dumps(body)
        link.request(method, path, text, {"Content-Type": "application/json"})
        answer = link.getresponse()
        value = json.loads(answer.read())["value"]
        link.close()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {value['message']}")
        return value

    def open(self, path):
        """Loads a file and waits until its scripts say that it is ready."""
        self.messages()
        self.call("POST", self.root + "/url", {"url": path.as_uri()})
        self.call(
            "POST",
            self.root + "/execute/async",
            {
                "script": """
                    const done = arguments[0];
                    const look = () => document.body.dataset.ready
                      ? done(null) : requestAnimationFrame(look);
                    look();""",
                "args": [],
            },
        )

    def run(self, script):
        """The value that the function body `script` returns, drawn."""
        return self.call(
            "POST",
            self.root + "/execute/async",
            {
                "script": "const [value, done] = [(() => {" + script + "})(), "
                "arguments[0]]; requestAnimationFrame(() => "
                "requestAnimationFrame(() => done(value)));",
                "args": [],
            },
        )

    def press(self, *names):
        actions = []
        for name in names:
            key = KEYS.get(name, name)
            actions += [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        self.call(
            "POST",
            self.root + "/actions",
            {"actions": [{"type": "key", "id": "keys", "actions": actions}]},
        )

    def prefer(self, scheme):
        """Light or dark."""
        self.call(
            "POST",
            self.root + "/goog/cdp/execute",
            {
                "cmd": "Emulation.setEmulatedMedia",
                "params": {
                    "features": [{"name": "prefers-color-scheme", "value": scheme}]
                },
            },
        )

    def messages(self):
        """What the page wrote to the console since the last call."""
        rows = self.call("POST", self.root + "/se/log", {"type": "browser"})
        return [row["message"] for row in rows]
