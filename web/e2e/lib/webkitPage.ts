// WebKit as a page of the tests. Roles and names are computed in the page by axe's own functions.
import { writeFile } from 'node:fs/promises';
import { axeSource } from './axeSource';
import { nameFits, type Cookie, type Download, type Inside, type Name, type Page } from './page';
import { until } from './until';
import { elementId, Session } from './webdriver';

interface Found {
  element: unknown;
  name: string;
}

// What can have a role at all. Asking axe about every element, many times a second, would leave a
// page little time to get ready.
const elementsOf: Record<string, string> = {
  button: 'button, summary, input',
  dialog: 'dialog',
  heading: 'h1, h2, h3, h4, h5, h6',
  link: 'a',
  list: 'ul, ol, menu',
  tab: '[role="tab"]',
  textbox: 'input, textarea',
};

function candidates(role: string): string {
  return [`[role="${role}"]`, elementsOf[role] ?? '*'].join(', ');
}

// Runs in the page: every visible element of a role with its accessible name.
const findScript = `
  const [role, place, selector] = arguments;
  const seen = (element) => element.checkVisibility({ visibilityProperty: true });
  const candidates = [...(place ?? document.body).querySelectorAll(selector)].filter(seen);
  if (candidates.length === 0) return [];
  axe.setup(document);
  try {
    return candidates
      .filter((element) => axe.commons.aria.getRole(element) === role)
      .map((element) => ({
        element,
        name: axe.commons.text.accessibleText(element).replace(/\\s+/g, ' ').trim(),
      }));
  } finally {
    axe.teardown();
  }`;

const keys: Record<string, string> = {
  Enter: '\uE007',
  Tab: '\uE004',
  Escape: '\uE00C',
  Backspace: '\uE003',
  Control: '\uE009',
  Shift: '\uE008',
  Alt: '\uE00A',
  ArrowUp: '\uE013',
  ArrowDown: '\uE015',
  F6: '\uE036',
  End: '\uE010',
  Home: '\uE011',
};

export async function openWebKitPage(size: { width: number; height: number }): Promise<Page> {
  const session = await Session.open();
  const page = new WebKitPage(session);
  await session.send('POST', '/timeouts', { script: 60_000, pageLoad: 60_000 });
  await page.resize(size.width, size.height);
  return page;
}

class WebKitPage implements Page {
  readonly engine = 'webkit' as const;
  /** The driver tells nothing of consoles and requests. */
  readonly notes: string[] = [];
  constructor(readonly session: Session) {}

  async goto(url: string): Promise<void> {
    await this.session.send('POST', '/url', { url });
  }

  async setCookie(url: string, cookie: Cookie): Promise<void> {
    // Cookies can only be set for the page that is open; a missing page of the origin will do.
    await this.goto(`${url}/healthz`);
    await this.session.send('POST', '/cookie', { cookie: { ...cookie, path: '/' } });
  }

  async reload(): Promise<void> {
    await this.session.send('POST', '/refresh');
  }

  async click(role: string, name: Name, inside?: Inside): Promise<void> {
    // Tried again while the element is still covered or replaced, and not while it moves: the driver
    // clicks a place, and what loads above may have pushed the element away from it.
    const place = 'const box = arguments[0].getBoundingClientRect(); return `${box.x} ${box.y}`;';
    let last: unknown;
    await until(`${role} "${String(name)}" to click`, async () => {
      const { element } = await this.#one(role, name, inside);
      const now = await this.session.run(place, [element]);
      const moved = now !== last;
      last = now;
      if (moved) return false;
      await this.session.send('POST', `/element/${elementId(element)}/click`);
      return true;
    });
  }

  async fill(role: string, name: Name, text: string, inside?: Inside): Promise<void> {
    const select = `arguments[0].focus(); if (arguments[0].select) arguments[0].select();`;
    await until(`${role} "${String(name)}" to fill`, async () => {
      const { element } = await this.#one(role, name, inside);
      await this.session.run(select, [element]);
      await this.session.send('POST', `/element/${elementId(element)}/value`, { text });
      return true;
    });
  }

  async fillLabelled(label: string, text: string): Promise<void> {
    const field = await this.#labelled(label, '.control');
    await this.session.send('POST', `/element/${elementId(field)}/value`, { text });
  }

  async choose(label: string): Promise<void> {
    const element = await this.#labelled(label, '');
    await this.session.send('POST', `/element/${elementId(element)}/click`);
  }

  #labelled(label: string, part: '' | '.control'): Promise<unknown> {
    const find = `const found = [...document.querySelectorAll('label')]
      .find((one) => one.textContent.trim() === arguments[0]);
      return found ? found${part} : null;`;
    return until(`the label "${label}"`, () => this.session.run(find, [label]));
  }

  async see(role: string, name: Name, inside?: Inside): Promise<void> {
    await until(
      `${role} "${String(name)}"`,
      async () => (await this.#all(role, name, inside)).length > 0,
    );
  }

  async seeNo(role: string, name: Name): Promise<void> {
    await until(
      `no ${role} "${String(name)}"`,
      async () => (await this.#all(role, name)).length === 0,
    );
  }

  async seeText(text: Name): Promise<void> {
    await until(`text "${String(text)}"`, async () => {
      const all = (await this.session.run('return document.body.innerText')) as string;
      return typeof text === 'string'
        ? all.toLowerCase().includes(text.toLowerCase())
        : [all, ...all.split('\n')].some((piece) => text.test(piece.trim()));
    });
  }

  async textOf(role: string, name: Name): Promise<string> {
    return until(`${role} "${String(name)}"`, async () => {
      const { element } = await this.#one(role, name);
      return {
        text: (await this.session.run('return arguments[0].innerText', [element])) as string,
      };
    }).then(({ text }) => text);
  }

  async namesOf(role: string): Promise<string[]> {
    return (await this.#all(role, /^/)).map(({ name }) => name);
  }

  async type(text: string): Promise<void> {
    const element = await this.session.send('GET', '/element/active');
    await this.session.send('POST', `/element/${elementId(element)}/value`, { text });
  }

  async press(chord: string): Promise<void> {
    const parts = chord.split('+').map((part) => keys[part] ?? part);
    const down = parts.map((value) => ({ type: 'keyDown', value }));
    const up = [...parts].reverse().map((value) => ({ type: 'keyUp', value }));
    const actions = [{ type: 'key', id: 'keyboard', actions: [...down, ...up] }];
    await this.session.send('POST', '/actions', { actions });
  }

  async evaluate<Args extends unknown[], R>(
    fn: (...args: Args) => R | Promise<R>,
    ...args: Args
  ): Promise<R> {
    const script = `
      const done = arguments[1];
      Promise.resolve().then(() => (${fn.toString()})(...arguments[0])).then(
        (value) => done({ value: value === undefined ? null : value }),
        (error) => done({ error: String(error) }),
      );`;
    const answer = (await this.session.runAsync(script, [args])) as { value?: R; error?: string };
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.value as R;
  }

  async addScript(source: string): Promise<void> {
    await this.session.run(source);
  }

  async screenshot(path: string): Promise<void> {
    const png = (await this.session.send('GET', '/screenshot')) as string;
    await writeFile(path, Buffer.from(png, 'base64'));
  }

  downloaded(): Promise<Download> {
    return Promise.reject(new Error('Downloads are looked at in Chromium or Firefox.'));
  }

  async resize(width: number, height: number): Promise<void> {
    await this.session.send('POST', '/window/rect', { x: 0, y: 0, width, height });
    await until(
      `a viewport of ${width} px`,
      async () => (await this.session.run('return innerWidth')) === width,
    );
  }

  close(): Promise<void> {
    return this.session.close();
  }

  async #all(role: string, name: Name, inside?: Inside): Promise<Found[]> {
    const ready = await this.session.run('return typeof axe === "object" && !!document.body');
    if (!ready) await this.session.run(axeSource);
    const place = inside ? (await this.#one(...inside)).element : null;
    const found = (await this.session.run(findScript, [role, place, candidates(role)])) as Found[];
    return found.filter((one) => nameFits(name, one.name));
  }

  async #one(role: string, name: Name, inside?: Inside): Promise<Found> {
    const all = await this.#all(role, /^/, inside);
    const found = all.find((one) => nameFits(name, one.name));
    if (found) return found;
    throw new Error(`only found ${JSON.stringify(all.map((one) => one.name))}`);
  }
}
