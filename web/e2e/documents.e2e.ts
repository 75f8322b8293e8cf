// A rich document in three engines: written together, discussed by who may not write, kept over a
// crash of the server, and on a phone.
import { describe, expect, it } from 'vitest';
import type { Page } from './lib/page';
import {
  createDocument,
  createLink,
  createRoom,
  cursorLabels,
  documentText,
  enterAsGuest,
  openDocument,
  seeSaved,
  selectWord,
  setUp,
  writeAtEnd,
} from './lib/people';
import type { Server } from './lib/server';
import { until } from './lib/until';
import { sidewaysScroll } from './lib/walk';
import { useWorld } from './lib/world';

const room = 'Brand kick-off';
const title = 'Brief';

/** Types of the blocks of the open document. */
function blocks(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.bn-editor .bn-block-content')].map(
      (block) => block.dataset['contentType'] ?? '',
    ),
  );
}

describe('a rich document', () => {
  const world = useWorld();
  let server: Server;
  let ana: Page;
  let li: Page;
  let wei: Page;
  const everybody = () => [ana, li, wei];
  const allRead = (words: string) =>
    Promise.all(
      everybody().map((page) =>
        until(`"${words}" in ${page.engine}`, async () =>
          (await documentText(page)).includes(words),
        ),
      ),
    );

  it('is open to an owner, an editor and a commenter in three engines', async () => {
    server = await world.server();
    ana = await world.page('chromium', { as: 'ana' });
    await setUp(ana, server, 'Ana');
    await createRoom(ana, room);
    const editors = await createLink(ana, 'Editor');
    const commenters = await createLink(ana, 'Commenter');
    await createDocument(ana, title);
    li = await world.page('firefox', { as: 'li' });
    wei = await world.page('webkit', { as: 'wei' });
    await enterAsGuest(li, editors, 'Li', room);
    await enterAsGuest(wei, commenters, 'Wei', room);
    await openDocument(li, title);
    await openDocument(wei, title);
  });

  it('shows what others write and where they are', async () => {
    await writeAtEnd(ana, title, '#');
    await ana.press('Space');
    await ana.type('Warm colours');
    await ana.press('Enter');
    await ana.type('Two sketches until Friday.');
    await allRead('Two sketches until Friday.');
    expect((await blocks(ana)).slice(0, 2)).toEqual(['heading', 'paragraph']);
    await until('the cursor of Ana', async () => (await cursorLabels(li)).includes('Ana'));
    await writeAtEnd(li, title, ' Or three.');
    await allRead('Two sketches until Friday. Or three.');
    await until('the cursor of Li', async () => (await cursorLabels(ana)).includes('Li'));
    for (const page of [ana, li]) await seeSaved(page);
  });

  it('has blocks behind a slash', async () => {
    await writeAtEnd(ana, title, '');
    await ana.press('Enter');
    await ana.press('/');
    await ana.type('check');
    await ana.see('option', /^Check List/);
    await ana.press('Enter');
    await ana.type('Ask for photos');
    await allRead('Ask for photos');
    expect(await blocks(li)).toContain('checkListItem');
  });

  it('can be discussed by who may not write', async () => {
    await wei.seeText(
      'You can comment on this document and suggest changes. Ask Ana to write in it yourself.',
    );
    await until('a selection', () => selectWord(wei, 'Warm'));
    await wei.press('Control+Alt+m');
    await wei.see('textbox', 'New comment');
    await wei.fill('textbox', 'New comment', 'How warm is warm?');
    await wei.press('Enter');
    await wei.see('region', 'Thread begun by Wei');
    await ana.click('button', '1 comment');
    await ana.seeText('How warm is warm?');
    expect(await ana.evaluate(() => document.querySelector('.at-passage')?.textContent)).toBe(
      'Warm',
    );
  });

  it('is answered and resolved, and both see it', async () => {
    await ana.click('button', 'Warm', ['region', 'Thread begun by Wei']);
    await ana.fill('textbox', 'Reply', 'Like the moodboard.');
    await ana.press('Enter');
    await wei.seeText('Like the moodboard.');
    await ana.click('button', 'Resolve thread');
    await until('the passage to be plain again', () =>
      ana.evaluate(() => document.querySelector('.at-passage') === null),
    );
    await wei.see('button', 'Reopen thread');
  });

  it('keeps what is written while the server is away', async () => {
    await server.crash();
    await writeAtEnd(ana, title, ' And one more.');
    await ana.seeText(/Offline, \d+ changes? kept on this device/);
    await server.restart();
    await until('the words to arrive', async () =>
      (await documentText(li)).includes('And one more.'),
    );
    await seeSaved(ana);
    await ana.reload();
    await ana.see('textbox', `Text of ${title}`);
    await allRead('And one more.');
  });

  it('can be written on a phone', async () => {
    await li.resize(390, 844);
    await li.see('textbox', `Text of ${title}`);
    await writeAtEnd(li, title, ' From the phone.');
    await until('the words', async () => (await documentText(ana)).includes('From the phone.'));
    expect(await sidewaysScroll(li)).toEqual([]);
  });
});
