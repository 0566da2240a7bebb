// Every page of the product, as a person meets it: axe, html-validate, the strict policy, a phone's width, both themes, three
// languages, and the weight of a visit. A page that is not in the list is found by following every link, and fails the test.
// CAUNOI_TEST_FULL=1 checks each page in every theme, width and language instead of one of each.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { axe, browser, caunoi, fresh, removed, serve, setPassword, signIn, visitor } from './program.mjs';

const full = process.env.CAUNOI_TEST_FULL === '1';
const data = fresh();
let program;
let chrome;
let office; // an administrator, signed in
let unwritten; // a person's page whose name is written in no characters

before(async () => {
  caunoi(data, 'demo');
  program = await serve(data);
  chrome = await browser();
  office = await visitor(chrome, program.base);
  await setPassword(office.page, program.signIn);
  // One whose name offers the picker of characters: the demonstration has none.
  await office.page.goto('/people/new?sort=person');
  await office.page.fill('input[name=name_vi]', 'Lục Thị Phương');
  await office.page.selectOption('select[name=relation]', 'guest');
  await office.page.click('main form button.btn-primary[type=submit]');
  await office.page.waitForURL(/\/people\/\d+$/);
  unwritten = new URL(office.page.url()).pathname;
});
after(async () => {
  await chrome?.close();
  if (program) assert.equal(await program.stop(), 0, 'the server stops cleanly');
  removed(data);
});

// The address with its ids taken out: pages of one kind are one template.
const template = (path) => path.replace(/\?.*/, '').replace(/\/\d{6,}/g, '/{id}').replace(/\/news\/[^/]+$/, '/news/{slug}');

// All pages that links lead to, one address for each template.
async function reachable(context, start) {
  const found = new Map();
  const waiting = [...start];
  while (waiting.length > 0) {
    const path = waiting.shift();
    const key = template(path);
    if (found.has(key)) continue;
    const answer = await context.request.get(path, { maxRedirects: 0 });
    if (answer.status() !== 200 || !/text\/html/.test(answer.headers()['content-type'] ?? '')) continue;
    const html = await answer.text();
    found.set(key, { path, html });
    for (const [, href] of html.matchAll(/<a [^>]*href="([^"]+)"/g)) {
      const url = new URL(href.replaceAll('&amp;', '&'), program.base + path);
      if (url.origin === program.base) waiting.push(url.pathname + url.search);
    }
  }
  return found;
}

const validate = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: { 'doctype-style': 'off', 'no-trailing-whitespace': 'off', 'long-title': 'off', 'no-inline-style': 'error', 'valid-id': ['error', { relaxed: true }] },
});

async function complaints(html, path) {
  const report = await validate.validateString(html);
  return report.results.flatMap((result) => result.messages.map((m) => `${path} ${m.line}:${m.column} ${m.ruleId}: ${m.message}`));
}

async function choose(language) {
  await office.page.setViewportSize({ width: 1440, height: 900 });
  await office.page.goto('/account');
  await office.page.click(`header form[action="/preferences/language"] button[value=${language}]`);
}

async function look(page, path, widths, themes) {
  const found = [];
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(path);
  for (const theme of themes)
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      await page.evaluate((value) => document.documentElement.setAttribute('data-bs-theme', value), theme);
      for (const violation of await axe(page)) found.push(`${path} ${width} ${theme}: ${violation}`);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (overflow > 0) found.push(`${path} ${width}: ${overflow} px too wide`);
    }
  return found;
}

test('every page that can be reached is clean, on a desk and on a phone, light and dark', async () => {
  const found = [];
  const pages = await reachable(office.context, [unwritten, '/', '/vi', '/zh', '/en']);
  assert.ok(pages.size > 20, `only ${pages.size} pages`);
  const languages = full ? ['vi', 'zh', 'en'] : ['vi'];
  for (const language of languages) {
    await choose(language);
    for (const { path } of pages.values()) {
      const html = await (await office.context.request.get(path)).text();
      found.push(...await complaints(html, path));
      found.push(...await look(office.page, path, full ? [1440, 768, 390] : [1440, 390], full ? ['light', 'dark'] : ['light']));
    }
  }
  console.log(`${pages.size} kinds of pages: ${[...pages.keys()].sort().join(' ')}`);
  assert.deepEqual(found, []);
  assert.deepEqual(office.faults, [], 'nothing refused by the policy, nothing asked of another host');
});

test('the main pages are clean in Chinese and English and in the dark', async () => {
  const found = [];
  for (const language of ['zh', 'en']) {
    await choose(language);
    for (const path of ['/', '/activities', '/activities/new', '/people', `/${language}`])
      found.push(...await look(office.page, path, [1440, 390], ['dark']));
  }
  assert.deepEqual(found, []);
});

test('what strangers see is clean', async () => {
  const { page, context, faults } = await visitor(chrome, program.base);
  const found = [];
  const pages = await reachable(context, ['/sign-in', '/sign-in/forgotten', '/vi', '/zh', '/en', '/nowhere']);
  for (const { path, html } of pages.values()) {
    found.push(...await complaints(html, path));
    found.push(...await look(page, path, [1440, 390], ['light', 'dark']));
  }
  assert.deepEqual(found, []);
  assert.deepEqual(faults, []);
  await context.close();
});

test('a phone shows whole names, the newest bars and the list first, without JavaScript', async () => {
  const { page, context, faults } = await visitor(chrome, program.base, { javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  await signIn(page, 'admin');
  for (const language of ['vi', 'zh', 'en']) {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto('/');
    await page.click(`header form[action="/preferences/language"] button[value=${language}]`);
    await page.setViewportSize({ width: 390, height: 844 });
    for (const name of await page.locator('.tabs-b > a, .tabs-b summary').all()) {
      const [room, wide] = await name.evaluate((link) => [link.clientWidth, link.scrollWidth]);
      assert.ok(wide <= room, `${language}: "${await name.textContent()}" is ${wide} px wide in ${room}`);
    }
    const inView = async (selector) => {
      const box = await page.locator(selector).last().boundingBox();
      return box.x >= 0 && box.x + box.width <= 390;
    };
    await page.goto('/report/term?from=2010-01-01&to=2023-12-31');
    assert.ok(await inView('.newest .mid'), `${language}: the newest year is in view`);
  }
  await page.goto('/activities?direction=out');
  assert.equal(await page.isVisible('form.bar-f'), false);
  assert.match(await page.textContent('.fold summary'), /1/);
  assert.ok((await page.locator('tbody tr').first().boundingBox()).y < 600, 'the list begins on the first screen');
  await page.click('.fold summary');
  assert.equal(await page.isVisible('form.bar-f'), true);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto('/activities');
  assert.equal(await page.isVisible('form.bar-f'), true, 'on a desk it stands there');
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.click('header form[action="/preferences/language"] button[value=vi]');
  assert.deepEqual(faults, []);
  await context.close();
});

test('a first visit is at most 150 kB, a further page at most 15 kB', async () => {
  for (const [name, pages, signedIn] of [['office', ['/', '/activities', '/people', '/report'], true], ['portal', ['/vi', '/vi/news'], false]]) {
    const { page, context, faults } = await visitor(chrome, program.base);
    if (signedIn) await signIn(page, 'admin');
    const visit = await context.newPage();
    const wire = await context.newCDPSession(visit);
    await wire.send('Network.enable');
    await wire.send('Network.clearBrowserCache');
    let bytes = 0;
    wire.on('Network.loadingFinished', (event) => { bytes += event.encodedDataLength; });
    for (const [i, path] of pages.entries()) {
      bytes = 0;
      assert.equal((await visit.goto(path, { waitUntil: 'networkidle' })).status(), 200, path);
      const limit = i === 0 ? 150_000 : 15_000;
      console.log(`${name} ${path}: ${bytes} bytes`);
      assert.ok(bytes > 0 && bytes <= limit, `${path}: ${bytes} bytes of ${limit}`);
    }
    assert.deepEqual(faults, []);
    await context.close();
  }
});
