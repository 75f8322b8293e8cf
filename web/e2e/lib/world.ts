// What a test file needs around it: servers and pages that are closed afterwards, and, when a test
// fails, what every page showed at that moment (build/e2e).
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeEach } from 'vitest';
import type { Engine, Page } from './page';
import { closeBrowsers, openPlaywrightPage } from './playwrightPage';
import { Server, type ServerOptions } from './server';
import { closeDisplay } from './webdriver';
import { openWebKitPage } from './webkitPage';

const evidence = resolve(import.meta.dirname, '../../../build/e2e');

export interface PageOptions {
  width?: number;
  height?: number;
  /** Less motion was asked for; not in WebKit. */
  calm?: boolean;
  /** Who uses it; names the screenshot. */
  as?: string;
}

export class World {
  #servers: Server[] = [];
  #pages: { page: Page; as: string }[] = [];

  async server(options?: ServerOptions): Promise<Server> {
    const server = await Server.start(options);
    this.#servers.push(server);
    return server;
  }

  async page(engine: Engine, options: PageOptions = {}): Promise<Page> {
    const { width = 1440, height = 900, calm = false, as = 'page' } = options;
    const size = { width, height };
    const page = await (engine === 'webkit'
      ? openWebKitPage(size)
      : openPlaywrightPage(engine, size, calm));
    this.#pages.push({ page, as: `${as}-${engine}` });
    return page;
  }

  async keepEvidence(test: string): Promise<void> {
    await mkdir(evidence, { recursive: true });
    const stem = join(evidence, test.replace(/[^a-zA-Z0-9]+/g, '-').slice(0, 80));
    for (const { page, as } of this.#pages) {
      await page.screenshot(`${stem}.${as}.png`).catch(() => undefined);
      const text = await page
        .evaluate(() => `${location.href}\n${document.title}\n\n${document.body.innerText}`)
        .catch(String);
      await writeFile(`${stem}.${as}.txt`, [text, '', ...page.notes].join('\n'));
    }
    for (const [index, server] of this.#servers.entries()) {
      await writeFile(`${stem}.server${index}.log`, server.log);
    }
  }

  async closePages(): Promise<void> {
    for (const { page } of this.#pages.splice(0)) await page.close().catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.closePages();
    await closeBrowsers();
    await closeDisplay();
    for (const server of this.#servers.splice(0)) await server.stop();
  }
}

/** Call it inside `describe`. The tests of a journey build on each other: after a failure the others
 * say so at once. */
export function useWorld(kind: 'journey' | 'independent' = 'journey'): World {
  const world = new World();
  let broken = '';
  beforeEach(() => {
    if (broken) throw new Error(`not tried, because this failed before: ${broken}`);
  });
  afterEach(async (context) => {
    if (context.task.result?.state !== 'fail' || broken) return;
    if (kind === 'journey') broken = context.task.name;
    await world.keepEvidence(context.task.name);
  });
  afterAll(() => world.close());
  return world;
}
