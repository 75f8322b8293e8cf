// What happened in a room, narrowed down by who, what and where.
import { describe, expect, it } from 'vitest';
import { axeFindings } from './lib/axe';
import type { Page } from './lib/page';
import { createDocument, createRoom, say, setUp } from './lib/people';
import { until } from './lib/until';
import { useWorld } from './lib/world';

const room = 'Brand kick-off';

describe('the activity of a room', () => {
  const world = useWorld();
  let ana: Page;

  const lines = () =>
    ana.evaluate(() =>
      [...document.querySelectorAll('[role="region"] li')].map((line) =>
        line.textContent.replace(/(\d+ |now|just).*$/, '').trim(),
      ),
    );
  const onlyLines = (words: RegExp) =>
    until(`only lines with ${words}`, async () => {
      const all = await lines();
      return all.length > 0 && all.every((line) => words.test(line));
    });

  it('[RST11] is filtered by kind and by where it was', async () => {
    const server = await world.server();
    ana = await world.page('chromium', { as: 'ana' });
    await setUp(ana, server, 'Ana');
    await createRoom(ana, room);
    await say(ana, 'Hello');
    await createDocument(ana, 'Brief');
    await ana.click('tab', 'Activity');
    await ana.seeText(/created a document/);
    await ana.seeText(/wrote a message/);
    await ana.click('combobox', 'Kind');
    await ana.click('option', 'Messages');
    await onlyLines(/wrote a message/);
    await ana.click('combobox', 'Kind');
    await ana.click('option', 'Everything');
    await ana.click('combobox', 'Where');
    await ana.click('option', 'Brief');
    await onlyLines(/Brief/);
    expect(await axeFindings(ana)).toEqual([]);
    await ana.click('combobox', 'Kind');
    await ana.click('option', 'Meetings');
    await ana.seeText('Nothing of this kind happened.');
    expect(await axeFindings(ana)).toEqual([]);
  });
});
