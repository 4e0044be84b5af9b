"""A small IMAP server that speaks over a real socket: enough of RFC 3501 for a program that empties a mailbox."""

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

USER, PASSWORD = "scans@example.org", "a p/ss:word"


@dataclass
class Mailbox:
    """Folder → unique number → (INTERNALDATE, message). ``dies_before``: a command at which the line is cut once."""

    folders: dict[str, dict[int, tuple[str, bytes]]] = field(default_factory=lambda: {"INBOX": {}})
    deleted: set[int] = field(default_factory=set)
    dies_before: str = ""
    port: int = 0

    def put(self, message: bytes, at: str = "04-May-2026 15:58:00 -0700") -> None:
        self.folders["INBOX"][len(self.folders["INBOX"]) + 7] = (at, message)

    def names(self, folder: str) -> int:
        return len(self.folders.get(folder, {}))


class Line(socketserver.StreamRequestHandler):
    box: Mailbox

    def say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")

    def handle(self) -> None:
        self.say("* OK ready")
        while line := self.rfile.readline().decode().strip():
            tag, _, rest = line.partition(" ")
            command = rest.upper()
            if self.box.dies_before and command.startswith(self.box.dies_before):
                self.box.dies_before = ""
                return
            said = self.answer(rest, command)
            self.say(f"{tag} {said}")
            if command == "LOGOUT":
                return

    def answer(self, rest: str, command: str) -> str:
        inbox = self.box.folders["INBOX"]
        quoted = re.findall(r'"((?:[^"\\]|\\.)*)"', rest)
        if command == "CAPABILITY":
            self.say("* CAPABILITY IMAP4rev1")
        elif command.startswith("LOGIN"):
            user = rest.split()[1].strip('"')
            return "OK in" if (user, quoted[-1]) == (USER, PASSWORD) else "NO wrong"
        elif command.startswith("SELECT"):
            if quoted[0] not in self.box.folders:
                return "NO no such folder"
            self.say(f"* {len(inbox)} EXISTS")
        elif command.startswith("UID SEARCH"):
            larger = re.search(r"LARGER (\d+)", command)
            found = [
                uid
                for uid, (_, message) in inbox.items()
                if uid not in self.box.deleted and (not larger or len(message) > int(larger[1]))
            ]
            self.say("* SEARCH " + " ".join(map(str, found)))
        elif command.startswith("UID FETCH"):
            uid = int(rest.split()[2])
            at, message = inbox[uid]
            self.say(f'* 1 FETCH (UID {uid} INTERNALDATE "{at}" BODY[] {{{len(message)}}}')
            self.wfile.write(message + b")\r\n")
        elif command.startswith("CREATE"):
            if quoted[0] in self.box.folders:
                return "NO it is there already"
            self.box.folders[quoted[0]] = {}
        elif command.startswith("UID COPY"):
            uid = int(rest.split()[2])
            self.box.folders[quoted[0]][len(self.box.folders[quoted[0]])] = inbox[uid]
        elif command.startswith("UID STORE"):
            self.box.deleted.add(int(rest.split()[2]))
            self.say("* 1 FETCH (FLAGS (\\Deleted))")
        elif command == "EXPUNGE":
            for uid in self.box.deleted:
                inbox.pop(uid, None)
        elif command == "LOGOUT":
            self.say("* BYE")
        else:
            return "BAD not known"
        return "OK done"


@contextmanager
def imap_server() -> Iterator[Mailbox]:
    """A mailbox with a server on a free port of this machine."""
    box = Mailbox()
    handler = type("BoxLine", (Line,), {"box": box})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        box.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield box
        server.shutdown()
        thread.join()
