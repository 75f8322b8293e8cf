// Passages of a plain text: who may only comment suggests, comments and highlights in its source; who
// writes it decides, and sees what became of it.
import { describe, expect, it } from 'vitest';
import type { Page } from './lib/page';
import {
  createLink,
  createPlainText,
  createRoom,
  documentText,
  enterAsGuest,
  marked,
  seeSaved,
  selectWord,
  setUp,
  suggest,
  suggestionField,
  writeAtEnd,
} from './lib/people';
import { until } from './lib/until';
import { useWorld } from './lib/world';

const room = 'Brand kick-off';
const title = 'Notes';
const text = 'The logo is blue. We meet on Friday. Bring photos.';

describe('suggestions in a plain text', () => {
  const world = useWorld();
  let ana: Page;
  let wei: Page;
  const both = async (what: string, holds: (page: Page) => Promise<boolean>) => {
    for (const page of [ana, wei]) await until(`${what} in ${page.engine}`, () => holds(page));
  };
  const bothRead = (words: string) =>
    both(`"${words}"`, async (page) => (await documentText(page)).includes(words));
  const bothShow = (selector: string, texts: readonly string[]) =>
    both(`"${texts.join()}" as ${selector}`, async (page) => {
      const found = await marked(page, selector);
      return found.join() === texts.join();
    });

  it('are made in a text that the one writes and the other may comment on', async () => {
    const server = await world.server();
    ana = await world.page('chromium', { as: 'ana' });
    await setUp(ana, server, 'Ana');
    await createRoom(ana, room);
    const commenters = await createLink(ana, 'Commenter');
    await createPlainText(ana, title);
    await writeAtEnd(ana, title, text);
    await seeSaved(ana);
    wei = await world.page('firefox', { as: 'wei' });
    await enterAsGuest(wei, commenters, 'Wei', room);
    await wei.click('link', new RegExp(`^${title}`), ['navigation', 'Room contents']);
    await wei.choose('Source');
    await wei.see('textbox', `Text of ${title}`);
    await bothRead('Bring photos.');
  });

  it('[THR18] are begun with the toolbar too, and change nothing in the text', async () => {
    await until('a selection', () => selectWord(wei, 'blue'));
    await wei.click('button', 'Suggest an edit');
    await wei.fill('textbox', suggestionField, 'green');
    await wei.click('button', 'Suggest');
    await bothShow('del', ['blue']);
    await bothShow('ins', ['green']);
    await bothRead('The logo is blue.');
    await wei.see('button', 'Withdraw');
    await wei.seeNo('button', 'Accept');
  });

  it('[THR19] stand in the text once an editor accepts them, who may undo it', async () => {
    await ana.click('button', '1 comment');
    await ana.click('button', 'Accept', ['region', 'Suggestion by Wei']);
    await bothRead('The logo is green.');
    await bothShow('del', []);
    await ana.click('button', 'Undo');
    await bothRead('The logo is blue.');
    await bothShow('ins', ['green']);
    await ana.click('button', 'Accept', ['region', 'Suggestion by Wei']);
    await bothRead('The logo is green.');
    await wei.seeText('Accepted by Ana');
    await seeSaved(ana);
  });

  it('[THR19] leave the text alone when they are rejected', async () => {
    await suggest(wei, 'Friday', 'Monday');
    await bothShow('ins', ['Monday']);
    await ana.click('button', 'Reject');
    await bothShow('del', []);
    await bothRead('We meet on Friday.');
  });

  it('stand beside highlights and comments, and move with their words', async () => {
    await until('a selection', () => selectWord(wei, 'photos'));
    await wei.click('button', 'Highlight');
    await wei.click('menuitem', 'Green');
    await bothShow('.at-highlight-green', ['photos']);
    await until('a selection', () => selectWord(wei, 'We meet'));
    await wei.press('Control+Alt+m');
    await wei.fill('textbox', 'New comment', 'Where?');
    await wei.press('Enter');
    await bothShow('.at-passage', ['We meet']);
    await ana.seeText('Where?');
    await ana.click('textbox', `Text of ${title}`);
    await ana.press('Control+Home');
    await ana.type('First: ');
    await bothRead(`First: The logo is green.`);
    await bothShow('.at-highlight-green', ['photos']);
    await bothShow('.at-passage', ['We meet']);
  });

  it('are left for the rendered text, and found again', async () => {
    await wei.choose('Read');
    await wei.seeNo('button', 'Withdraw');
    await wei.click('button', '1 comment');
    await wei.see('textbox', `Text of ${title}`);
    expect(await marked(wei, '.at-passage')).toEqual(['We meet']);
  });
});
