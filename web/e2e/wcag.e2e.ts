// What WCAG 2.2 asks and axe does not see, over every page and state: focus that is shown and not
// hidden, and nothing that moves for who asked for less motion.
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { focusFindings } from './lib/focusFindings';
import type { Page } from './lib/page';
import { PageWalk, roles } from './lib/pageWalk';
import { useWorld } from './lib/world';

/** What would still move or fade, for longer than a frame. */
function movingParts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const frame = 1 / 60;
    const longest = (durations: string) =>
      Math.max(...durations.split(',').map((one) => Number.parseFloat(one)));
    const moves = (element: Element) => {
      const style = getComputedStyle(element);
      const animated = style.animationName !== 'none' && longest(style.animationDuration) > frame;
      return animated || longest(style.transitionDuration) > frame;
    };
    const lines = [...document.querySelectorAll('body *')]
      .filter(moves)
      .map((element) => `moves: ${element.outerHTML.slice(0, 120)}`);
    return [...new Set(lines)].slice(0, 5);
  });
}

describe('every page and state', () => {
  const world = useWorld('independent');
  let walk: PageWalk;
  beforeAll(async () => {
    walk = await PageWalk.prepare(world);
  });
  afterEach(() => world.closePages());

  it.each(roles)('as a(n) %s sees it, calm and by keyboard', async (who) => {
    const found = await walk.problems({
      engine: 'chromium',
      who,
      calm: true,
      looks: { theme: 'light' },
      widths: [1440, 390],
      check: async (page) => [...(await movingParts(page)), ...(await focusFindings(page))],
    });
    expect(found).toEqual([]);
  });
});
