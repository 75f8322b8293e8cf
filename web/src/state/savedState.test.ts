import { describe, expect, it } from 'vitest';
import type { SourceState } from './savedSlice';
import { worstOf } from './savedState';

const saving: SourceState = { kind: 'saving', since: 1_000 };

describe('saved', () => {
  it('is said only when nothing is open', () => {
    expect(worstOf([{ kind: 'saved' }], 'online', 0, 5_000)).toEqual({ kind: 'saved' });
  });

  it('becomes Saving after 400 ms, not before', () => {
    expect(worstOf([saving], 'online', 1, 1_399).kind).toBe('saved');
    expect(worstOf([saving], 'online', 1, 1_400).kind).toBe('saving');
  });

  it('counts what is kept on this device', () => {
    const offline: SourceState = { kind: 'offline', changes: 9, kept: true };
    expect(worstOf([offline, saving], 'offline', 3, 5_000)).toEqual({
      kind: 'offline',
      changes: 12,
    });
  });

  it('says when this browser keeps nothing', () => {
    const lost: SourceState = { kind: 'offline', changes: 2, kept: false };
    expect(worstOf([lost], 'offline', 0, 0).kind).toBe('keepsNothing');
  });

  it('puts a refusal above everything', () => {
    const refused: SourceState = { kind: 'notSaved', reason: 'forbidden' };
    expect(worstOf([refused], 'offline', 4, 0)).toEqual({ kind: 'notSaved', reason: 'forbidden' });
  });
});
