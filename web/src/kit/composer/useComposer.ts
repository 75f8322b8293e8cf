// The behaviour of the composer: text with a kept draft, mentions, attachments and the keys. The
// component only draws it.
import type { Attachment } from '@atelier/sdk';
import { useState, type KeyboardEvent, type RefObject } from 'react';
import { keepDraft, readDraft } from './drafts';
import { candidates, insertMention, mentionAt, mentionedIds, type Mentionable } from './mentions';
import { useAttachments } from './useAttachments';

export interface ComposerDraft {
  text: string;
  mentions: string[];
  attachments: readonly Attachment[];
}

export interface ComposerOptions {
  room: string;
  /** Names the draft: the room, a thread, a message that is being edited. */
  place: string;
  people: readonly Mentionable[];
  initialText?: string;
  onSend: (draft: ComposerDraft) => void;
  onTyping?: (on: boolean) => void;
  onEditLast?: () => void;
  onCancel?: () => void;
}

function useMentionMenu(text: string, caret: number, people: readonly Mentionable[]) {
  const [dismissed, setDismissed] = useState(-1);
  const [index, setIndex] = useState(0);
  const query = mentionAt(text, caret);
  const found = query && query.start !== dismissed ? candidates(people, query.words) : [];
  return {
    query,
    people: found,
    index: Math.min(index, Math.max(0, found.length - 1)),
    setIndex,
    dismiss: () => setDismissed(query?.start ?? -1),
  };
}

type InputRef = RefObject<HTMLTextAreaElement | null>;

/** The text with its caret; what is typed survives the closing of the field. */
function useDraftText({ place, initialText, onTyping }: ComposerOptions, input: InputRef) {
  const [text, setTextState] = useState(() => initialText ?? readDraft(place));
  const [caret, setCaret] = useState(0);
  const setText = (next: string, at: number) => {
    setTextState(next);
    setCaret(at);
    if (initialText === undefined) keepDraft(place, next);
    onTyping?.(next.trim() !== '');
  };
  const setAndFocus = (next: string, at: number) => {
    setText(next, at);
    requestAnimationFrame(() => {
      input.current?.focus();
      input.current?.setSelectionRange(at, at);
    });
  };
  return { text, caret, setText, setCaret, setAndFocus };
}

export function useComposer(options: ComposerOptions, input: InputRef) {
  const { room, people, onSend } = options;
  const draft = useDraftText(options, input);
  const { text, caret, setText, setCaret, setAndFocus } = draft;
  const attachments = useAttachments(room);
  const menu = useMentionMenu(text, caret, people);

  const insert = (piece: string) => {
    const at = input.current?.selectionStart ?? text.length;
    setAndFocus(text.slice(0, at) + piece + text.slice(at), at + piece.length);
  };
  const choose = (person: Mentionable) => {
    if (!menu.query) return;
    const next = insertMention(text, menu.query, person.name);
    setAndFocus(next.text, next.caret);
  };
  const canSend = (text.trim() !== '' || attachments.ready.length > 0) && !attachments.uploading;
  const send = () => {
    if (!canSend) return;
    const words = text.trim();
    const mentions = mentionedIds(words, people);
    onSend({ text: words, mentions, attachments: attachments.ready });
    setText('', 0);
    attachments.clear();
  };
  const keys = composerKeys({ options, menu, text, send, choose });
  return { text, setText, setCaret, attachments, menu, choose, insert, send, canSend, keys };
}

interface KeyParts {
  options: ComposerOptions;
  menu: ReturnType<typeof useMentionMenu>;
  text: string;
  send: () => void;
  choose: (person: Mentionable) => void;
}

function composerKeys({ options, menu, text, send, choose }: KeyParts) {
  const inMenu = (event: KeyboardEvent): boolean => {
    const count = menu.people.length;
    if (count === 0) return false;
    if (event.key === 'ArrowDown') menu.setIndex((menu.index + 1) % count);
    else if (event.key === 'ArrowUp') menu.setIndex((menu.index + count - 1) % count);
    else if (event.key === 'Escape') menu.dismiss();
    else if (event.key === 'Enter' || event.key === 'Tab') {
      const person = menu.people[menu.index];
      if (person) choose(person);
    } else return false;
    return true;
  };
  const inText = (event: KeyboardEvent): boolean => {
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey) send();
    else if (event.key === 'ArrowUp' && text === '' && options.onEditLast) options.onEditLast();
    else if (event.key === 'Escape' && options.onCancel) options.onCancel();
    else return false;
    return true;
  };
  return (event: KeyboardEvent) => {
    // While an input method composes a character, Enter belongs to it.
    if (event.nativeEvent.isComposing) return;
    if (!inMenu(event) && !inText(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
}
