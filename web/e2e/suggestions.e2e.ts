// Who may only comment says what should stand in a document instead; who writes it decides. Highlights
// mark a passage without a word.
import { describe, expect, it } from 'vitest';
import type { Page } from './lib/page';
import {
  createDocument,
  createLink,
  createRoom,
  documentText,
  enterAsGuest,
  marked,
  openDocument,
  seeSaved,
  selectWord,
  setUp,
  suggest,
  writeAtEnd,
} from './lib/people';
import { until } from './lib/until';
import { useWorld } from './lib/world';

const room = 'Brand kick-off';
const title = 'Brief';

describe('suggestions and highlights', () => {
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

  it('are made in a document that the one writes and the other may comment on', async () => {
    const server = await world.server();
    ana = await world.page('chromium', { as: 'ana' });
    await setUp(ana, server, 'Ana');
    await createRoom(ana, room);
    const commenters = await createLink(ana, 'Commenter');
    await createDocument(ana, title);
    await writeAtEnd(ana, title, 'The logo is blue. We meet on Friday. Bring photos.');
    await seeSaved(ana);
    wei = await world.page('firefox', { as: 'wei' });
    await enterAsGuest(wei, commenters, 'Wei', room);
    await openDocument(wei, title);
    await bothRead('Bring photos.');
  });

  it('[THR18] are shown in the text of both and change nothing in it', async () => {
    await suggest(wei, 'blue', 'green');
    await bothShow('del', ['blue']);
    await bothShow('ins', ['green']);
    await bothRead('The logo is blue.');
    await wei.see('button', 'Withdraw');
    await wei.seeNo('button', 'Accept');
  });

  it('[THR19] stand in the text once an editor accepts them', async () => {
    await ana.click('button', '1 comment');
    await ana.click('button', 'Accept', ['region', 'Suggestion by Wei']);
    await bothRead('The logo is green. We meet on Friday.');
    await bothShow('del', []);
    await wei.seeText('Accepted by Ana');
    await seeSaved(ana);
  });

  it('[THR19] leave the text alone when an editor rejects them', async () => {
    await suggest(wei, 'Friday', 'Monday');
    await bothShow('ins', ['Monday']);
    await ana.click('button', 'Reject');
    await bothShow('del', []);
    await bothRead('We meet on Friday.');
  });

  it('[THR19] are withdrawn by who made them', async () => {
    await suggest(wei, 'Bring photos.', '');
    await bothShow('del', ['Bring photos.']);
    await wei.click('button', 'Withdraw');
    await bothShow('del', []);
    await bothRead('Bring photos.');
  });

  it('say when their passage was changed meanwhile', async () => {
    await suggest(wei, 'meet on Friday', 'meet on Monday');
    await bothShow('ins', ['meet on Monday']);
    await until('a selection', () => selectWord(ana, 'et on'));
    await ana.type('et us on');
    await ana.seeText('This passage was changed since. Now it reads:');
    await ana.click('button', 'Accept anyway');
    await bothRead('We meet on Monday. Bring');
  });

  it('of one person are accepted together, and undone together', async () => {
    await suggest(wei, 'green', 'red');
    await suggest(wei, 'photos', 'sketches');
    await bothShow('ins', ['red', 'sketches']);
    await ana.evaluate(() => document.querySelector<HTMLElement>('aside select')?.focus());
    await ana.press('ArrowDown');
    await ana.click('button', 'Accept all 2');
    await bothRead('The logo is red. We meet on Monday. Bring sketches.');
    await until('one offer to undo', async () => {
      const names = await ana.namesOf('button');
      return names.filter((name) => name === 'Undo').length === 1;
    });
    await ana.click('button', 'Undo');
    await bothRead('The logo is green. We meet on Monday. Bring photos.');
    await bothShow('ins', ['red', 'sketches']);
  });

  it('[THR6] a highlight is seen by all and removed by who made it', async () => {
    await until('a selection', () => selectWord(wei, 'Monday'));
    await wei.press('Control+Alt+y');
    await bothShow('.at-highlight', ['Monday']);
    await wei.click('switch', 'Show 1 highlight');
    await wei.click('button', 'Remove highlight');
    await bothShow('.at-highlight', []);
    expect(await documentText(ana)).toContain('We meet on Monday.');
  });
});
