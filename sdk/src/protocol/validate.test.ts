import { expect, test } from 'vitest';
import { ana, joined, member, message } from '../../test/kit';
import { AtelierException, parseError, unwrap } from './errors';
import { isMember, isMessage, isPresenceDiff, isRoomJoined } from './validate';

test('[EVT41] a message with all fields, and with those of an app, is accepted', () => {
  const full = {
    ...message(3),
    thread_root: 1,
    reply_to: 2,
    mentions: ['room', 'ana'],
    attachments: [{ file: 'f', name: 'n', type: 'image/png', size: 1, width: 2, height: 2 }],
    edited_at: 5,
    deleted: false,
    reactions: { '👍': ['ana'] },
    pinned: true,
    replies: 2,
    tone: 'warm',
  };
  expect(isMessage(full)).toBe(true);
});

test.each([
  ['no id', { id: undefined }],
  ['a seq that is no count', { seq: -1 }],
  ['a seq as text', { seq: '3' }],
  ['a sender without a kind', { from: { id: 'a', name: 'A' } }],
  ['reactions that are no lists', { reactions: { x: 'ana' } }],
  ['an attachment without a size', { attachments: [{ file: 'f', name: 'n', type: 't' }] }],
])('[EVT41] a message with %s is not accepted', (_what, fields) => {
  expect(isMessage({ ...message(3), ...fields })).toBe(false);
});

test('[EVT10] [EVT19] [EVT31] rooms, members and diffs are checked', () => {
  expect(isRoomJoined(joined('r', 3))).toBe(true);
  expect(isRoomJoined(joined('r', 3, { role: 'king' }))).toBe(false);
  const place = { surface: 's', at: { x: 1 } };
  expect(isMember(member(ana, { place, until: 4, devices: 50 }))).toBe(true);
  expect(isMember({ ...member(ana), status: 'asleep' })).toBe(false);
  expect(isPresenceDiff({ at: 1, count: 2, changed: [member(ana)], gone: [1] })).toBe(false);
});

test('errors of any form become one with a known code', () => {
  expect(parseError({ code: 'rate_limited', message: 'slow', retry_after_ms: 5 })).toEqual({
    code: 'rate_limited',
    message: 'slow',
    retryAfterMs: 5,
  });
  expect(parseError({ code: 'teapot', message: 'x' }).code).toBe('internal');
  expect(parseError(null).code).toBe('internal');
});

test('unwrap gives the value or throws the error', () => {
  expect(unwrap({ ok: true, value: 1 })).toBe(1);
  const error = { code: 'not_found', message: 'gone' } as const;
  expect(() => unwrap({ ok: false, error })).toThrow(AtelierException);
});
