// A small workspace to look at: an owner, two guests, a room with a conversation and a document, made
// through the same interfaces that people's browsers use.
import { createClient, unwrap, type Client } from '@atelier/sdk';
import type { Cookie, Page } from './page';
import { picture } from './picture';
import { documentText, password, startFromExample } from './people';
import type { Server } from './server';
import { until } from './until';

/** The newcomer owns a workspace without rooms, at a server of its own. */
export type Who = 'nobody' | 'owner' | 'editor' | 'viewer' | 'newcomer';

export interface Seed {
  url: string;
  /** For a client of the SDK. */
  ownerToken: string;
  cookies: Record<Exclude<Who, 'nobody' | 'newcomer'>, Cookie> & { newcomer?: Cookie };
  room: string;
  emptyRoom: string;
  /** In the trash. */
  deletedRoom: string;
  /** The surface with a text. */
  document: string;
  /** The surface with a rich document. */
  rich: string;
  /** Seq of the message that began a thread. */
  thread: number;
  /** A meeting that is over, with a decision. */
  meeting: string;
  /** Path and fragment of an invitation. */
  invitation: string;
  /** Of one to the empty room, which asks who comes to wait. */
  knocking: string;
  /** Of one to a room that guests see from when they come. */
  late: string;
  /** The same of an invite for one person, which nobody has accepted. */
  invite: string;
}

interface Answer {
  body: Record<string, string>;
  cookie: Cookie;
}

async function post(url: string, path: string, json: object, more = {}): Promise<Answer> {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method: 'POST',
    headers: { Origin: url, 'Content-Type': 'application/json', ...more },
    body: JSON.stringify(json),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  const [name = '', value = ''] = (answer.headers.getSetCookie()[0] ?? '').split(/[=;]/);
  return { body: (await answer.json()) as Record<string, string>, cookie: { name, value } };
}

async function tokenOf(url: string, { cookie, body }: Answer): Promise<string> {
  const csrf = { Cookie: `${cookie.name}=${cookie.value}`, 'X-Atelier-CSRF': body['csrf'] };
  return (await post(url, '/token', {}, csrf)).body['token'] ?? '';
}

async function connect(url: string, token: string, rooms: readonly string[]): Promise<Client> {
  const client = createClient({ url, token });
  client.connection.connect();
  for (const room of rooms) unwrap(await client.rooms.join(room));
  return client;
}

/** Answers the number of the message, once it is stored. */
async function say(client: Client, room: string, text: string, more: object = {}): Promise<number> {
  const { id } = client.chat.send(room, { text, ...more });
  return until(`"${text}" to be stored`, async () => {
    const page = unwrap(await client.chat.history(room, { limit: 10 }));
    const roots = page.messages.find((message) => message.id === id)?.seq;
    return roots ?? (client.chat.unsent === 0 && 'threadRoot' in more ? 1 : undefined);
  });
}

async function talk(ana: Client, li: Client, room: string): Promise<number> {
  await say(ana, room, 'Morning. The brief is in **Project brief**; please read it before noon.');
  const question = await say(li, room, 'Two questions: who writes the texts, and which photos?');
  await say(ana, room, 'You write, I edit. `assets/2026` has the photos:', { replyTo: question });
  await say(ana, room, '```ts\nconst hero = pick(photos, { tone: "warm" });\n```');
  await say(li, room, 'Texts by Friday then.', { threadRoot: question });
  await say(ana, room, 'Friday is fine.', { threadRoot: question });
  unwrap(await li.chat.react(room, question, '\u{1F44D}', true));
  unwrap(await ana.chat.pin(room, question, true));
  await say(li, room, 'https://studio-north.example/moodboard has the first colours.');
  return question;
}

/** Files on messages: two pictures and a document. */
async function share(ana: Client, room: string): Promise<void> {
  const upload = async (name: string, bytes: BodyInit) =>
    unwrap(await ana.files.upload(room, { name, bytes }));
  const shutters = await upload('shutters.png', picture(320, 240));
  const tiles = await upload('tiles.png', picture(240, 320, 12));
  await say(ana, room, 'What we saw at the harbour.', { attachments: [shutters, tiles] });
  const hours = await upload('Opening hours.csv', 'day,from,to\ntuesday,07:00,18:00\n');
  await say(ana, room, 'And their opening hours.', { attachments: [hours] });
}

async function begin(server: Server): Promise<Answer> {
  const secret = (await server.setupLink()).split('#')[1];
  const ana = { name: 'Ana', email: 'ana@studio-north.example', password };
  return post(server.url, '/setup', { ...ana, secret, workspace: 'Studio North' });
}

/** Where nobody has made a room yet. */
export async function beginEmpty(server: Server, seed: Seed): Promise<Seed> {
  const { cookie: newcomer } = await begin(server);
  return { ...seed, url: server.url, cookies: { ...seed.cookies, newcomer } };
}

export async function seed(server: Server): Promise<Seed> {
  const { url } = server;
  const made = await begin(server);
  const ownerToken = await tokenOf(url, made);
  const owner = await connect(url, ownerToken, []);
  const { id: room } = unwrap(await owner.rooms.create({ name: 'Brand kick-off' }));
  const { id: emptyRoom } = unwrap(await owner.rooms.create({ name: 'Website relaunch' }));
  unwrap(await owner.rooms.join(room));
  unwrap(await owner.rooms.join(emptyRoom));
  const invite = async (role: 'editor' | 'viewer', where = room) => {
    const { link, secret: key } = unwrap(await owner.links.create(where, { role }));
    return { path: `/links/${link.id}/join`, secret: key, address: `/join/${link.id}#${key}` };
  };
  const editors = await invite('editor');
  const viewers = await invite('viewer');
  const knocking = await invite('viewer', emptyRoom);
  unwrap(await owner.rooms.configure(emptyRoom, { knock: true }));
  const { id: lateRoom } = unwrap(await owner.rooms.create({ name: 'Price talks' }));
  unwrap(await owner.rooms.join(lateRoom));
  await say(owner, lateRoom, 'Their budget is 40,000.');
  unwrap(await owner.rooms.configure(lateRoom, { guest_history: 'joined' }));
  const late = await invite('viewer', lateRoom);
  const li = await post(url, editors.path, { secret: editors.secret, name: 'Li' });
  const wei = await post(url, viewers.path, { secret: viewers.secret, name: 'Wei' });
  const guest = await connect(url, li.body['token'] ?? '', [room]);
  await share(owner, room);
  const { id: meeting } = unwrap(await owner.meetings.start(room, 'Kick-off call'));
  const thread = await talk(owner, guest, room);
  unwrap(await owner.meetings.end(room, meeting));
  const invited = unwrap(await owner.invites.create({ room, email: 'mara@studio-north.example' }));
  const surface = { kind: 'text', title: 'Project brief' };
  const { id: document } = unwrap(await owner.surfaces.create(room, surface));
  const { id: rich } = unwrap(
    await owner.surfaces.create(room, { kind: 'rich', title: 'Client brief' }),
  );
  await throwAway(owner, room);
  const deletedRoom = await deleteOne(owner);
  owner.connection.close();
  guest.connection.close();
  const cookies = { owner: made.cookie, editor: li.cookie, viewer: wei.cookie };
  return {
    url,
    ownerToken,
    cookies,
    room,
    emptyRoom,
    deletedRoom,
    document,
    rich,
    thread,
    meeting,
    invitation: editors.address,
    knocking: knocking.address,
    late: late.address,
    invite: `/join/${invited.invite.id}#${invited.secret}`,
  };
}

/** A room in the trash. */
async function deleteOne(owner: Client): Promise<string> {
  const { id } = unwrap(await owner.rooms.create({ name: 'Poster series' }));
  unwrap(await (await owner.trash()).deleteRoom(id));
  return id;
}

/** Something in the trash of a room. */
async function throwAway(owner: Client, room: string): Promise<void> {
  const ideas = unwrap(await owner.surfaces.create(room, { kind: 'text', title: 'First ideas' }));
  unwrap(await owner.surfaces.remove(room, ideas.id));
}

/** A suggestion for the title and a highlight on the last line. */
async function markPassages(page: Page, title: string, toLast: readonly string[]): Promise<void> {
  await page.click('textbox', `Text of ${title}`);
  for (const key of toLast) await page.press(key);
  await page.press('Control+Alt+y');
  await page.press('Control+Home');
  await page.press('Control+Alt+g');
  await page.fill('textbox', 'What should stand here', 'Brief for the client');
  await page.click('button', 'Suggest');
  await page.see('region', 'Suggestion by Ana');
}

/** Fills the documents in a browser, as their owner would. Closes the page. */
export async function writeBrief(page: Page, place: Seed): Promise<void> {
  await page.setCookie(place.url, place.cookies.owner);
  await page.goto(`${place.url}/r/${place.room}/text/${place.document}`);
  await startFromExample(page, 'Project brief');
  await until('the text', async () => (await documentText(page)).includes('What is out'));
  await markPassages(page, 'Project brief', ['Control+End', 'ArrowUp']);
  await page.seeText('Saved');
  await page.goto(`${place.url}/r/${place.room}/rich/${place.rich}`);
  await startFromExample(page, 'Project brief');
  await until('the text', async () => (await documentText(page)).includes('What is out'));
  await markPassages(page, 'Client brief', ['Control+End']);
  await page.seeText('Saved');
  await page.close();
  await goOn(place);
}

/** The rich document has a version with a name, and a change since. */
async function goOn({ url, ownerToken, room, rich }: Seed): Promise<void> {
  const path = `/rooms/${room}/documents/rich.${rich}`;
  const owner = { Authorization: `Bearer ${ownerToken}` };
  const id = '0190b8a0-0000-7000-8000-000000000001';
  await post(url, `${path}/versions`, { id, name: 'Sent to the client' }, owner);
  await post(url, path, { mode: 'append', text: 'The client asks for a shop.' }, owner);
}
