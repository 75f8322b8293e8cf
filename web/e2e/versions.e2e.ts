// The history of documents, with two people in two engines: a version is named, read against what
// came later, restored and brought back; who wrote what; the end of a history.
import { describe, expect, it } from 'vitest';
import type { Page } from './lib/page';
import {
  createDocument,
  createLink,
  createPlainText,
  createRoom,
  documentText,
  enterAsGuest,
  openDocument,
  seeSaved,
  setUp,
  writeAtEnd,
} from './lib/people';
import { until } from './lib/until';
import { sidewaysScroll } from './lib/walk';
import { useWorld } from './lib/world';

const room = 'Brand kick-off';
const title = 'Brief';
const draft = 'Two sketches until Friday. In warm colours.';

interface Change {
  kind: 'ins' | 'del';
  by: string;
  text: string;
}

/** The changes that are shown, none while others are awaited; what only screen readers hear is left
 * out. */
function changes(page: Page): Promise<Change[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[aria-busy="false"] > article :is(ins, del)')].map(
      (mark) => {
        const spoken = mark.querySelector('span')?.textContent ?? '';
        return {
          kind: mark.localName as 'ins' | 'del',
          by: mark.title,
          text: (mark.textContent ?? '').slice(spoken.length),
        };
      },
    ),
  );
}

/** Passages of the open document in the colours of their authors. */
function passages(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.at-author')].map(
      (mark) => `${mark.dataset['author'] ?? ''}: ${mark.textContent ?? ''}`,
    ),
  );
}

async function bothRead(pages: readonly Page[], text: string): Promise<void> {
  for (const page of pages) {
    await until(
      `"${text}" in ${page.engine}`,
      async () => (await documentText(page)).trim() === text,
    );
  }
}

async function nameVersion(page: Page, name: string): Promise<void> {
  await page.click('button', 'Name this version');
  await page.fill('textbox', 'Name of the version', name);
  await page.press('Enter');
  await page.see('button', `Manage version ${name}`);
}

describe('the history of a document', () => {
  const world = useWorld();
  let ana: Page;
  let li: Page;

  it('has versions with the names that people give them', async () => {
    const server = await world.server();
    ana = await world.page('chromium', { as: 'ana' });
    await setUp(ana, server, 'Ana');
    await createRoom(ana, room);
    const editors = await createLink(ana, 'Editor');
    await createDocument(ana, title);
    li = await world.page('firefox', { as: 'li' });
    await enterAsGuest(li, editors, 'Li', room);
    await openDocument(li, title);
    await writeAtEnd(ana, title, 'Two sketches until Friday.');
    await seeSaved(ana);
    await until('the words', async () => (await documentText(li)).includes('Friday.'));
    await writeAtEnd(li, title, ' In warm colours.');
    await seeSaved(li);
    await bothRead([ana, li], draft);
    await ana.press('Control+Alt+h');
    await nameVersion(ana, 'Draft');
    await li.click('button', 'History');
    await li.see('button', 'Manage version Draft');
  });

  it('[VER25] shows what was added since, and by whom', async () => {
    await writeAtEnd(li, title, ' Or in cold ones.');
    await seeSaved(li);
    await until('the words', async () => (await documentText(ana)).includes('cold ones.'));
    await ana.click('button', /^Draft/);
    await ana.choose('Changes since');
    await until('the difference', async () => (await changes(ana)).length > 0);
    expect(await changes(ana)).toEqual([
      { kind: 'ins', by: 'Added by Li', text: ' Or in cold ones.' },
    ]);
    await ana.seeText('Change 1 of 1');
    await ana.choose('Text');
    await until('the plain text', () =>
      ana.evaluate(() => {
        const text = document.querySelector('[aria-busy="false"] > article');
        return text !== null && text.querySelector('ins, del') === null;
      }),
    );
  });

  it('[VER12] [VER26] is restored for everybody, and brought back', async () => {
    const before = `${draft} Or in cold ones.`;
    await ana.click('button', 'Restore');
    await ana.see('dialog', 'Restore "Draft"?');
    await ana.click('button', 'Restore version');
    await bothRead([ana, li], draft);
    await ana.click('button', 'Undo');
    await bothRead([ana, li], before);
    await seeSaved(ana);
  });

  it('[VER27] tells who wrote what', async () => {
    await ana.click('switch', 'Who wrote what');
    await ana.seeText(/^Ana \d+%$/);
    await ana.seeText(/^Li \d+%$/);
    const first = (await passages(ana)).slice(0, 2);
    expect(first).toEqual(['Ana: Two sketches until Friday.', 'Li:  In warm colours.']);
    await writeAtEnd(li, title, ' Soon.');
    await until('the new words in the colour of Li', async () =>
      (await passages(ana)).some((one) => one.startsWith('Li:') && one.endsWith('Soon.')),
    );
    await ana.click('button', 'Hide who wrote what');
    expect(await passages(ana)).toEqual([]);
  });

  it('can be gone along by keys, and read on a phone', async () => {
    await ana.resize(390, 844);
    await ana.see('dialog', 'History');
    await ana.evaluate(() => document.querySelector<HTMLElement>('[type="range"]')?.focus());
    await ana.press('Home');
    await ana.seeText('Nothing was written here then.');
    await ana.choose('What changed');
    await ana.evaluate(() => document.querySelector<HTMLElement>('[type="range"]')?.focus());
    await ana.press('ArrowRight');
    await ana.seeText('Two sketches until Friday.');
    await ana.see('button', 'Back to the versions');
    await until('the first words as new', async () => (await changes(ana))[0]?.kind === 'ins');
    expect(await sidewaysScroll(ana)).toEqual([]);
    await ana.click('button', 'Back to the versions');
    await ana.see('button', 'Name this version');
    await ana.resize(1440, 900);
    await ana.see('complementary', 'History');
  });

  it('[VER24] [VER31] has names for older times, and others see them at once', async () => {
    await li.see('complementary', 'History');
    await ana.click('button', /^\d.*Written by/);
    await ana.see('region', /^Version: /);
    await ana.click('button', 'Name this version', ['region', /^Version: /]);
    await ana.fill('textbox', 'Name of the version', 'As it was');
    await ana.press('Enter');
    await ana.see('region', 'Version: As it was');
    await li.see('button', 'Manage version As it was');
    await ana.click('button', 'Back to the text as it is now');
  });

  it('[VER28] is gone when its owner removes it for good', async () => {
    const now = await documentText(ana);
    await ana.click('button', 'More about this history');
    await ana.click('menuitem', 'Remove history for good');
    await ana.see('dialog', `Remove the history of ${title}?`);
    await ana.fill('textbox', 'Type the title to confirm', title);
    await ana.click('button', 'Remove history');
    await ana.seeNo('button', 'Manage version Draft');
    expect(await documentText(ana)).toBe(now);
    await li.click('button', 'More about this history');
    await li.seeText('Download as Markdown');
    await li.seeNo('menuitem', 'Remove history for good');
  });

  it('is there for plain texts, too', async () => {
    await createPlainText(ana, 'Notes');
    await writeAtEnd(ana, 'Notes', 'one');
    await ana.press('Enter');
    await ana.type('two');
    await seeSaved(ana);
    await ana.click('button', 'History');
    await nameVersion(ana, 'Two lines');
    await writeAtEnd(ana, 'Notes', ' and three');
    await seeSaved(ana);
    await ana.click('button', /^Two lines/);
    await ana.choose('Changes since');
    await until('the difference', async () => (await changes(ana)).length > 0);
    expect(await changes(ana)).toEqual([{ kind: 'ins', by: 'Added by Ana', text: ' and three' }]);
    await ana.click('button', 'Restore');
    await ana.click('button', 'Restore version');
    await bothRead([ana], 'one\ntwo');
    await ana.click('switch', 'Who wrote what');
    await until('the colours', async () => (await passages(ana)).join() === 'Ana: one,Ana: two');
  });
});
