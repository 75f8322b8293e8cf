// kill -9 of the server while people in three engines write and talk, then a restart: everybody comes
// back by themselves, and every message and edit is there once and in order.
import { beforeAll, describe, expect, it } from 'vitest';
import { engines, type Engine, type Page } from './lib/page';
import {
  createDocument,
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
import { until } from './lib/until';
import { useWorld } from './lib/world';

// So tall that the virtual list shows every message.
const size = { width: 1440, height: 2900 };
const rounds = 9;
const title = 'Notes';
const steps = Array.from({ length: rounds }, (_, index) => index);

function words(engine: Engine): string[] {
  return steps.map((step) => `${engine}${step}`);
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
    await createDocument(owner, title);
    pages.set('chromium', owner);
    for (const engine of ['firefox', 'webkit'] as const) {
      const page = await world.page(engine, { ...size, as: 'guest' });
      await enterAsGuest(page, link, engine, 'Storm');
      await openDocument(page, title);
      pages.set(engine, page);
    }
  });

  /** One person's work; tells how far it is. */
  async function work(engine: Engine, page: Page, progress: (step: number) => Promise<void>) {
    for (const [step, word] of words(engine).entries()) {
      await say(page, word);
      await writeAtEnd(page, title, ` ${word}`);
      await progress(step);
    }
  }

  it('all go on working while the server is gone, and recover by themselves', async () => {
    let reached = 0;
    let crashed: Promise<void> | undefined;
    const progress = async (step: number) => {
      if (step === 3 && ++reached === engines.length) crashed = crash();
      if (step === 6 && crashed) await crashed;
    };
    const crash = async () => {
      await server.crash();
      for (const [engine, page] of pages) {
        const all = await messages(page);
        const kept = all.filter(({ waiting }) => !waiting).map(({ text }) => text);
        confirmed.set(engine, kept);
      }
    };
    await Promise.all([...pages].map(([engine, page]) => work(engine, page, progress)));
    await (crashed ?? crash());
    await server.restart();
    for (const page of pages.values()) await seeSaved(page);
  });

  it('every message is there once, in the order of its author, the same for all', async () => {
    const expected = engines.flatMap(words).sort();
    for (const page of pages.values()) {
      await until('all messages', async () => (await texts(page)).length >= expected.length);
      expect((await texts(page)).toSorted()).toEqual(expected);
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

  it('every edit is in the text once', async () => {
    const expected = engines.flatMap(words).sort();
    for (const page of pages.values()) {
      await until('all edits', async () => {
        const found = (await documentText(page)).split(/\s+/).filter(Boolean);
        return found.length === expected.length;
      });
    }
    const reference = await documentText(pages.get('chromium')!);
    expect(reference.split(/\s+/).filter(Boolean).sort()).toEqual(expected);
    for (const page of pages.values()) expect(await documentText(page)).toBe(reference);
  });

  it('a reload after it shows the same', async () => {
    const before = await texts(pages.get('chromium')!);
    const text = await documentText(pages.get('chromium')!);
    for (const page of pages.values()) {
      await page.reload();
      await until('the messages', async () => (await texts(page)).length === before.length);
      expect(await texts(page)).toEqual(before);
      await until('the text', async () => (await documentText(page)) === text);
    }
  });
});
