"""Two servers on one PostgreSQL write at the same time: no update is lost, no number is given twice, the history verifies.

Environment: CAUNOI_TEST_SECONDS (default 10). See program.py for the rest.
"""
import collections
import os
import random
import re
import threading
import unittest

import program
from program import Browser, OnBothEngines, Server, caunoi, empty_installation

SECONDS = float(os.environ.get('CAUNOI_TEST_SECONDS', 10))
SHARED = 4  # records that everybody changes
THREADS_A_SERVER = 4


def node_of(number):
    return number >> 12 & 511


def new_activity(browser, title):
    values = browser.form('/activities/new', '/activities')
    values.update({'title_vi': title, 'date_from': '17/05/2023', 'state': 'held'})
    answer = browser.ask('POST', '/activities', values)
    if answer.status != 303:
        raise AssertionError(f'recording answered {answer.status}')
    return int(re.fullmatch(r'/activities/(\d+)', answer.location).group(1))


class Worker(threading.Thread):
    def __init__(self, name, port, cookies, shared, ends):
        super().__init__()
        self.mark = name
        self.browser = Browser(port, cookies)
        self.shared = shared
        self.ends = ends
        self.random = random.Random(f'{program.SEED} {name}')
        self.made = []       # ids
        self.changes = []    # (id, version that was changed, what was written)
        self.conflicts = 0
        self.wrong = []

    def run(self):
        try:
            while not self.ends.is_set():
                if self.random.random() < 0.5:
                    self.made.append(new_activity(self.browser, f'Đoàn của {self.mark} số {len(self.made)}'))
                else:
                    self.change(self.random.choice(self.shared))
        except Exception as error:  # of a thread: shown by the test
            self.wrong.append(repr(error))
        self.browser.close()

    def change(self, record):
        path = f'/activities/{record}'
        values = self.browser.form(path + '/edit', path)
        values['result'] = f'{self.mark} lần {len(self.changes)}'
        answer = self.browser.ask('POST', path, values)
        if answer.status == 303:
            self.changes.append((record, int(values['version']), values['result']))
        elif answer.status == 409:
            self.conflicts += 1
        else:
            raise AssertionError(f'changing answered {answer.status}')


class TwoProcesses(OnBothEngines, unittest.TestCase):
    engine = 'postgres'

    def test_write_at_the_same_time(self):
        place, cookies = empty_installation(self.engine, self.server)
        self.addCleanup(place.remove)
        servers = [Server(place), Server(place)]
        for server in servers:
            self.addCleanup(server.end)
        browser = Browser(servers[0].port, cookies)
        shared = [new_activity(browser, f'Hồ sơ chung {n}') for n in range(SHARED)]
        browser.close()

        ends = threading.Event()
        workers = [[Worker(f'máy {s} người {n}', server.port, cookies, shared, ends) for n in range(THREADS_A_SERVER)]
                   for s, server in enumerate(servers)]
        everybody = [worker for group in workers for worker in group]
        for worker in everybody:
            worker.start()
        threading.Event().wait(SECONDS)
        ends.set()
        for worker in everybody:
            worker.join()
            self.assertEqual(worker.wrong, [])

        self.no_number_is_given_twice(place, workers, shared)
        self.no_update_is_lost(place, everybody, shared)
        for server in servers:
            self.assertEqual(server.stop(), 0)
        self.assertIn('The history is sound.', caunoi(place, 'history', 'verify').stdout)

    def no_number_is_given_twice(self, place, workers, shared):
        made = [number for group in workers for worker in group for number in worker.made]
        self.assertEqual(len(set(made)), len(made))
        stored = {int(row[0]) for row in place.rows('select id from activity')}
        self.assertEqual(stored, set(made) | set(shared))
        nodes = [{node_of(number) for worker in group for number in worker.made} for group in workers]
        self.assertTrue(nodes[0] and nodes[1], 'both servers recorded something')
        self.assertFalse(nodes[0] & nodes[1], f'each server numbers as a node of its own: {nodes}')

    def no_update_is_lost(self, place, everybody, shared):
        changes = collections.defaultdict(dict)
        for worker in everybody:
            for record, version, result in worker.changes:
                self.assertNotIn(version, changes[record], 'two people changed the same version')
                changes[record][version] = result
        stored = {int(number): (int(version), result) for number, version, result in
                  place.rows('select id, version, result from activity')}
        lines = {int(number): int(count) for number, count in place.rows(
            "select record, count(*) from log_entry where kind = 'activity' and action = 'change' group by record")}
        for record in shared:
            count = len(changes[record])
            self.assertEqual(sorted(changes[record]), list(range(1, count + 1)), 'each change follows the one before')
            self.assertEqual(stored[record], (count + 1, changes[record][count]), 'the last change is what is stored')
            self.assertEqual(lines[record], count, 'each change has its line in the history')
        conflicts = sum(worker.conflicts for worker in everybody)
        self.assertGreater(conflicts, 0, 'nobody met anybody: the test tested nothing')
        print(f'{sum(map(len, changes.values()))} changes, {conflicts} conflicts, '
              f'{sum(len(w.made) for w in everybody)} new records ... ', end='', flush=True)


if __name__ == '__main__':
    program.main()
