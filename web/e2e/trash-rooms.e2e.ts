// An owner deletes a room: who is in it is told, it comes back whole from the trash, and goes for good.
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
const gone = `${room} is in the trash`;

describe('a room in the trash', () => {
  const world = useWorld();
  let ana: Page;
  let li: Page;
  let link = '';

  const remove = async () => {
    await ana.click('button', `${room}, room menu`);
    await ana.click('menuitem', 'Room settings');
    await ana.click('button', 'Delete room');
    await ana.see('dialog', `Move ${room} to the trash?`);
    await ana.click('button', 'Move to trash');
    await ana.see('heading', gone);
  };

  it('[TRS6] [TRS7] is told to everybody in it, and is nowhere any more', async () => {
    const server = await world.server();
    ana = await world.page('chromium', { as: 'ana' });
    await setUp(ana, server, 'Ana');
    await createRoom(ana, room);
    link = await createLink(ana, 'Editor');
    await say(ana, 'Said before');
    await createDocument(ana, 'Brief');
    await writeAtEnd(ana, 'Brief', 'What was written');
    await seeSaved(ana);
    li = await world.page('firefox', { as: 'li' });
    await enterAsGuest(li, link, 'Li', room);
    await openDocument(li, 'Brief');
    await remove();
    await li.see('heading', gone);
    await li.seeText(/an owner can bring it back for 30 days/);
    await li.seeNo('button', 'Bring room back');
    await li.click('link', 'Go to home');
    await li.see('heading', 'Home');
    await li.seeNo('link', new RegExp(room));
    await li.goto(link);
    await li.see('heading', 'This link does not work any more');
  });

  it('[TRS8] [RST46] is in the trash of its owner and comes back with everything', async () => {
    await ana.click('link', 'Go to home');
    await ana.seeNo('link', new RegExp(room));
    await ana.click('link', 'Rooms in the trash');
    await ana.seeText(/Deleted by Ana/);
    await ana.seeText(/30 days left/);
    await ana.click('button', `Restore ${room}`);
    await ana.seeText('No room is in the trash');
    await ana.click('link', 'Atelier');
    await ana.click('link', new RegExp(room));
    await ana.seeText('Said before');
    await openDocument(ana, 'Brief');
    await until('the text', async () => (await documentText(ana)).includes('What was written'));
    await li.reload();
    await li.click('button', 'Enter the room');
    await li.see('button', `${room}, room menu`);
  });

  it('[TRS9] goes for good once its name was typed', async () => {
    await remove();
    await ana.click('link', 'Open the trash');
    await ana.click('button', `Delete for good: ${room}`);
    await ana.see('dialog', 'Delete for good?');
    await ana.fill('textbox', 'Type the name of the room', room);
    await ana.click('button', /^Delete for good$/);
    await ana.seeText('No room is in the trash');
    await li.see('heading', gone);
  });
});
