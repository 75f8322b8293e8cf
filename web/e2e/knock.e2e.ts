// A room whose owner wants to know who comes: a guest on a phone knocks, the owner lets them in or not,
// from wherever she is in the room, and nobody who waits is lost by a reload.
import { describe, expect, it } from 'vitest';
import { axeFindings } from './lib/axe';
import type { Page } from './lib/page';
import { createDocument, createLink, createRoom, say, setUp } from './lib/people';
import { until } from './lib/until';
import { useWorld } from './lib/world';

const room = 'Brand kick-off';
const phone = { width: 390, height: 844 };

describe('knocking', () => {
  const world = useWorld();
  let address: string;
  let ana: Page;
  let gus: Page;

  async function knock(page: Page, name: string): Promise<void> {
    await page.goto(address);
    await page.fill('textbox', 'Name', name);
    await page.click('button', 'Ask to come in');
    await page.see('button', 'Stop waiting');
  }
  const said = (page: Page, words: string) =>
    until(`"${words}" to be said`, () =>
      page.evaluate(
        (wanted: string) =>
          [...document.querySelectorAll('[aria-live="polite"]')].some((region) =>
            region.textContent.includes(wanted),
          ),
        words,
      ),
    );

  it('[EVT23] the owner switches it on in the settings of the room', async () => {
    const server = await world.server();
    ana = await world.page('chromium', { as: 'ana' });
    await setUp(ana, server, 'Ana');
    await createRoom(ana, room);
    address = await createLink(ana, 'Commenter');
    await ana.click('button', `${room}, room menu`);
    await ana.click('menuitem', 'Room settings');
    await ana.click('switch', /^Ask before letting people in/);
    expect(await axeFindings(ana)).toEqual([]);
    await ana.press('Escape');
    await createDocument(ana, 'Brief');
  });

  it('[AUTH81] [AUTH82] a guest waits, is told who hears of it, and waits on after a reload', async () => {
    gus = await world.page('firefox', { as: 'gus', ...phone });
    await knock(gus, 'Gus');
    await gus.seeText('Your hosts have been told that you are here');
    expect(await axeFindings(gus)).toEqual([]);
    await ana.see('region', 'At the door');
    await said(ana, 'At the door: Gus');
    expect(await axeFindings(ana)).toEqual([]);
    await gus.reload();
    await gus.see('button', 'Stop waiting');
    await gus.seeText('You wait as Gus.');
  });

  it('[AUTH83] the owner lets in, and the room opens by itself', async () => {
    await ana.click('button', 'Let in: Gus');
    await ana.seeNo('region', 'At the door');
    await gus.see('button', `${room}, room menu`);
    await say(ana, 'Welcome, Gus');
    await gus.click('button', /^Chat/);
    await gus.seeText('Welcome, Gus');
    await gus.goto('about:blank');
    await gus.goto(address);
    await gus.click('button', 'Enter the room');
    await gus.see('button', `${room}, room menu`);
  });

  it('[AUTH83] who is refused is told so, by keyboard too', async () => {
    const eve = await world.page('chromium', { as: 'eve', ...phone });
    await knock(eve, 'Eve');
    await ana.see('region', 'At the door');
    await ana.press('Control+k');
    await ana.fill('textbox', 'Room, document or command', 'Not now: Eve');
    await ana.press('Enter');
    await ana.seeNo('region', 'At the door');
    await eve.see('heading', 'Not right now');
    await eve.seeText('Nobody could let you in this time');
    expect(await axeFindings(eve)).toEqual([]);
    await eve.reload();
    await eve.see('heading', 'Not right now');
  });

  it('[AUTH81] [AUTH82] while nobody is here a guest waits on, or leaves', async () => {
    const ida = await world.page('webkit', { as: 'ida', ...phone });
    await ana.click('link', 'Home');
    await ana.see('heading', 'Home');
    await knock(ida, 'Ida');
    await ida.seeText('Nobody who can let you in is here yet');
    await ida.click('button', 'Stop waiting');
    await ida.see('button', 'Ask to come in');
    await ida.seeText('You enter as Ida.');
  });
});
