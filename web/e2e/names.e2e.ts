// People give themselves, their rooms, documents and messages names that look like HTML: everywhere they
// are seen as they were typed, and nothing of them runs.
import { describe, expect, it } from 'vitest';
import type { Page } from './lib/page';
import { createDocument, createLink, createRoom, enterAsGuest, password, say } from './lib/people';
import type { Server } from './lib/server';
import { useWorld } from './lib/world';

const person = '<img src=x onerror=hurt()>Ana';
const guest = '<b onclick=hurt()>Gus</b>';
const room = '<script>hurt()</script>Kick-off';
const title = '"><svg onload=hurt()>Brief';
const message = '<iframe src="javascript:hurt()"></iframe> [here](javascript:hurt()) @all';

/** What of the names became an element, or a place to click that runs. */
const harmful = (page: Page) =>
  page.evaluate(() => {
    const made = 'img[src="x"], b[onclick], svg[onload], iframe[src^="javascript"]';
    const runs = [...document.querySelectorAll('a')].filter((link) =>
      /^\s*javascript:/i.test(link.getAttribute('href') ?? ''),
    );
    const scripts = [...document.scripts].filter((one) => one.textContent.includes('hurt('));
    return [...document.querySelectorAll(made), ...runs, ...scripts].map((one) =>
      one.outerHTML.slice(0, 100),
    );
  });

describe('names that look like HTML', () => {
  const world = useWorld();
  let server: Server;
  let ana: Page;
  let gus: Page;

  it('[AUTH77] are taken as they are by the setup, rooms, links and documents', async () => {
    server = await world.server();
    ana = await world.page('chromium', { as: 'ana' });
    await ana.goto(await server.setupLink());
    await ana.fill('textbox', 'Name of the workspace', '<i>Studio</i>');
    await ana.fill('textbox', 'Name', person);
    await ana.fill('textbox', 'E-mail', 'ana@studio-north.example');
    await ana.fillLabelled('Password', password);
    await ana.click('button', 'Create workspace');
    await ana.seeText('<i>Studio</i>');
    await createRoom(ana, room);
    const address = await createLink(ana, 'Editor');
    gus = await world.page('firefox', { as: 'gus' });
    await gus.goto(address);
    await gus.seeText(`${person} invites you to this room.`);
    expect(await harmful(gus)).toEqual([]);
    await enterAsGuest(gus, address, guest, room);
    await createDocument(ana, title);
    await say(gus, message);
  });

  it('[AUTH77] are text in the room, its chat, its people and its menus', async () => {
    await ana.seeText(/<iframe src="javascript:hurt\(\)">/);
    await ana.see('article', new RegExp(`^${guest.slice(0, 10)}`));
    await ana.fill('textbox', 'Message', '@');
    await ana.see('option', /Gus/);
    expect(await harmful(ana)).toEqual([]);
    await ana.press('Escape');
    await ana.fill('textbox', 'Message', '');
    await ana.click('tab', 'People');
    await ana.seeText(guest);
    await ana.click('tab', 'Activity');
    await ana.see('list', /^/);
    expect(await harmful(ana)).toEqual([]);
    expect(await harmful(gus)).toEqual([]);
  });

  it('[AUTH77] are text at home, in the palette, on pages of owners and in titles', async () => {
    for (const path of ['/', '/admin/people', '/admin/activity', '/admin/storage']) {
      await ana.goto(server.url + path);
      await ana.see('heading', /^/);
      await ana.see('button', `${person}, my menu`);
      expect(await harmful(ana), path).toEqual([]);
    }
    await ana.press('Control+k');
    await ana.type('Kick-off');
    await ana.seeText(room);
    expect(await harmful(ana)).toEqual([]);
    expect(await ana.evaluate(() => document.title)).not.toBe('');
  });
});
