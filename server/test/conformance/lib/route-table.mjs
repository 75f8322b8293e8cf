// Who gets what from each route: one row a route, one status for each column of lib/cast.mjs, in
// that order. A new route needs a row here: route-matrix.test.mjs reads /api/openapi.json and names
// what is missing. What decides is in the third part: `body` (made anew for each call), `query`,
// `params` for the path, and `ends` for what ends logins. `why` says what surprises.
//
// 401: not known. 403: known, and told what is missing. 404: nothing shows that it is there.
// 400 in a row means "let in": the body is bad on purpose, since a good one would change who they are.
import { uuid } from './atelier.mjs';

const all = (status) => Array.from({ length: 9 }, () => status).join(' ');
const document = '/rooms/{room}/documents/{document}';
const anyoneKnown = '401 401 200 200 200 200 200 200 200';
const inTheRoom = '401 401 404 200 200 200 200 404 200';
const editors = '401 401 404 403 403 200 200 404 200';
const ownersOfTheRoom = '401 401 404 403 403 403 200 404 200';
const ownersOfTheWorkspace = '401 401 403 403 403 403 403 403 200';
const accountsOnly = '401 401 403 403 403 403 200 200 200';
const whoeverShowsTheSecret = '200 401 200 200 200 200 200 200 200';

export const routes = {
  'GET /session': [all(200), 'asks who one is, also with an old token (AUTH47)'],
  'POST /setup': [all(404), 'is over, whatever the secret', { body: () => setup }],
  'POST /register': ['400 401 400 400 400 400 400 400 400', 'would make an account', { body: {} }],
  'POST /login': [all(401), 'looks at nothing but the password', { body: () => wrongLogin }],
  'POST /logout': ['200 401 200 200 200 200 200 200 200', 'guests stay whom they are', { ends: true }],
  'GET /logins': [accountsOnly, 'guests have none'],
  'POST /logins/end-others': [accountsOnly, '', { ends: true }],
  'DELETE /logins/{id}': ['401 401 403 403 403 403 404 404 404', 'only own ones', { ends: true }],
  'PATCH /me': [accountsOnly, 'the name of a guest came with the link', { body: () => ({ language: 'en' }) }],
  'DELETE /me': [
    '401 401 403 403 403 403 401 401 401',
    'with a wrong password: guests have none',
    { body: () => ({ password: 'not the password' }) },
  ],
  'DELETE /people/{person}': [
    '401 401 403 403 403 403 403 403 400',
    'let in; the person is the caller, who goes by DELETE /me',
    { body: () => ({}) },
  ],
  'GET /me/export': [anyoneKnown, 'their own data'],
  'GET /people/{person}/export': [ownersOfTheWorkspace, 'the person is the caller'],
  'POST /me/picture': ['401 401 403 403 403 403 400 400 400', 'let in with what is no picture', { body: () => 'bytes' }],
  'DELETE /me/picture': [accountsOnly, ''],
  'GET /people/{person}/picture/{picture}': ['401 401 404 404 404 404 404 404 404', 'who is known; nobody has one'],
  'POST /me/password': [accountsOnly, '', { body: () => samePassword, ends: true }],
  'POST /me/email': ['401 401 403 403 403 403 401 401 401', 'the password is wrong', { body: () => newAddress }],
  'POST /email/confirm': [all(404), 'with a made-up secret', { body: () => madeUp('verify') }],
  'POST /password/forgot': [all(202), 'always', { body: () => ({ email: 'mia@example.org' }) }],
  'POST /password/reset': [all(404), 'with a made-up secret', { body: () => madeUp('reset') }],
  'POST /token': [anyoneKnown, ''],
  'GET /oidc/start': [all(302), 'back to the door: no provider is set up'],
  'POST /oidc/start': ['404 401 404 404 404 404 404 404 404', 'no provider is set up', { body: () => ({}) }],
  'GET /oidc/callback': [all(302), 'back to the door: no provider is set up'],
  'DELETE /oidc/link': ['401 401 404 404 404 404 404 404 404', 'no provider is set up'],
  'GET /me/ways': [accountsOnly, ''],
  'GET /rooms': [anyoneKnown, 'their own'],
  'POST /rooms': ['401 401 403 403 403 403 201 201 201', 'members make rooms', { body: () => ({ name: 'New' }) }],
  'GET /rooms/{room}': [inTheRoom, ''],
  'POST /direct': ['401 401 200 200 200 200 404 404 200', 'with the owner of both rooms: not with oneself, nor with who shares none', { body: (cast) => ({ principal: cast.ann }) }],
  'GET /rooms/{room}/messages': [inTheRoom, ''],
  'GET /rooms/{room}/threads': [inTheRoom, ''],
  'GET /rooms/{room}/threads/{thread}': [inTheRoom, ''],
  'GET /rooms/{room}/meetings': [inTheRoom, ''],
  'GET /rooms/{room}/meetings/{meeting}': [inTheRoom, ''],
  'GET /rooms/{room}/meetings/{meeting}/recipients': [ownersOfTheRoom.replaceAll('200', '409'), 'owners: it is live'],
  'POST /rooms/{room}/meetings/{meeting}/send': [
    ownersOfTheRoom.replaceAll('200', '409'),
    'owners: it is live',
    { body: () => ({ id: uuid() }) },
  ],
  'GET /rooms/{room}/activity': [ownersOfTheRoom, 'the audit trail'],
  'GET /rooms/{room}/activity.csv': [ownersOfTheRoom, 'the same'],
  'POST /rooms/{room}/files': ['401 401 404 403 201 201 201 404 201', '', { body: () => 'bytes', query: '?name=a.txt' }],
  'GET /rooms/{room}/files/{file}': [inTheRoom, ''],
  'GET /rooms/{room}/documents': [inTheRoom, ''],
  [`GET ${document}`]: [inTheRoom, ''],
  [`POST ${document}`]: [editors, '', { body: () => ({ mode: 'append', text: 'More.' }) }],
  [`GET ${document}/versions`]: [editors, 'history is for who may write'],
  [`POST ${document}/versions`]: ['401 401 404 403 403 201 201 404 201', '', { body: () => ({ id: uuid(), name: 'Draft' }) }],
  [`PATCH ${document}/versions/{version}`]: [editors, '', { body: () => ({ name: 'Final' }) }],
  [`DELETE ${document}/versions/{version}`]: [editors, ''],
  [`GET ${document}/difference`]: [editors, ''],
  [`POST ${document}/restore`]: [editors, '', { body: () => ({ at: Date.now() }) }],
  [`GET ${document}/authors`]: [editors, ''],
  [`DELETE ${document}/history`]: [ownersOfTheRoom, ''],
  'GET /rooms/{room}/export': [ownersOfTheRoom, ''],
  'GET /search': [anyoneKnown, 'finds only what the caller may read', { query: '?q=hello' }],
  'GET /people': [anyoneKnown, 'who shares a room with the caller'],
  'GET /audit': [ownersOfTheWorkspace, ''],
  'GET /audit.csv': [ownersOfTheWorkspace, ''],
  'GET /admin/storage': [ownersOfTheWorkspace, ''],
  'GET /admin/health': [ownersOfTheWorkspace, ''],
  'GET /admin/limits': [ownersOfTheWorkspace, ''],
  'PATCH /admin/limits': [ownersOfTheWorkspace, '', { body: () => ({ upload_mb: 50 }) }],
  'PATCH /workspace': [ownersOfTheWorkspace, '', { body: () => ({ name: 'Studio' }) }],
  'POST /workspace/logo': ['401 401 403 403 403 403 403 403 400', 'let in with what is no picture', { body: () => 'bytes' }],
  'DELETE /workspace/logo': [ownersOfTheWorkspace, ''],
  'GET /workspace/logo/{logo}': [all(404), 'for everybody; there is none'],
  'GET /groups': [accountsOnly, ''],
  'POST /groups': ['401 401 403 403 403 403 403 403 400', 'let in with a bad id', { body: () => ({ id: 'Bad', name: 'x' }) }],
  'PATCH /groups/{group}': ['401 401 403 403 403 403 403 403 404', 'let in, but there is none', { body: () => ({ name: 'x' }) }],
  'DELETE /groups/{group}': ['401 401 403 403 403 403 403 403 404', 'let in, but there is none'],
  'POST /rooms/{room}/groups': ['401 401 404 403 403 403 404 404 404', 'owners; there is no such group', { body: () => ({ group: 'none', role: 'viewer' }) }],
  'GET /mail/outbox': [ownersOfTheWorkspace, ''],
  'POST /mail/test': ['401 401 403 403 403 403 403 403 503', 'there is no mail server', { body: () => ({}) }],
  'POST /mail/retry': [ownersOfTheWorkspace, ''],
  'POST /links/{link}/look': [whoeverShowsTheSecret, '', { body: (cast) => cast.secretOf('link') }],
  'POST /links/{link}/join': [whoeverShowsTheSecret, 'into another room', { body: (cast) => ({ ...cast.secretOf('link'), name: 'Nia' }) }],
  'GET /rooms/{room}/knock': [anyoneKnown, 'tells who is not in nothing but "knock"'],
  'DELETE /rooms/{room}/trash/surfaces/{surface}': [
    '401 401 404 403 403 403 404 404 404',
    'let in, but nothing of this name is in the trash',
  ],
  'DELETE /rooms/{room}/knock': [anyoneKnown, 'as if one had never knocked'],
  'POST /invites': ['401 401 404 403 403 403 201 404 201', '', { body: (cast) => ({ id: uuid(), room: cast.room }) }],
  'GET /invites': [ownersOfTheRoom, 'they hold secrets', { query: '?room=show' }],
  'POST /invites/{invite}/resend': ['401 401 404 403 403 403 429 404 429', 'owners: not within a minute'],
  'DELETE /invites/{invite}': [ownersOfTheRoom, ''],
  'POST /invites/{invite}/look': [whoeverShowsTheSecret, '', { body: (cast) => cast.secretOf('invite') }],
  'POST /invites/{invite}/accept': ['400 401 200 200 200 200 200 200 200', 'nobody has to give a name and a password too', { body: (cast) => cast.secretOf('invite') }],
  'POST /invites/{invite}/decline': [whoeverShowsTheSecret, '', { body: (cast) => cast.secretOf('invite') }],
  // The last ones, since nobody comes into the lobby while it is in the trash.
  'GET /trash/rooms': [anyoneKnown, 'those that the caller owns'],
  'DELETE /trash/rooms/{room}': ['401 401 404 403 403 403 409 404 409', 'let in, but the room is not in the trash'],
  'DELETE /rooms/{room}': [
    '401 401 403 403 403 403 200 404 200',
    'the lobby, into which everybody came by a link; said again nothing changes',
    { params: { room: 'lobby' } },
  ],
  'POST /trash/rooms/{room}/restore': [
    '401 401 404 404 404 404 200 403 200',
    'only its owners know that it is there; then it is, for the member too',
    { params: { room: 'lobby' } },
  ],
};

const setup = {
  secret: 'setup_made_up',
  name: 'Eve',
  email: 'eve@example.org',
  password: 'a good password',
  workspace: 'Taken',
};
const wrongLogin = { email: 'ann@example.org', password: 'not the password' };
const samePassword = { current: 'a good password', next: 'a good password' };
const newAddress = { email: 'new@example.org', password: 'not the password' };
const madeUp = (kind) => ({ secret: `${kind}_made_up`, password: 'a good password' });
