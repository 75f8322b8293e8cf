import { describe, expect, it } from 'vitest';
import { happened, inOrder, listed, loaded, type Threads } from './threads';
import type { Comment, Thread, ThreadEvent } from './types';

const ana = { id: 'ana', name: 'Ana', kind: 'user' as const };
const li = { id: 'li', name: 'Li', kind: 'guest' as const };

function comment(seq: number, text: string): Comment {
  return { id: `c${seq}`, seq, thread: 't1', text, from: ana, at: seq };
}

function thread(seq: number): Thread {
  const message = comment(seq, 'Which colour?');
  const more = { anchor: { surface: 's' }, from: ana, at: seq };
  const how = { kind: 'comment' as const, state: 'open' as const };
  return { id: `t${seq}`, seq, ...more, ...how, comments: 1, last_seq: seq, last_at: seq, message };
}

function after(...events: readonly ThreadEvent[]): Threads {
  return events.reduce<Threads>(
    (before, event) => happened(before, event, 's'),
    listed(new Map(), [thread(1)]),
  );
}

const told = { at: 9, from: li };

describe('threads of a surface', () => {
  it('grow by replies, each once', () => {
    const reply = comment(2, 'Warm');
    const event: ThreadEvent = {
      name: 'replied',
      told: { ...told, seq: 2, thread: 't1', message: reply },
    };
    const view = after(event, event).get('t1');
    expect(view?.comments.map(({ text }) => text)).toEqual(['Which colour?', 'Warm']);
    expect(view?.thread.comments).toBe(2);
  });

  it('are resolved and reopened, with who did it', () => {
    const resolved: ThreadEvent = { name: 'resolved', told: { ...told, seq: 3, thread: 't1' } };
    expect(after(resolved).get('t1')?.thread).toMatchObject({
      state: 'resolved',
      resolved: { from: li },
    });
    const reopened: ThreadEvent = { name: 'reopened', told: { ...told, seq: 4, thread: 't1' } };
    const open = after(resolved, reopened).get('t1')?.thread;
    expect(open?.state).toBe('open');
    expect(open?.resolved).toBeUndefined();
  });

  it('[THR6][THR19] are of a kind, which an answer, an outcome or a deletion may change', () => {
    const suggested = { kind: 'suggestion' as const, suggestion: { text: 'Cold' } };
    const first = (kind: Partial<Thread>) => listed(new Map(), [{ ...thread(1), ...kind }]);
    const message = comment(2, 'Why?');
    const replied: ThreadEvent = {
      name: 'replied',
      told: { ...told, seq: 2, thread: 't1', message },
    };
    const answered = happened(first({ kind: 'highlight' }), replied, 's').get('t1')?.thread;
    expect(answered?.kind).toBe('comment');
    const outcome = 'accepted' as const;
    const resolved: ThreadEvent = {
      name: 'resolved',
      told: { ...told, seq: 3, thread: 't1', outcome },
    };
    const accepted = happened(first(suggested), resolved, 's');
    expect(accepted.get('t1')?.thread).toMatchObject({ ...suggested, resolved: { outcome } });
    const reopened: ThreadEvent = { name: 'reopened', told: { ...told, seq: 4, thread: 't1' } };
    const open = happened(accepted, reopened, 's').get('t1')?.thread;
    expect(open).toMatchObject({ ...suggested, state: 'open' });
    expect(open?.resolved).toBeUndefined();
    const deleted: ThreadEvent = {
      name: 'deleted',
      told: { ...told, seq: 5, thread: 't1', target: 1, gone: false },
    };
    const left = happened(first(suggested), deleted, 's').get('t1')?.thread;
    expect(left?.kind).toBe('comment');
    expect(left?.suggestion).toBeUndefined();
  });

  it('keep a place for a deleted comment, and go with their last one', () => {
    const deleted = (gone: boolean): ThreadEvent => ({
      name: 'deleted',
      told: { ...told, seq: 3, thread: 't1', target: 1, gone },
    });
    expect(after(deleted(false)).get('t1')?.comments[0]).toMatchObject({
      text: '',
      deleted: true,
    });
    expect(after(deleted(true)).size).toBe(0);
  });

  it('count reactions by person', () => {
    const by = (on: boolean): ThreadEvent => ({
      name: 'reaction',
      told: { ...told, seq: 5, thread: 't1', target: 1, emoji: '+1', on },
    });
    expect(after(by(true), by(true)).get('t1')?.comments[0]).toMatchObject({
      reactions: { '+1': ['li'] },
    });
    const none = after(by(true), by(false)).get('t1')?.comments[0];
    expect(none?.reactions).toEqual({});
  });

  it('show changed words', () => {
    const edit = { ...told, seq: 6, thread: 't1', target: 1, text: 'New', edited_at: 7 };
    expect(after({ name: 'edited', told: edit }).get('t1')?.comments[0]?.text).toBe('New');
  });

  it('of other surfaces are not among them', () => {
    const other = { ...thread(7), anchor: { surface: 'elsewhere' } };
    const event: ThreadEvent = { name: 'opened', told: { ...told, seq: 7, thread: other } };
    expect(after(event).size).toBe(1);
  });

  it('know all comments once they were read', () => {
    const long = listed(new Map(), [{ ...thread(1), comments: 3 }]);
    expect(long.get('t1')?.complete).toBe(false);
    expect(loaded(long, thread(1), [comment(1, 'a'), comment(2, 'b')]).get('t1')?.complete).toBe(
      true,
    );
  });

  it('stand in the order of the text, those without a place behind', () => {
    const all = listed(new Map(), [thread(1), thread(2), thread(3)]);
    const places = new Map([
      ['t3', 5],
      ['t2', 40],
    ]);
    const order = inOrder(all, (id) => places.get(id)).map((view) => view.thread.id);
    expect(order).toEqual(['t3', 't2', 't1']);
  });
});
