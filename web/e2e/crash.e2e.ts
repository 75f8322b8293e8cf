// kill -9 of the server while people in three engines write and talk, then a restart: everybody comes
// back by themselves, and every message and edit is there once and in order.
import { beforeAll, describe, expect, it } from 'vitest';
import { engines, type Engine, type Page } from './lib/page';
import {
  createPlainText,
  createLink,
  createRoom,
  documentText,
  enterAsGuest,
  messages,
  openDocument,
  say,
  seeSaved,
  setUp,
  writeAtEnd,
} from './lib/people';
import type { Server } from './lib/server';
import { patienceMs } from './lib/until';
import { useWorld } from './lib/world';

// So tall that the virtual list shows every message.
const size = { width: 1440, height: 2900 };
const rounds = 8;
const title = 'Notes';

function words(engine: Engine): string[] {
  return Array.from({ length: rounds }, (_, step) => `${engine}${step}`);
}

// Everybody types letters of their own, a few at a time: two people who type at one place may come
// between each other's letters, but none is lost or doubled, and each one's order stays.
const perRound = 3;
const firstLetter = { chromium: 'A', firefox: 'a', webkit: '\u03b1' } as const;

function letters(engine: Engine): string {
  const first = firstLetter[engine].charCodeAt(0);
  const all = Array.from({ length: rounds * perRound }, (_, index) => first + index);
  return String.fromCharCode(...all);
}

/** What of the text is this person's. */
function ownLetters(text: string, engine: Engine): string {
  return [...text].filter((letter) => letters(engine).includes(letter)).join('');
}

async function texts(page: Page): Promise<string[]> {
  return (await messages(page)).map(({ text }) => text);
}

describe('kill -9 in the middle', () => {
  const world = useWorld();
  const pages = new Map<Engine, Page>();
  const confirmed = new Map<Engine, string[]>();
  let server: Server;

  beforeAll(async () => {
    server = await world.server();
    const owner = await world.page('chromium', { ...size, as: 'owner' });
    await setUp(owner, server, 'Ana');
    await createRoom(owner, 'Storm');
    const link = await createLink(owner, 'Editor');
    await createPlainText(owner, title);
    pages.set('chromium', owner);
    for (const engine of ['firefox', 'webkit'] as const) {
      const page = await world.page(engine, { ...size, as: 'guest' });
      await enterAsGuest(page, link, engine, 'Storm');
      await openDocument(page, title);
      pages.set(engine, page);
    }
  });

  /** Everybody says and writes their words of these steps, at the same time. */
  function work(from: number, to: number, onFirst?: () => void) {
    const one = async (engine: Engine, page: Page) => {
      for (let round = from; round < to; round += 1) {
        const own = letters(engine).slice(round * perRound, (round + 1) * perRound);
        await say(page, words(engine)[round]!);
        await writeAtEnd(page, title, own);
        onFirst?.();
      }
    };
    return Promise.all([...pages].map(([engine, page]) => one(engine, page)));
  }

  async function noteConfirmed() {
    for (const [engine, page] of pages) {
      const all = await messages(page);
      confirmed.set(
        engine,
        all.filter(({ waiting }) => !waiting).map(({ text }) => text),
      );
    }
  }

  it('all go on working while the server is gone, and recover by themselves', async () => {
    await work(0, 3);
    // The first who has written another word takes the server down in the middle of the others.
    let crashed: Promise<void> | undefined;
    await work(3, 6, () => (crashed ??= server.crash()));
    await crashed;
    await noteConfirmed();
    // It comes back while everybody goes on.
    await Promise.all([server.restart(), work(6, rounds)]);
    for (const page of pages.values()) await seeSaved(page);
  });

  it('every message is there once, in the order of its author, the same for all', async () => {
    const expected = engines.flatMap(words).sort();
    for (const page of pages.values()) {
      const sorted = async () => (await texts(page)).toSorted();
      await expect.poll(sorted, { timeout: patienceMs }).toEqual(expected);
    }
    const reference = await texts(pages.get('chromium')!);
    for (const [engine, page] of pages) {
      expect(await texts(page)).toEqual(reference);
      const own = reference.filter((text) => text.startsWith(engine));
      expect(own).toEqual(words(engine));
    }
  });

  it('what was confirmed before the crash kept its place', async () => {
    const reference = await texts(pages.get('chromium')!);
    for (const [engine, kept] of confirmed) {
      expect(kept.length, `${engine} saw confirmed messages`).toBeGreaterThan(0);
      expect(reference.filter((text) => kept.includes(text))).toEqual(kept);
    }
  });

  it('every edit is in the text once, in the order of its author, the same for all', async () => {
    const reference = pages.get('chromium')!;
    for (const page of pages.values()) {
      const parts = async () => {
        const text = await documentText(page);
        return engines.map((engine) => ownLetters(text, engine));
      };
      await expect.poll(parts, { timeout: patienceMs }).toEqual(engines.map(letters));
      expect(await documentText(page)).toBe(await documentText(reference));
    }
    expect((await documentText(reference)).length).toBe(engines.map(letters).join('').length);
  });

  it('a reload after it shows the same', async () => {
    const before = await texts(pages.get('chromium')!);
    const text = await documentText(pages.get('chromium')!);
    for (const page of pages.values()) {
      await page.reload();
      await expect.poll(() => texts(page), { timeout: patienceMs }).toEqual(before);
      await expect.poll(() => documentText(page), { timeout: patienceMs }).toBe(text);
    }
  });
});
