// Which surfaces a person opened last on this device, for their home page: ids only, no titles, kept
// apart per person and removed when they sign out.

export interface RecentSurface {
  room: string;
  kind: string;
  surface: string;
  at: number;
}

export const recentKept = 8;

const key = (person: string) => `atelier.recent.${person}`;

function isRecent(value: unknown): value is RecentSurface {
  if (typeof value !== 'object' || value === null) return false;
  const { room, kind, surface, at } = value as Record<string, unknown>;
  return [room, kind, surface].every((part) => typeof part === 'string') && typeof at === 'number';
}

export function recentSurfaces(person: string): RecentSurface[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key(person)) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isRecent).slice(0, recentKept) : [];
  } catch {
    // Storage may be forbidden, or hold something else: then nothing was opened lately.
    return [];
  }
}

export function noteRecentSurface(person: string, opened: RecentSurface): void {
  const others = recentSurfaces(person).filter(
    ({ room, surface }) => room !== opened.room || surface !== opened.surface,
  );
  try {
    localStorage.setItem(key(person), JSON.stringify([opened, ...others].slice(0, recentKept)));
  } catch {
    // Not kept.
  }
}

export function forgetRecentSurfaces(person: string): void {
  try {
    localStorage.removeItem(key(person));
  } catch {
    // There was nothing.
  }
}
