"""One article page of Cầu Nối, WordPress and Fossil, as Debian packages them, on this machine: processor time a request of
all processes that take part (web server, PHP, database). Loopback only; everything is made in a temporary folder."""
import os
import pathlib
import pwd
import shutil
import subprocess
import tempfile

import program
import run
from machine import Load, Processes, median

TEXT = ('Ngày 01/6/2023, Hội Hữu nghị Việt – Trung tỉnh tổ chức đại hội nhiệm kỳ 2023 – 2028. '
        'Đại hội đã bầu ban chấp hành gồm 14 người và đề ra phương hướng công tác của nhiệm kỳ. ') * 12


class WordPress:
    """MariaDB and PHP-FPM with opcache behind nginx, pretty addresses off: the way Debian's packages run it."""

    name = 'WordPress'

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='caunoi-wordpress-'))
        self.folder.chmod(0o755)
        self.port = run.free_port()
        self.processes = []
        self.path = '/?p=1'
        try:
            self.start_database()
            self.start_php()
            self.start_nginx()
            self.install()
        except BaseException:
            self.end()
            raise

    def start(self, *words):
        log = open(self.folder / (pathlib.Path(words[0]).name + '.log'), 'w')
        self.processes.append(subprocess.Popen([str(word) for word in words], stdout=log, stderr=log))

    def start_database(self):
        user = 'mysql' if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
        data, self.socket = self.folder / 'db', self.folder / 'db.sock'
        subprocess.run(['mariadb-install-db', '--no-defaults', f'--datadir={data}', f'--user={user}', '--auth-root-authentication-method=normal'],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.folder.chmod(0o777)  # the server runs as another user and makes its socket here
        self.start('mariadbd', '--no-defaults', f'--datadir={data}', f'--user={user}', f'--socket={self.socket}', '--skip-networking',
                   f'--pid-file={data}/pid')
        program.wait_until(self.socket.exists, 'MariaDB listens')
        program.wait_until(lambda: subprocess.run(self.mariadb('select 1'), capture_output=True).returncode == 0, 'MariaDB answers')
        subprocess.run(self.mariadb('create database wordpress'), check=True)

    def mariadb(self, sql):
        return ['mariadb', '--no-defaults', '-u', 'root', f'--socket={self.socket}', '-e', sql]

    def start_php(self):
        fpm = sorted(pathlib.Path('/usr/sbin').glob('php-fpm*'))[-1]
        configuration = self.folder / 'fpm.conf'
        owner = 'user = www-data\ngroup = www-data\nlisten.mode = 0666\n' if os.getuid() == 0 else ''
        configuration.write_text(f'[global]\nerror_log = {self.folder}/fpm-error.log\ndaemonize = no\n[www]\n{owner}'
                                 f'listen = {self.folder}/fpm.sock\npm = static\npm.max_children = 4\n')
        self.start(fpm, '-y', configuration)
        program.wait_until((self.folder / 'fpm.sock').exists, 'PHP listens')

    def start_nginx(self):
        site = self.folder / 'site'
        shutil.copytree('/usr/share/wordpress', site, symlinks=False, ignore_dangling_symlinks=True)
        (site / 'wp-config.php').write_text(
            "<?php define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', '');"
            f"define('DB_HOST', 'localhost:{self.socket}'); define('WP_HTTP_BLOCK_EXTERNAL', true); define('DISABLE_WP_CRON', true);"
            "define('AUTOMATIC_UPDATER_DISABLED', true); $table_prefix = 'wp_';"
            "if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/'); require_once ABSPATH . 'wp-settings.php';")
        (self.folder / 'nginx.conf').write_text(f'''
            {'user www-data;' if os.getuid() == 0 else ''}
            daemon off; pid {self.folder}/nginx.pid; error_log {self.folder}/nginx-error.log; worker_processes 2;
            events {{ worker_connections 1024; }}
            http {{
                access_log off; keepalive_requests 1000000000; include /etc/nginx/mime.types;
                client_body_temp_path {self.folder}/b; proxy_temp_path {self.folder}/p; fastcgi_temp_path {self.folder}/f;
                uwsgi_temp_path {self.folder}/u; scgi_temp_path {self.folder}/s;
                server {{
                    listen 127.0.0.1:{self.port}; root {site}; index index.php;
                    location ~ \\.php$ {{ include /etc/nginx/fastcgi_params; fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
                        fastcgi_param HTTP_HOST 127.0.0.1:{self.port}; fastcgi_pass unix:{self.folder}/fpm.sock; }}
                }}
            }}''')
        self.start('nginx', '-p', self.folder, '-c', self.folder / 'nginx.conf', '-e', self.folder / 'nginx-error.log')
        program.wait_until(lambda: run.reachable(self.port), 'nginx listens')

    def install(self):
        script = self.folder / 'install.php'
        script.write_text(
            f"<?php $_SERVER['HTTP_HOST'] = '127.0.0.1:{self.port}'; define('WP_INSTALLING', true);"
            f"define('WP_SITEURL', 'http://127.0.0.1:{self.port}'); require '{self.folder}/site/wp-config.php';"
            f"require ABSPATH . 'wp-admin/includes/upgrade.php';"
            "wp_install('Hội Hữu nghị', 'admin', 'admin@example.org', true, '', 'khong-dung-o-dau');"
            f"wp_update_post(['ID' => 1, 'post_title' => 'Đại hội', 'post_content' => '<p>{TEXT}</p>']);")
        subprocess.run(['php', '-d', 'sendmail_path=/bin/true', script], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def roots(self):
        return [process.pid for process in self.processes]

    def end(self):
        for process in reversed(self.processes):
            process.terminate()
            process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class Fossil:
    name = 'Fossil'

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='caunoi-fossil-'))
        self.port = run.free_port()
        environment = os.environ | {'HOME': str(self.folder), 'USER': 'admin', 'FOSSIL_USER': 'admin'}
        repository = self.folder / 'site.fossil'
        subprocess.run(['fossil', 'init', repository], check=True, stdout=subprocess.DEVNULL, env=environment)
        subprocess.run(['fossil', 'wiki', 'create', 'article', '-R', repository], input=TEXT, text=True, check=True,
                       stdout=subprocess.DEVNULL, env=environment)
        self.process = subprocess.Popen(['fossil', 'server', '--localhost', '--port', str(self.port), repository], env=environment,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        program.wait_until(lambda: run.reachable(self.port), 'Fossil listens')
        self.path = '/wiki?name=article'

    def roots(self):
        return [self.process.pid]

    def end(self):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class CauNoi:
    name = 'Cầu Nối'

    def __init__(self):
        self.place = program.Place('sqlite')
        program.caunoi(self.place, 'demo')
        self.server = program.Server(self.place)
        self.port = self.server.port
        self.what, self.path = list(run.public_paths(self.server).items())[-1]

    def roots(self):
        return [self.server.process.pid]

    def end(self):
        self.server.stop()
        self.server.end()
        self.place.remove()


def table():
    sites = []
    found = run.Table('one article page, uncompressed', 'bytes', 'CPU a request', 'ratio', 'p99', 'failures')
    try:
        for make in (CauNoi, Fossil, WordPress):
            sites.append(make())
        measured = {site.name: [] for site in sites}
        for site in sites:
            status, _, body = run.fetch(site.port, site.path)
            if status != 200 or len(body) < 1000:
                raise SystemExit(f'{site.name} answers {status} with {len(body)} bytes: {body[:300]}')
            site.bytes = len(body)
        for _ in range(run.ROUNDS):
            for site in sites:
                load = lambda site=site: Load(f'http://127.0.0.1:{site.port}{site.path}', 8, run.SECONDS)  # noqa: E731
                measured[site.name].append(run.measure(Processes(*site.roots()), load))
        ours = median(us for us, _ in measured[sites[0].name])
        for site in sites:
            us = median(us for us, _ in measured[site.name])
            runs = [one for _, one in measured[site.name]]
            name = f'{site.name} ({site.what}, cached)' if isinstance(site, CauNoi) else site.name
            found.add(name, site.bytes, f'{us / 1000:.3f} ms', f'{us / ours:.0f}×', f'{median(r.p99_ms for r in runs):.1f} ms',
                      sum(r.failures for r in runs))
    finally:
        for site in sites:
            site.end()
    return found.text()
