// Everything without a mouse: regions, the skip link, the palette, dialogs that give the focus back.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Page } from './lib/page';
import { patienceMs } from './lib/until';
import { seed as sow, type Seed } from './lib/seed';
import { useWorld } from './lib/world';

/** Role or tag and name of what has the focus. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    const name = element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
    return `${element?.tagName.toLowerCase() ?? ''} ${name.slice(0, 60)}`;
  });
}

function expectFocus(page: Page) {
  return expect.poll(() => focused(page), { timeout: patienceMs });
}

describe.each(['chromium', 'firefox'] as const)('by keyboard in %s', (engine) => {
  const world = useWorld();
  let page: Page;
  let seed: Seed;

  beforeAll(async () => {
    seed = await sow(await world.server());
    page = await world.page(engine, { as: 'owner' });
    await page.setCookie(seed.url, seed.cookies.owner);
    await page.goto(`${seed.url}/r/${seed.room}?panel=chat`);
    await page.see('log', 'Messages');
  });

  it('F6 walks the regions of a room and Shift+F6 walks back', async () => {
    const regions = [
      'header Top bar',
      'nav Room contents',
      'main Stage',
      'aside Side panel',
      'footer State of the room',
    ];
    await page.press('F6');
    const first = await focused(page);
    const start = regions.indexOf(first);
    expect(regions).toContain(first);
    for (let step = 1; step <= regions.length; step += 1) {
      await page.press('F6');
      await expectFocus(page).toBe(regions[(start + step) % regions.length]);
    }
    await page.press('Shift+F6');
    await expectFocus(page).toBe(regions[(start + regions.length - 1) % regions.length]);
  });

  it('the skip link is the first stop of a page and leads to its content', async () => {
    await page.goto(`${seed.url}/settings/profile`);
    await page.see('heading', 'Profile');
    await page.evaluate(() => {
      (document.activeElement as HTMLElement | null)?.blur();
      document.getSelection()?.removeAllRanges();
    });
    await page.press('Tab');
    await expectFocus(page).toBe('a Skip to content');
    await page.press('Enter');
    const inMain = () => page.evaluate(() => document.activeElement?.closest('#main') !== null);
    await expect.poll(inMain, { timeout: patienceMs }).toBe(true);
  });

  it('the palette finds a room and goes there', async () => {
    await page.press('Control+k');
    const place = 'Room, document or command';
    await expectFocus(page).toBe(`input ${place}`);
    await page.type('Website');
    await page.press('Enter');
    await page.see('button', 'Website relaunch, room menu');
    await page.seeNo('textbox', place);
  });

  it('a dialog takes the focus, keeps it, and gives it back', async () => {
    await page.see('button', 'Invite');
    await page.evaluate(() => {
      const all = [...document.querySelectorAll<HTMLElement>('header button')];
      all.find((button) => button.textContent?.trim() === 'Invite')?.focus();
    });
    await expectFocus(page).toBe('button Invite');
    await page.press('Enter');
    await page.see('dialog', 'Invite people');
    const inside = () =>
      page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null);
    await expect.poll(inside, { timeout: patienceMs }).toBe(true);
    for (let step = 0; step < 12; step += 1) {
      await page.press('Tab');
      expect(await inside()).toBe(true);
    }
    await page.press('Escape');
    await page.seeNo('dialog', 'Invite people');
    await expectFocus(page).toBe('button Invite');
  });

  it('the shortcuts can be read at any time', async () => {
    await page.press('Control+/');
    await page.see('dialog', 'Keyboard shortcuts');
    await page.seeText('Next region of the page');
    await page.press('Escape');
    await page.seeNo('dialog', 'Keyboard shortcuts');
  });

  it('Enter sends, and Up in an empty field edits what I said last', async () => {
    await page.goto(`${seed.url}/r/${seed.emptyRoom}?panel=chat`);
    await page.click('textbox', 'Message');
    await page.type('frist');
    await page.press('Enter');
    await page.see('article', /^Ana/);
    await page.press('ArrowUp');
    await expectFocus(page).toMatch(/^textarea Edit message/);
    await page.fill('textbox', 'Edit message', 'first');
    await page.press('Enter');
    await page.seeText('first');
    await page.seeText('(edited)');
  });
});
