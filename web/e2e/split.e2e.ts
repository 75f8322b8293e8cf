// Two surfaces side by side: opened from the menu and the palette, walked by F6, swapped, closed, kept
// by the address; a leader moves the stage alone, and a narrow page shows one of them at a time.
import { describe, expect, it } from 'vitest';
import { axeFindings } from './lib/axe';
import type { Page } from './lib/page';
import {
  createDocument,
  createLink,
  createPlainText,
  createRoom,
  enterAsGuest,
  openDocument,
  setUp,
  writeAtEnd,
} from './lib/people';
import { until } from './lib/until';
import { useWorld } from './lib/world';

const room = 'Brand kick-off';
const beside = (title: string) => ['region', `Beside: ${title}`] as const;
const stage = ['main', 'Stage'] as const;

const regionWithFocus = (page: Page) =>
  page.evaluate(
    () => document.activeElement?.closest<HTMLElement>('[data-region]')?.dataset['region'] ?? '',
  );

const widthOf = (page: Page, selector: string) =>
  page.evaluate((wanted: string) => document.querySelector(wanted)?.clientWidth ?? 0, selector);

const runInPalette = async (page: Page, command: string) => {
  await page.press('Control+k');
  await page.fill('textbox', 'Room, document or command', command);
  await page.press('Enter');
};

describe('two surfaces side by side', () => {
  const world = useWorld();
  let ana: Page;
  let li: Page;

  it('a document opens beside another from its menu', async () => {
    const server = await world.server();
    ana = await world.page('chromium', { as: 'ana' });
    await setUp(ana, server, 'Ana');
    await createRoom(ana, room);
    const link = await createLink(ana, 'Editor');
    await createDocument(ana, 'Brief');
    await createPlainText(ana, 'Notes');
    await writeAtEnd(ana, 'Notes', 'Ask for the photos');
    await openDocument(ana, 'Brief');
    await ana.click('button', 'Menu of Notes');
    await ana.click('menuitem', 'Open beside');
    await ana.see('textbox', 'Text of Notes', beside('Notes'));
    await ana.see('textbox', 'Text of Brief', stage);
    expect(await ana.evaluate(() => location.search)).toMatch(/^\?split=/);
    expect(await axeFindings(ana)).toEqual([]);
    li = await world.page('chromium', { as: 'li' });
    await enterAsGuest(li, link, 'Li', room);
  });

  it('F6 goes from one to the other, and the arrow keys move the line between them', async () => {
    await ana.click('heading', 'Brief', stage);
    await until('the focus on the other side', async () => {
      await ana.press('F6');
      return (await regionWithFocus(ana)) === 'beside';
    });
    await ana.press('Shift+F6');
    expect(await regionWithFocus(ana)).toBe('surface');
    const before = await widthOf(ana, '#main');
    await ana.evaluate(() =>
      document.querySelector<HTMLElement>('[aria-label="Width of both sides"]')?.focus(),
    );
    await ana.press('ArrowRight');
    await until('a wider stage', async () => (await widthOf(ana, '#main')) > before);
    await ana.reload();
    await ana.see('textbox', 'Text of Notes', beside('Notes'));
    expect(await widthOf(ana, '#main')).toBeGreaterThan(before);
  });

  it('a command belongs to the side with the focus', async () => {
    await ana.click('textbox', 'Text of Notes', beside('Notes'));
    await ana.press('Control+Alt+m');
    await ana.see('textbox', 'New comment');
    await ana.seeText('Ask for the photos');
    await until('the comments to close', async () => {
      await ana.press('Escape');
      return (await ana.namesOf('dialog')).length === 0;
    });
  });

  it('the sides are swapped, and the sidebar opens on the stage', async () => {
    await ana.click('button', 'Swap sides');
    await ana.see('textbox', 'Text of Notes', stage);
    await ana.see('textbox', 'Text of Brief', beside('Brief'));
    await runInPalette(ana, 'Open beside: Chat');
    await ana.see('textbox', 'Message', beside('Chat'));
    await openDocument(ana, 'Brief');
    await ana.see('textbox', 'Text of Brief', stage);
    await ana.see('textbox', 'Message', beside('Chat'));
  });

  it('[FOL6] whom one follows moves the stage only', async () => {
    await openDocument(li, 'Brief');
    await ana.click('button', /^Here:/);
    await ana.click('menuitem', 'Follow Li');
    await ana.seeText('Following Li');
    await openDocument(li, 'Notes');
    await ana.see('textbox', 'Text of Notes', stage);
    await ana.see('textbox', 'Message', beside('Chat'));
    await ana.click('button', 'Stop following Li');
  });

  it('a narrow page shows one of them and switches', async () => {
    await ana.resize(390, 844);
    await ana.see('navigation', 'Which side is shown');
    await ana.seeNo('region', 'Beside: Chat');
    await ana.choose('Chat');
    await ana.see('heading', 'Chat', stage);
    await ana.choose('Notes');
    await ana.see('textbox', 'Text of Notes', stage);
    await ana.resize(1440, 900);
    await ana.see('region', 'Beside: Chat');
    await ana.click('button', 'Close what is beside');
    await ana.seeNo('region', 'Beside: Chat');
    expect(await ana.evaluate(() => location.search)).not.toContain('split');
  });
});
