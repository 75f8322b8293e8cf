// Every page and state in both themes and at four widths: axe has no findings, and nothing scrolls
// sideways on a phone.
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings } from './lib/axe';
import { PageWalk, roles } from './lib/pageWalk';
import { sidewaysScroll } from './lib/walk';
import { useWorld } from './lib/world';
import { themes, widths } from './pages';

describe.each(themes)('in the %s theme', (theme) => {
  const world = useWorld('independent');
  let walk: PageWalk;
  beforeAll(async () => {
    walk = await PageWalk.prepare(world);
  });
  afterEach(() => world.closePages());

  it.each(roles)('pages that a(n) %s sees', async (who) => {
    const found = await walk.problems({
      engine: 'chromium',
      who,
      looks: { theme },
      widths: [...widths].reverse(),
      check: async (page, width) => {
        const wide = width <= 390 ? await sidewaysScroll(page) : [];
        const words = wide.map((one) => `wider than the page: ${one}`);
        return [...(await axeFindings(page)), ...words];
      },
    });
    expect(found).toEqual([]);
  });
});
