import { beforeEach, describe, expect, it } from 'vitest';
import {
  forgetRecentSurfaces,
  noteRecentSurface,
  recentKept,
  recentSurfaces,
} from './recentSurfaces';

const opened = (surface: string, at = 1) => ({ room: 'r', kind: 'rich', surface, at });

describe('surfaces opened lately', () => {
  beforeEach(() => localStorage.clear());

  it('are kept newest first, each once, at most eight', () => {
    for (let i = 0; i < recentKept + 3; i += 1) noteRecentSurface('ana', opened(`s${i}`, i));
    noteRecentSurface('ana', opened('s5', 99));
    const kept = recentSurfaces('ana').map(({ surface }) => surface);
    expect(kept).toEqual(['s5', 's10', 's9', 's8', 's7', 's6', 's4', 's3']);
  });

  it('belong to one person and are gone when they sign out', () => {
    noteRecentSurface('ana', opened('s1'));
    expect(recentSurfaces('li')).toEqual([]);
    forgetRecentSurfaces('ana');
    expect(recentSurfaces('ana')).toEqual([]);
  });

  it('are none where the storage holds something else', () => {
    localStorage.setItem('atelier.recent.ana', '{"not":"a list"}');
    expect(recentSurfaces('ana')).toEqual([]);
    localStorage.setItem('atelier.recent.ana', '[{"room":1}, "x"]');
    expect(recentSurfaces('ana')).toEqual([]);
    localStorage.setItem('atelier.recent.ana', 'no json');
    expect(recentSurfaces('ana')).toEqual([]);
  });
});
