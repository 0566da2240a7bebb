// The clerk's journey, first without and then with JavaScript, in Vietnamese and in Chinese: one-time link, password, an
// activity typed without tone marks, a delegation with a roster and a photograph, wrong input, two people on one record,
// history, news in two languages, the term report, and a partner who sees the one activity that was granted.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { browser, caunoi, fresh, removed, serve, setPassword, signIn, visitor } from './program.mjs';

const photograph = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGNkYPjPAAJMYBIABQQBAc7Lw1wAAAAASUVORK5CYII=', 'base64');
const data = fresh();
let program;
let chrome;

before(async () => {
  caunoi(data, 'demo');
  program = await serve(data);
  chrome = await browser();
});
after(async () => {
  await chrome?.close();
  if (program) assert.equal(await program.stop(), 0, 'the server stops cleanly');
  removed(data);
});

test('the one-time link sets the password, once', async () => {
  const { page, context, faults } = await visitor(chrome, program.base, { javaScriptEnabled: false });
  await page.goto(program.signIn);
  await page.fill('input[name=new_password]', 'kurz');
  await page.fill('input[name=repeat]', 'kurz');
  await page.click('main button[type=submit]');
  assert.match(await page.textContent('main'), /ít nhất 10 ký tự/);
  await setPassword(page, program.signIn);
  assert.match(await page.textContent('h1'), /đang chờ/);
  await page.goto(program.signIn);
  assert.match(await page.textContent('main'), /không còn hiệu lực/);
  assert.deepEqual(faults, []);
  await context.close();
});

for (const [language, javaScriptEnabled] of [['vi', false], ['zh', false], ['vi', true], ['zh', true]]) {
  test(`the clerk's journey in ${language}, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async () => {
    const { page, context, faults } = await visitor(chrome, program.base, { javaScriptEnabled });
    await signIn(page, 'admin');
    await page.click(`header form[action="/preferences/language"] button[value=${language}]`);
    assert.equal(await page.getAttribute('html', 'lang'), language);

    // Found by typing without tone marks.
    await page.fill('header input[name=q]', 'khan hong huu nghi');
    await page.press('header input[name=q]', 'Enter');
    await page.waitForURL(/\/search/);
    assert.match(await page.textContent('#hits'), /Khăn hồng hữu nghị/);

    // Wrong input names every wrong field and keeps the rest.
    const title = `Đoàn thử ${language} ${javaScriptEnabled}`;
    await page.goto('/activities/new');
    await page.fill('input[name=title_vi]', title);
    await page.fill('input[name=date_from]', '31/02/2026');
    await page.fill('input[name=people_number]', 'mười');
    await page.fill('textarea[name=purpose]', 'Giữ nguyên <b>chữ này</b>');
    await page.fill('input[name="roster.0.title"]', 'Trưởng phòng');
    await page.click('.form-actions button[type=submit]');
    for (const field of ['date_from', 'people_number', 'roster.0.name'])
      assert.equal(await page.getAttribute(`[name="${field}"]`, 'aria-invalid'), 'true', `${field} is named`);
    assert.equal(await page.inputValue('input[name=title_vi]'), title);
    assert.equal(await page.inputValue('textarea[name=purpose]'), 'Giữ nguyên <b>chữ này</b>');
    assert.equal(await page.inputValue('input[name="roster.0.title"]'), 'Trưởng phòng');

    // Right input: a delegation with a roster of three.
    await page.fill('input[name=title_zh]', '试验代表团');
    await page.fill('input[name=date_from]', '17/05/2026');
    await page.fill('input[name=people_number]', '12');
    const people = [['Nguyễn Văn Thử', '阮文试', 'head'], ['Lý Thị Mẫu', '李氏模', 'member'], ['王试', 'Vương Thí', 'interpreter']];
    for (const [i, [name, other, role]] of people.entries()) {
      await page.fill(`input[name="roster.${i}.name"]`, name);
      await page.fill(`input[name="roster.${i}.other_name"]`, other);
      await page.selectOption(`select[name="roster.${i}.role"]`, role);
    }
    await page.selectOption('select[name=state]', 'held');
    await page.click('.form-actions button[type=submit]');
    await page.waitForURL(/\/activities\/\d+$/);
    assert.equal(await page.textContent('h1'), language === 'zh' ? '试验代表团' : title);
    assert.match(await page.textContent('main'), /Nguyễn Văn Thử/);
    assert.match(await page.textContent('main'), language === 'zh' ? /名单3人/ : /3 người theo danh sách/);
    const address = page.url();

    // A photograph.
    await page.setInputFiles('input[name=files]', { name: 'Lễ ký 签字.png', mimeType: 'image/png', buffer: photograph });
    await page.click('form[enctype="multipart/form-data"] button[type=submit]');
    await page.waitForURL(address);
    const image = await page.getAttribute('ul.files img', 'src');
    const served = await context.request.get(image);
    assert.equal(served.status(), 200);
    assert.deepEqual(Buffer.from(await served.body()), photograph);

    // Two people edit the same record: the second one sees what changed and loses nothing.
    const second = await context.newPage();
    await page.goto(`${address}/edit`);
    await second.goto(`${address}/edit`);
    await page.fill('input[name=place]', 'Lạng Sơn');
    await page.click('.form-actions button[type=submit]');
    await page.waitForURL(address);
    await second.fill('input[name=place]', 'Bằng Tường');
    await second.fill('textarea[name=result]', 'Ghi nhớ đã ký');
    await second.click('.form-actions button[type=submit]');
    assert.match(await second.textContent('table.compare'), /Lạng Sơn/);
    assert.equal(await second.inputValue('textarea[name=result]'), 'Ghi nhớ đã ký');
    await second.click('.form-actions button[type=submit]');
    await second.waitForURL(address);
    assert.match(await second.textContent('main'), /Bằng Tường/);

    // The history tells it all.
    await page.goto(`${address}/history`);
    const history = await page.textContent('main');
    for (const word of ['Bằng Tường', 'Lạng Sơn', 'Ghi nhớ đã ký', 'Nguyễn Văn Thử', 'Lễ ký 签字.png'])
      assert.ok(history.includes(word), `the history says ${word}`);

    await publishes(page, address, language);
    await reports(page);
    assert.deepEqual(faults, []);
    await context.close();
  });
}

// A news item about the activity in two languages; the source moves on, and the other is behind until it is compared.
async function publishes(page, activity, language) {
  const other = language === 'vi' ? 'zh' : 'vi';
  const texts = {
    vi: { title: 'Đoàn đại biểu thăm Lạng Sơn', place: 'Lạng Sơn', lead: 'Hai bên trao đổi kế hoạch năm tới.', body: 'Nội dung **chính** của buổi làm việc.' },
    zh: { title: '代表团访问谅山', place: '谅山', lead: '双方就明年计划交换意见。', body: '会谈的**主要**内容。' },
  };
  const slug = (of) => `tin-${of}-${activity.match(/\d+$/)[0]}`;
  const save = () => page.click('button[name=do][value=save]');
  const write = async (article, of) => {
    await page.goto(`${article}/${of}/edit`);
    for (const [name, text] of Object.entries(texts[of])) await page.fill(`[name=${name}]`, text);
    await page.fill('input[name=slug]', slug(of));
    await save();
    await page.waitForURL(article);
    await page.click(`form[action$="/${of}/publish"] button[type=submit]`);
    await page.waitForURL(article);
  };
  const reader = await visitor(chrome, program.base, { javaScriptEnabled: false });
  const read = async (of) => {
    assert.equal((await reader.page.goto(`/${of}/news/${slug(of)}`)).status(), 200);
    return reader.page.textContent('main');
  };

  await page.goto(activity);
  await page.click('a[href^="/articles/new"]');
  assert.match(await page.inputValue('input[name=title]'), /Đoàn thử|试验/, 'the news begins with what is known');
  await page.selectOption('select[name=source_language]', language);
  await page.click('.form-actions button[type=submit]');
  await page.waitForURL(/\/articles\/\d+\/\w+\/edit$/);
  const article = page.url().replace(/\/\w+\/edit$/, '');
  assert.equal((await reader.page.goto(`/${language}/news/${slug(language)}`)).status(), 404, 'a draft is not public');

  // Nothing to read yet: every missing field is named.
  await page.goto(`${article}/${language}/edit`);
  await page.fill('[name=lead]', '');
  await page.fill('[name=body]', 'Chữ tôi vừa gõ');
  await page.click('button[name=do][value=preview]');
  assert.equal(await page.inputValue('[name=body]'), 'Chữ tôi vừa gõ');

  await write(article, language);
  await write(article, other);
  for (const of of [language, other]) {
    assert.ok((await read(of)).includes(texts[of].lead));
    assert.match(await reader.page.getAttribute('html', 'lang'), new RegExp(`^${of}`));
    assert.equal(await reader.page.locator('.alert.nghe').count(), 0);
    assert.ok(await reader.page.locator(`link[rel=alternate][href$="${slug(of === 'vi' ? 'zh' : 'vi')}"]`).count() > 0, 'hreflang');
    assert.match(await reader.page.textContent('script[type="application/ld+json"]'), /NewsArticle/);
  }

  await page.goto(`${article}/${language}/edit`);
  await page.fill('[name=body]', `${texts[language].body}\n\nBổ sung 补充.`);
  await save();
  await page.waitForURL(article);
  assert.match(await read(language), /补充/, 'a change is public at once');
  await read(other);
  assert.equal(await reader.page.locator('.alert.nghe').count(), 1, 'readers learn that the translation is behind');

  await page.goto(`${article}/${other}/edit`);
  await page.fill('[name=body]', `${texts[other].body}\n\nBổ sung 补充.`);
  await page.check('input[name=reconciled]');
  await save();
  await page.waitForURL(article);
  await read(other);
  assert.equal(await reader.page.locator('.alert.nghe').count(), 0);
  assert.equal((await reader.page.goto(`/${other}`)).status(), 200);
  assert.ok((await reader.page.textContent('main')).includes(texts[other].title), 'the front page has it');
  assert.deepEqual(reader.faults, []);
  await reader.context.close();
}

// The term report is one click from the first page; a figure opens exactly its rows.
async function reports(page) {
  await page.goto('/');
  await page.click('main a[href="/report"]');
  await page.click('a[href*="from=2017-01-01"][href*="to=2023-06-30"]');
  const figure = page.locator('table a[href*="direction=out"]').first();
  const value = Number(await figure.textContent());
  assert.ok(value > 0);
  await figure.click();
  await page.waitForURL(/\/activities\?/);
  assert.equal(await page.locator('a.row-link').count(), value);
}

test('a partner sees the one activity granted to its body, in Chinese, and nothing else', async () => {
  const body = 'Văn phòng Ngoại sự Quảng Tây';
  const link = caunoi(data, 'user', 'add', 'guangxi', '--role', 'partner', '--body', body, '--language', 'zh').trim();
  const admin = await visitor(chrome, program.base);
  await signIn(admin.page, 'admin');
  await admin.page.goto('/activities?q=hoi+dam+thuc+dia');
  await admin.page.click('a.row-link');
  await admin.page.waitForURL(/\/activities\/\d+$/);
  const granted = admin.page.url();
  await admin.page.selectOption('select[name=body]', { label: '广西壮族自治区外事办公室' }).catch(
    () => admin.page.selectOption('select[name=body]', { label: body }));
  await admin.page.click('form[action$="/grants"] button[type=submit]');
  await admin.page.waitForURL(granted);
  await admin.page.goto('/activities');
  const foreign = new URL(await admin.page.getAttribute('a.row-link', 'href'), program.base).href;
  assert.notEqual(foreign, granted);

  const { page, context, faults } = await visitor(chrome, program.base);
  await setPassword(page, new URL(link).pathname);
  assert.equal(await page.getAttribute('html', 'lang'), 'zh');
  await page.goto('/activities');
  assert.equal(await page.locator('a.row-link').count(), 1);
  assert.equal((await page.goto(granted)).status(), 200);
  assert.equal((await page.goto(foreign)).status(), 404);
  for (const path of ['/people', '/terms', '/activities/new', '/activities.csv', `${new URL(granted).pathname}/history`])
    assert.equal((await page.goto(path)).status(), 403, path);
  await page.goto('/search?q=hoi+dam');
  assert.equal(await page.locator('#hits a.row-link').count(), 1);
  assert.deepEqual(faults, []);
  await context.close();
  await admin.context.close();
});

test('a partner, in Chinese, finds the Vietnamese member whose name was written in characters by her pinyin', async () => {
  const link = caunoi(data, 'user', 'add', 'guangxi2', '--role', 'partner', '--body', 'Văn phòng Ngoại sự Quảng Tây',
    '--language', 'zh').trim();
  const admin = await visitor(chrome, program.base, { javaScriptEnabled: false });
  await signIn(admin.page, 'admin');
  await admin.page.click('header form[action="/preferences/language"] button[value=vi]');
  await admin.page.goto('/people/new?sort=person');
  await admin.page.fill('input[name=name_vi]', 'Lục Thị Phương');
  await admin.page.selectOption('select[name=relation]', 'guest');
  await admin.page.selectOption('select[name=address_form]', 'ms');
  await admin.page.fill('input[name=phone]', '0912345678');
  await admin.page.click('main form button.btn-primary[type=submit]');
  await admin.page.waitForURL(/\/people\/\d+$/);
  const member = admin.page.url();

  // Eight characters a syllable; what is chosen is unconfirmed until somebody confirms it.
  await admin.page.click('a[href$="/writings/pick"]');
  assert.equal(await admin.page.locator('fieldset').count(), 3);
  assert.equal(await admin.page.locator('fieldset').first().locator('input[type=radio]').count(), 8);
  await admin.page.check('fieldset:nth-of-type(3) input[value="芳"]');
  await admin.page.click('form[action$="/writings/pick"] button[type=submit]');
  await admin.page.waitForURL(member);
  assert.match(await admin.page.textContent('main'), /陆氏芳\s*chưa xác nhận/);
  await admin.page.click('form[action$="/confirm"] button');
  await admin.page.waitForURL(member);
  assert.doesNotMatch(await admin.page.textContent('main'), /chưa xác nhận/);
  assert.match(await admin.page.textContent('main'), /陆女士/);
  await admin.page.selectOption('select[name=body]', { label: 'Văn phòng Ngoại sự Quảng Tây' });
  await admin.page.click('form[action$="/grants"] button[type=submit]');
  await admin.page.waitForURL(member);

  const { page, context, faults } = await visitor(chrome, program.base);
  await setPassword(page, new URL(link).pathname);
  await page.fill('header input[name=q]', 'lu shi fang');
  await page.press('header input[name=q]', 'Enter');
  await page.waitForURL(/\/search/);
  assert.equal(await page.locator('#hits a.row-link').count(), 1);
  assert.match(await page.textContent('#hits'), /陆氏芳[\s\S]*拼音相符/);
  await page.click('#hits a.row-link');
  await page.waitForURL(member);
  const shown = await page.textContent('main');
  assert.match(shown, /Lục Thị Phương/);
  assert.doesNotMatch(shown, /0912|678/, 'how to reach her is not shared');
  assert.deepEqual(faults, []);
  await context.close();
  await admin.context.close();
});

test('the import in the browser shows what it would do, then does it', async () => {
  const { page, context, faults } = await visitor(chrome, program.base, { javaScriptEnabled: false });
  await signIn(page, 'admin');
  await page.click('header form[action="/preferences/language"] button[value=vi]');
  const head = 'key\tdate_from\tdate_to\tdirection\tkind\ttitle_vi\ttitle_zh\tplace_vi\tgate\tvietnamese_side\tchinese_side\tpeople_number\tpeople_qualifier\tpeople_unit\tsource\n';
  const good = 'zz1\t2026-03\t\tin\ttalks\tHội đàm thử nhập\t\tLạng Sơn\tHữu Nghị\tA\tB\t30\tnearly\tpersons\tthử\n';
  const bad = 'zz2\t2026-13\t\tup\ttalks\t\t\t\t\t\t\t\t\t\t\n';
  const file = join(data, 'table.tsv');
  writeFileSync(file, '\ufeff' + head + good + bad);
  await page.goto('/activities/import');
  await page.setInputFiles('input[name=file]', file);
  await page.click('form[enctype="multipart/form-data"] button[type=submit]');
  const plan = await page.textContent('main');
  for (const word of ['date_from', 'direction', 'title_vi']) assert.ok(plan.includes(word), word);
  await page.check('input[name=skip_bad]');
  await page.click('form[action="/activities/import/run"] button[type=submit]');
  assert.match(await page.textContent('main'), /thêm mới 1, cập nhật 0, không đổi 0, bỏ qua 1/);
  await page.goto('/activities?q=thu+nhap');
  assert.match(await page.textContent('main'), /gần 30 người/);
  assert.deepEqual(faults, []);
  await context.close();
});
