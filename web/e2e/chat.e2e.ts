// What a room does beside sending: links to old messages lead there and stay there, threads of long ago
// can be found, a refused message can be let go from the strip, an empty room begins from an example.
import { createClient, unwrap } from '@atelier/sdk';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Page } from './lib/page';
import { documentText, seeSaved } from './lib/people';
import { patienceMs, until } from './lib/until';
import { seed as sow, type Seed } from './lib/seed';
import { useWorld } from './lib/world';

const count = 160;
const words = (index: number) => `Message ${index} of many`;

/** Fills the empty room; the first message begins a thread. Answers the seqs of all messages. */
async function fill({ url, ownerToken, emptyRoom: room }: Seed): Promise<number[]> {
  const client = createClient({ url, token: ownerToken });
  client.connection.connect();
  unwrap(await client.rooms.join(room));
  const seqs = new Map<string, number>();
  client.chat.on('message', ({ message }) => seqs.set(message.text, message.seq));
  const texts = Array.from({ length: count }, (_, index) => words(index));
  for (const text of texts) client.chat.send(room, { text });
  await until('all messages to be stored', () => seqs.size === count, 3 * patienceMs);
  client.chat.send(room, { text: 'An early answer', threadRoot: seqs.get(words(0)) ?? 0 });
  await until('the reply to be stored', () => seqs.has('An early answer'));
  client.connection.close();
  return texts.map((text) => seqs.get(text) ?? 0);
}

/** Where the message is, as a part of the height of the log: 0 at its top, 1 at its bottom. */
function placeOf(page: Page, text: string): Promise<number | null> {
  return page.evaluate((wanted: string) => {
    const log = document.querySelector('[role="log"]');
    const rows = [...(log?.querySelectorAll('[role="article"]') ?? [])];
    const row = rows.find((one) => one.querySelector('p')?.textContent === wanted);
    if (!log || !row) return null;
    const outer = log.getBoundingClientRect();
    const inner = row.getBoundingClientRect();
    return (inner.top + inner.height / 2 - outer.top) / outer.height;
  }, text);
}

describe('in a room', () => {
  const world = useWorld('independent');
  let seed: Seed;
  let seqs: number[];
  let page: Page;
  const panel = (query: string) => page.goto(`${seed.url}/r/${seed.emptyRoom}?panel=${query}`);
  /** It comes into view and is still there when its mark is gone. */
  const inTheMiddle = async (text: string) => {
    const shown = async () => {
      const place = await placeOf(page, text);
      return place !== null && place > 0.2 && place < 0.8;
    };
    await until(`"${text}" in the middle`, shown);
    await until('the mark to go', () =>
      page.evaluate(() => document.querySelector('[data-marked]') === null),
    );
    expect(await placeOf(page, text)).toBeGreaterThan(0.2);
    expect(await placeOf(page, text)).toBeLessThan(0.8);
  };

  beforeAll(async () => {
    seed = await sow(await world.server({ flags: ['--rate-limits', 'off'] }));
    seqs = await fill(seed);
    page = await world.page('chromium', { as: 'owner' });
    await page.setCookie(seed.url, seed.cookies.owner);
  });

  it.each([20, 80, 130])('a link to message %i shows it', async (index) => {
    await panel(`chat&at=${seqs[index]}`);
    await inTheMiddle(words(index));
  });

  it('the link of another message in the same room leads on, and back to the newest', async () => {
    await panel(`chat&at=${seqs[30]}`);
    await inTheMiddle(words(30));
    await page.click('button', 'Search in this room');
    await page.fill('textbox', 'Search messages', words(100));
    await page.click('button', new RegExp(`${words(100)}$`));
    await inTheMiddle(words(100));
    await page.click('button', /To the newest|new$/);
    await page.seeText(words(count - 1));
    await expect.poll(() => placeOf(page, words(count - 1))).toBeGreaterThan(0.8);
  });

  it('a thread of long ago is found and opens', async () => {
    await panel('threads');
    await page.seeText('No threads in the latest messages.');
    await page.click('button', 'Look for earlier threads');
    await page.click('button', new RegExp(words(0)));
    await page.seeText('An early answer');
  });

  it('an empty room begins from an example, once', async () => {
    const room = seed.emptyRoom;
    await page.goto(`${seed.url}/r/${room}`);
    await page.click('button', 'Meeting notes', ['main', 'Stage']);
    await page.see('textbox', 'Text of Meeting notes');
    const text = () => documentText(page);
    await until('the words of the example', async () => (await text()).includes('Decided'));
    const words = await text();
    await seeSaved(page);
    await page.reload();
    await page.see('textbox', 'Text of Meeting notes');
    await until('the same words', async () => (await text()) === words);
  });

  it('the strip lets a refused message go while the chat is closed', async () => {
    await panel('chat');
    // Within what the field takes, beyond what the server takes: two bytes a letter.
    await page.fill('textbox', 'Message', '\u00fc'.repeat(9_000));
    await page.press('Enter');
    const strip = ['contentinfo', 'State of the room'] as const;
    await page.see('button', 'Discard', strip);
    await page.click('tab', 'People');
    await page.seeText('Not saved: This is too large.');
    await page.click('button', 'Discard', strip);
    await seeSaved(page);
    await page.seeNo('button', 'Discard');
  });
});
