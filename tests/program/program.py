"""The real program for the tests of this folder: started as an operator starts it, used as a browser without JavaScript
uses it, on either engine.

Environment: CAUNOI_TEST_BINARY (default build/release/caunoi), CAUNOI_TEST_POSTGRES (address of a server; without it each
test file starts a cluster of its own), CAUNOI_TEST_SEED.
"""
import html
import http.client
import os
import pathlib
import queue
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get('CAUNOI_TEST_BINARY', str(ROOT / 'build/release/caunoi'))
PASSWORD = 'cầu nối hai bờ 2026'
SEED = int(os.environ.get('CAUNOI_TEST_SEED') or random.SystemRandom().randrange(1_000_000))


def caunoi(place, *words, ok=True):
    """Runs a command on an installation and returns what it printed."""
    done = subprocess.run([BINARY, *words, *place.options()], capture_output=True, text=True, timeout=300)
    if ok and done.returncode != 0:
        raise AssertionError(f'caunoi {" ".join(words)} ended with {done.returncode}: {done.stdout}{done.stderr}')
    return done


class Cluster:
    """A PostgreSQL cluster of one's own, durable (fsync on), so that it may be killed."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='caunoi-postgres-'))
        self.folder.chmod(0o755)
        self.url = self._tool('start')

    def _tool(self, *words):
        done = subprocess.run([ROOT / 'tools/postgres', words[0], self.folder, *words[1:]], capture_output=True, text=True)
        if done.returncode != 0:
            raise AssertionError(done.stderr)
        return done.stdout.strip()

    @property
    def port(self):
        return int(self.url.split(':')[-1].split('/')[0])

    def postmaster(self):
        return int((self.folder / 'data/postmaster.pid').read_text().split()[0])

    def stop_at_once(self):
        """The immediate shutdown: nothing is flushed, the next start recovers from the write-ahead log."""
        pid = self.postmaster()
        os.kill(pid, signal.SIGQUIT)
        wait_until(lambda: not pathlib.Path(f'/proc/{pid}').exists(), 'the cluster stops')

    def start_again(self):
        self._tool('start', '--port', str(self.port))

    def remove(self):
        self._tool('stop')
        shutil.rmtree(self.folder)


class Place:
    """Where one installation lives: its folder and its database."""

    def __init__(self, engine, server=None):
        self.engine = engine
        self.server = server
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='caunoi-program-'))
        self.data = self.folder / 'data'
        self.name = None
        if engine == 'postgres':
            self.name = 'program_' + os.urandom(6).hex()
            psql(server, f'create database {self.name}')
        self.url = f'{server.rsplit("/", 1)[0]}/{self.name}' if self.name else f'sqlite:{self.data}/caunoi.db'

    def options(self):
        return ['--data', str(self.data)] + (['--database', self.url] if self.name else [])

    def rows(self, sql):
        """What a query says, each value as text ('' for null), on both engines."""
        if self.name:
            text = psql(self.url, sql)
            return [tuple(line.split('\x1f')) for line in text.split('\x1e')[:-1]] if text else []
        with sqlite3.connect(f'file:{self.data}/caunoi.db?mode=ro', uri=True, timeout=30) as connection:
            connection.text_factory = bytes
            return [tuple(as_text(value) for value in row) for row in connection.execute(sql)]

    def remove(self):
        if self.name:
            psql(self.server, f'drop database if exists {self.name} with (force)')
        shutil.rmtree(self.folder)


def as_text(value):
    if value is None:
        return ''
    return value.decode(errors='surrogateescape') if isinstance(value, bytes) else str(value)


def psql(url, sql):
    done = subprocess.run(['psql', '-X', '-q', '-A', '-t', '-F', '\x1f', '-R', '\x1e', '-v', 'ON_ERROR_STOP=1', '-d', url, '-c', sql],
                          capture_output=True, text=True)
    if done.returncode != 0:
        raise AssertionError(done.stderr)
    # psql ends the last row with a line feed instead of the separator.
    return done.stdout[:-1] + '\x1e' if done.stdout else ''


def wait_until(condition, what, seconds=60):
    """Asks again every few milliseconds; the limit only ends what would hang for ever."""
    ticks = threading.Event()
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if condition():
            return
        ticks.wait(0.005)
    raise AssertionError(f'waited {seconds} s in vain until {what}')


class Server:
    """`caunoi serve`, ready when the constructor returns."""

    def __init__(self, place, *options):
        self.place = place
        self.log = place.folder / 'server.log'
        with open(self.log, 'a') as log:
            self.process = subprocess.Popen([BINARY, 'serve', '--port', '0', *place.options(), *options],
                                            stdout=subprocess.PIPE, stderr=log, text=True)
        self.lines = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self.port = int(self._line(r'http://127\.0\.0\.1:(\d+)'))

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(line)
        self.lines.put(None)

    def _line(self, pattern):
        while (line := self.lines.get(timeout=60)) is not None:
            if found := re.search(pattern, line):
                return found.group(1)
        raise AssertionError(f'the server ended with {self.process.wait()}: {self.log.read_text()[-2000:]}')

    def first_link(self):
        return self._line(r'(/sign-in/link/[\w-]+)')

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=60)

    def end(self):
        if self.process.poll() is None:
            self.kill()
        self.process.stdout.close()


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.text = response.read().decode()

    @property
    def location(self):
        return self.headers.get('Location', '')


class Browser:
    """Cookies, one connection that is opened again when it broke, and forms: one thread each."""

    def __init__(self, port, cookies=None):
        self.port = port
        self.cookies = dict(cookies or {})
        self.connection = None

    def ask(self, method, path, body=None):
        headers = {'Cookie': '; '.join(f'{name}={value}' for name, value in self.cookies.items())}
        if body is not None:
            body = urllib.parse.urlencode(body)
            headers['Content-Type'] = 'application/x-www-form-urlencoded'
        if self.connection is None:
            self.connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=60)
        try:
            self.connection.request(method, path, body, headers)
            answer = Answer(self.connection.getresponse())
        except (OSError, http.client.HTTPException):
            self.close()
            raise
        for cookie in answer.headers.get_all('Set-Cookie', []):
            name, value = cookie.split(';')[0].split('=', 1)
            self.cookies[name] = value
        return answer

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None

    def get(self, path):
        return self.ask('GET', path)

    def form(self, path, action):
        """The values of the form on that page that is sent to `action`, as a browser would send them."""
        page = self.get(path)
        if page.status != 200:
            raise AssertionError(f'{path} answered {page.status}')
        return fields_of(page.text, action)

    def sign_in_by_link(self, link):
        values = self.form(link, link)
        values.update(new_password=PASSWORD, repeat=PASSWORD)
        answer = self.ask('POST', link, values)
        if answer.status != 303:
            raise AssertionError(f'the one-time link answered {answer.status}')

    def set_up(self):
        """The first-run page, to which the administrator of an empty installation is led."""
        values = self.form('/setup', '/setup')
        values.update(name_vi='Hội Hữu nghị để thử', ordinal='1', label_from='2023', label_to='2028')
        answer = self.ask('POST', '/setup', values)
        if answer.status != 303:
            raise AssertionError(f'the first-run page answered {answer.status}')

    def sign_in(self, name='admin'):
        values = self.form('/sign-in', '/sign-in')
        values.update(name=name, password=PASSWORD)
        answer = self.ask('POST', '/sign-in', values)
        if answer.status != 303:
            raise AssertionError(f'signing in answered {answer.status}')


def attribute(tag, name):
    found = re.search(rf'\s{name}="([^"]*)"', tag)
    return html.unescape(found.group(1)) if found else ''


def fields_of(page, action):
    for form in re.findall(r'<form\b.*?</form>', page, re.S):
        opening = form[:form.index('>') + 1]
        if attribute(opening, 'action') != action or attribute(opening, 'method').lower() != 'post':
            continue
        values = {}
        for tag in re.findall(r'<input\b[^>]*>', form):
            if (name := attribute(tag, 'name')) and attribute(tag, 'type') not in ('checkbox', 'radio', 'file', 'submit'):
                values[name] = attribute(tag, 'value')
        for opening, text in re.findall(r'(<textarea\b[^>]*>)(.*?)</textarea>', form, re.S):
            values[attribute(opening, 'name')] = html.unescape(text).removeprefix('\n')
        for opening, options in re.findall(r'(<select\b[^>]*>)(.*?)</select>', form, re.S):
            tags = re.findall(r'<option\b[^>]*>', options)
            chosen = [tag for tag in tags if re.search(r'\sselected\b', tag)] or tags[:1]
            values[attribute(opening, 'name')] = attribute(chosen[0], 'value') if chosen else ''
        return values
    raise AssertionError(f'the page has no form that is sent to {action}')


def empty_installation(engine, server=None):
    """Migrated and set up, without the demonstration; the administrator has signed in. Returns the place and the session's cookies."""
    place = Place(engine, server)
    caunoi(place, 'migrate')
    running = Server(place)
    try:
        browser = Browser(running.port)
        browser.sign_in_by_link(running.first_link())
        browser.set_up()
        browser.close()
        assert running.stop() == 0, 'the server stops cleanly'
    finally:
        running.end()
    return place, browser.cookies


class OnBothEngines:
    """Mixed into a TestCase: its subclasses set `engine`. PostgreSQL is that of the environment, or started for the file."""

    engine = 'sqlite'
    own_cluster = False  # when the tests kill the cluster, or need it durable
    cluster = None

    @classmethod
    def setUpClass(cls):
        if cls.engine == 'sqlite':
            cls.server = None
        elif os.environ.get('CAUNOI_TEST_POSTGRES') and not cls.own_cluster:
            cls.server = os.environ['CAUNOI_TEST_POSTGRES']
        else:
            cls.cluster = Cluster()
            cls.server = cls.cluster.url

    @classmethod
    def tearDownClass(cls):
        if cls.cluster:
            cls.cluster.remove()
            cls.cluster = None


def main():
    if not os.access(BINARY, os.X_OK):
        raise SystemExit(f'{BINARY} is missing: tools/build release caunoi')
    print(f'seed {SEED} (CAUNOI_TEST_SEED)', flush=True)
    unittest.main(module='__main__', verbosity=2)
