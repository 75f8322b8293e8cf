// Every page and state opens in the other engines, in the pseudo-locale and from right to left, on a
// wide screen and on a phone, and nothing scrolls sideways there.
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PageWalk, roles } from './lib/pageWalk';
import { sidewaysScroll, type Looks } from './lib/walk';
import { useWorld } from './lib/world';
import type { Engine } from './lib/page';

const ways: readonly { name: string; engine: Engine; looks: Looks }[] = [
  { name: 'Firefox', engine: 'firefox', looks: {} },
  { name: 'WebKit', engine: 'webkit', looks: {} },
  {
    name: 'the pseudo-locale, right to left',
    engine: 'chromium',
    looks: { language: 'qps', direction: 'rtl' },
  },
];

describe('every page and state', () => {
  const world = useWorld('independent');
  let walk: PageWalk;
  beforeAll(async () => {
    walk = await PageWalk.prepare(world);
  });
  afterEach(() => world.closePages());

  describe.each(ways)('in $name', ({ engine, looks }) => {
    it.each(roles)('that a(n) %s sees', async (who) => {
      const found = await walk.problems({
        engine,
        who,
        looks,
        widths: [1440, 390],
        check: (page, width) => (width === 390 ? sidewaysScroll(page) : Promise.resolve([])),
      });
      expect(found).toEqual([]);
    });
  });
});
