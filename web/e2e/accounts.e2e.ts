// Getting in: an invite for one person becomes an account in the room, is declined or taken back, and a
// server that sends no mail says whom to ask.
import { describe, expect, it } from 'vitest';
import { axeFindings } from './lib/axe';
import type { Page } from './lib/page';
import { createRoom, setUp } from './lib/people';
import type { Server } from './lib/server';
import { until } from './lib/until';
import { useWorld } from './lib/world';

const room = 'Brand kick-off';

/** The address that the owner would pass on; there is no mail server. */
async function addressOf(ana: Page, who: string): Promise<string> {
  return until(`the invite of ${who}`, () =>
    ana.evaluate(async (wanted: string) => {
      const key = location.pathname.split('/')[2] ?? '';
      const answer = await fetch(`/api/v1/invites?room=${key}`);
      const { invites } = (await answer.json()) as {
        invites: { id: string; email?: string; secret?: string }[];
      };
      const found = invites.find((each) => each.email === wanted);
      return found?.secret ? `${location.origin}/join/${found.id}#${found.secret}` : '';
    }, who),
  );
}

describe('getting in by an invite', () => {
  const world = useWorld();
  let server: Server;
  let ana: Page;
  let li: Page;

  const makeLink = async (email: string) => {
    await ana.fill('textbox', 'E-mail (optional)', email);
    await ana.click('button', 'Make link');
    await ana.seeText(/No mail was sent/);
  };
  const invite = async (email: string) => {
    await makeLink(email);
    return addressOf(ana, email);
  };

  it('the owner invites somebody and gets a link to pass on', async () => {
    server = await world.server({ flags: ['--registration', 'invite'] });
    ana = await world.page('chromium', { as: 'ana' });
    await setUp(ana, server, 'Ana');
    await createRoom(ana, room);
    await ana.click('button', 'Invite', ['banner', 'Top bar']);
    await ana.see('dialog', 'Invite people');
    const address = await invite('li@studio-north.example');
    expect(address).toMatch(/#invite_/);
    li = await world.page('firefox', { as: 'li' });
    await li.goto(address);
    await li.see('heading', room);
  });

  it('who is invited makes an account and is in the room', async () => {
    await li.fill('textbox', 'Name', 'Li');
    await li.fillLabelled('Password', 'a long password');
    await li.click('button', 'Create account and join');
    await li.see('button', `${room}, room menu`);
    await ana.reload();
    await ana.click('button', 'Invite', ['banner', 'Top bar']);
    await ana.seeText('Li accepted');
  });

  it('an invite is declined, and one that was taken back says so', async () => {
    const declined = await invite('mara@studio-north.example');
    const mara = await world.page('webkit', { as: 'mara' });
    await mara.goto(declined);
    await mara.click('button', 'Decline');
    await mara.see('heading', 'You declined');
    const revoked = await invite('wei@studio-north.example');
    await ana.click('button', 'Take back: wei@studio-north.example');
    await until('the invite to be taken back', async () => {
      const names = await ana.namesOf('button');
      return !names.includes('Take back: wei@studio-north.example');
    });
    await mara.goto('about:blank');
    await mara.goto(revoked);
    await mara.see('heading', 'This invite does not work any more');
  });

  it('the owner invites into the workspace, and passes on what no mail server sends', async () => {
    await ana.goto(`${server.url}/admin/people`);
    await ana.seeText('Whoever is invited can make an account.');
    await makeLink('zoe@studio-north.example');
    await ana.seeText(/^until/);
    expect(await axeFindings(ana)).toEqual([]);
    await ana.click('link', 'Mail');
    await ana.seeText('No mail server is set up.');
    await ana.seeText('zoe@studio-north.example');
    await ana.seeText('To pass on');
    await ana.click('link', 'Activity');
    await ana.seeText(/Ana invited somebody/);
    await ana.seeText(/Li made an account/);
    await li.goto(`${server.url}/admin/mail`);
    await li.see('heading', 'This page is for owners of the workspace');
  });

  it('a forgotten password is asked for, and a bad link is no way in', async () => {
    const nobody = await world.page('chromium', { as: 'nobody' });
    await nobody.goto(`${server.url}/login`);
    await nobody.click('link', 'Forgot your password?');
    await nobody.fill('textbox', 'E-mail', 'li@studio-north.example');
    await nobody.click('button', 'Send link');
    await nobody.see('heading', 'Look into your mail');
    await nobody.goto(`${server.url}/reset#reset_wrong`);
    await nobody.fillLabelled('Password', 'a longer password');
    await nobody.click('button', 'Set password and sign in');
    await nobody.see('heading', 'This link does not work any more');
  });
});
