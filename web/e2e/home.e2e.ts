// Home and new rooms: a room from a template has its documents with their words and a pinned message,
// in the language of who made it; a broken line is told of and nothing is made twice; home shows what
// waits, who is where, what was opened lately, and finds rooms by name.
import { describe, expect, it } from 'vitest';
import { axeFindings } from './lib/axe';
import type { Page } from './lib/page';
import { createLink, documentText, enterAsGuest, openDocument, say, setUp } from './lib/people';
import type { Server } from './lib/server';
import { until } from './lib/until';
import { useWorld } from './lib/world';

const room = 'Brand relaunch';

async function beginRoom(page: Page, template: string, name: string): Promise<void> {
  await page.click('button', 'New room', ['main', /^/]);
  await page.fill('textbox', 'Name of the room', name);
  await page.click('radio', template);
}

async function clean(page: Page): Promise<void> {
  expect(await axeFindings(page)).toEqual([]);
}

async function makeRooms(page: Page, names: readonly string[]): Promise<void> {
  await page.evaluate(async (wanted: readonly string[]) => {
    const session = (await (await fetch('/api/v1/session')).json()) as { csrf: string };
    const headers = { 'Content-Type': 'application/json', 'X-Atelier-CSRF': session.csrf };
    for (const name of wanted) {
      const body = JSON.stringify({ name });
      await fetch('/api/v1/rooms', { method: 'POST', headers, body });
    }
  }, names);
}

describe('home and rooms', () => {
  const world = useWorld();
  let server: Server;
  let ana: Page;
  let li: Page;

  it('an empty home offers templates', async () => {
    server = await world.server({ flags: ['--rate-limits', 'off'] });
    ana = await world.page('chromium', { as: 'ana' });
    await setUp(ana, server, 'Ana');
    await ana.seeText('No rooms yet');
    await clean(ana);
    await ana.click('link', /^Sprint/);
    await ana.see('dialog', 'New room');
    await ana.seeText(/Sprint goal and backlog, Daily notes/);
    await clean(ana);
    await ana.press('Escape');
    await ana.seeNo('dialog', 'New room');
  });

  it('a room from a template has its documents with their words', async () => {
    await beginRoom(ana, 'Client kick-off', room);
    await ana.click('button', 'Create room');
    await ana.see('button', `${room}, room menu`);
    for (const title of ['Kick-off agenda', 'Project brief', 'Decisions and open questions'])
      await ana.see('link', new RegExp(`^${title}`), ['navigation', 'Room contents']);
    await openDocument(ana, 'Kick-off agenda');
    await until('the agenda', async () => {
      const text = await documentText(ana);
      return text.includes('Questions for the client') && text.includes('Which dates cannot move?');
    });
    const parts = await ana.evaluate(() => [
      document.querySelectorAll('.bn-editor table tr').length,
      document.querySelectorAll('.bn-editor input[type="checkbox"]').length,
    ]);
    expect(parts).toEqual([7, 3]);
    await clean(ana);
  });

  it('and a pinned message that says how to begin', async () => {
    await ana.click('link', 'Overview', ['navigation', 'Room contents']);
    await ana.seeText(/The meeting follows the/);
    await ana.see('region', 'Pinned messages');
    const pinned = await ana.textOf('region', 'Pinned messages');
    expect(pinned).toContain('Start here. The meeting follows the Kick-off agenda.');
  });

  it('a document gets another name, and a copy with its content', async () => {
    await ana.click('button', 'Menu of Project brief');
    await ana.click('menuitem', 'Rename');
    await ana.fill('textbox', 'Title', 'Client brief');
    await ana.click('button', 'Save');
    await ana.see('link', /^Client brief/, ['navigation', 'Room contents']);
    await ana.click('button', 'Menu of Kick-off agenda');
    await ana.click('menuitem', 'Duplicate');
    await ana.see('dialog', 'Duplicate Kick-off agenda');
    await clean(ana);
    await ana.click('button', 'Duplicate');
    await ana.see('textbox', 'Text of Kick-off agenda (copy)');
    await until('the copied words', async () =>
      (await documentText(ana)).includes('Which dates cannot move?'),
    );
    await ana.see('link', /^Kick-off agenda \(copy\)/, ['navigation', 'Room contents']);
    await ana.press('Control+k');
    await ana.seeText('Duplicate this document');
    await ana.press('Escape');
  });

  it('a document is kept on top of the room, and no longer', async () => {
    await ana.click('button', 'Menu of Client brief');
    await ana.click('menuitem', 'Pin to the top');
    await ana.see('link', /^Client brief/, ['region', 'Pinned']);
    await ana.reload();
    await ana.see('link', /^Client brief/, ['region', 'Pinned']);
    await clean(ana);
    await ana.click('button', 'Menu of Client brief');
    await ana.click('menuitem', 'Unpin');
    await ana.seeNo('region', 'Pinned');
  });

  it('a failed step is told of, and the rest is made without anything twice', async () => {
    await ana.click('link', 'Home', ['navigation', 'Room contents']);
    await ana.see('heading', 'Home');
    await ana.evaluate(() => {
      const real = window.fetch;
      let broken = 1;
      window.fetch = (input, init) => {
        const writes = init?.method === 'POST' && String(input).includes('/documents/');
        return writes && broken-- > 0 ? Promise.reject(new Error('cut')) : real(input, init);
      };
    });
    await beginRoom(ana, 'Code review', 'Search index');
    await ana.click('button', 'Create room');
    await ana.seeText(
      /Missing: Change under review, Review checklist, Findings, the first message/,
    );
    await clean(ana);
    await ana.click('button', 'Make the rest');
    await ana.see('button', 'Search index, room menu');
    await ana.click('link', 'Home', ['navigation', 'Room contents']);
    await ana.see('link', /^Search index/, ['list', 'Rooms']);
    const counted = await ana.evaluate(
      () => document.querySelectorAll('main a[href^="/r/r-search-index"]').length,
    );
    expect(counted).toBe(1);
  });

  it('home shows who is where, what waits and what was opened lately', async () => {
    await ana.click('link', new RegExp(`^${room}`), ['list', 'Rooms']);
    const address = await createLink(ana, 'Editor');
    await ana.click('link', 'Home', ['navigation', 'Room contents']);
    li = await world.page('firefox', { as: 'li' });
    await enterAsGuest(li, address, 'Li', room);
    await li.click('tab', 'Chat');
    await say(li, 'Which photos may we use?');
    await li.seeText('Which photos may we use?');
    await ana.reload();
    await ana.see('list', 'Waiting for you');
    await ana.see('link', /Brand relaunch.*1 unread.*Which photos/, ['list', 'Waiting for you']);
    await ana.see('link', /^Kick-off agenda \(copy\)/, ['list', 'Opened lately']);
    await ana.see('img', 'Here now: Li');
    await clean(ana);
    await ana.click('link', /Brand relaunch/, ['list', 'Waiting for you']);
    await ana.see('tab', 'Chat');
    await ana.click('link', 'Home', ['navigation', 'Room contents']);
    await ana.seeText('You have read everything.');
  });

  it('many rooms are found by name', async () => {
    await makeRooms(ana, [
      'Café Lindner',
      'Sprint 11',
      'Sprint 12',
      'Sprint 13',
      'A',
      'B',
      'C',
      'D',
    ]);
    await ana.reload();
    await ana.fill('searchbox', 'Find a room by its name', 'cafe');
    await ana.seeText('1 room');
    await ana.see('link', /^Café Lindner/, ['list', 'Rooms']);
    await ana.fill('searchbox', 'Find a room by its name', 'nowhere');
    await ana.seeText('No room has this name.');
    await clean(ana);
  });

  it('in German the content is German', async () => {
    await ana.evaluate(() => localStorage.setItem('atelier.language', 'de'));
    await ana.goto(`${server.url}/?new=workshop`);
    await ana.fill('textbox', 'Name des Raums', 'Werkstatt');
    await ana.click('button', 'Raum anlegen');
    await ana.see('link', /^Plan des Workshops/);
    await ana.click('link', /^Plan des Workshops/);
    await until('the plan', async () => (await documentText(ana)).includes('Die Uhr gewinnt'));
  });

  it('signing out forgets what was opened on this device', async () => {
    const kept = () => Object.keys(localStorage).filter((key) => key.includes('recent'));
    expect(await ana.evaluate(kept)).toHaveLength(1);
    await ana.click('button', /^Ana/);
    await ana.click('menuitem', 'Abmelden');
    await ana.see('heading', 'Anmelden');
    expect(await ana.evaluate(kept)).toEqual([]);
  });
});
