// What every part of a chat needs, without passing it through each row.
import type { Actor, Member, Role } from '@atelier/sdk';
import { createContext, useContext } from 'react';
import type { ShownMessage } from '../../state/chatRows';

/** A message to show; a new object asks again. */
export interface JumpTarget {
  seq: number;
  /** Its part of the history is still on its way. */
  reading: boolean;
}

export interface ChatScope {
  room: string;
  me: Actor | null;
  role: Role | undefined;
  members: readonly Member[];
  /** Set inside a thread. */
  root: number | undefined;
  editing: number | null;
  jump: (seq: number) => void;
  openThread: (root: number) => void;
  reply: (shown: ShownMessage) => void;
  edit: (seq: number | null) => void;
}

export const ChatContext = createContext<ChatScope | null>(null);

export function useChat(): ChatScope {
  const scope = useContext(ChatContext);
  if (!scope) throw new Error('ChatContext is missing');
  return scope;
}
