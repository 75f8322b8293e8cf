// Accepting suggestions: the server hears it first, so that of two who accept at once only one changes
// the text; then all of them become one edit, with a way back.
import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { dismiss, notify } from '../../../kit/notify';
import { notifyUndo } from '../../../kit/undoToast';
import type { Discussion } from './discussion';
import type { PassageEditor } from './passage';
import type { Thread } from './types';

export function useAccept(editor: PassageEditor | null, { actions }: Discussion) {
  const { t } = useTranslation();
  const offers = useRef(0);
  const offerUndo = useCallback(
    (threads: readonly Thread[], undo: () => boolean) => {
      // Only the last edit can be taken back: the offer before it goes.
      const idOf = (offer: number) => `undo-suggestions-${String(offer)}`;
      dismiss(idOf(offers.current));
      const id = idOf((offers.current += 1));
      const takeBack = () => {
        if (!undo()) return notify({ message: t('docs.suggest.undoLate') });
        for (const thread of threads) actions.resolve(thread.id, false);
      };
      notifyUndo({
        id,
        words: t('docs.suggest.acceptedToast', { count: threads.length }),
        verb: t('common.undo'),
        undo: takeBack,
      });
    },
    [actions, t],
  );
  const accept = useCallback(
    async (threads: readonly Thread[]) => {
      if (!editor) return;
      const decided: Thread[] = [];
      for (const thread of threads) {
        if (!(await actions.decide(thread.id, 'accepted'))) break;
        decided.push(thread);
      }
      const { missing, undo } = editor.apply(decided);
      for (const id of missing) actions.resolve(id, false);
      if (missing.length > 0) {
        const message = t('docs.suggest.missing', { count: missing.length });
        notify({ color: 'red', autoClose: false, message });
      }
      const done = decided.filter(({ id }) => !missing.includes(id));
      if (done.length > 0) offerUndo(done, undo);
    },
    [editor, actions, offerUndo, t],
  );
  return useCallback((threads: readonly Thread[]) => void accept(threads), [accept]);
}
