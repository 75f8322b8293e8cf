// Takes the pictures of `make shots` in Chromium, one page of each person at a time.
import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pages, themes, widths, type PageEntry } from '../pages';
import type { Page } from './page';
import { roles } from './pageWalk';
import { closeBrowsers, openPlaywrightPage } from './playwrightPage';
import { beginEmpty, seed as sow, writeBrief, type Seed } from './seed';
import { mailAway, Server } from './server';
import { narrowTo, openEntry, pageHeight as height, setLooks, type Looks } from './walk';

const folder = resolve(import.meta.dirname, '../shots');

async function shoot(page: Page, entry: PageEntry, seed: Seed, looks: Looks): Promise<number> {
  await page.resize(1440, height);
  await openEntry(page, entry, seed, looks);
  for (const width of [...widths].reverse()) {
    await narrowTo(page, entry, width, looks);
    await page.screenshot(join(folder, `${entry.name}-${looks.theme ?? ''}-${width}.png`));
  }
  return widths.length;
}

/** Of all entries, or of those whose names begin so. Answers how many pictures it took. */
export async function takeShots(names: readonly string[] = []): Promise<number> {
  const wanted = (entry: PageEntry) =>
    names.length === 0 || names.some((name) => entry.name.startsWith(name));
  if (names.length === 0) await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const server = await Server.start({ flags: ['--rate-limits', 'off', ...mailAway] });
  const untouched = await Server.start();
  const roomless = await Server.start();
  let count = 0;
  try {
    const seed = await sow(server);
    const fresh = { ...seed, url: untouched.url };
    const empty = await beginEmpty(roomless, seed);
    const size = { width: 1440, height };
    await writeBrief(await openPlaywrightPage('chromium', size), seed);
    for (const theme of themes) {
      for (const who of roles) {
        const page = await openPlaywrightPage('chromium', size);
        const place = who === 'stranger' ? fresh : who === 'newcomer' ? empty : seed;
        const cookie = who === 'nobody' || who === 'stranger' ? undefined : place.cookies[who];
        if (cookie) await page.setCookie(place.url, cookie);
        await setLooks(page, place.url, { theme });
        for (const entry of pages.filter((one) => one.as === who && wanted(one))) {
          count += await shoot(page, entry, place, { theme });
        }
        await page.close();
      }
    }
  } finally {
    await closeBrowsers();
    await server.stop();
    await untouched.stop();
    await roomless.stop();
  }
  return count;
}
