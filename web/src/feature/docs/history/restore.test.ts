import type { StoredDocuments, VersionsPage } from '@atelier/sdk';
import { expect, it } from 'vitest';
import { restoreTime } from './restore';

function world(author: string) {
  const did: string[] = [];
  let time = 12_000;
  const moments = [{ at: 10_000, author, added: 1, removed: 0 }];
  const page: VersionsPage = { versions: [], moments, people: {} };
  const stored = {
    versions: () => Promise.resolve({ ok: true, value: page }),
    restore: (_document: string, at: number) => {
      did.push(`restore ${at} at ${time}`);
      return Promise.resolve({ ok: true, value: { at: time } });
    },
  } as unknown as StoredDocuments;
  const wait = (ms: number) => {
    time += ms;
    return Promise.resolve();
  };
  return { did, restoring: { stored, document: 'd', at: 5, me: 'ana', now: () => time, wait } };
}

it('[VER26] answers the moment before, to be restored in turn', async () => {
  const { did, restoring } = world('li');
  expect(await restoreTime(restoring)).toEqual({ ok: true, value: { before: 10_000 } });
  expect(did).toEqual(['restore 5 at 12000']);
});

it('[VER1] does not become part of what the same person wrote just before', async () => {
  const { did, restoring } = world('ana');
  await restoreTime(restoring);
  expect(did).toEqual(['restore 5 at 15300']);
});
