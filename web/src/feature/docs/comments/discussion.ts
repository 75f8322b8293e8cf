// What the cards of the threads share: who I am here, what I may, and the acts, each of which says
// when it failed.
import type { Member, Result } from '@atelier/sdk';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { errorWords } from '../../../kit/errorWords';
import { notify } from '../../../kit/notify';
import { useAppSelector } from '../../../state/store';
import { roleAllows, useMembers, useMyRole } from '../../../state/useRoom';
import type { Anchor, Comment, Draft, Outcome, ThreadsPort, Words } from './types';

export interface Actions {
  /** The id of the thread to be; it waits until the server has it. */
  open(anchor: Anchor, draft: Draft): string;
  reply(thread: string, words: Words): void;
  /** False leaves the words where they are. */
  edit(thread: string, seq: number, text: string): Promise<boolean>;
  remove(thread: string, seq: number): void;
  resolve(thread: string, on: boolean): void;
  /** Of a suggestion; false when it could not be, as when somebody was faster. */
  decide(thread: string, outcome: Outcome): Promise<boolean>;
  react(thread: string, comment: Comment, emoji: string): void;
  retry(id: string): void;
  discard(id: string): void;
}

export interface Discussion {
  room: string;
  me: string;
  members: readonly Member[];
  mayComment: boolean;
  /** Whether I write the document itself, and so may accept suggestions. */
  mayWrite: boolean;
  mayRemoveAll: boolean;
  actions: Actions;
}

export function useDiscussion(room: string, port: ThreadsPort): Discussion {
  const { t } = useTranslation();
  const me = useAppSelector((state) => state.connection.me?.id ?? '');
  const members = useMembers(room);
  const role = useMyRole(room);
  const actions = useMemo<Actions>(() => {
    const told = async (asked: Promise<Result<unknown>>): Promise<boolean> => {
      const answer = await asked;
      if (answer.ok) return true;
      const words = errorWords(answer.error);
      notify({ color: 'red', title: t(words.titleKey), message: t(words.adviceKey) });
      return false;
    };
    return {
      open: port.open,
      reply: port.reply,
      retry: port.retry,
      discard: port.discard,
      edit: (thread, seq, text) => told(port.edit(thread, seq, text)),
      remove: (thread, seq) => void told(port.remove(thread, seq)),
      resolve: (thread, on) => void told(on ? port.resolve(thread) : port.reopen(thread)),
      decide: (thread, outcome) => told(port.resolve(thread, outcome)),
      react: (thread, comment, emoji) => {
        const on = !(comment.reactions?.[emoji] ?? []).includes(me);
        void told(port.react(thread, comment.seq, emoji, on));
      },
    };
  }, [port, me, t]);
  const mayComment = roleAllows(role, 'commenter');
  const mayWrite = roleAllows(role, 'editor');
  const mayRemoveAll = roleAllows(role, 'owner');
  return { room, me, members, mayComment, mayWrite, mayRemoveAll, actions };
}
