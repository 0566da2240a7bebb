"""The measurements of ./bench: processor time a request (server and database together), in rounds that take turns with the
yardstick, medians of five. See docs/performance.md for what was found and how to read it."""
import argparse
import contextlib
import datetime
import gzip
import http.client
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse

import machine
from machine import Load, Processes, median

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / 'tests/program'))
import program  # noqa: E402
from program import Browser, Cluster, Place, Server  # noqa: E402

program.BINARY = str(ROOT / 'build/release/caunoi')
MEASURE = str(ROOT / 'build/release/bin/caunoi_measure')
RESULTS = ROOT / 'benchmarks/results'
DOCUMENT = ROOT / 'docs/performance.md'
ROUNDS = 5
SECONDS = 2.0


class Table:
    def __init__(self, *head):
        self.head = head
        self.rows = []

    def add(self, *cells):
        self.rows.append([str(cell) for cell in cells])
        print('| ' + ' | '.join(self.rows[-1]) + ' |', flush=True)

    def text(self):
        lines = [self.head, ['---'] + ['--:'] * (len(self.head) - 1), *self.rows]
        return '\n'.join('| ' + ' | '.join(line) + ' |' for line in lines) + '\n'


class Kept:
    """An installation that stays in benchmarks/results for the next run: making a million records takes minutes."""

    def __init__(self, name):
        self.folder = RESULTS / name
        self.data = self.folder / 'data'
        self.name = None

    def options(self):
        return ['--data', str(self.data)]


def installation_of(count):
    """The demonstration and invented activities, `count` in all; made from the next smaller one."""
    kept = Kept(f'activities-{count}')
    if (kept.folder / 'ready').exists():
        return kept
    print(f'Making an installation of {count:,} activities …', flush=True)
    shutil.rmtree(kept.folder, ignore_errors=True)
    kept.folder.mkdir(parents=True)
    if count <= 10_000:
        program.caunoi(kept, 'demo')
        before = 0
    else:
        smaller = installation_of(count // 10)
        shutil.copytree(smaller.data, kept.data)
        before = count // 10
    subprocess.run([MEASURE, 'fill', str(count - before), *kept.options()], check=True)
    (kept.folder / 'ready').touch()
    return kept


@contextlib.contextmanager
def serving(place, *options):
    server = Server(place, *options)
    try:
        yield server
        server.stop()
    finally:
        server.end()


def signed_in(server):
    browser = Browser(server.port)
    link = program.caunoi(server.place, 'user', 'link', 'admin').stdout
    browser.sign_in_by_link(urllib.parse.urlsplit(link.strip()).path)
    return browser


def cookie(browser):
    return f'Cookie: caunoi={browser.cookies["caunoi"]}'


def measure(processes, load):
    """Processor time of one request in microseconds, and the run."""
    before = processes.cpu_s()
    run = load()
    return (processes.cpu_s() - before) * 1e6 / run.requests, run


def medians(processes, load, rounds=ROUNDS):
    measured = [measure(processes, load) for _ in range(rounds)]
    failures = sum(run.failures for _, run in measured)
    return (median(us for us, _ in measured), median(run.p50_ms for _, run in measured),
            median(run.p99_ms for _, run in measured), median(run.requests / run.seconds for _, run in measured), failures)


# --- beside nginx -----------------------------------------------------------------------------------------------------

OF_THE_CONNECTION = {'date', 'server', 'connection', 'content-length', 'content-type', 'content-encoding', 'etag', 'vary'}


class Nginx:
    """Serves the same bytes with the same headers from files, plain and compressed."""

    def __init__(self, answers):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='caunoi-nginx-'))
        self.folder.chmod(0o755)
        self.port = free_port()
        places = ''
        for number, (path, (headers, body)) in enumerate(answers.items()):
            (self.folder / f'{number}').write_bytes(body)
            (self.folder / f'{number}.gz').write_bytes(gzip.compress(body, 6))
            lines = ''.join(f'add_header {name} "{value}";' for name, value in headers if name.lower() not in OF_THE_CONNECTION)
            type_ = dict((name.lower(), value) for name, value in headers)['content-type']
            places += f'location = {path} {{ alias {self.folder}/{number}; types {{}} default_type "{type_}"; {lines} }}\n'
        (self.folder / 'nginx.conf').write_text(f'''
            {'user root;' if not __import__('os').getuid() else ''}
            daemon off; pid {self.folder}/pid; error_log {self.folder}/error.log; worker_processes 2;
            events {{ worker_connections 1024; }}
            http {{
                access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000; open_file_cache max=100;
                gzip_static on; gzip_vary on;
                client_body_temp_path {self.folder}/b; proxy_temp_path {self.folder}/p; fastcgi_temp_path {self.folder}/f;
                uwsgi_temp_path {self.folder}/u; scgi_temp_path {self.folder}/s;
                server {{ listen 127.0.0.1:{self.port}; {places} }}
            }}''')
        self.process = subprocess.Popen(['nginx', '-p', self.folder, '-c', self.folder / 'nginx.conf', '-e', self.folder / 'error.log'])
        program.wait_until(lambda: reachable(self.port), 'nginx listens')

    def end(self):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.folder)


def free_port():
    import socket
    with socket.socket() as any_port:
        any_port.bind(('127.0.0.1', 0))
        return any_port.getsockname()[1]


def reachable(port):
    import socket
    try:
        socket.create_connection(('127.0.0.1', port), timeout=1).close()
        return True
    except OSError:
        return False


def fetch(port, path, headers=None):
    connection = http.client.HTTPConnection('127.0.0.1', port, timeout=60)
    connection.request('GET', path, headers=headers or {})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, response.getheaders(), body


def public_paths(server):
    """The front page and one article; without a portal the style sheet stands in."""
    status, _, body = fetch(server.port, '/vi')
    if status == 200:
        article = re.search(rb'href="(/vi/news/[\w-]+)"', body)
        return {'public front page': '/vi'} | ({'public article': article.group(1).decode()} if article else {})
    _, _, page = fetch(server.port, '/sign-in')
    return {'style sheet (no portal yet)': re.search(rb'href="(/assets/[^"]+\.css)"', page).group(1).decode()}


def beside_nginx(table):
    demo = Kept('demonstration')
    shutil.rmtree(demo.folder, ignore_errors=True)
    demo.folder.mkdir(parents=True)
    program.caunoi(demo, 'demo')
    with serving(demo) as server:
        paths = public_paths(server)
        for path in paths.values():
            fetch(server.port, path)
        nginx = Nginx({path: fetch(server.port, path)[1:] for path in paths.values()})
        try:
            for name, path in paths.items():
                for encoding in ('identity', 'gzip'):
                    compare(table, f'{name}, cached, {"compressed" if encoding == "gzip" else "uncompressed"}', path, encoding, server, nginx)
        finally:
            nginx.end()
        for name, path in paths.items():
            if path.startswith('/vi'):
                rendered(table, name, path, server)


def compare(table, name, path, encoding, server, nginx):
    headers = [f'Accept-Encoding: {encoding}']
    ours, theirs, runs = [], [], []
    for _ in range(ROUNDS):
        us, run = measure(Processes(server.process.pid), lambda: Load(f'http://127.0.0.1:{server.port}{path}', seconds=SECONDS, headers=headers))
        ours.append(us)
        runs.append(run)
        theirs.append(measure(Processes(nginx.process.pid), lambda: Load(f'http://127.0.0.1:{nginx.port}{path}', seconds=SECONDS, headers=headers))[0])
    size = len(fetch(server.port, path, {'Accept-Encoding': encoding})[2])
    ratio = median(ours) / median(theirs)
    failures = sum(run.failures for run in runs)
    table.add(f'{name}, {size / 1000:.1f} kB', f'{median(ours):.1f} µs, nginx {median(theirs):.1f} µs: {ratio:.2f}×', '≤ 1.5×',
              f'{median(r.p99_ms for r in runs):.1f} ms', failures)


def rendered(table, name, path, server):
    """Each address once, so that none is in the cache: query, rendering, compressing and keeping."""
    script = f'''local n = {random.randrange(10**6)} * 1000000
        request = function() n = n + 1; return wrk.format("GET", "{path}?" .. n) end'''
    us, _, p99, _, failures = medians(Processes(server.process.pid),
                                      lambda: Load(f'http://127.0.0.1:{server.port}{path}', 16, SECONDS, script=script))
    table.add(f'{name}, rendered, compressed and kept', f'{us / 1000:.2f} ms', '', f'{p99:.1f} ms', failures)


# --- the list ---------------------------------------------------------------------------------------------------------

def places_in(place, count=1000):
    rows = place.rows(f'select date_from_first, id from activity order by random() limit {count}') if hasattr(place, 'rows') else \
        Place.rows(place, f'select date_from_first, id from activity order by random() limit {count}')
    return [f'{date}_{number}' for date, number in rows]


def list_script(places):
    quoted = ','.join(f'"{place}"' for place in places)
    return f'''local places = {{{quoted}}}
        request = function() return wrk.format("GET", "/activities?after=" .. places[math.random(#places)]) end'''


def list_run(server, browser, places):
    script = list_script(places)
    return lambda: Load(f'http://127.0.0.1:{server.port}/', 16, SECONDS, [cookie(browser)], script)


def lists(table, largest):
    counts = [count for count in (10_000, 100_000, 1_000_000) if count <= largest]
    with contextlib.ExitStack() as stack:
        measured = {}
        for count in counts:
            kept = installation_of(count)
            server = stack.enter_context(serving(kept))
            browser = signed_in(server)
            measured[count] = (Processes(server.process.pid), list_run(server, browser, places_in(kept)), [])
        for _ in range(ROUNDS):
            for processes, load, runs in measured.values():
                runs.append(measure(processes, load))
    least = None
    for count, (_, _, runs) in measured.items():
        us = median(us for us, _ in runs)
        least = least or us
        parts = dict(line.split() for line in subprocess.run(
            [MEASURE, 'list', '2000', *installation_of(count).options()], capture_output=True, text=True, check=True).stdout.splitlines())
        aim = '≤ 0.30 ms' if count < 1_000_000 else '≤ 0.30 ms, ≤ 1.5× of 10,000'
        table.add(f'signed-in list of 50 at a random place of {count:,}',
                  f'{us / 1000:.3f} ms ({us / least:.2f}×): session {float(parts["session"]) / 1000:.3f}, query '
                  f'{float(parts["query"]) / 1000:.3f}, rendering {float(parts["rendering"]) / 1000:.3f}',
                  aim, f'{median(run.p99_ms for _, run in runs):.1f} ms', sum(run.failures for _, run in runs))


def list_on_postgres(table, cluster):
    place = Place('postgres', cluster.url)
    try:
        kept = installation_of(100_000)
        shutil.copytree(kept.data, place.data)
        subprocess.run([program.BINARY, 'copy', '--from', f'sqlite:{kept.data}/caunoi.db', '--to', place.url,
                        '--data', str(place.data)], check=True, capture_output=True)
        with serving(place) as server:
            # The copy has no search index; the server builds it, which must not be measured.
            program.wait_until(lambda: place.rows('select version from search_fts_state') != [('0',)], 'the search index is built', 600)
            browser = signed_in(server)
            us, _, p99, _, failures = medians(Processes(server.process.pid, cluster.postmaster()), list_run(server, browser, places_in(place)))
        table.add('signed-in list of 50 at a random place of 100,000, PostgreSQL', f'{us / 1000:.3f} ms, database included', '',
                  f'{p99:.1f} ms', failures)
    finally:
        place.remove()


# --- search, writing, tables ------------------------------------------------------------------------------------------

def searches(table, largest):
    groups = {
        'a rare title': ['lan 777777', 'trong rung lan 123456', 'hat then lan 654321'],
        'common words': ['hoi dam lang son', 'nguyen van', 'doan dai bieu bang tuong'],
        'the commonest name alone': ['nguyen'],
        'Chinese': ['代表团', '青年交流第5', '足球'],
        'the beginning of a word': ['kham ch', 'nghe thu', 'giao du'],
    }
    kept = installation_of(largest)
    with serving(kept) as server:
        header = [cookie(signed_in(server))]
        for name, queries in groups.items():
            addresses = ','.join(f'"/search?{urllib.parse.urlencode({"q": query})}"' for query in queries)
            script = f'local all = {{{addresses}}} request = function() return wrk.format("GET", all[math.random(#all)]) end'
            us, p50, p99, _, failures = medians(Processes(server.process.pid),
                                                lambda: Load(f'http://127.0.0.1:{server.port}/', 4, SECONDS, header, script))
            table.add(f'search in {largest:,}: {name}', f'{us / 1000:.2f} ms', '', f'{p99:.0f} ms', failures)


def people_of(count, place):
    subprocess.run([MEASURE, 'people', str(count), *place.options()], check=True)


def names(table, largest):
    """Every kind of key asked for 200 times among invented persons with real shares of surnames, inside the program."""
    def rows(place, engine, aim, column):
        said = subprocess.run([MEASURE, 'search', '200', *place.options()], capture_output=True, text=True, check=True).stdout
        for line in said.splitlines():
            name, *figures = line.split('\t')
            p50, p95 = (float(figures[column + i]) / 1000 for i in (0, 1))
            table.add(f'{largest:,} persons, {engine}: {name}', f'median {p50:.2f} ms, 95 of a hundred {p95:.2f} ms', aim, '', 0)

    kept = Kept(f'people-{largest}')
    if not (kept.folder / 'ready').exists():
        print(f'Making an installation of {largest:,} persons …', flush=True)
        shutil.rmtree(kept.folder, ignore_errors=True)
        kept.folder.mkdir(parents=True)
        program.caunoi(kept, 'demo')
        people_of(largest, kept)
        (kept.folder / 'ready').touch()
    rows(kept, 'SQLite, CPU', '95: ≤ 5 ms', 0)
    cluster = Cluster()
    try:
        place = Place('postgres', cluster.url)
        try:
            program.caunoi(place, 'demo')
            people_of(largest, place)
            rows(place, 'PostgreSQL, by the clock', '95: ≤ 25 ms', 2)
        finally:
            place.remove()
    finally:
        cluster.remove()


def creating(table, place, cluster=None):
    with serving(place) as server:
        browser = signed_in(server)
        values = browser.form('/activities/new', '/activities') | {'date_from': '17/05/2023', 'state': 'held'}
        body = urllib.parse.urlencode(values | {'title_vi': ''})
        body = body.replace('title_vi=&', '') if 'title_vi=&' in body else body.removesuffix('&title_vi=')
        script = f'''local n = 0; local start = {random.randrange(10**9)}
            local headers = {{["Content-Type"] = "application/x-www-form-urlencoded", Cookie = "{cookie(browser)[8:]}"}}
            request = function() n = n + 1
                return wrk.format("POST", "/activities", headers, "{body}&title_vi=Hoi+dam+" .. start .. "+" .. n) end'''
        processes = Processes(server.process.pid, *([cluster.postmaster()] if cluster else []))
        for writers in (1, 32, 256):
            us, _, p99, a_second, failures = medians(processes, lambda: Load(f'http://127.0.0.1:{server.port}/', writers, SECONDS, script=script))
            table.add(f'record an activity with its history, {writers} writer{"s" if writers > 1 else ""}, {"PostgreSQL" if cluster else "SQLite"}',
                      f'{us / 1000:.2f} ms, {a_second:.0f} a second', '0 failures', f'{p99:.0f} ms', failures)


def timed(words, **options):
    begin, cpu = time.monotonic(), child_cpu_s()
    done = subprocess.run(words, check=True, capture_output=True, text=True, **options)
    return time.monotonic() - begin, child_cpu_s() - cpu, done


def child_cpu_s():
    import resource
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def import_and_export(table):
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / 'rows.tsv'
        file.write_bytes(subprocess.run([MEASURE, 'table', '100000'], capture_output=True, check=True).stdout)
        place = Place('sqlite')
        try:
            program.caunoi(place, 'demo')
            with serving(place) as server:
                browser = signed_in(server)
                waits = []
                importing = subprocess.Popen([program.BINARY, 'import', 'exchanges', str(file), *place.options()], stdout=subprocess.PIPE)
                begin, cpu = time.monotonic(), child_cpu_s()
                values = browser.form('/activities/new', '/activities') | {'date_from': '17/05/2023', 'title_vi': 'Giữa lúc nhập'}
                while importing.poll() is None:
                    asked = time.monotonic()
                    assert browser.ask('POST', '/activities', values).status == 303
                    waits.append((time.monotonic() - asked) * 1000)
                    time.sleep(0.05)
                wall, cpu = time.monotonic() - begin, child_cpu_s() - cpu
            table.add('import of 100,000 rows while another person writes', f'{cpu:.1f} s, {wall:.1f} s by the clock',
                      'nobody waits > 100 ms', f'{sorted(waits)[len(waits) * 99 // 100]:.0f} ms, longest {max(waits):.0f} ms', 0)
        finally:
            place.remove()
    kept = installation_of(100_000)
    with serving(kept) as server:
        processes = Processes(server.process.pid)
        browser = signed_in(server)
        costs = []
        for _ in range(3):
            before = processes.cpu_s()
            status, _, body = fetch(server.port, '/activities.csv', {'Cookie': cookie(browser)[8:]})
            assert status == 200 and body.count(b'\n') > 100_000
            costs.append(processes.cpu_s() - before)
        table.add(f'export of 100,000 rows, {len(body) / 1e6:.0f} MB', f'{median(costs):.2f} s', '',
                  f'private memory afterwards {processes.private_mb():.0f} MB', 0)


def footprint(table):
    kept = installation_of(100_000)
    starts = []
    for _ in range(ROUNDS):
        begin = time.monotonic()
        server = Server(kept)
        fetch(server.port, '/healthz')
        starts.append((time.monotonic() - begin) * 1000)
        server.stop()
        server.end()
    table.add('start-up with 100,000 activities, to the first answer', f'{median(starts):.0f} ms', '≤ 200 ms', '', 0)
    with serving(kept) as server:
        browser = signed_in(server)
        for path in ('/', '/activities', '/people', '/search?q=hoi'):
            browser.get(path)
        browser.close()
        table.add('private memory, idle after use', f'{Processes(server.process.pid).private_mb():.1f} MB', '≤ 60 MB', '', 0)
    with tempfile.TemporaryDirectory() as folder:
        stripped = pathlib.Path(folder) / 'caunoi'
        subprocess.run(['strip', '-o', stripped, program.BINARY], check=True)
        table.add('the stripped binary', f'{stripped.stat().st_size / 1e6:.1f} MB', '≤ 25 MB', '', 0)


# --- what is written down ---------------------------------------------------------------------------------------------

def heading():
    commit = subprocess.run(['git', 'rev-parse', '--short', 'HEAD'], cwd=ROOT, capture_output=True, text=True).stdout.strip()
    return (f'{datetime.date.today()}, {machine.describe()}, commit {commit}; load of the machine at the start '
            f'{machine.busy():.1f}.\n\n')


def write_section(name, text):
    document = DOCUMENT.read_text()
    begin, end = f'<!-- {name} -->\n', f'<!-- /{name} -->'
    before, rest = document.split(begin)
    DOCUMENT.write_text(before + begin + text + end + rest.split(end, 1)[1])


def speed(only, largest):
    table = Table('what', 'CPU', 'aim', 'p99', 'failures')
    parts = {'public': lambda: beside_nginx(table), 'list': lambda: lists(table, largest), 'search': lambda: searches(table, largest),
             'names': lambda: names(table, largest),
             'create': lambda: creating_everywhere(table), 'tables': lambda: import_and_export(table), 'footprint': lambda: footprint(table)}
    for name, part in parts.items():
        if not only or name in only:
            part()
    return table.text()


def creating_everywhere(table):
    place = Place('sqlite')
    try:
        program.caunoi(place, 'demo')
        creating(table, place)
    finally:
        place.remove()
    cluster = Cluster()
    try:
        place = Place('postgres', cluster.url)
        try:
            program.caunoi(place, 'demo')
            creating(table, place, cluster)
        finally:
            place.remove()
        list_on_postgres(table, cluster)
    finally:
        cluster.remove()


def main():
    options = argparse.ArgumentParser(prog='./bench')
    options.add_argument('what', nargs='?', default='speed', choices=['speed', 'peers', 'build'])
    options.add_argument('--write', action='store_true', help='put the table into docs/performance.md')
    options.add_argument('--only', nargs='+', help='parts of speed: public list search names create tables footprint')
    options.add_argument('--largest', type=int, default=1_000_000, help='activities of the largest installation (100000 is quick)')
    given = options.parse_args()
    RESULTS.mkdir(exist_ok=True)
    head = heading()
    if machine.busy() > 0.7:
        print(f'The machine is busy (load {machine.busy():.1f}): times by the clock will be worse than they are.', file=sys.stderr)
    if given.what == 'speed':
        text = speed(given.only, given.largest)
    elif given.what == 'peers':
        import peers
        text = peers.table()
    else:
        import build
        text = build.table()
    if given.write:
        write_section(given.what, '\n' + head + text + '\n')


if __name__ == '__main__':
    main()
