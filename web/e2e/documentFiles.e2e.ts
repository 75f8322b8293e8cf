// What goes into a rich document and out of it as a file: pictures, Markdown, HTML, paper; and what was
// written offline, which waits in the browser.
import { describe, expect, it } from 'vitest';
import type { Page } from './lib/page';
import {
  createDocument,
  createLink,
  createRoom,
  documentText,
  enterAsGuest,
  openDocument,
  seeSaved,
  setUp,
  writeAtEnd,
} from './lib/people';
import type { Server } from './lib/server';
import { until } from './lib/until';
import { useWorld } from './lib/world';

const title = 'Brief';

/** Pastes a picture that the page paints itself. */
function pastePicture(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    canvas.width = 60;
    canvas.height = 40;
    canvas.getContext('2d')?.fillRect(0, 0, 30, 40);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    const data = new DataTransfer();
    data.items.add(new File([blob ?? ''], 'sketch.png', { type: 'image/png' }));
    document
      .querySelector('.bn-editor')
      ?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
  });
}

/** The width a picture of the document has by itself, 0 while there is none. */
function pictureWidth(page: Page): Promise<number> {
  return page.evaluate(
    () => document.querySelector<HTMLImageElement>('.bn-editor img')?.naturalWidth ?? 0,
  );
}

/** What an entry of the document's menu saves. */
async function exported(page: Page, item: string): Promise<string> {
  const file = await page.downloaded(async () => {
    await page.click('button', 'Document menu');
    await page.click('menuitem', item);
  });
  return file.content.toString();
}

describe('files and a rich document', () => {
  const world = useWorld();
  let server: Server;
  let ana: Page;
  let li: Page;
  let room = '';

  it('a pasted picture is stored in the room and seen by the others', async () => {
    server = await world.server();
    ana = await world.page('chromium', { as: 'ana' });
    await setUp(ana, server, 'Ana');
    await createRoom(ana, 'Kick-off');
    const editors = await createLink(ana, 'Editor');
    await createDocument(ana, title);
    li = await world.page('firefox', { as: 'li' });
    await enterAsGuest(li, editors, 'Li', 'Kick-off');
    await openDocument(li, title);
    await writeAtEnd(ana, title, '#');
    await ana.press('Space');
    await ana.type('Moodboard');
    await ana.press('Enter');
    await pastePicture(ana);
    for (const page of [ana, li]) {
      await until(`the picture in ${page.engine}`, async () => (await pictureWidth(page)) === 60);
    }
    await seeSaved(ana);
    room = await ana.evaluate(() => location.href);
  });

  it('leaves as Markdown, and as a page that stands alone', async () => {
    expect(await exported(ana, 'Export as Markdown')).toContain('# Moodboard');
    const html = await exported(ana, 'Export as HTML');
    expect(html).toContain('Moodboard</h1>');
    expect(html).toContain('src="data:image/png;base64,');
  });

  it('is printed without what is around it', async () => {
    await ana.evaluate(() => {
      window.print = () => undefined;
    });
    await ana.click('button', 'Document menu');
    await ana.click('menuitem', 'Print or save as PDF');
    const copy = await ana.evaluate(() => document.querySelector('#at-print')?.textContent ?? '');
    expect(copy).toBe(`${title}Moodboard`);
  });

  it('words written offline wait in the browser until the page is open again', async () => {
    await server.crash();
    await writeAtEnd(ana, title, 'Written on the train.');
    await ana.seeText(/Offline, \d+ changes? kept on this device/);
    await ana.goto('about:blank');
    await server.restart();
    await ana.goto(room);
    await until('the words with the others', async () =>
      (await documentText(li)).includes('Written on the train.'),
    );
  });
});
