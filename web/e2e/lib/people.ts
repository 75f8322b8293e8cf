// What people do in the app, step by step, in the words of its interface. Only what several journeys
// share; each function ends when its result can be seen.
import type { Page } from './page';
import type { Server } from './server';
import { until } from './until';

export const password = 'correct horse battery';

export async function setUp(page: Page, server: Server, name: string): Promise<void> {
  await page.goto(await server.setupLink());
  await page.fill('textbox', 'Name of the workspace', 'Studio North');
  await page.fill('textbox', 'Name', name);
  await page.fill('textbox', 'E-mail', 'ana@studio-north.example');
  await page.fillLabelled('Password', password);
  await page.click('button', 'Create workspace');
  await page.see('heading', 'Home');
}

export async function createRoom(page: Page, name: string): Promise<void> {
  await page.click('button', 'New room', ['main', /^/]);
  await page.fill('textbox', /^Name of the room/, name);
  await page.click('button', 'Create room');
  await page.see('button', `${name}, room menu`);
}

/** Answers the address to send. */
export async function createLink(page: Page, role: 'Viewer' | 'Commenter' | 'Editor') {
  await page.click('button', 'Invite', ['banner', 'Top bar']);
  await page.see('dialog', 'Invite people');
  await page.click('combobox', 'Whoever has it can');
  await page.click('option', role);
  await page.click('button', 'Create link');
  await page.see('textbox', 'Link to send');
  const address = await page.evaluate(
    () => document.querySelector<HTMLInputElement>('[role="dialog"] input[value*="/join/"]')?.value,
  );
  await page.press('Escape');
  await page.seeNo('dialog', 'Invite people');
  return address ?? '';
}

export async function enterAsGuest(page: Page, address: string, name: string, room: string) {
  await page.goto(address);
  await page.fill('textbox', 'Name', name);
  await page.click('button', 'Enter the room');
  await page.see('button', `${room}, room menu`);
}

export async function say(page: Page, text: string): Promise<void> {
  await page.fill('textbox', 'Message', text);
  await page.press('Enter');
}

export async function createDocument(page: Page, title: string): Promise<void> {
  await page.click('button', 'New document', ['main', 'Stage']);
  await page.fill('textbox', 'Title', title);
  await page.click('button', 'Create document');
  await page.see('textbox', `Text of ${title}`);
}

/** A document in plain text, as its kind in the sidebar makes one. */
export async function createPlainText(page: Page, title: string): Promise<void> {
  await page.click('button', 'New plain text', ['navigation', 'Room contents']);
  await page.fill('textbox', 'Title', title);
  await page.click('button', 'Create text');
  await page.see('textbox', `Text of ${title}`);
}

export async function openDocument(page: Page, title: string): Promise<void> {
  await page.click('link', new RegExp(`^${title}`), ['navigation', 'Room contents']);
  await page.see('textbox', `Text of ${title}`);
}

/** In an empty document that is open. */
export async function startFromExample(page: Page, example: string): Promise<void> {
  await page.click('button', example, ['main', 'Stage']);
}

/** At the end of the document, as a person would: into the field, to the end, typing. */
export async function writeAtEnd(page: Page, title: string, text: string): Promise<void> {
  await page.click('textbox', `Text of ${title}`);
  await page.press('Control+End');
  await page.type(text);
}

/** The text of the open document as it can be read, without the labels of others' cursors and without
 * what is only suggested. */
export function documentText(page: Page): Promise<string> {
  return page.evaluate(() => {
    const found = document.querySelectorAll('.cm-content .cm-line, .bn-editor .bn-inline-content');
    const lines = [...found].map((line) => {
      const copy = line.cloneNode(true) as HTMLElement;
      for (const label of copy.querySelectorAll(
        '.cm-ySelectionCaret, .cm-widgetBuffer, .cm-placeholder, .at-cursor, .at-suggested-new',
      ))
        label.remove();
      return (copy.textContent ?? '').replace(/[\u200B\u2060]/g, '');
    });
    return lines.join('\n');
  });
}

/** Selects a word of the document, as a double click would. */
export function selectWord(page: Page, word: string): Promise<boolean> {
  return page.evaluate((wanted) => {
    const editor = document.querySelector<HTMLElement>('.bn-editor, .cm-content');
    if (!editor) return false;
    const walker = document.createTreeWalker(editor, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = (node.textContent ?? '').indexOf(wanted);
      if (at < 0) continue;
      editor.focus();
      getSelection()?.setBaseAndExtent(node, at, node, at + wanted.length);
      return true;
    }
    return false;
  }, word);
}

/** Texts of what is marked in the open document. */
export function marked(page: Page, selector: string): Promise<string[]> {
  return page.evaluate((wanted) => {
    const found = document.querySelectorAll(`:is(.bn-editor, .cm-content) ${wanted}`);
    return [...found].map((mark) => mark.textContent ?? '');
  }, selector);
}

export const suggestionField = 'What should stand here';

/** By its keys, in the open document. */
export async function suggest(page: Page, passage: string, text: string): Promise<void> {
  await until('a selection', () => selectWord(page, passage));
  await page.press('Control+Alt+g');
  await page.fill('textbox', suggestionField, text);
  await page.click('button', text === '' ? 'Suggest deleting' : 'Suggest');
  await page.seeNo('textbox', suggestionField);
}

export function cursorLabels(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const plain = [...document.querySelectorAll<HTMLElement>('.cm-ySelectionInfo')].filter(
      (label) => label.checkVisibility({ opacityProperty: true }),
    );
    // In a rich document the name shows while its person moves, and to who points at the cursor.
    const rich = document.querySelectorAll<HTMLElement>('.at-cursor-name');
    return [...plain, ...rich].map((label) => label.textContent ?? '');
  });
}

export interface SeenMessage {
  text: string;
  /** Not confirmed by the server yet. */
  waiting: boolean;
}

/** The messages on the screen in their order. */
export function messages(page: Page): Promise<SeenMessage[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[role="log"] [role="article"]')].map((row) => ({
      text: row.querySelector('p')?.innerText.trim() ?? '',
      waiting: row.dataset['waiting'] !== undefined,
    })),
  );
}

export function seeSaved(page: Page): Promise<void> {
  return until(
    'the word "Saved" in the strip',
    async () => (await page.textOf('contentinfo', 'State of the room')).startsWith('Saved'),
    30_000,
  ).then(() => undefined);
}
