// Somebody writes in a room, deletes their account, and is a former member to those who stay.
import { describe, expect, it } from 'vitest';
import { axeFindings } from './lib/axe';
import type { Page } from './lib/page';
import {
  createDocument,
  createRoom,
  documentText,
  openDocument,
  password,
  say,
  seeSaved,
  selectWord,
  setUp,
  writeAtEnd,
} from './lib/people';
import type { Server } from './lib/server';
import { until } from './lib/until';
import { useWorld } from './lib/world';

const room = 'Brand kick-off';
const former = 'Former member';

/** The address that the owner would pass on; there is no mail server. */
function inviteOf(ana: Page): Promise<string> {
  return until('the invite', () =>
    ana.evaluate(async () => {
      const key = location.pathname.split('/')[2] ?? '';
      const answer = await fetch(`/api/v1/invites?room=${key}`);
      const { invites } = (await answer.json()) as { invites: { id: string; secret?: string }[] };
      const found = invites[0];
      return found?.secret ? `${location.origin}/join/${found.id}#${found.secret}` : '';
    }),
  );
}

describe('leaving for good', () => {
  const world = useWorld();
  let server: Server;
  let ana: Page;
  let li: Page;

  const openComments = async () => {
    await ana.see('textbox', 'Text of Brief');
    await ana.click('button', '1 comment');
  };

  it('two people write in a room', async () => {
    server = await world.server({ flags: ['--registration', 'invite'] });
    ana = await world.page('chromium', { as: 'ana' });
    await setUp(ana, server, 'Ana');
    await createRoom(ana, room);
    await createDocument(ana, 'Brief');
    await writeAtEnd(ana, 'Brief', 'Ana wrote this. ');
    await seeSaved(ana);
    await ana.click('button', 'Invite', ['banner', 'Top bar']);
    await ana.fill('textbox', 'E-mail (optional)', 'li@studio-north.example');
    await ana.click('combobox', 'Role');
    await ana.click('option', 'Editor');
    await ana.click('button', 'Make link');
    const address = await inviteOf(ana);
    await ana.press('Escape');
    li = await world.page('firefox', { as: 'li' });
    await li.goto(address);
    await li.fill('textbox', 'Name', 'Li');
    await li.fillLabelled('Password', password);
    await li.click('button', 'Create account and join');
    await li.see('button', `${room}, room menu`);
    await say(li, 'Something only Li says');
    await openDocument(li, 'Brief');
    await writeAtEnd(li, 'Brief', 'Li wrote that.');
    await seeSaved(li);
    await until('the text', async () => (await documentText(ana)).includes('Li wrote that'));
    await ana.seeText('Something only Li says');
    await say(ana, 'Something Ana says');
    await until('a selection', () => selectWord(li, 'Ana wrote'));
    await li.press('Control+Alt+m');
    await li.fill('textbox', 'New comment', 'A comment by Li');
    await li.press('Enter');
    await li.see('region', 'Thread begun by Li');
  });

  it('[SAF3] the last owner is told to make somebody else an owner first', async () => {
    const url = await ana.evaluate(() => location.href);
    await ana.goto(`${server.url}/settings/profile`);
    await ana.click('button', 'Delete my account');
    await ana.fillLabelled('Your password', password);
    await ana.click('button', 'Delete my account', ['dialog', 'Delete my account']);
    await ana.seeText(/You are the only owner of this workspace/);
    expect(await axeFindings(ana)).toEqual([]);
    await ana.goto(url);
    await openComments();
    await ana.see('region', 'Thread begun by Li');
  });

  it('[SAF20] what is theirs is there to take along', async () => {
    await li.goto(`${server.url}/settings/profile`);
    const file = await li.downloaded(() => li.click('button', 'Download my data'));
    expect(file.name).toMatch(/\.zip$/);
    expect(file.content.subarray(0, 4).toString('latin1')).toBe('PK\x03\x04');
  });

  it('[SAF3] whoever deletes their account is asked for the password, and is out', async () => {
    await li.goto(`${server.url}/settings/profile`);
    await li.click('button', 'Delete my account');
    await li.fillLabelled('Your password', 'not the password');
    await li.click('button', 'Delete my account', ['dialog', 'Delete my account']);
    await li.seeText('The current password is not right.');
    await li.fillLabelled('Your password', password);
    await li.click('button', 'Delete my account', ['dialog', 'Delete my account']);
    await li.see('heading', 'Sign in');
  });

  const seeFormer = async () => {
    await ana.see('article', new RegExp(`^${former},`));
    await ana.see('region', `Thread begun by ${former}`);
    await ana.seeText('Something Ana says');
    await until('no words of Li', async () => {
      const page = await ana.evaluate(() => document.body.innerText);
      const text = await documentText(ana);
      const words = page + text;
      return (
        !/only Li says|Li wrote that|comment by Li/.test(words) && text.includes('Ana wrote this')
      );
    });
  };

  it('[SAF4] others see a former member, and nothing that they wrote, without a reload', async () => {
    await seeFormer();
  });

  it('[SAF4] and after a reload', async () => {
    await ana.reload();
    await openComments();
    await seeFormer();
  });

  it('[SAF1] signing in is refused', async () => {
    await li.fill('textbox', 'E-mail', 'li@studio-north.example');
    await li.fillLabelled('Password', password);
    await li.click('button', 'Sign in');
    await li.see('alert', /^/);
  });
});
