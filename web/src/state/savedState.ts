// The one sentence of the strip about safety: the worst of all sources of the room wins.
import type { OutboxEntry } from '@atelier/sdk';
import { createSelector } from '@reduxjs/toolkit';
import type { ConnectionView } from './connectionSlice';
import type { SourceState } from './savedSlice';
import type { RootState } from './store';

export type SavedView =
  | { kind: 'saved' }
  | { kind: 'saving' }
  | { kind: 'readOnly' }
  | { kind: 'reconnecting' }
  | { kind: 'offline'; changes: number }
  | { kind: 'keepsNothing' }
  | { kind: 'notSaved'; reason: string };

/** Shorter saving is not worth a word. */
export const savingAfterMs = 400;

/** The message that the strip speaks of while something is not saved. */
export function firstFailed(entries: readonly OutboxEntry[] = []): OutboxEntry | undefined {
  return entries.find((entry) => entry.state === 'failed');
}

export function outboxState(entries: readonly OutboxEntry[]): SourceState[] {
  const failed = firstFailed(entries);
  if (failed) return [{ kind: 'notSaved', reason: failed.error?.code ?? 'internal' }];
  const open = entries.filter((entry) => entry.state !== 'sent');
  const first = open[0];
  return first ? [{ kind: 'saving', since: first.createdAt }] : [];
}

export function worstOf(
  sources: readonly SourceState[],
  connection: ConnectionView['state']['name'],
  queued: number,
  now: number,
): SavedView {
  const notSaved = sources.find((source) => source.kind === 'notSaved');
  if (notSaved) return { kind: 'notSaved', reason: notSaved.reason };
  const away = connection === 'offline' || connection === 'ended';
  const offline = sources.filter((source) => source.kind === 'offline');
  if (offline.some((source) => !source.kept && source.changes > 0)) return { kind: 'keepsNothing' };
  if (away || offline.length > 0) {
    const changes = offline.reduce((sum, source) => sum + source.changes, queued);
    return { kind: 'offline', changes };
  }
  const lost = sources.some((source) => source.kind === 'reconnecting');
  if (lost || connection === 'reconnecting') return { kind: 'reconnecting' };
  const saving = sources.some(
    (source) => source.kind === 'saving' && now - source.since >= savingAfterMs,
  );
  if (saving) return { kind: 'saving' };
  if (sources.some((source) => source.kind === 'readOnly')) return { kind: 'readOnly' };
  return { kind: 'saved' };
}

/** Everything that the strip of a room weighs; time is added by the component. */
export const selectSafety = createSelector(
  [
    (state: RootState) => state.saved,
    (state: RootState) => state.connection.state.name,
    (state: RootState, room: string) => state.messages[room]?.outbox,
    (_state: RootState, room: string) => room,
  ],
  (saved, connection, outbox, room) => {
    const reported = Object.values(saved)
      .filter((source) => source.room === room)
      .map((source) => source.state);
    const queued = (outbox ?? []).filter((entry) => entry.state !== 'sent').length;
    return { sources: [...reported, ...outboxState(outbox ?? [])], connection, queued };
  },
);
