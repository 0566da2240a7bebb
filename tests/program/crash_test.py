"""kill -9 at random moments while many people write. Afterwards every confirmed write is there, none is half, and the
history verifies.

Environment: CAUNOI_TEST_KILLS (default 25 on each engine). See program.py for the rest.
"""
import http.client
import itertools
import json
import os
import random
import re
import signal
import subprocess
import threading
import unittest

import program
from program import Browser, OnBothEngines, Server, caunoi, empty_installation, wait_until

KILLS = int(os.environ.get('CAUNOI_TEST_KILLS', 25))
CLUSTER_KILLS = max(2, KILLS // 20)
WRITERS = 8
MOST_WRITES = 40  # confirmed in one round before the blow
LONGEST_DELAY_S = 0.03


class Attempt:
    """One activity that somebody tried to record. What is confirmed must be there; the rest may be."""

    def __init__(self, title, roster):
        self.title = title
        self.roster = roster  # number of participants sent
        self.id = None        # once confirmed
        self.results = ['']   # values of the field `result` that may be stored: the last confirmed one and later attempts
        self.version = 1      # confirmed


class Writer(threading.Thread):
    """Records activities through the real form and changes some of them, until told to stop. It goes on after a broken
    connection when `patient`: the server is still there, its database is not."""

    def __init__(self, port, cookies, titles, seed, patient=False):
        super().__init__(daemon=True)  # a test that fails leaves it behind; the run ends all the same
        self.browser = Browser(port, cookies)
        self.titles = titles
        self.random = random.Random(seed)
        self.patient = patient
        self.enough = threading.Event()
        self.attempts = []
        self.confirmed = 0
        self.wrong = []

    def run(self):
        while not self.enough.is_set():
            try:
                self.record()
                if self.random.random() < 0.3:
                    self.change(self.random.choice([a for a in self.attempts if a.id]))
            except (OSError, http.client.HTTPException):
                if not self.patient:
                    break
                self.enough.wait(0.02)
            except AssertionError as error:
                if not self.patient:
                    self.wrong.append(str(error))
                    break
                self.enough.wait(0.02)
            except IndexError:
                pass  # nothing confirmed yet that could be changed
        self.browser.close()

    def record(self):
        values = self.browser.form('/activities/new', '/activities')
        roster = self.random.randrange(4)
        attempt = Attempt(next(self.titles), roster)
        values.update({'title_vi': attempt.title, 'date_from': '17/05/2023', 'state': 'held'})
        for row in range(roster):
            values.update({f'roster.{row}.name': f'Người {row}', f'roster.{row}.role': 'member',
                           f'roster.{row}.side': 'vn'})
        self.attempts.append(attempt)
        answer = self.browser.ask('POST', '/activities', values)
        if answer.status == 303:
            attempt.id = re.fullmatch(r'/activities/(\d+)', answer.location).group(1)
            self.confirmed += 1
        elif not (self.patient and answer.status == 500):
            raise AssertionError(f'recording answered {answer.status}')

    def change(self, attempt):
        path = f'/activities/{attempt.id}'
        values = self.browser.form(path + '/edit', path)
        values['result'] = f'Kết quả {self.random.randrange(10**9)}'
        attempt.results.append(values['result'])
        answer = self.browser.ask('POST', path, values)
        if answer.status == 303:
            attempt.results = [values['result']]
            attempt.version = int(values['version']) + 1
            self.confirmed += 1
        elif not (self.patient and answer.status in (409, 500)):
            raise AssertionError(f'changing answered {answer.status}')


class Crash(OnBothEngines):
    own_cluster = True

    def setUp(self):
        self.place, self.cookies = empty_installation(self.engine, self.server)
        self.addCleanup(self.place.remove)
        self.random = random.Random(program.SEED)
        self.titles = (f'Đoàn công tác số {program.SEED}x{n}' for n in itertools.count(1))
        self.lock = threading.Lock()
        self.attempts = []
        self.heads = []
        self.confirmed = 0

    def next_title(self):
        while True:
            with self.lock:
                title = next(self.titles)
            yield title

    def start_writers(self, server, patient=False):
        writers = [Writer(server.port, self.cookies, self.next_title(), self.random.random(), patient) for _ in range(WRITERS)]
        for writer in writers:
            writer.start()
        return writers

    def wait_for_writes(self, server, writers):
        """A random number of them, and then a random moment in the midst of the next ones."""
        wanted = self.random.randrange(1, MOST_WRITES)
        wait_until(lambda: sum(w.confirmed for w in writers) >= wanted or any(w.wrong for w in writers) or
                   server.process.poll() is not None, 'writes are confirmed')
        threading.Event().wait(self.random.uniform(0, LONGEST_DELAY_S))
        self.assertIsNone(server.process.poll(), 'the server runs')

    def collect(self, writers):
        for writer in writers:
            writer.enough.set()
        for writer in writers:
            writer.join()
            self.assertEqual(writer.wrong, [])
            self.attempts += writer.attempts
            self.confirmed += writer.confirmed

    def keep_head(self):
        """A head that is kept elsewhere: what was sealed before a crash must still be the beginning of the history."""
        if found := re.search(r'^head (\S+)$', caunoi(self.place, 'history', 'verify').stdout, re.M):
            self.heads.append(found.group(1))

    def test_kill_of_the_server(self):
        for n in range(KILLS):
            server = Server(self.place)
            try:
                writers = self.start_writers(server)
                self.wait_for_writes(server, writers)
                server.kill()
                self.collect(writers)
            finally:
                server.end()
            if n % 10 == 9:
                self.keep_head()
        self.check_everything()

    def check_everything(self):
        self.assertGreater(self.confirmed, KILLS, 'the writers had time to write')
        started_again = Server(self.place)  # seals what is left, and stops cleanly
        try:
            self.seal(started_again)
            self.assertEqual(started_again.stop(), 0)
        finally:
            started_again.end()

        stored = {title: rest for title, *rest in self.place.rows(
            "select title_vi, id, version, listed, result, (select count(*) from participant where activity = activity.id), "
            "(select count(*) from log_entry where kind = 'activity' and record = activity.id and action = 'create'), "
            "(select count(*) from log_entry where kind = 'activity' and record = activity.id and action = 'change'), "
            "(select count(*) from search_fts_doc where kind = 'activity' and record = activity.id "
            "and search_fts_doc.title = activity.title_vi) from activity order by id")}
        count = int(self.place.rows('select count(*) from activity')[0][0])
        self.assertEqual(len(stored), count, 'no activity is there twice')
        attempted = {attempt.title: attempt for attempt in self.attempts}
        self.assertLessEqual(stored.keys(), attempted.keys(), 'nothing is there that nobody sent')
        for title, attempt in attempted.items():
            if attempt.id:
                self.assertIn(title, stored, 'a confirmed activity is there')
                self.assertEqual(stored[title][0], attempt.id)
        for title, (_, version, listed, result, participants, created, changed, found) in stored.items():
            attempt = attempted[title]
            self.assertEqual([listed, participants], [str(attempt.roster)] * 2, f'{title} has its whole roster')
            self.assertEqual(created, '1', f'{title} has the line of its making')
            self.assertEqual(int(changed), int(version) - 1, f'{title} has a line for each change')
            self.assertEqual(found, '1', f'{title} is in the search index')
            self.assertIn(result, attempt.results, f'{title} holds what was confirmed last')
            self.assertIn(int(version) - attempt.version, range(len(attempt.results)), f'{title} lost no change')
        self.no_loose_ends()
        self.find_some(stored)
        verified = caunoi(self.place, 'history', 'verify', *[word for head in self.heads for word in ('--head', head)])
        self.assertIn('The history is sound.', verified.stdout)
        print(f'{self.confirmed} confirmed writes, {len(attempted)} activities sent, {count} stored, '
              f'{len(self.heads)} heads kept ... ', end='', flush=True)

    def seal(self, server):
        wait_until(lambda: self.place.rows('select count(*) from log_entry where leaf is null') == [('0',)], 'all is sealed')

    def no_loose_ends(self):
        """Rows whose other half is missing."""
        for what, sql in {
            'participants without an activity': 'select id from participant where activity not in (select id from activity)',
            'search rows without an activity':
                "select record from search_fts_doc where kind = 'activity' and record not in (select id from activity)",
            'history lines without content': 'select id from log_entry where id not in (select entry from log_content)',
            'content without a history line': 'select entry from log_content where entry not in (select id from log_entry)',
        }.items():
            self.assertEqual(self.place.rows(sql), [], what)
        if self.engine == 'sqlite':
            self.assertEqual(self.place.rows('pragma integrity_check'), [('ok',)])
            self.assertEqual(self.place.rows('select id from search_fts_doc where id not in (select id from search_fts_words)'), [])

    def find_some(self, stored):
        """The words of the index too, not only its rows."""
        some = self.random.sample(sorted(stored), min(20, len(stored)))
        done = subprocess.run([program.BINARY, 'search', '--stdin', '--json', *self.place.options()], text=True,
                              input=''.join(title.split()[-1] + '\n' for title in some), capture_output=True, timeout=300)
        self.assertEqual(done.returncode, 0, done.stderr)
        for title, line in zip(some, done.stdout.splitlines(), strict=True):
            self.assertIn(title, [hit['title'] for hit in json.loads(line)['hits']])


class CrashOnSqlite(Crash, unittest.TestCase):
    engine = 'sqlite'


class CrashOnPostgres(Crash, unittest.TestCase):
    engine = 'postgres'

    def disturb_while_writing(self, disturb):
        """The server lives through it: people who wrote meanwhile see an error, and the next write goes well."""
        server = Server(self.place)
        try:
            for _ in range(CLUSTER_KILLS):
                writers = self.start_writers(server, patient=True)
                self.wait_for_writes(server, writers)
                disturb()
                before = [writer.confirmed for writer in writers]
                wait_until(lambda: all(w.confirmed > b for w, b in zip(writers, before)) or server.process.poll() is not None,
                           'everybody writes again')
                self.assertIsNone(server.process.poll(), 'the server runs')
                self.collect(writers)
            self.assertEqual(server.stop(), 0)
        finally:
            server.end()
        self.check_everything()

    def test_kill_of_a_database_process(self):
        def kill_one():
            pids = program.psql(self.server, "select pid from pg_stat_activity where application_name = 'caunoi'")
            os.kill(int(self.random.choice(pids.split('\x1e')[:-1])), signal.SIGKILL)
        self.disturb_while_writing(kill_one)

    def test_immediate_stop_of_the_database(self):
        def stop_and_start():
            self.cluster.stop_at_once()
            self.cluster.start_again()
        self.disturb_while_writing(stop_and_start)


if __name__ == '__main__':
    program.main()
