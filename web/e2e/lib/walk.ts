// Opens the entries of pages.ts: as the right person, in the wanted theme, language and direction.
import type { PageEntry } from '../pages';
import type { Page } from './page';
import type { Seed } from './seed';
import { until } from './until';

export const pageHeight = 900;

export interface Looks {
  theme?: 'light' | 'dark';
  /** `qps` is the pseudo-locale. */
  language?: string;
  direction?: 'rtl';
}

/** The app reads these before its first paint; they are set on any page of its origin. */
export async function setLooks(page: Page, url: string, looks: Looks): Promise<void> {
  await page.goto(`${url}/healthz`);
  await page.evaluate(
    (wanted: Record<string, string>) => {
      for (const key of ['theme', 'language', 'direction'])
        localStorage.removeItem(`atelier.${key}`);
      for (const [key, value] of Object.entries(wanted))
        localStorage.setItem(`atelier.${key}`, value);
    },
    { ...looks },
  );
}

export async function openEntry(
  page: Page,
  entry: PageEntry,
  seed: Seed,
  looks: Looks = {},
): Promise<void> {
  // Leaves the app first: an address that differs only in its fragment would not load anew.
  await page.goto('about:blank');
  await page.goto(seed.url + entry.path(seed));
  if (looks.language) {
    // The names of the list are English; in another language the page itself is what can be seen.
    await page.see('heading', /^/);
  } else {
    await page.see(...entry.ready);
    await entry.steps?.(page);
  }
  await settled(page);
}

/** The open entry at another width; a narrow screen may load other parts for it. */
export async function narrowTo(page: Page, entry: PageEntry, width: number, looks: Looks) {
  await page.resize(width, pageHeight);
  if (!looks.language && !entry.steps) await page.see(...entry.ready);
  await settled(page);
}

/** Nothing loads, no part waits for another, nothing moves. */
export async function settled(page: Page): Promise<void> {
  let last: string[] = [];
  const still = async () => {
    last = await page.evaluate(() => {
      const fonts = [...document.fonts].filter((font) => font.status === 'loading');
      const waits = '[aria-busy="true"], [data-pending], .mantine-Skeleton-root';
      // A virtual list is empty until it has measured its first rows.
      const unmeasured = '[data-testid="virtuoso-item-list"]:empty';
      const busy = document.querySelectorAll(`${waits}, ${unmeasured}`);
      // A room tells for which width it is laid out; it hears of another one a moment later.
      const laidOut = document.querySelector<HTMLElement>('[data-layout]')?.dataset['layout'];
      const phone = matchMedia('(max-width: 47.99em)').matches;
      const wide = matchMedia('(min-width: 75em)').matches;
      const wanted = phone ? 'phone' : wide ? 'wide' : 'compact';
      const moving = document.getAnimations().filter((one) => {
        const timing = one.effect?.getComputedTiming();
        return one.playState === 'running' && timing?.iterations !== Infinity;
      });
      return [
        ...fonts.map((font) => `loads ${font.family}`),
        ...[...busy].map((element) => `busy ${element.outerHTML.slice(0, 80)}`),
        ...(laidOut && laidOut !== wanted ? [`laid out as ${laidOut}, not as ${wanted}`] : []),
        ...moving.map((one) => `moves ${one.id}`),
      ];
    });
    return last.length === 0;
  };
  await until('the page to settle', still).catch((error: unknown) => {
    throw new Error(`${String(error)}: ${last.slice(0, 3).join('; ')}`);
  });
}

/** What is wider than the page, where the page itself scrolls sideways. */
export function sidewaysScroll(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    return [...document.body.querySelectorAll('*')]
      .filter((element) => {
        const box = element.getBoundingClientRect();
        return box.width > 0 && (box.right > room + 1 || box.left < -1);
      })
      .slice(0, 5)
      .map((element) => element.outerHTML.slice(0, 120));
  });
}
