// An empty installation: the one-time link, a password, the association's names and current term, and then its own start page.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axe, browser, fresh, removed, serve, setPassword, signIn, visitor } from './program.mjs';

const data = fresh();
let program;
let chrome;

before(async () => {
  program = await serve(data);
  chrome = await browser();
});
after(async () => {
  await chrome?.close();
  if (program) assert.equal(await program.stop(), 0, 'the server stops cleanly');
  removed(data);
});

test('the first administrator names the association, and every page shows it', async () => {
  const { page, context, faults } = await visitor(chrome, program.base, { javaScriptEnabled: false });
  await setPassword(page, program.signIn);
  await page.waitForURL(/\/setup$/);
  await page.goto('/activities');
  assert.match(page.url(), /\/setup$/, 'there is nothing else to do before');

  // Wrong input names every wrong field and keeps the rest.
  await page.fill('input[name=name_zh]', '模范省越中友好协会');
  await page.fill('input[name=paper_symbol]', 'hội/1');
  await page.click('.form-actions button[type=submit]');
  assert.equal(await page.getAttribute('input[name=paper_symbol]', 'aria-invalid'), 'true');
  assert.equal(await page.inputValue('input[name=name_zh]'), '模范省越中友好协会');

  await page.fill('input[name=name_vi]', 'Hội Hữu nghị Việt – Trung tỉnh Mẫu');
  await page.fill('input[name=paper_symbol]', 'HHNVT');
  for (const [name, value] of [['ordinal', '2'], ['label_from', '2023'], ['label_to', '2028'], ['begun', '01/06/2023']])
    if (await page.locator(`input[name="${name}"], input[name="term.${name}"]`).count())
      await page.fill(`input[name="${name}"], input[name="term.${name}"]`, value);
  await page.click('.form-actions button[type=submit]');
  await page.waitForURL((url) => url.pathname === '/');
  assert.match(await page.textContent('body'), /Hội Hữu nghị Việt – Trung tỉnh Mẫu/);
  await page.goto('/terms');
  assert.match(await page.textContent('main'), /2023/);
  assert.deepEqual(faults, []);
  await context.close();
});

test('empty lists say what to do, and are clean', async () => {
  const { page, context, faults } = await visitor(chrome, program.base);
  await signIn(page, 'admin');
  for (const path of ['/', '/activities', '/people', '/articles', '/report', '/facts', '/fields', '/vi'])
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      assert.equal((await page.goto(path)).status(), 200, path);
      assert.deepEqual(await axe(page), [], `${path} ${width}`);
    }
  assert.deepEqual(faults, []);
  await context.close();
});
