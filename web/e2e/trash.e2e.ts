// A document and a message go into the trash, come back, and go for good.
import { describe, it } from 'vitest';
import type { Page } from './lib/page';
import {
  createDocument,
  createRoom,
  documentText,
  openDocument,
  say,
  seeSaved,
  setUp,
  writeAtEnd,
} from './lib/people';
import { until } from './lib/until';
import { useWorld } from './lib/world';

const room = 'Brand kick-off';

describe('the trash of a room', () => {
  const world = useWorld();
  let ana: Page;

  const openTrash = async () => {
    await ana.click('button', `${room}, room menu`);
    await ana.click('menuitem', 'Trash');
    await ana.see('dialog', 'Trash');
  };
  const remove = async () => {
    await ana.click('button', 'Menu of Brief');
    await ana.click('menuitem', 'Move to trash');
    await ana.seeText('Brief is in the trash');
  };

  it('[TRS1] [TRS2] what was removed comes back with a toast or from the trash', async () => {
    const server = await world.server();
    ana = await world.page('chromium', { as: 'ana' });
    await setUp(ana, server, 'Ana');
    await createRoom(ana, room);
    await createDocument(ana, 'Brief');
    await writeAtEnd(ana, 'Brief', 'What was written');
    await seeSaved(ana);
    await remove();
    await ana.click('button', 'Undo');
    await until('the text', async () => (await documentText(ana)).includes('What was written'));
    await remove();
    await openTrash();
    await ana.click('button', 'Restore Brief');
    await ana.seeText('The trash is empty');
    await ana.press('Escape');
    await openDocument(ana, 'Brief');
    await until('the text', async () => (await documentText(ana)).includes('What was written'));
  });

  it('[TRS3] [TRS4] a message comes back, and a document goes for good', async () => {
    await say(ana, 'Said too early');
    await ana.click('article', /^Ana,/);
    await ana.click('button', 'More actions', ['article', /^Ana,/]);
    await ana.click('menuitem', 'Delete');
    await ana.seeText('This message was deleted');
    await remove();
    await openTrash();
    await ana.click('button', 'Restore Said too early');
    await ana.click('button', 'Delete for good: Brief');
    await ana.see('dialog', 'Delete for good?');
    await ana.click('button', /^Delete for good$/);
    await ana.seeText('The trash is empty');
    await ana.press('Escape');
    await ana.seeText('Said too early');
  });
});
