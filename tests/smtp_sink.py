#!/usr/bin/env python3
"""A mail server for tests: takes messages into files, or refuses them. Needs Debian's python3-aiosmtpd.

    smtp_sink.py FOLDER [--mode accept|later-once|never] [--tls CERTIFICATE KEY] [--user NAME PASSWORD]

Prints "port N" when it listens, and ends when its standard input is closed. Each message becomes FOLDER/N.eml; beside it, as
Python's own library reads it, FOLDER/N.facts (envelope and decoded headers, "name=value" a line) and FOLDER/N.plain, N.html.
"""
import argparse
import email
import email.policy
import logging
import pathlib
import ssl
import sys
import warnings

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult


class Sink:
    def __init__(self, folder, mode):
        self.folder = folder
        self.mode = mode
        self.refusals = 0
        self.messages = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.mode == "never":
            return "550 5.1.1 No such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.mode == "later-once" and self.refusals == 0:
            self.refusals += 1
            return "451 4.7.1 Greylisted, come again later"
        self.messages += 1
        name = self.folder / str(self.messages)
        name.with_suffix(".eml").write_bytes(envelope.original_content)
        message = email.message_from_bytes(envelope.original_content, policy=email.policy.default)
        facts = [("envelope-from", envelope.mail_from), ("envelope-to", ",".join(envelope.rcpt_tos)),
                 ("tls", "yes" if session.ssl else "no"),
                 ("user", session.auth_data.login.decode() if session.auth_data else ""),
                 ("defects", len(message.defects)), ("type", message.get_content_type())]
        facts += [(header, str(value)) for header, value in message.items()]
        name.with_suffix(".facts").write_text("".join(f"{key}={value}\n" for key, value in facts))
        for part in message.walk():
            if part.get_content_maintype() == "text":
                name.with_suffix("." + part.get_content_subtype()).write_text(part.get_content())
        return "250 2.0.0 Taken"


class Server(Controller):
    def __init__(self, handler, options):
        self.options = options
        super().__init__(handler, hostname="127.0.0.1", port=0, ready_timeout=30)

    def factory(self):
        options = {"hostname": "sink.example", "timeout": 60}
        if self.options.tls:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(*self.options.tls)
            options.update(tls_context=context, require_starttls=True)
        if self.options.user:
            name, password = (text.encode() for text in self.options.user)

            def check(server, session, envelope, mechanism, data):
                return AuthResult(
                    success=data.login == name and data.password == password, handled=False, auth_data=data)

            options.update(authenticator=check, auth_required=True)
        return SMTP(self.handler, **options)

    def _trigger_server(self):
        """The base class connects to port 0 to see whether it listens; the real port is known by then."""
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--mode", choices=["accept", "later-once", "never"], default="accept")
    parser.add_argument("--tls", nargs=2)
    parser.add_argument("--user", nargs=2)
    options = parser.parse_args()
    logging.getLogger("mail.log").setLevel(logging.CRITICAL + 1)  # a refused handshake is what a test may want
    warnings.simplefilter("ignore")
    server = Server(Sink(options.folder, options.mode), options)
    server.start()
    print("port", server.port, flush=True)
    sys.stdin.read()
    server.stop()


main()
