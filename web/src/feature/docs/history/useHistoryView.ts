// Everything that the parts of an open history share: what is known, what is chosen, and what can be
// done with it.
import type { NamedVersion, Restored, Result, StoredDocuments, VersionsPage } from '@atelier/sdk';
import { useCallback, useMemo, useState } from 'react';
import { usePersonOf, type PersonOf } from './people';
import { momentAt, timesOf, type Chosen, type Reading } from './timeline';
import { useDifference, type OpenDifference } from './useDifference';
import type { OpenVersions } from './useVersions';

export interface HistoryActions {
  /** As it is now, or as of a time. */
  name: (name: string, at?: number) => Promise<Result<NamedVersion>>;
  rename: (version: string, name: string) => Promise<Result<unknown>>;
  unname: (version: string) => Promise<Result<unknown>>;
  /** Answers when the new edit is stored. */
  restore: (at: number) => Promise<Result<Restored>>;
  purge: () => Promise<Result<unknown>>;
}

/** What the reader chose; outlives the place that the history is shown in. */
export interface Choice {
  /** Null: the text as it is now, in its editor. */
  chosen: Chosen | null;
  choose: (chosen: Chosen | null) => void;
  reading: Reading;
  read: (reading: Reading) => void;
}

export interface HistoryView extends Choice {
  title: string;
  page: VersionsPage;
  stored: StoredDocuments;
  document: string;
  personOf: PersonOf;
  /** Of the chosen moment; behind the last one is now. */
  index: number;
  /** Of the chosen time. */
  difference: OpenDifference;
  /** What was chosen is shown. */
  settled: boolean;
  actions: HistoryActions;
}

export interface HistorySource {
  room: string;
  title: string;
  document: string;
  stored: StoredDocuments;
  versions: OpenVersions;
  page: VersionsPage;
  choice: Choice;
}

function useActions({ stored, document, versions }: HistorySource): HistoryActions {
  const { refresh } = versions;
  return useMemo(() => {
    const then = async <T>(asked: Promise<Result<T>>): Promise<Result<T>> => {
      const answer = await asked;
      if (answer.ok) await refresh();
      return answer;
    };
    return {
      name: (name, at) => then(stored.name(document, name, at === undefined ? {} : { at })),
      rename: (version, name) => then(stored.rename(document, version, name)),
      unname: (version) => then(stored.unname(document, version)),
      restore: (at) => then(stored.restore(document, at)),
      purge: () => then(stored.purge(document)),
    };
  }, [stored, document, refresh]);
}

export function useChoice(cover: (covered: boolean) => void): Choice {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [reading, read] = useState<Reading>('in');
  const choose = useCallback(
    (next: Chosen | null) => {
      setChosen(next);
      cover(next !== null);
    },
    [cover],
  );
  return { chosen, choose, reading, read };
}

export function useHistoryView(source: HistorySource): HistoryView {
  const { room, title, document, stored, versions, page, choice } = source;
  const { chosen, reading } = choice;
  const personOf = usePersonOf(room, page.people);
  const index = chosen ? Math.max(0, momentAt(page.moments, chosen.at)) : page.moments.length;
  const actions = useActions(source);
  const times = useMemo(() => (chosen ? timesOf(chosen, reading) : null), [chosen, reading]);
  const difference = useDifference(stored, document, times, versions.revision);
  const shown = { title, page, stored, document, personOf, actions };
  const settled = !chosen || !difference.loading;
  return { ...shown, ...choice, index, difference, settled };
}
