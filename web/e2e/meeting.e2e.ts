// A meeting: the owner starts it, a guest on a phone is in it, it ends, and its
// summary says who was there and what came of it.
import { describe, expect, it } from 'vitest';
import { axeFindings } from './lib/axe';
import type { Page } from './lib/page';
import { createLink, createRoom, enterAsGuest, setUp } from './lib/people';
import { useWorld } from './lib/world';

const room = 'Brand kick-off';
const phone = { width: 390, height: 844 };

async function tellPeople(owner: Page, words: string): Promise<void> {
  await owner.click('button', `${room}, room menu`);
  await owner.click('menuitem', 'Room settings');
  await owner.fill('textbox', 'What people are told', words);
  await owner.click('button', 'Save');
  await owner.seeNo('button', 'Save');
  await owner.press('Escape');
  await owner.seeNo('dialog', 'Room settings');
}

describe('meetings', () => {
  const world = useWorld();
  let address: string;
  let ana: Page;
  let gus: Page;

  it('[MTG1] the owner starts one and a guest on a phone sees that it is live', async () => {
    const server = await world.server();
    ana = await world.page('chromium', { as: 'ana' });
    await setUp(ana, server, 'Ana');
    await createRoom(ana, room);
    address = await createLink(ana, 'Commenter');
    await tellPeople(ana, 'We write notes and keep them.');
    gus = await world.page('chromium', { as: 'gus', ...phone });
    await gus.goto(address);
    await gus.see('region', 'Before you come in');
    await gus.seeText('We write notes and keep them.');
    expect(await axeFindings(gus)).toEqual([]);
    await enterAsGuest(gus, address, 'Gus', room);
    await ana.click('button', 'Start a meeting', ['banner', 'Top bar']);
    await ana.fill('textbox', 'Title', 'Kick-off call');
    await ana.click('button', 'Start a meeting', ['dialog', 'Start a meeting']);
    await ana.see('button', /^Meeting Kick-off call, live since/);
    await gus.see('button', /^Meeting Kick-off call, live since/);
    expect(await axeFindings(gus)).toEqual([]);
    await gus.click('button', /^Meeting Kick-off call/);
    await gus.seeText(/started by Ana$/);
    await gus.seeText('We write notes and keep them.');
    await gus.seeNo('button', 'End meeting');
    await gus.press('Escape');
  });

  it('[MTG2] [MTG7] who ends it reads the summary, and others are offered it', async () => {
    await ana.click('button', /^Meeting Kick-off call/);
    expect(await axeFindings(ana)).toEqual([]);
    await ana.click('button', 'End meeting');
    await ana.see('heading', 'Kick-off call');
    await ana.see('heading', 'Decisions');
    await ana.seeText(/listed here as a decision/);
    await ana.seeText('less than a minute');
    await ana.see('region', 'Who was there');
    await gus.click('button', 'Open summary');
    await gus.see('heading', 'Kick-off call');
    expect(await axeFindings(gus)).toEqual([]);
    await gus.reload();
    await gus.see('heading', 'Kick-off call');
  });

  it('[MTG6] the overview of the room lists it', async () => {
    await ana.click('link', 'Overview');
    await ana.see('link', /^Kick-off call/, ['region', 'Last meetings']);
  });
});
