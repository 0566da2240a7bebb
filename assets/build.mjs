// Builds everything the browser gets:  node assets/build.mjs --out DIR
//
// Every file is written under a name with the first 8 hex digits of its content's SHA-256, so that it may be cached for ever,
// and with .gz and .br beside it when it compresses. DIR/manifest.json maps logical names ("app.css") to those files.
// The result depends on assets/ only: the C++ sources are not scanned (see css/safelist.json for why).
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { PurgeCSS } from "purgecss";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const packages = join(here, "node_modules");
const browsers = ["chrome109", "safari15.4", "firefox115"];

// What Chrome 109 does not know. In a custom property it would not fall back but blank the colour.
const tooNew = /oklch\(|oklab\(|light-dark\(|color-mix\(|@layer|@container|@scope|:has\(|anchor-name|@starting-style/;

// gzip bytes; the build fails above them.
const budgets = { "app.css": 16_000, "app.js": 8_000, "htmx.js": 14_500, "icons.svg": 12_000 };

// Subsets in the order of their @font-face rules. The later rule wins where ranges overlap, and a page in Vietnamese must not
// fetch latin-ext (85 kB) for letters that the small vietnamese file has: so vietnamese comes last.
const subsets = ["latin-ext", "latin", "vietnamese"];
const fonts = [
  { family: "Inter Variable", weight: "100 900", package: "@fontsource-variable/inter", file: "inter-{subset}-wght-normal.woff2", name: "inter" },
  { family: "Source Serif 4", weight: "600", package: "@fontsource/source-serif-4", file: "source-serif-4-{subset}-600-normal.woff2", name: "source-serif" },
];

const { values: options } = parseArgs({ options: { out: { type: "string" } } });
if (!options.out) {
  console.error("usage: node build.mjs --out DIR");
  process.exit(2);
}
const out = resolve(options.out);
emptyOutput(out);

const manifest = {};
for (const font of fonts) for (const subset of subsets) emit(`${font.name}-${subset}.woff2`, fontFile(font, subset));
for (const file of readdirSync(join(here, "img")).sort()) emit(file, readFileSync(join(here, "img", file)));
emit("icons.svg", sprite(readLines(join(here, "icons.txt"))));

const css = await styles();
emit("app.css", css);
emit("app.js", await script("app.js"));
emit("htmx.js", await script("htmx.js"));

writeFileSync(join(out, "manifest.json"), JSON.stringify(sorted(manifest), null, 2) + "\n");
// For a test that compares rendered pages with the style sheet; not part of the program.
writeFileSync(join(out, "classes.txt"), classNames(css).join("\n") + "\n");
report();

// --- styles -----------------------------------------------------------------------------------------------------------------

async function styles() {
  const sheet = await minified(fontFaces() + (await keepUsed(compile("bootstrap.scss"))) + compile("app.scss"), "css");
  const found = tooNew.exec(sheet);
  if (found) fail(`app.css: ${found[0]} is newer than the oldest browser we serve`);
  return sheet;
}

function compile(file) {
  return sass.compile(join(here, "css", file), {
    loadPaths: [packages],
    charset: false, // the parts are put together; the server says UTF-8
    quietDeps: true, // Bootstrap 5 still uses @import and global functions; nothing we can change there
    silenceDeprecations: ["import"],
  }).css;
}

// Only Bootstrap's part is purged, our own sheet never.
async function keepUsed(sheet) {
  const { content, tags, classes, attributes } = JSON.parse(readFileSync(join(here, "css", "safelist.json"), "utf8"));
  const [result] = await new PurgeCSS().purge({
    content: [...content.map((glob) => join(here, glob)), { raw: "", extension: "html" }],
    css: [{ raw: sheet }],
    safelist: { standard: [...tags, ...classes, ...attributes] },
    dynamicAttributes: attributes,
    variables: true, // drop Bootstrap's custom properties that nothing reads
  });
  return result.css;
}

function fontFaces() {
  let rules = "";
  for (const font of fonts) {
    const ranges = unicodeRanges(font);
    for (const subset of subsets) {
      const { file } = manifest[`${font.name}-${subset}.woff2`];
      rules += `@font-face{font-family:"${font.family}";font-style:normal;font-weight:${font.weight};font-display:swap;` +
        `src:url(${file}) format("woff2");unicode-range:${ranges[subset]}}\n`;
    }
  }
  return rules;
}

function unicodeRanges(font) {
  return JSON.parse(readFileSync(join(packages, font.package, "unicode.json"), "utf8"));
}

function fontFile(font, subset) {
  return readFileSync(join(packages, font.package, "files", font.file.replace("{subset}", subset)));
}

function classNames(sheet) {
  const rules = sheet.replace(/url\([^)]*\)/g, "");
  return [...new Set([...rules.matchAll(/\.(-?[A-Za-z_][\w-]*)/g)].map((match) => match[1]))].sort();
}

// --- scripts ----------------------------------------------------------------------------------------------------------------

async function script(entry) {
  const result = await esbuild.build({
    entryPoints: [join(here, "js", entry)],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: browsers,
    legalComments: "none",
    charset: "utf8",
    logLevel: "warning",
  });
  return result.outputFiles[0].text;
}

async function minified(source, loader) {
  const result = await esbuild.transform(source, { loader, minify: true, target: browsers, charset: "utf8", legalComments: "none" });
  for (const warning of result.warnings) console.error(`${loader}: ${warning.text}`);
  if (result.warnings.length > 0) process.exit(1);
  return result.code;
}

// --- icons ------------------------------------------------------------------------------------------------------------------

function sprite(names) {
  const folder = join(packages, "@tabler/icons/icons/outline");
  const missing = names.filter((name) => !existsSync(join(folder, `${name}.svg`)));
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  if (missing.length > 0) fail(`icons.txt: no such Tabler outline icon: ${missing.join(", ")}`);
  if (twice.length > 0) fail(`icons.txt: listed twice: ${twice.join(", ")}`);
  // Stroke and fill are left to the .icon class: an icon takes the colour and the weight of its place.
  const symbols = names.map((name) => {
    const source = readFileSync(join(folder, `${name}.svg`), "utf8");
    const shapes = source
      .replace(/^[\s\S]*?<svg[^>]*>/, "")
      .replace("</svg>", "")
      .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none" ?\/>/, "")
      .replace(/\s*\n\s*/g, "")
      .replace(/ \/>/g, "/>");
    return `<symbol id="${name}" viewBox="0 0 24 24">${shapes}</symbol>\n`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("")}</svg>\n`;
}

function readLines(file) {
  return readFileSync(file, "utf8").split("\n").map((line) => line.replace(/#.*/, "").trim()).filter(Boolean);
}

// --- output -----------------------------------------------------------------------------------------------------------------

function emit(name, content) {
  const types = {
    css: "text/css; charset=utf-8",
    js: "text/javascript; charset=utf-8",
    svg: "image/svg+xml",
    png: "image/png",
    woff2: "font/woff2",
  };
  const [, stem, extension] = /^(.+)\.([a-z0-9]+)$/.exec(name);
  const type = types[extension] ?? fail(`${name}: unknown type of file`);
  const bytes = Buffer.from(content);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 8);
  const entry = { file: `${stem}.${hash}.${extension}`, type, bytes: bytes.length, gz: null, br: null };
  writeFileSync(join(out, entry.file), bytes);
  if (["css", "js", "svg"].includes(extension)) {
    const gzip = gzipSync(bytes, { level: 9 });
    const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
    writeFileSync(join(out, `${entry.file}.gz`), gzip);
    writeFileSync(join(out, `${entry.file}.br`), brotli);
    entry.gz = gzip.length;
    entry.br = brotli.length;
    if (budgets[name] && gzip.length > budgets[name]) fail(`${name}: ${gzip.length} bytes gzip, more than the budget of ${budgets[name]}`);
  }
  manifest[name] = entry;
}

// Files of an earlier build must go, but a mistyped --out must not cost anybody a folder.
function emptyOutput(folder) {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    if (!existsSync(join(folder, "manifest.json"))) fail(`${folder} is neither empty nor an earlier build`);
    rmSync(folder, { recursive: true });
  }
  mkdirSync(folder, { recursive: true });
  // Marks the folder as ours even when this build fails half-way.
  writeFileSync(join(folder, "manifest.json"), "{}\n");
}

function sorted(object) {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function report() {
  for (const [name, { bytes, gz, br }] of Object.entries(sorted(manifest)))
    console.log(`${name.padEnd(30)} ${String(bytes).padStart(7)} ${String(gz ?? "").padStart(6)} ${String(br ?? "").padStart(6)}`);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
