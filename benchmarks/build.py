"""What a build costs, without the compiler cache: processor seconds of a full build of `dev`, and of one changed file."""
import os
import pathlib
import resource
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
FOLDER = ROOT / 'build/measured'
CHANGED = [('a page of a module', 'src/modules/exchange/activity_pages.cpp'), ('a rule of a module', 'src/modules/people/party.cpp'),
           ('the HTTP server', 'src/platform/http/server.cpp')]


def cost(*targets):
    def used():
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime
    before, begin = used(), time.monotonic()
    subprocess.run(['ninja', '-C', FOLDER, *targets], check=True, stdout=subprocess.DEVNULL, env=os.environ | {'CCACHE_DISABLE': '1'})
    return used() - before, time.monotonic() - begin


def table():
    subprocess.run(['cmake', '--preset', 'dev', '-B', FOLDER], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(['ninja', '-C', FOLDER, 'clean'], check=True, stdout=subprocess.DEVNULL)
    lines = ['| what | CPU | by the clock | aim |', '| --- | --: | --: | --: |']

    def add(name, spent, aim):
        lines.append(f'| {name} | {spent[0]:.0f} s | {spent[1]:.0f} s | {aim} |')
        print(lines[-1], flush=True)
    add('everything, with all tests (`dev`)', cost(), '≤ 300 s CPU')
    for name, file in CHANGED:
        os.utime(ROOT / file)
        add(f'after a change in {name}: the program', cost('caunoi'), '< 10 s')
    return '\n'.join(lines) + '\n'
