// From the public page to the card: a stranger applies, the office checks the papers, the committee decides under the
// charter, the card comes as a PDF; in three languages, without JavaScript.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, caunoi, fresh, removed, serve, setPassword, signIn, visitor } from './program.mjs';

const data = fresh();
let program;
let chrome;

before(async () => {
  caunoi(data, 'demo');
  program = await serve(data);
  chrome = await browser();
  const { page, context } = await visitor(chrome, program.base);
  await setPassword(page, program.signIn);
  await context.close();
});
after(async () => {
  await chrome?.close();
  if (program) assert.equal(await program.stop(), 0, 'the server stops cleanly');
  removed(data);
});

const words = {
  vi: { consent: /Cần sự đồng ý/, received: /Hội đã nhận đơn/, quorum: /cần ít nhất 10/, majority: /cần ít nhất 8/ },
  zh: { consent: /须经申请人同意/, received: /申请已收到/, quorum: /至少须10人/, majority: /至少须8人/ },
  en: { consent: /consent/, received: /We have your application/, quorum: /at least 10/, majority: /at least 8/ },
};

for (const language of ['vi', 'zh', 'en'])
  test(`application, decision and card in ${language}`, async () => {
    const name = { vi: 'Lâm Thị Gió', zh: 'Mạc Văn Núi', en: 'Hứa Thị Sông' }[language];
    const stranger = await visitor(chrome, program.base, { javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
    await stranger.page.goto(`/${language}`);
    await stranger.page.click('footer a[href="/join"]');
    if (await stranger.page.getAttribute('html', 'lang') !== language)
      await stranger.page.click(`form[action="/preferences/language"] button[value=${language}]`);
    await stranger.page.fill('input[name=name_vi]', name);
    await stranger.page.fill('input[name=born]', '12/04/1988');
    await stranger.page.fill('input[name=phone]', '0912 345 678');
    await stranger.page.fill('input[name=address]', 'xã Đồng Đăng');
    await stranger.page.click('main form button.btn-primary[type=submit]');
    assert.match(await stranger.page.textContent('main'), words[language].consent);
    assert.equal(await stranger.page.inputValue('input[name=name_vi]'), name, 'what was typed is kept');
    await stranger.page.check('input[type=checkbox][name=consent]');
    await stranger.page.click('main form button.btn-primary[type=submit]');
    await stranger.page.waitForURL(/\/join\/received$/);
    assert.match(await stranger.page.textContent('body'), words[language].received);
    assert.deepEqual(stranger.faults, []);
    await stranger.context.close();

    const { page, context, faults } = await visitor(chrome, program.base, { javaScriptEnabled: false });
    await signIn(page, 'admin');
    await page.click(`header form[action="/preferences/language"] button[value=${language}]`);
    await page.goto('/applications');
    await page.click(`a.row-link:has-text("${name}"), td a:has-text("${name}")`);
    await page.waitForURL(/\/applications\/\d+$/);
    assert.doesNotMatch(await page.textContent('main'), /0912 345 678/, 'covered until it is revealed');
    await page.selectOption('select[name=state]', 'checked');
    await page.click('form[action$="/state"] button[type=submit]');
    await page.click('a[href*="/decisions/new?kind=admission"]');
    assert.equal(await page.locator('input[name=application]:checked').count(), 1);
    const decide = async (present, inFavour) => {
      await page.fill('input[name=seats]', '14');
      await page.fill('input[name=present]', present);
      await page.fill('input[name=in_favour]', inFavour);
      await page.fill('input[name=meeting]', 'Phiên họp thử');
      await page.fill('input[name=signer]', 'Chủ tịch (mẫu)');
      await page.click('main form .form-actions button.btn-primary');
    };
    await decide('9', '9');
    assert.match(await page.textContent('main'), words[language].quorum);
    await decide('11', '7');
    assert.match(await page.textContent('main'), words[language].majority);
    await decide('11', '8');
    await page.waitForURL(/\/decisions\/\d+$/);
    await page.click(`main a.row-link:has-text("${name}")`);
    await page.waitForURL(/\/people\/\d+$/);
    assert.match(await page.textContent('main'), /LS-00\d\d/);
    await page.click('form[action$="/cards"] button[type=submit]');
    const pdf = await page.getAttribute('a[href^="/cards/"]', 'href');
    const response = await context.request.get(pdf);
    assert.equal(response.headers()['content-type'], 'application/pdf');
    assert.equal((await response.body()).subarray(0, 4).toString(), '%PDF');
    assert.deepEqual(faults, []);
    await context.close();
  });
