// What guests see of the time before they came: the owner says nothing, and a guest on a phone sees what
// is said from then on.
import { describe, expect, it } from 'vitest';
import { axeFindings } from './lib/axe';
import type { Page } from './lib/page';
import { createLink, createRoom, say, setUp } from './lib/people';
import { until } from './lib/until';
import { useWorld } from './lib/world';

const room = 'Brand kick-off';

describe('the time before a guest came', () => {
  const world = useWorld();
  let ana: Page;
  let gus: Page;

  it('[EVT25] an owner keeps it from guests', async () => {
    const server = await world.server();
    ana = await world.page('chromium', { as: 'ana' });
    await setUp(ana, server, 'Ana');
    await createRoom(ana, room);
    await say(ana, 'Their budget is 40,000');
    await ana.click('button', `${room}, room menu`);
    await ana.click('menuitem', 'Room settings');
    await ana.click('combobox', 'Guests see');
    await ana.click('option', 'Only from when they come');
    await until('the choice', () =>
      ana.evaluate(() =>
        [...document.querySelectorAll<HTMLInputElement>('[role="dialog"] input')].some(
          (input) => input.value === 'Only from when they come',
        ),
      ),
    );
    expect(await axeFindings(ana)).toEqual([]);
    await ana.press('Escape');
    const address = await createLink(ana, 'Commenter');
    gus = await world.page('firefox', { as: 'gus', width: 390, height: 844 });
    await gus.goto(address);
    await gus.fill('textbox', 'Name', 'Gus');
    await gus.click('button', 'Enter the room');
    await gus.see('button', `${room}, room menu`);
    await gus.click('button', /^Chat/);
    await gus.seeText('The conversation starts here');
    await gus.seeText(/^You see what was said since you came/);
    expect(await axeFindings(gus)).toEqual([]);
  });

  it('[EVT25] who reads along from then on reads it all', async () => {
    await say(ana, 'Welcome, Gus');
    await gus.seeText('Welcome, Gus');
    await gus.reload();
    await gus.seeText('Welcome, Gus');
    await gus.seeText(/^You see what was said since you came/);
    const text = await gus.evaluate(() => document.body.textContent);
    expect(text).not.toContain('budget');
    expect(await axeFindings(gus)).toEqual([]);
  });
});
