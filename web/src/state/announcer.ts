// Words for screen readers: one polite and one assertive region in the shell read this queue.
// Presence is summarised: at most one announcement in five seconds.
import { createContext, useContext } from 'react';

export type Urgency = 'polite' | 'assertive';
export interface Announcement {
  text: string;
  urgency: Urgency;
  serial: number;
}
type Listener = () => void;

export interface Announcer {
  announce(text: string, urgency?: Urgency): void;
  announcePresence(text: string, now: number): void;
  current(): Announcement | null;
  subscribe(listener: Listener): () => void;
}

const presenceEveryMs = 5_000;

export function createAnnouncer(): Announcer {
  const listeners = new Set<Listener>();
  let current: Announcement | null = null;
  let serial = 0;
  let lastPresence = -presenceEveryMs;
  const announce = (text: string, urgency: Urgency = 'polite') => {
    serial += 1;
    current = { text, urgency, serial };
    for (const listener of listeners) listener();
  };
  return {
    announce,
    announcePresence(text, now) {
      if (now - lastPresence < presenceEveryMs) return;
      lastPresence = now;
      announce(text);
    },
    current: () => current,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const AnnouncerContext = createContext(createAnnouncer());
export const useAnnounce = () => useContext(AnnouncerContext).announce;
export const useAnnouncer = () => useContext(AnnouncerContext);
