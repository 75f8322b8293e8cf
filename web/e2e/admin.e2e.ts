// Owners run the workspace: its name and logo, what people may do, groups that come into rooms at once,
// and how the server does.
import { describe, expect, it } from 'vitest';
import { axeFindings } from './lib/axe';
import type { Page } from './lib/page';
import { createLink, createRoom, setUp } from './lib/people';
import type { Server } from './lib/server';
import { settled } from './lib/walk';
import { useWorld } from './lib/world';

const room = 'Brand kick-off';

describe('running the workspace', () => {
  const world = useWorld();
  let server: Server;
  let ana: Page;

  const open = async (name: string) => {
    await ana.goto(`${server.url}/admin/${name}`);
    await settled(ana);
  };

  it('[RST44] a new name is seen at the door', async () => {
    server = await world.server({ flags: ['--registration', 'open'] });
    ana = await world.page('chromium', { as: 'ana' });
    await setUp(ana, server, 'Ana');
    await open('workspace');
    await ana.fill('textbox', 'Name of the workspace', 'Studio South');
    await ana.click('button', 'Save');
    await ana.seeText('Saved');
    await ana.goto(`${server.url}/`);
    await ana.seeText('Studio South');
    const guest = await world.page('firefox', { as: 'guest' });
    await guest.goto(`${server.url}/login`);
    await guest.seeText(/Studio South/);
  });

  it('[RST45] a group is made, and let into a room at once', async () => {
    const li = await world.page('chromium', { as: 'li' });
    await li.goto(`${server.url}/login?form=register`);
    await li.fill('textbox', 'Name', 'Li');
    await li.fill('textbox', 'E-mail', 'li@studio-south.example');
    await li.fillLabelled('Password', 'a long password');
    await li.click('button', 'Create account');
    await li.see('heading', 'Home');
    await open('workspace');
    await ana.click('button', 'New group');
    await ana.fill('textbox', 'Name of the group', 'Design');
    await ana.click('combobox', 'Who is in it');
    await ana.click('option', 'Li');
    await ana.press('Escape');
    expect(await axeFindings(ana)).toEqual([]);
    await ana.click('button', 'Save', ['dialog', 'New group']);
    await ana.see('button', 'Change Design');
    await ana.goto(`${server.url}/`);
    await createRoom(ana, room);
    await ana.click('button', 'Invite', ['banner', 'Top bar']);
    await ana.click('combobox', 'Invite a group');
    await ana.click('option', 'Design');
    await ana.click('button', 'Let in');
    await ana.seeText('1 person is in the room now.');
    expect(await axeFindings(ana)).toEqual([]);
    await li.reload();
    await li.see('link', new RegExp(room));
    await ana.press('Escape');
  });

  it('[RST43] guests are let in no more from the moment it is saved', async () => {
    const address = await createLink(ana, 'Commenter');
    await open('limits');
    await ana.click('switch', /^Let people in without an account/);
    await ana.click('button', 'Save');
    await ana.seeText('Saved');
    const eve = await world.page('chromium', { as: 'eve', width: 390, height: 844 });
    await eve.goto(address);
    await eve.fill('textbox', 'Name', 'Eve');
    await eve.click('button', 'Enter the room');
    await eve.see('alert', /^/);
    await eve.seeNo('button', `${room}, room menu`);
  });

  it('[RST41] [RST42] storage and health tell what is there', async () => {
    await open('storage');
    await ana.see('link', room, ['list', 'Rooms']);
    await open('health');
    await ana.seeText('Works');
  });
});
