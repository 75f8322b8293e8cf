// Every page and state: axe has no findings in both themes and at four widths, nothing scrolls
// sideways, other engines, languages and directions show it, too.
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings } from './lib/axe';
import type { Engine, Page } from './lib/page';
import { seed as sow, writeBrief, type Seed } from './lib/seed';
import { openEntry, setLooks, settled, sidewaysScroll, type Looks } from './lib/walk';
import { useWorld } from './lib/world';
import { pages, themes, widths } from './pages';

const height = 900;
const roles = ['stranger', 'nobody', 'owner', 'editor', 'viewer'] as const;
type Role = (typeof roles)[number];

describe('every page and state', () => {
  const world = useWorld('independent');
  let seed: Seed;
  let fresh: Seed;

  beforeAll(async () => {
    const server = await world.server({ flags: ['--rate-limits', 'off'] });
    seed = await sow(server);
    fresh = { ...seed, url: (await world.server()).url };
    await writeBrief(await world.page('chromium', { as: 'writer' }), seed);
    await world.closePages();
  });
  afterEach(() => world.closePages());

  async function person(engine: Engine, who: Role, looks: Looks): Promise<Page> {
    const page = await world.page(engine, { as: who, height });
    const { url, cookies } = placeOf(who);
    if (who !== 'nobody' && who !== 'stranger') await page.setCookie(url, cookies[who]);
    await setLooks(page, url, looks);
    return page;
  }

  const placeOf = (who: Role) => (who === 'stranger' ? fresh : seed);

  /** Every problem of every entry at every width; a page that does not open is one. */
  async function problems(
    page: Page,
    who: Role,
    { sizes, looks }: { sizes: readonly number[]; looks: Looks },
    check: (width: number) => Promise<string[]>,
  ): Promise<string[]> {
    const found: string[] = [];
    for (const entry of pages.filter((one) => one.as === who)) {
      try {
        await page.resize(1440, height);
        await openEntry(page, entry, placeOf(who), looks);
        for (const width of sizes) {
          await page.resize(width, height);
          await settled(page);
          const here = await check(width);
          found.push(...here.map((one) => `${entry.name} at ${width}: ${one}`));
        }
      } catch (error) {
        await world.keepEvidence(`${entry.name}-${page.engine}`);
        found.push(`${entry.name}: ${String(error).split('\n').slice(0, 3).join(' ')}`);
      }
    }
    return found;
  }

  const descending = [...widths].reverse();
  for (const theme of themes) {
    for (const who of roles) {
      it(`${theme}, as ${who}: axe finds nothing and nothing scrolls sideways`, async () => {
        const looks = { theme };
        const page = await person('chromium', who, looks);
        const found = await problems(page, who, { sizes: descending, looks }, async (width) => {
          const wide = (await sidewaysScroll(page)).map((one) => `wider than the page: ${one}`);
          return [...(await axeFindings(page)), ...(width <= 390 ? wide : [])];
        });
        expect(found).toEqual([]);
      });
    }
  }

  for (const [engine, looks] of [
    ['firefox', {}],
    ['webkit', {}],
    ['chromium', { language: 'qps', direction: 'rtl' }],
  ] as const) {
    const name = [engine, ...Object.values(looks)].join(', ');
    for (const who of roles) {
      it(`${name}, as ${who}: every page opens, wide and narrow`, async () => {
        const page = await person(engine, who, looks);
        const found = await problems(page, who, { sizes: [1440, 390], looks }, (width) =>
          width === 390 ? sidewaysScroll(page) : Promise.resolve([]),
        );
        expect(found).toEqual([]);
      });
    }
  }
});
