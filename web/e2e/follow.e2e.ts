// Two people over every surface: one follows the other and is free again at the first move of their
// own; who presents is offered to all, and hands over.
import { describe, expect, it } from 'vitest';
import { axeFindings } from './lib/axe';
import type { Page } from './lib/page';
import {
  createDocument,
  createLink,
  createPlainText,
  createRoom,
  enterAsGuest,
  openDocument,
  setUp,
  writeAtEnd,
} from './lib/people';
import { until } from './lib/until';
import { useWorld } from './lib/world';

const room = 'Brand kick-off';
const lines = Array.from({ length: 60 }, (_, line) => `Line ${line} of the brief.`).join('\n');

/** The first line that is seen in whatever document is open. */
const topLine = (page: Page) =>
  page.evaluate(() => {
    const scroller = document.querySelector('.cm-scroller');
    const top = scroller?.getBoundingClientRect().top ?? 0;
    const all = [...document.querySelectorAll('.cm-line')];
    return all.find((line) => line.getBoundingClientRect().bottom > top + 2)?.textContent ?? '';
  });

const scrollText = (page: Page, by: number) =>
  page.evaluate((pixels: number) => {
    const scroller = document.querySelector('.cm-scroller');
    if (scroller) scroller.scrollTop += pixels;
  }, by);

describe('following and presenting', () => {
  const world = useWorld();
  let ana: Page;
  let li: Page;

  it('[FOL1] a guest is offered to follow the host', async () => {
    const server = await world.server();
    ana = await world.page('chromium', { as: 'ana' });
    await setUp(ana, server, 'Ana');
    await createRoom(ana, room);
    const link = await createLink(ana, 'Editor');
    await createDocument(ana, 'Brief');
    await createPlainText(ana, 'Notes');
    await writeAtEnd(ana, 'Notes', lines);
    await openDocument(ana, 'Brief');
    li = await world.page('chromium', { as: 'li', width: 1000, height: 700 });
    await enterAsGuest(li, link, 'Li', room);
    await li.click('button', 'Follow Ana', ['contentinfo', /^/]);
    await li.see('textbox', 'Text of Brief');
    await li.seeText('Following Ana');
    await ana.seeText('Li follows you');
    expect(await axeFindings(li)).toEqual([]);
  });

  it('[FOL6] the leader opens another document and scrolls: the follower sees the same line', async () => {
    await openDocument(ana, 'Notes');
    await li.see('textbox', 'Text of Notes');
    await scrollText(ana, -100_000);
    await scrollText(ana, 700);
    await until('both to see the same line', async () => {
      const there = await topLine(ana);
      return there !== '' && there !== 'Line 0 of the brief.' && there === (await topLine(li));
    });
  });

  it('[FOL3] whoever acts in the surface is free, and others move them no more', async () => {
    await li.evaluate(() => {
      const scroller = document.querySelector('.cm-scroller');
      scroller?.dispatchEvent(new WheelEvent('wheel', { bubbles: true, deltaY: 10 }));
    });
    await li.seeNo('button', 'Stop following Ana');
    const before = await topLine(li);
    await scrollText(ana, 300);
    await until('the leader to be elsewhere', async () => (await topLine(ana)) !== before);
    expect(await topLine(li)).toBe(before);
  });

  it('[FOL10] who presents is offered to all', async () => {
    await ana.click('button', /^Here:/);
    await ana.click('menuitem', 'Present');
    await ana.seeText('You present');
    await li.seeText('Ana presents');
    await li.press('Control+Alt+f');
    await li.see('button', 'Stop following Ana');
    expect(await axeFindings(ana)).toEqual([]);
  });

  it('[FOL12] the presenter hands over', async () => {
    await ana.click('button', /^Here:/);
    await ana.click('menuitem', 'Hand over to Li');
    await ana.seeText('Li presents');
    await li.click('button', 'Stop following Ana');
    await li.seeText('You present');
    await li.reload();
    await li.seeText('You present');
    await li.click('button', 'Stop presenting');
    await ana.seeNo('button', 'Follow Li');
  });
});
