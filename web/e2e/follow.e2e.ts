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
  say,
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

const lineOne = 'Line 0 of the brief.';

const scrollBy = (page: Page, selector: string, by: number) =>
  page.evaluate(
    (which: string, pixels: number) => {
      const scroller = document.querySelector(which);
      if (scroller) scroller.scrollTop += pixels;
    },
    selector,
    by,
  );

const topMessage = (page: Page) =>
  page.evaluate(() => {
    const scroller = document.querySelector('#main [data-virtuoso-scroller]');
    const top = scroller?.getBoundingClientRect().top ?? 0;
    const all = [...document.querySelectorAll<HTMLElement>('#main [data-message]')];
    const first = all.find((row) => row.getBoundingClientRect().bottom > top + 2);
    return first?.dataset['message'] ?? '';
  });

/** Moves the pointer over a line in the middle of the text; answers its words. */
const pointAtMiddle = (page: Page) =>
  page.evaluate(() => {
    const all = [...document.querySelectorAll('#main .cm-line')];
    const line = all[Math.floor(all.length / 2)];
    const box = line?.getBoundingClientRect();
    if (!line || !box) return '';
    const spot = { clientX: box.left + 40, clientY: (box.top + box.bottom) / 2, bubbles: true };
    line.dispatchEvent(new PointerEvent('pointermove', spot));
    return line.textContent;
  });

/** Null while there is no dot. */
const lineAtDot = (page: Page) =>
  page.evaluate(() => {
    const dot = document.querySelector('[data-laser-dot]')?.getBoundingClientRect();
    if (!dot) return null;
    const middle = (dot.top + dot.bottom) / 2;
    const all = [...document.querySelectorAll('#main .cm-line')];
    const line = all.find((one) => one.getBoundingClientRect().bottom > middle);
    return line?.textContent ?? '';
  });

describe('following and presenting', () => {
  const world = useWorld();
  let ana: Page;
  let li: Page;

  it('[FOL1] a guest lands where the host is, and is offered to follow', async () => {
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
    await li.see('textbox', 'Text of Brief');
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

  it('[FOL5] the chat made large, the overview and a text that is read are followed as well', async () => {
    for (let count = 0; count < 30; count += 1) await say(ana, `Thought ${count} of the morning`);
    await li.click('button', 'Follow Ana', ['contentinfo', /^/]);
    await ana.click('button', 'Open chat on the stage');
    await li.see('heading', 'Chat');
    await scrollBy(ana, '#main [data-virtuoso-scroller]', -600);
    await until('both to see the same message', async () => {
      const there = await topMessage(ana);
      return there !== '' && there === (await topMessage(li));
    });
    await ana.click('link', 'Overview');
    await li.see('heading', 'Overview');
    await openDocument(ana, 'Notes');
    await li.see('textbox', 'Text of Notes');
    // Lines of one paragraph are few when they are rendered: they must not all fit.
    await ana.resize(900, 420);
    await ana.choose('Read');
    await ana.see('region', 'Read');
    await scrollBy(ana, '#main [role="region"][aria-label="Read"]', 400);
    await until('the writer to be carried along', async () => (await topLine(li)) !== lineOne);
  });

  it('[FOL6] the laser of whoever is followed points at the same words', async () => {
    await ana.choose('Write');
    await ana.see('textbox', 'Text of Notes');
    await ana.click('button', 'Laser pointer');
    const words = await pointAtMiddle(ana);
    await until('the dot to be at the same line', async () => (await lineAtDot(li)) === words);
    expect(await axeFindings(ana)).toEqual([]);
    await ana.click('button', 'Laser pointer');
    await until('the dot to be gone', async () => (await lineAtDot(li)) === null);
  });
});
