// The whole way, once in each engine: what docs/journey.md tells, step by step, with a real mail server
// and the client on a phone. Each test is the step of its number there.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings } from './lib/axe';
import { Mailbox } from './lib/mailbox';
import { engines, type Page } from './lib/page';
import { createLink, documentText, enterAsGuest, openDocument, say, setUp } from './lib/people';
import { writeAtEnd } from './lib/people';
import type { Server } from './lib/server';
import { until } from './lib/until';
import { useWorld } from './lib/world';

const room = 'Brand kick-off';
const brief = 'Project brief';
const mara = 'mara@client.example';
const phone = { width: 390, height: 844 };
const story = resolve(import.meta.dirname, '../../docs/journey.md');

const steps = {
  setUp: '1. Ana sets the server up',
  profile: '2. She says who she is',
  room: '3. She makes a room from a template',
  invite: '4. She invites her client by mail, and a colleague of his by a link',
  join: '5. The client joins on a phone',
  talk: '6. They talk',
  write: '7. They write in the same document',
  follow: '8. They follow each other',
  start: '9. The meeting begins',
  end: '10. The meeting ends with a summary',
  send: '11. Ana sends the summary',
  read: '12. The client opens it from the mail',
} as const;

/** A part of the room, by the tabs at the foot of a phone. */
const openTab = (page: Page, tab: RegExp) =>
  page.click('button', tab, ['navigation', 'Parts of the room']);

async function openOnPhone(page: Page, title: string): Promise<void> {
  await openTab(page, /^Surfaces/);
  await page.click('link', new RegExp(`^${title}`), ['dialog', /^/]);
  await page.see('textbox', `Text of ${title}`);
}

async function seeInDocument(page: Page, words: string): Promise<void> {
  await until(`"${words}" in the document`, async () => (await documentText(page)).includes(words));
}

describe.each(engines)('the whole way in %s', (engine) => {
  const world = useWorld();
  let mailbox: Mailbox;
  let server: Server;
  let ana: Page;
  let client: Page;
  let link: string;
  beforeAll(async () => {
    mailbox = await Mailbox.open();
  });
  afterAll(() => mailbox.close());

  it(steps.setUp, async () => {
    server = await world.server({ flags: mailbox.flags });
    ana = await world.page(engine, { as: 'ana' });
    await setUp(ana, server, 'Ana');
  });

  it(steps.profile, async () => {
    await ana.goto(`${server.url}/settings/profile`);
    await ana.fill('textbox', 'Name', 'Ana Moreno');
    await ana.click('button', 'Save');
    await ana.seeText('Saved');
    await ana.goto(`${server.url}/`);
    await ana.see('button', 'Ana Moreno, my menu');
  });

  it(steps.room, async () => {
    await ana.click('link', /^Client kick-off/);
    await ana.fill('textbox', 'Name of the room', room);
    await ana.seeText(/Kick-off agenda, Project brief/);
    await ana.click('button', 'Create room');
    await ana.see('button', `${room}, room menu`);
    await ana.see('link', new RegExp(`^${brief}`), ['navigation', 'Room contents']);
  });

  it(steps.invite, async () => {
    await ana.click('button', 'Invite', ['banner', 'Top bar']);
    await ana.fill('textbox', 'E-mail (optional)', mara);
    await ana.click('combobox', 'Role');
    await ana.click('option', 'Editor');
    await ana.click('button', 'Send invite');
    await ana.seeText(`A mail to ${mara} is on its way.`);
    await ana.press('Escape');
    await ana.seeNo('dialog', 'Invite people');
    link = await createLink(ana, 'Commenter');
    const tom = await world.page(engine, { as: 'tom', width: 1000, height: 700 });
    await enterAsGuest(tom, link, 'Tom', room);
    await tom.close();
  });

  it(steps.join, async () => {
    const mail = await mailbox.next('the invite');
    expect(mail.to).toEqual([mara]);
    expect(mail.headers['subject']).toBe('Ana Moreno invites you to Studio North');
    client = await world.page(engine, { as: 'mara', ...phone });
    await enterAsGuest(client, mail.link, 'Mara', room);
    await client.seeText('Ana Moreno is here');
    expect(await axeFindings(client)).toEqual([]);
  });

  it(steps.talk, async () => {
    await say(ana, 'Welcome. Shall we begin with the brief?');
    await openTab(client, /^Chat/);
    await client.seeText('Shall we begin with the brief?');
    await say(client, 'Yes, let us begin.');
    await ana.seeText('Yes, let us begin.');
    await client.press('Escape');
  });

  it(steps.write, async () => {
    await openDocument(ana, brief);
    await openOnPhone(client, brief);
    await writeAtEnd(ana, brief, ' The launch is in May.');
    await seeInDocument(client, 'The launch is in May.');
    await writeAtEnd(client, brief, ' The shop comes in June.');
    await seeInDocument(ana, 'The shop comes in June.');
  });

  it(steps.follow, async () => {
    await client.click('button', 'Follow Ana Moreno', ['contentinfo', /^/]);
    await ana.seeText('Mara follows you');
    await openDocument(ana, 'Kick-off agenda');
    await client.see('textbox', 'Text of Kick-off agenda');
    await client.click('button', 'Stop following Ana Moreno');
    await ana.click('button', /^Here:/);
    await ana.click('menuitem', 'Follow Mara');
    await ana.seeText('Following Mara');
    await openOnPhone(client, brief);
    await ana.see('textbox', `Text of ${brief}`);
    await ana.click('button', 'Stop following Mara');
  });

  it(steps.start, async () => {
    await ana.click('button', 'Start a meeting', ['banner', 'Top bar']);
    await ana.fill('textbox', 'Title', 'First call');
    await ana.click('button', 'Start a meeting', ['dialog', 'Start a meeting']);
    await client.see('button', /^Meeting First call, live since/);
  });

  it(steps.end, async () => {
    await ana.click('button', /^Meeting First call/);
    await ana.click('button', 'End meeting');
    await ana.see('heading', 'First call');
    await ana.see('region', 'Who was there');
    await client.see('button', 'Open summary');
  });

  it(steps.send, async () => {
    await ana.seeText('Send it to Mara');
    await ana.click('button', 'Send summary');
    await ana.seeText(/^Sent to 1 person at/);
    expect(await axeFindings(ana)).toEqual([]);
  });

  it(steps.read, async () => {
    const mail = await mailbox.next('the summary');
    expect(mail.to).toEqual([mara]);
    expect(mail.headers['subject']).toBe('Summary: First call');
    await client.goto('about:blank');
    await client.goto(mail.link);
    await client.click('button', 'Enter the room');
    await client.see('heading', 'First call');
    await client.see('region', 'Who was there');
    expect(await axeFindings(client)).toEqual([]);
    await client.close();
    const colleague = await world.page(engine, { as: 'colleague', ...phone });
    await colleague.goto(mail.link);
    await colleague.fill('textbox', 'Name', 'Zoe');
    await colleague.click('button', 'Enter the room');
    await colleague.see('heading', 'First call');
  });
});

describe('docs/journey.md', () => {
  it('tells the same steps', async () => {
    const told = [...(await readFile(story, 'utf8')).matchAll(/^## (\d+\. .+)$/gm)];
    expect(told.map(([, title]) => title)).toEqual(Object.values(steps));
  });
});
