// An owner archives a room: everybody reads it, nobody writes, until it is brought back.
import { describe, it } from 'vitest';
import type { Page } from './lib/page';
import {
  createDocument,
  createLink,
  createRoom,
  documentText,
  enterAsGuest,
  openDocument,
  say,
  seeSaved,
  setUp,
  writeAtEnd,
} from './lib/people';
import { until } from './lib/until';
import { useWorld } from './lib/world';

const room = 'Brand kick-off';
const archived = 'This room is archived: everybody can read it, nobody can change it.';

describe('an archived room', () => {
  const world = useWorld();
  let ana: Page;
  let li: Page;

  it('[EVT22] is asked for, told to everybody, and read-only', async () => {
    const server = await world.server();
    ana = await world.page('chromium', { as: 'ana' });
    await setUp(ana, server, 'Ana');
    await createRoom(ana, room);
    const editors = await createLink(ana, 'Editor');
    await createDocument(ana, 'Brief');
    await writeAtEnd(ana, 'Brief', 'What was written');
    await seeSaved(ana);
    li = await world.page('firefox', { as: 'li' });
    await enterAsGuest(li, editors, 'Li', room);
    await openDocument(li, 'Brief');
    await ana.click('button', `${room}, room menu`);
    await ana.click('menuitem', 'Archive room');
    await ana.see('dialog', 'Archive this room?');
    await ana.click('button', 'Archive room');
    for (const page of [ana, li]) {
      await page.seeText('Archived');
      await page.seeText(archived);
      await page.seeNo('textbox', 'Message');
      await until('the text', async () => (await documentText(page)).includes('What was written'));
    }
  });

  it('[EVT22] is found at home and brought back', async () => {
    await ana.click('link', 'Home');
    await ana.click('switch', 'Show 1 archived room');
    await ana.click('link', new RegExp(room), ['list', 'Archived rooms']);
    await ana.click('button', `${room}, room menu`);
    await ana.click('menuitem', 'Bring room back');
    await say(ana, 'Back again');
    await li.seeText('Back again');
    await writeAtEnd(li, 'Brief', ' and more');
    await seeSaved(li);
  });
});
