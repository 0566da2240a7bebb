// Starts the real program on a fresh demonstration and the real browser beside it; everything is gone afterwards.
import { spawn, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url));
export const binary = process.env.CAUNOI_TEST_BINARY ?? join(here, '..', '..', 'build', 'release', 'caunoi');
const axeSource = readFileSync(join(here, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');

export function fresh() {
  return mkdtempSync(join(tmpdir(), 'caunoi-'));
}

// Resolves when the server says its address; `signIn` is the path of the first one-time link.
export function serve(data) {
  return new Promise((resolve, reject) => {
    const child = spawn(binary, ['serve', '--data', data, '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let log = '';
    child.stderr.on('data', (text) => { log += text; });
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${out}${log}`)));
    child.stdout.on('data', (text) => {
      out += text;
      const address = out.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (!address || !/(sign-in\/link\/\S+\n)/.test(out)) return;
      const link = out.match(/\/sign-in\/link\/[\w-]+/);
      resolve({ base: address[0], signIn: link[0], log: () => log, stop: () => new Promise((done) => {
        child.removeAllListeners('exit');
        child.once('exit', (code) => done(code));
        child.kill('SIGTERM');
      }) });
    });
  });
}

export function caunoi(data, ...words) {
  return execFileSync(binary, [...words, '--data', data], { encoding: 'utf8' });
}

export function removed(data) {
  if (existsSync(data)) rmSync(data, { recursive: true, force: true });
}

export function browser() {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
}

// A context that notes what must never happen: a request that leaves the host, a refused style or script, an error.
export async function visitor(chrome, base, options = {}) {
  const context = await chrome.newContext({ baseURL: base, viewport: { width: 1440, height: 900 }, locale: 'vi-VN', ...options });
  context.setDefaultTimeout(15000);
  const faults = [];
  context.on('request', (request) => {
    if (!request.url().startsWith(base) && !request.url().startsWith('data:')) faults.push(`left the host: ${request.url()}`);
  });
  context.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) faults.push(message.text());
  });
  context.on('weberror', (error) => faults.push(String(error.error())));
  return { context, faults, page: await context.newPage() };
}

export async function axe(page) {
  // evaluate() is not bound by the page's own policy, so the page keeps its strict one.
  await page.evaluate(axeSource);
  const result = await page.evaluate(() => window.axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  return result.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).slice(0, 4).join(' | ')}`);
}

export const password = 'cầu nối hai bờ 2026';

export async function signIn(page, name) {
  await page.goto('/sign-in');
  await page.fill('input[name=name]', name);
  await page.fill('input[name=password]', password);
  await page.click('main button[type=submit]');
}
export async function setPassword(page, link) {
  await page.goto(link);
  await page.fill('input[name=new_password]', password);
  await page.fill('input[name=repeat]', password);
  await page.click('main button[type=submit]');
}
