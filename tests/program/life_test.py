"""An installation through its life: restart, stop in the midst of requests, backup while people write, restore, a copy to
the other engine and back."""
import itertools
import re
import shutil
import socket
import threading
import unittest
import urllib.parse

import program
from program import Browser, OnBothEngines, Place, Server, caunoi, empty_installation, wait_until


def new_activity(browser, title):
    values = browser.form('/activities/new', '/activities')
    values.update({'title_vi': title, 'date_from': '17/05/2023', 'state': 'held', 'roster.0.name': 'Nông Thị Mẫu',
                   'roster.0.role': 'head', 'roster.0.side': 'vn'})
    answer = browser.ask('POST', '/activities', values)
    if answer.status != 303:
        raise AssertionError(f'recording answered {answer.status}')
    return answer.location


class Writers:
    """People who record activities until told to stop; `titles` are the confirmed ones."""

    def __init__(self, server, cookies, count=4):
        self.titles = []
        self.wrong = []
        self.ends = threading.Event()
        self.numbers = itertools.count(1)
        self.threads = [threading.Thread(target=self.run, args=(Browser(server.port, cookies),)) for _ in range(count)]
        for thread in self.threads:
            thread.start()

    def run(self, browser):
        try:
            while not self.ends.is_set():
                title = f'Đoàn số {next(self.numbers)}'
                new_activity(browser, title)
                self.titles.append(title)
        except Exception as error:  # of a thread: shown by the test
            self.wrong.append(repr(error))
        browser.close()

    def wait_for(self, count):
        wait_until(lambda: len(self.titles) >= count or self.wrong, f'{count} activities are recorded')

    def end(self):
        self.ends.set()
        for thread in self.threads:
            thread.join()


class Life(OnBothEngines):
    def setUp(self):
        self.place, self.cookies = empty_installation(self.engine, self.server)
        self.addCleanup(self.place.remove)

    def serve(self, place=None):
        server = Server(place or self.place)
        self.addCleanup(server.end)
        return server

    def browser(self, server, cookies=None):
        browser = Browser(server.port, cookies)
        self.addCleanup(browser.close)
        return browser

    def another_place(self, engine=None):
        place = Place(engine or self.engine, self.server)
        self.addCleanup(place.remove)
        return place

    def test_a_second_start_finds_everything_as_it_was(self):
        server = self.serve()
        browser = self.browser(server, self.cookies)
        path = new_activity(browser, 'Trước khi khởi động lại')
        self.assertEqual(server.stop(), 0)

        server = self.serve()
        browser = self.browser(server, self.cookies)  # the session lives on, and so does its form token
        page = browser.get(path)
        self.assertEqual(page.status, 200)
        self.assertIn('Trước khi khởi động lại', page.text)
        new_activity(browser, 'Sau khi khởi động lại')
        other = self.browser(server)
        other.sign_in()
        self.assertIn('Sau khi khởi động lại', other.get('/activities').text)

        refused = caunoi(self.place, 'serve', '--port', str(server.port), ok=False)
        self.assertEqual(refused.returncode, 1, 'two servers do not share a port')
        refused = caunoi(self.place, 'demo', ok=False)
        self.assertEqual(refused.returncode, 1, 'the demonstration does not go into an installation in use')
        self.assertEqual(server.stop(), 0)

    def test_a_stop_lets_running_requests_finish(self):
        server = self.serve()
        browser = self.browser(server, self.cookies)
        values = browser.form('/activities/new', '/activities')
        browser.close()
        values.update({'title_vi': 'Gửi lúc máy chủ dừng', 'date_from': '17/05/2023', 'state': 'held'})
        body = urllib.parse.urlencode(values).encode()
        head = (f'POST /activities HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n'
                f'Cookie: {"; ".join(f"{n}={v}" for n, v in self.cookies.items())}\r\n'
                'Content-Type: application/x-www-form-urlencoded\r\nExpect: 100-continue\r\n'
                f'Content-Length: {len(body)}\r\n\r\n').encode()
        with socket.create_connection(('127.0.0.1', server.port), timeout=60) as connection:
            connection.sendall(head)
            self.assertRegex(connection.recv(65536), b'^HTTP/1.1 100 ')  # so the request is under way
            connection.sendall(body[:100])
            server.process.terminate()
            wait_until(lambda: self.is_closed(server.port), 'the server takes no new connections')
            self.assertIsNone(server.process.poll(), 'it waits for the request that is under way')
            connection.sendall(body[100:])
            answer = b''.join(iter(lambda: connection.recv(65536), b''))
        self.assertRegex(answer, rb'^HTTP/1.1 303 ')
        self.assertRegex(answer.lower(), rb'\r\nconnection: close\r\n')
        self.assertEqual(server.process.wait(timeout=60), 0)
        self.assertEqual(self.place.rows('select title_vi from activity'), [('Gửi lúc máy chủ dừng',)])

    @staticmethod
    def is_closed(port):
        try:
            socket.create_connection(('127.0.0.1', port), timeout=5).close()
            return False
        except (ConnectionRefusedError, ConnectionResetError):
            # Reset: it was still in the queue of the listening socket when that was closed, so nobody took it.
            return True

    def test_a_backup_made_while_people_write_restores(self):
        server = self.serve()
        writers = Writers(server, self.cookies)
        writers.wait_for(20)
        before = list(writers.titles)
        backup = str(self.place.folder / 'backup.tar')
        printed = caunoi(self.place, 'backup', backup).stdout
        writers.wait_for(len(before) + 1)
        writers.end()
        self.assertEqual(writers.wrong, [])
        self.assertIn('history sound', printed)
        self.assertEqual(caunoi(self.place, 'backup', backup, ok=False).returncode, 1, 'no backup is overwritten')

        restored = self.another_place()
        caunoi(restored, 'restore', backup)
        titles = [row[0] for row in restored.rows('select title_vi from activity order by id')]
        self.assertEqual(len(set(titles)), len(titles))
        self.assertLessEqual(set(before), set(titles), 'what was confirmed before the backup began is in it')
        head = re.search(r'head (\d+:\w+)', printed)
        verified = caunoi(restored, 'history', 'verify', *(['--head', head.group(1)] if head else [])).stdout
        self.assertIn('The history is sound.', verified)
        again = caunoi(restored, 'restore', backup, ok=False)
        self.assertEqual(again.returncode, 1, 'a restore overwrites nothing')
        self.assertEqual([row[0] for row in restored.rows('select title_vi from activity order by id')], titles)

        # With the key file beside it the restored installation goes on where the backup was made.
        shutil.copy(self.place.data / 'master.key', restored.data / 'master.key')
        other = self.serve(restored)
        browser = self.browser(other)
        browser.sign_in()
        new_activity(browser, 'Sau khi phục hồi')
        self.assertIn(before[0], browser.get('/search?' + urllib.parse.urlencode({'q': before[0]})).text)
        self.assertEqual(other.stop(), 0)

    def test_a_restore_refuses_a_damaged_backup(self):
        backup = self.place.folder / 'backup.tar'
        caunoi(self.place, 'backup', str(backup))
        whole = backup.read_bytes()
        for name, bytes_ in {'shortened': whole[:-20_000], 'changed': whole[:len(whole) // 2] + b'?' + whole[len(whole) // 2 + 1:]}.items():
            damaged = self.place.folder / name
            damaged.write_bytes(bytes_)
            empty = self.another_place()
            self.assertEqual(caunoi(empty, 'restore', str(damaged), ok=False).returncode, 1, name)


class LifeOnSqlite(Life, unittest.TestCase):
    engine = 'sqlite'


class LifeOnPostgres(Life, unittest.TestCase):
    engine = 'postgres'

    def test_a_copy_to_sqlite_and_back_holds_the_same_rows(self):
        server = self.serve()
        writers = Writers(server, self.cookies)
        writers.wait_for(20)
        writers.end()
        self.assertEqual(writers.wrong, [])
        wait_until(lambda: self.place.rows('select count(*) from log_entry where leaf is null') == [('0',)], 'all is sealed')
        self.assertEqual(server.stop(), 0)
        head = re.search(r'^head (\S+)$', caunoi(self.place, 'history', 'verify').stdout, re.M).group(1)

        places = [self.place, self.another_place('sqlite'), self.another_place('postgres')]
        for source, target in itertools.pairwise(places):
            target.data.mkdir(exist_ok=True)
            self.copy(source, target)
            self.assertIn('The history is sound.', caunoi(target, 'history', 'verify', '--head', head).stdout)
            self.assertNotEqual(self.copy(source, target, ok=False).returncode, 0, 'only an empty database is written')
        tables = [row[0] for row in places[0].rows(
            "select table_name from information_schema.tables where table_schema = 'public' order by table_name")]
        self.assertIn('activity', tables)
        # The index is built anew; which process numbers as which node, and when the schema was made, is the new place's own.
        for table in tables:
            if not table.startswith('search_') and table not in ('node_lease', 'schema_migration'):
                everywhere = [sorted(self.comparable(place, table)) for place in places]
                self.assertEqual(everywhere[0], everywhere[1], f'{table} on SQLite')
                self.assertEqual(everywhere[0], everywhere[2], f'{table} on PostgreSQL again')

    @staticmethod
    def copy(source, target, ok=True):
        class Both:
            @staticmethod
            def options():
                return ['--data', str(target.data), '--from', source.url, '--to', target.url]
        return caunoi(Both, 'copy', ok=ok)

    @staticmethod
    def comparable(place, table):
        """Rows with the columns in one order and bytes in one form."""
        if place.name:
            columns = dict(place.rows("select column_name, data_type from information_schema.columns "
                                      f"where table_name = '{table}' order by column_name"))
        else:
            columns = {name: kind for name, kind in sorted(place.rows(f"select name, type from pragma_table_info('{table}')"))}
        shown = [f'hex({name})' if kind == 'bytea' and not place.name
                 else f"upper(encode({name}, 'hex'))" if kind == 'bytea' else name for name, kind in columns.items()]
        return place.rows(f'select {", ".join(shown)} from {table}')


if __name__ == '__main__':
    program.main()
