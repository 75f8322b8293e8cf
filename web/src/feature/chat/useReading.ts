// Reading: whether the newest message is in view, the mark that follows from it, and how many newer
// ones wait below. Nothing is read in a page that nobody looks at.
import { useEffect, useState } from 'react';
import { markRead } from '../../state/chatActions';
import { countNewer } from '../../state/chatRows';
import type { Actor } from '@atelier/sdk';
import type { RoomMessages } from '../../state/messagesSlice';
import { useAppDispatch } from '../../state/store';

export function useAttention(): boolean {
  const look = () => document.visibilityState === 'visible' && document.hasFocus();
  const [attentive, setAttentive] = useState(look);
  useEffect(() => {
    const update = () => setAttentive(look());
    document.addEventListener('visibilitychange', update);
    window.addEventListener('focus', update);
    window.addEventListener('blur', update);
    return () => {
      document.removeEventListener('visibilitychange', update);
      window.removeEventListener('focus', update);
      window.removeEventListener('blur', update);
    };
  }, []);
  return attentive;
}

export function useReading(room: string, chat: RoomMessages, me: Actor | null) {
  const dispatch = useAppDispatch();
  const attentive = useAttention();
  const [atBottom, setAtBottom] = useState(true);
  const [seenSeq, setSeenSeq] = useState(chat.newestSeq);
  const current = atBottom && !chat.hasNewer;
  if (current && seenSeq !== chat.newestSeq) setSeenSeq(chat.newestSeq);
  useEffect(() => {
    if (current && attentive && chat.newestSeq > 0) dispatch(markRead(room, chat.newestSeq));
  }, [current, attentive, chat.newestSeq, dispatch, room]);
  const waiting = current ? 0 : countNewer(chat, seenSeq, me);
  return { setAtBottom, waiting, detached: !current };
}
