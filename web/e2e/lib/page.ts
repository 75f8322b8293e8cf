// What a test can do with a page, the same in every engine: it names things as people meet them, by
// role and accessible name. Every `see` and every action waits for its target.

export const engines = ['chromium', 'firefox', 'webkit'] as const;
export type Engine = (typeof engines)[number];

/** A text is the whole name; a pattern may match a part. */
export type Name = string | RegExp;

/** Role and name of the first thing to look inside. */
export type Inside = readonly [role: string, name: Name];

export interface Cookie {
  name: string;
  value: string;
}

export interface Download {
  name: string;
  content: Buffer;
}

export interface Page {
  readonly engine: Engine;
  /** Errors, and answers of the server, for whoever looks into a failure. */
  readonly notes: readonly string[];
  goto(url: string): Promise<void>;
  /** For the origin of `url`, before it is opened for good. */
  setCookie(url: string, cookie: Cookie): Promise<void>;
  reload(): Promise<void>;
  /** The first visible thing of this role and name. */
  click(role: string, name: Name, inside?: Inside): Promise<void>;
  fill(role: string, name: Name, text: string, inside?: Inside): Promise<void>;
  /** For fields without a role, as passwords are: by the text of their label. */
  fillLabelled(label: string, text: string): Promise<void>;
  /** Clicks the label of a choice whose own control is not drawn. */
  choose(label: string): Promise<void>;
  /** Waits until it is visible. */
  see(role: string, name: Name, inside?: Inside): Promise<void>;
  /** Waits until nothing visible has this role and name. */
  seeNo(role: string, name: Name): Promise<void>;
  /** Waits until a visible text is or contains it. */
  seeText(text: Name): Promise<void>;
  /** Visible text of the first thing of this role and name. */
  textOf(role: string, name: Name): Promise<string>;
  /** Accessible names of all visible things of this role, in document order. */
  namesOf(role: string): Promise<string[]>;
  /** Keys into whatever has the focus. */
  type(text: string): Promise<void>;
  /** One chord: `Enter`, `F6`, `Shift+F6`, `Control+k`. */
  press(chord: string): Promise<void>;
  /** The function runs in the page and sees nothing of the test; arguments are JSON. */
  evaluate<Args extends unknown[], R>(
    fn: (...args: Args) => R | Promise<R>,
    ...args: Args
  ): Promise<R>;
  /** Runs source text in the page, past its content security policy. */
  addScript(source: string): Promise<void>;
  /** The file that comes of what `act` does. The driver of WebKit cannot tell. */
  downloaded(act: () => Promise<void>): Promise<Download>;
  screenshot(path: string): Promise<void>;
  resize(width: number, height: number): Promise<void>;
  close(): Promise<void>;
}

export function nameFits(name: Name, found: string): boolean {
  return typeof name === 'string' ? name === found : name.test(found);
}
