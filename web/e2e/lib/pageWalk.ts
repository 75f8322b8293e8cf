// The walk over pages.ts, for the tests of its pages: servers, the right person, and every problem
// that a check finds at any width.
import { pages } from '../pages';
import type { Engine, Page } from './page';
import { beginEmpty, seed as sow, writeBrief, type Seed } from './seed';
import { narrowTo, openEntry, pageHeight as height, setLooks, type Looks } from './walk';
import { mailAway } from './server';
import type { World } from './world';

/** Only the states whose names begin so, for whoever works on them. */
const wanted = process.env['E2E_PAGES'] ?? '';

/** A stranger is at a server that nobody has set up. */
export const roles = ['stranger', 'nobody', 'newcomer', 'owner', 'editor', 'viewer'] as const;
export type Role = (typeof roles)[number];

export interface WalkOptions {
  engine: Engine;
  who: Role;
  looks: Looks;
  /** As people who asked their system for less motion. */
  calm?: boolean;
  /** Wide to narrow: states are reached on a wide screen. */
  widths: readonly number[];
  check: (page: Page, width: number) => Promise<string[]>;
}

export class PageWalk {
  private constructor(
    readonly world: World,
    readonly seed: Seed,
    readonly fresh: Seed,
    readonly empty: Seed,
  ) {}

  static async prepare(world: World): Promise<PageWalk> {
    const server = await world.server({ flags: ['--rate-limits', 'off', ...mailAway] });
    const seed = await sow(server);
    const fresh = { ...seed, url: (await world.server()).url };
    const empty = await beginEmpty(await world.server(), seed);
    await writeBrief(await world.page('chromium', { as: 'writer' }), seed);
    return new PageWalk(world, seed, fresh, empty);
  }

  /** A page that does not open is a problem, too. */
  async problems(options: WalkOptions): Promise<string[]> {
    const { who, widths, looks, check } = options;
    const place = this.#placeOf(who);
    const page = await this.#person(options, place);
    const found: string[] = [];
    for (const entry of pages.filter((one) => one.as === who && one.name.startsWith(wanted))) {
      try {
        await page.resize(1440, height);
        await openEntry(page, entry, place, looks);
        for (const width of widths) {
          await narrowTo(page, entry, width, looks);
          const here = await check(page, width);
          found.push(...here.map((one) => `${entry.name} at ${width}: ${one}`));
        }
      } catch (error) {
        await this.world.keepEvidence(`${entry.name}-${page.engine}`);
        found.push(`${entry.name}: ${String(error).split('\n').slice(0, 3).join(' ')}`);
      }
    }
    return found;
  }

  #placeOf(who: Role): Seed {
    if (who === 'stranger') return this.fresh;
    return who === 'newcomer' ? this.empty : this.seed;
  }

  async #person({ engine, who, looks, calm = false }: WalkOptions, place: Seed): Promise<Page> {
    const page = await this.world.page(engine, { as: who, height, calm });
    const cookie = who === 'nobody' || who === 'stranger' ? undefined : place.cookies[who];
    if (cookie) await page.setCookie(place.url, cookie);
    await setLooks(page, place.url, looks);
    return page;
  }
}
