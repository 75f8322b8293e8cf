// Compares what each entry of the app really loads (JavaScript by brotli, CSS, fonts) with budget.json.
// An entry is a list of source modules; their static imports are followed through Vite's manifest.
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

const web = new URL('../', import.meta.url).pathname;
const dist = join(web, 'dist');
const manifest = JSON.parse(await readFile(join(dist, '.vite/manifest.json'), 'utf8'));
const budget = JSON.parse(await readFile(join(web, 'budget.json'), 'utf8'));

async function kilobytes(file) {
  const path = join(dist, file);
  const info = await stat(`${path}.br`).catch(() => stat(path));
  return info.size / 1000;
}

function collect(key, into) {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`budget.json names ${key}, which is not in the build`);
  if (into.js.has(chunk.file)) return;
  into.js.add(chunk.file);
  for (const css of chunk.css ?? []) into.css.add(css);
  for (const imported of chunk.imports ?? []) collect(imported, into);
}

async function sum(files) {
  const sizes = await Promise.all([...files].map(kilobytes));
  return sizes.reduce((total, size) => total + size, 0);
}

let failed = false;
function report(name, kind, size, limit) {
  const over = size > limit;
  failed ||= over;
  const line = `${name.padEnd(16)} ${kind.padEnd(6)} ${size.toFixed(1).padStart(7)} / ${limit} KB`;
  console.log(over ? `${line}  OVER` : line);
}

for (const [name, entry] of Object.entries(budget.entries)) {
  const into = { js: new Set(), css: new Set() };
  for (const module of entry.modules) collect(module, into);
  const without = { js: new Set(), css: new Set() };
  for (const module of entry.beside ?? []) collect(module, without);
  const js = [...into.js].filter((file) => !without.js.has(file));
  const css = [...into.css].filter((file) => !without.css.has(file));
  report(name, 'js', await sum(js), entry.js);
  if (entry.css !== undefined) report(name, 'css', await sum(css), entry.css);
}

const fonts = Object.values(manifest)
  .map((chunk) => chunk.file)
  .filter((file) => /geist(-mono)?-latin-wght-normal.*woff2$/.test(file));
report('latin', 'fonts', await sum(new Set(fonts)), budget.fonts);
process.exit(failed ? 1 : 0);
