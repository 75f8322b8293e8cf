// A room that keeps its messages for a time: chosen in its settings, and still so afterwards.
import { describe, expect, it } from 'vitest';
import { axeFindings } from './lib/axe';
import type { Page } from './lib/page';
import { createRoom, setUp } from './lib/people';
import { until } from './lib/until';
import { useWorld } from './lib/world';

const room = 'Brand kick-off';

describe('messages that go by themselves', () => {
  const world = useWorld();
  let ana: Page;

  const openSettings = async () => {
    await ana.click('button', `${room}, room menu`);
    await ana.click('menuitem', 'Room settings');
    await ana.see('combobox', 'Keep messages');
  };
  const chosen = () =>
    ana.evaluate(() =>
      [...document.querySelectorAll<HTMLInputElement>('[role="dialog"] input')].map((i) => i.value),
    );

  it('[SAF41] an owner chooses for how long they are kept', async () => {
    const server = await world.server();
    ana = await world.page('chromium', { as: 'ana' });
    await setUp(ana, server, 'Ana');
    await createRoom(ana, room);
    await openSettings();
    expect(await chosen()).toContain('For ever');
    await ana.click('combobox', 'Keep messages');
    await ana.click('option', 'For 90 days');
    await ana.seeText(/^Messages older than 90 days go within an hour/);
    expect(await axeFindings(ana)).toEqual([]);
    await ana.click('button', 'Cancel');
    expect(await chosen()).toContain('For ever');
    await ana.click('combobox', 'Keep messages');
    await ana.click('option', 'For 90 days');
    await ana.click('button', 'Keep for 90 days');
    await until('the choice', async () => (await chosen()).includes('For 90 days'));
    expect(await axeFindings(ana)).toEqual([]);
  });

  it('[SAF41] it is so after a reload, and can be taken back', async () => {
    await ana.reload();
    await openSettings();
    expect(await chosen()).toContain('For 90 days');
    await ana.click('combobox', 'Keep messages');
    await ana.click('option', 'For ever');
    await until('the choice', async () => (await chosen()).includes('For ever'));
  });
});
