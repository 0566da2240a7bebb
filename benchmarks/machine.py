"""What ./bench needs of the machine: processor time and private memory of processes, and load from wrk."""
import os
import pathlib
import re
import subprocess
import tempfile

TICKS = os.sysconf('SC_CLK_TCK')

# Answers of another kind than the first are failures, and so are broken connections.
REPORT = '''
done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("\\nreport %d %d %d %d %d\\n", summary.requests, e.connect + e.read + e.write + e.timeout,
    e.status, latency:percentile(50), latency:percentile(99)))
end
'''


def children(pid):
    found = []
    for stat in pathlib.Path('/proc').glob('[0-9]*/stat'):
        try:
            fields = stat.read_text().rsplit(')', 1)[1].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[1]) == pid:
            found.append(int(stat.parent.name))
    return found


def family(pid):
    return [pid] + [one for child in children(pid) for one in family(child)]


class Processes:
    """Servers and what belongs to them (database, workers): their processor time together."""

    def __init__(self, *roots):
        self.roots = roots

    def cpu_s(self):
        total = 0
        for root in self.roots:
            for pid in family(root):
                try:
                    fields = pathlib.Path(f'/proc/{pid}/stat').read_text().rsplit(')', 1)[1].split()
                    ended = sum(map(int, fields[13:15])) if pid == root else 0  # children that have gone
                    total += sum(map(int, fields[11:13])) + ended
                except (FileNotFoundError, ProcessLookupError):
                    pass
        return total / TICKS

    def private_mb(self):
        total = 0
        for root in self.roots:
            for pid in family(root):
                text = pathlib.Path(f'/proc/{pid}/smaps_rollup').read_text()
                total += sum(int(n) for n in re.findall(r'^Private_(?:Clean|Dirty|Hugetlb): *(\d+)', text, re.M))
        return total / 1024


class Load:
    """One run of wrk."""

    def __init__(self, url, connections=64, seconds=2.0, headers=(), script='', threads=1):
        with tempfile.NamedTemporaryFile('w', suffix='.lua') as file:
            file.write(script + REPORT)
            file.flush()
            words = ['wrk', f'-t{threads}', f'-c{connections}', f'-d{seconds:g}s', '--timeout', '60s', '-s', file.name]
            for header in headers:
                words += ['-H', header]
            done = subprocess.run([*words, url], capture_output=True, text=True)
        found = re.search(r'^report (\d+) (\d+) (\d+) (\d+) (\d+)', done.stdout, re.M)
        if not found:
            raise SystemExit(f'wrk: {done.stdout}{done.stderr}')
        self.requests, broken, refused, p50, p99 = map(int, found.groups())
        self.failures = broken + refused
        self.p50_ms, self.p99_ms = p50 / 1000, p99 / 1000
        self.seconds = seconds


def median(values):
    values = sorted(values)
    middle = len(values) // 2
    return values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) / 2


def describe():
    model = re.search(r'^model name\s*: (.*)$', pathlib.Path('/proc/cpuinfo').read_text(), re.M)
    return f'{os.cpu_count()} cores, {model.group(1) if model else "unknown processor"}'


def busy():
    """Of somebody else, in processors; a benchmark on a busy machine says little."""
    return os.getloadavg()[0]
