// Three people in three engines: from the printed setup link to a shared text, and what a reload keeps.
import { describe, expect, it } from 'vitest';
import type { Page } from './lib/page';
import {
  createDocument,
  createLink,
  createRoom,
  cursorLabels,
  documentText,
  enterAsGuest,
  messages,
  openDocument,
  say,
  seeSaved,
  setUp,
  writeAtEnd,
} from './lib/people';
import { patienceMs, until } from './lib/until';
import { useWorld } from './lib/world';

const room = 'Brand kick-off';

describe('one room in three engines', () => {
  const world = useWorld();
  let ana: Page;
  let li: Page;
  let wei: Page;
  let link = '';
  const everybody = () => [ana, li, wei];

  it('the first owner sets up the workspace by the printed link and creates a room', async () => {
    const server = await world.server();
    ana = await world.page('chromium', { as: 'ana' });
    await setUp(ana, server, 'Ana');
    await createRoom(ana, room);
    await ana.see('button', 'Here: Ana');
  });

  it('guests come in by a link, in Firefox and WebKit', async () => {
    link = await createLink(ana, 'Editor');
    expect(link).toMatch(/\/join\/[^/#]+#.+/);
    li = await world.page('firefox', { as: 'li' });
    wei = await world.page('webkit', { as: 'wei' });
    await enterAsGuest(li, link, 'Li', room);
    await enterAsGuest(wei, link, 'Wei', room);
    for (const page of everybody()) {
      for (const name of ['Ana', 'Li', 'Wei']) {
        await page.see('button', new RegExp(`^Here: .*\\b${name}\\b`));
      }
    }
  });

  it('what one says, the others read, in one order', async () => {
    await say(ana, 'Hello from Chromium');
    await li.seeText('Hello from Chromium');
    await say(li, 'Hello from Firefox');
    await wei.seeText('Hello from Firefox');
    await say(wei, 'Hello from WebKit');
    for (const page of everybody()) {
      await expect
        .poll(async () => (await messages(page)).map(({ text }) => text), { timeout: patienceMs })
        .toEqual(['Hello from Chromium', 'Hello from Firefox', 'Hello from WebKit']);
    }
  });

  it('typing is seen, and ends with the message', async () => {
    await li.fill('textbox', 'Message', 'I am still writing th');
    await ana.seeText('Li is typing');
    await wei.seeText('Li is typing');
    await li.press('Enter');
    await until('the typing line to end', () =>
      ana.evaluate(() => !document.body.innerText.includes('Li is typing')),
    );
  });

  it('a shared text shows the edits and the cursors of the others', async () => {
    await createDocument(ana, 'Brief');
    await openDocument(li, 'Brief');
    await openDocument(wei, 'Brief');
    await writeAtEnd(ana, 'Brief', 'Ana begins. ');
    for (const page of [li, wei]) {
      await until('the text of Ana', async () =>
        (await documentText(page)).includes('Ana begins.'),
      );
      await until('the cursor of Ana', async () => (await cursorLabels(page)).includes('Ana'));
    }
    await writeAtEnd(li, 'Brief', 'Li goes on. ');
    await until('the text of Li', async () => (await documentText(wei)).includes('Li goes on.'));
    await writeAtEnd(wei, 'Brief', 'Wei ends.');
    for (const page of everybody()) {
      await until(
        'all three parts',
        async () => (await documentText(page)) === 'Ana begins. Li goes on. Wei ends.',
      );
    }
    await until('the cursor of Li', async () => (await cursorLabels(ana)).includes('Li'));
  });

  it('a reload keeps everything', async () => {
    for (const page of everybody()) {
      await seeSaved(page);
      await page.reload();
      await page.see('textbox', 'Text of Brief');
      await until(
        'the whole text after a reload',
        async () => (await documentText(page)) === 'Ana begins. Li goes on. Wei ends.',
      );
      await page.seeText('Hello from Chromium');
      await page.seeText('I am still writing th');
      await page.see('button', /^Here: .*Ana/);
    }
  });

  it('a guest who was removed is told so and gets nothing more', async () => {
    await ana.click('tab', 'People');
    await ana.click('button', 'Manage Li');
    await ana.click('menuitem', 'Remove from room');
    await ana.click('button', 'Remove from room');
    await li.seeText(`You are no longer in ${room}`);
    await ana.seeNo('button', 'Manage Li');
  });
});
