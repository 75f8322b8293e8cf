// Chromium and Firefox through Playwright. One browser per engine and test process, one context per
// page, so that every page is another person.
import { readFile } from 'node:fs/promises';
import {
  chromium,
  firefox,
  type Browser,
  type Locator,
  type Page as Driven,
  type Response,
} from 'playwright-core';
import type { Cookie, Download, Engine, Inside, Name, Page } from './page';
import { patienceMs, until, within } from './until';

type Role = Parameters<Driven['getByRole']>[0];

const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const browsers = new Map<Engine, Promise<Browser>>();

function launch(engine: Engine): Promise<Browser> {
  const known = browsers.get(engine);
  if (known) return known;
  const made =
    engine === 'chromium'
      ? chromium.launch({ executablePath: '/usr/bin/chromium', args: chromiumArgs })
      : firefox.launch({ executablePath: '/usr/bin/firefox-esr', channel: 'moz-firefox' });
  browsers.set(engine, made);
  return made;
}

export async function closeBrowsers(): Promise<void> {
  const open = [...browsers.values()];
  browsers.clear();
  for (const browser of open) await (await browser).close();
}

export async function openPlaywrightPage(
  engine: Engine,
  size: { width: number; height: number },
  calm = false,
): Promise<Page> {
  const browser = await launch(engine);
  const context = await browser.newContext({
    viewport: size,
    locale: 'en-GB',
    reducedMotion: calm ? 'reduce' : 'no-preference',
  });
  context.setDefaultTimeout(patienceMs);
  return new PlaywrightPage(engine, await context.newPage());
}

/** Runs in the page: past React's own property, then told as an input. */
function setValue(element: Element, text: string): void {
  const field = element as HTMLInputElement;
  field.focus();
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set?.call(field, text);
  field.dispatchEvent(new InputEvent('input', { bubbles: true, data: text }));
}

class PlaywrightPage implements Page {
  readonly notes: string[] = [];

  constructor(
    readonly engine: Engine,
    readonly driven: Driven,
  ) {
    driven.on('pageerror', (error) => this.notes.push(`error: ${error.stack ?? error.message}`));
    driven.on('console', (line) => {
      const text = `console: ${line.text()}`;
      if (line.type() === 'error' && !this.notes.includes(text)) this.notes.push(text);
    });
    driven.on('response', (answer) => void this.#noteAnswer(answer));
  }

  async #noteAnswer(answer: Response): Promise<void> {
    const method = answer.request().method();
    if (!answer.url().includes('/api/') || (answer.ok() && method === 'GET')) return;
    const body = await answer.text().catch(String);
    this.notes.push(`${method} ${answer.url()} ${answer.status()} ${body.slice(0, 400)}`);
  }

  #find(role: string, name: Name, inside?: Inside): Locator {
    const place = inside ? this.#find(...inside) : this.driven;
    return this.#all(role, name, place).first();
  }

  #all(role: string, name: Name, place: Locator | Driven = this.driven): Locator {
    return place.getByRole(role as Role, { name, exact: true }).filter({ visible: true });
  }

  async goto(url: string): Promise<void> {
    await this.driven.goto(url);
  }

  async setCookie(url: string, cookie: Cookie): Promise<void> {
    await this.driven.context().addCookies([{ ...cookie, url, httpOnly: true, sameSite: 'Lax' }]);
  }

  async reload(): Promise<void> {
    await this.driven.reload();
  }

  click(role: string, name: Name, inside?: Inside): Promise<void> {
    return this.#find(role, name, inside).click();
  }

  fill(role: string, name: Name, text: string, inside?: Inside): Promise<void> {
    const field = this.#find(role, name, inside);
    // Playwright sets the value in Firefox in a way that React takes for its own.
    return this.engine === 'firefox' ? field.evaluate(setValue, text) : field.fill(text);
  }

  fillLabelled(label: string, text: string): Promise<void> {
    const field = this.driven.getByLabel(label, { exact: true });
    return this.engine === 'firefox' ? field.evaluate(setValue, text) : field.fill(text);
  }

  choose(label: string): Promise<void> {
    return this.driven.locator('label').getByText(label, { exact: true }).click();
  }

  see(role: string, name: Name, inside?: Inside): Promise<void> {
    return this.#find(role, name, inside).waitFor({ state: 'visible' });
  }

  async seeNo(role: string, name: Name): Promise<void> {
    await until(
      `no ${role} "${String(name)}"`,
      async () => (await this.#all(role, name).count()) === 0,
    );
  }

  seeText(text: Name): Promise<void> {
    const found = this.driven.getByText(text).filter({ visible: true });
    return found.first().waitFor({ state: 'visible' });
  }

  textOf(role: string, name: Name): Promise<string> {
    return this.#find(role, name).innerText();
  }

  async namesOf(role: string): Promise<string[]> {
    const snapshot = await this.driven.locator('body').ariaSnapshot();
    const lines = snapshot.matchAll(new RegExp(`^\\s*- ${role} ("(?:[^"\\\\]|\\\\.)*")`, 'gm'));
    return [...lines].map((line) => JSON.parse(line[1] ?? '""') as string);
  }

  type(text: string): Promise<void> {
    // Inserted text is quick, but in Firefox React takes it for its own, as in `setValue`.
    const { keyboard } = this.driven;
    return this.engine === 'firefox' ? keyboard.type(text) : keyboard.insertText(text);
  }

  press(chord: string): Promise<void> {
    return this.driven.keyboard.press(chord);
  }

  evaluate<Args extends unknown[], R>(
    fn: (...args: Args) => R | Promise<R>,
    ...args: Args
  ): Promise<R> {
    const call = `(${fn.toString()})(...${JSON.stringify(args)})`;
    return within(call, this.driven.evaluate(call) as Promise<R>, 3 * patienceMs);
  }

  async addScript(source: string): Promise<void> {
    await this.driven.evaluate(`${source};undefined`);
  }

  async screenshot(path: string): Promise<void> {
    await this.driven.screenshot({ path });
  }

  async downloaded(act: () => Promise<void>): Promise<Download> {
    const [file] = await Promise.all([this.driven.waitForEvent('download'), act()]);
    return { name: file.suggestedFilename(), content: await readFile(await file.path()) };
  }

  resize(width: number, height: number): Promise<void> {
    return this.driven.setViewportSize({ width, height });
  }

  close(): Promise<void> {
    return this.driven.context().close();
  }
}
