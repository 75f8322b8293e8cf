// The files of a room: what was attached is found by kind and by name, opens, and leads to its message;
// what is deleted goes, and a guest who may only look sees the same.
import { describe, expect, it } from 'vitest';
import { axeFindings } from './lib/axe';
import type { Page } from './lib/page';
import { createLink, createRoom, enterAsGuest, say, setUp } from './lib/people';
import { picture } from './lib/picture';
import { until } from './lib/until';
import { useWorld } from './lib/world';

const room = 'Brand kick-off';

/** Attaches a file to a message and sends it. */
async function attach(page: Page, name: string, bytes: Buffer, text: string): Promise<void> {
  await page.evaluate(
    (file, encoded) => {
      const data = new DataTransfer();
      const made = Uint8Array.from(atob(encoded), (c) => c.charCodeAt(0));
      data.items.add(new File([made], file));
      const input = document.querySelector<HTMLInputElement>('input[type="file"]');
      if (!input) throw new Error('there is no place for files');
      input.files = data.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    },
    name,
    bytes.toString('base64'),
  );
  await page.see('button', new RegExp(`^Remove .*${name}`));
  await say(page, text);
}

const shown = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('#main li a')].map(
      (link) => link.getAttribute('aria-label')?.split(',')[0] ?? '',
    ),
  );

describe('the files of a room', () => {
  const world = useWorld();
  let ana: Page;

  it('[EVT74] everything that was attached is there, newest first, by kind and by name', async () => {
    const server = await world.server();
    ana = await world.page('chromium', { as: 'ana' });
    await setUp(ana, server, 'Ana');
    await createRoom(ana, room);
    await ana.click('link', 'Files');
    await ana.seeText('No files yet');
    await attach(ana, 'shutters.png', picture(320, 240), 'What we saw');
    await ana.see('link', /^shutters\.png, .* from Ana$/);
    await attach(ana, 'Brief.pdf', Buffer.from('the brief'), 'What they want');
    await ana.click('button', 'Show new files');
    await ana.see('link', /^Brief\.pdf, 9 byte, from Ana$/);
    expect(await shown(ana)).toEqual(['Brief.pdf', 'shutters.png']);
    await until('the preview', () =>
      ana.evaluate(
        () => document.querySelector<HTMLImageElement>('#main img')?.naturalWidth === 320,
      ),
    );
    expect(await axeFindings(ana)).toEqual([]);
    await ana.choose('Pictures');
    await until('pictures', async () => (await shown(ana)).join() === 'shutters.png');
    expect(await ana.evaluate(() => location.pathname)).toMatch(/\/files\/pictures$/);
    await ana.reload();
    await ana.see('link', /^shutters\.png/);
    await ana.choose('All');
    await ana.fill('textbox', 'Find by name', 'BRIEF');
    await until('what is called so', async () => (await shown(ana)).join() === 'Brief.pdf');
    await ana.fill('textbox', 'Find by name', 'nothing like it');
    await ana.seeText('No name here has "nothing like it" in it.');
    await ana.fill('textbox', 'Find by name', '');
    await ana.see('link', /^shutters\.png/);
  });

  it('[EVT74] a file leads to its message, and goes with it', async () => {
    await ana.click('button', 'Show in the chat: shutters.png');
    await until('the message in the address', () =>
      ana.evaluate(() => /[?&]at=\d+/.test(location.search)),
    );
    await ana.seeText('What we saw');
    await ana.click('article', /^Ana,/);
    await ana.click('button', 'More actions', ['article', /^Ana,/]);
    await ana.click('menuitem', 'Delete');
    await until('what is left', async () => (await shown(ana)).join() === 'Brief.pdf');
    await ana.click('button', 'Undo');
    await ana.click('button', 'Show new files');
    await until('what is back', async () => (await shown(ana)).length === 2);
  });

  it('[EVT74] a guest who may only look sees them on a phone', async () => {
    const address = await createLink(ana, 'Viewer');
    const wei = await world.page('firefox', { as: 'wei', width: 390, height: 844 });
    await enterAsGuest(wei, address, 'Wei', room);
    await wei.click('button', 'Surfaces');
    await wei.click('link', 'Files');
    await wei.see('link', /^shutters\.png, .* from Ana$/);
    expect(await axeFindings(wei)).toEqual([]);
    await wei.click('button', 'Show in the chat: Brief.pdf');
    await wei.seeText('What they want');
  });
});
