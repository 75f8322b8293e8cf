// Makes the text what it was, as a new edit that can be undone.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorWords } from '../../../kit/errorWords';
import { notify } from '../../../kit/notify';
import { notifyUndo } from '../../../kit/undoToast';
import { iconStroke, RestoreIcon } from '../../../ui/icons';
import { ConfirmDialog } from '../../../kit/ConfirmDialog';
import type { HistoryView } from './useHistoryView';

export interface RestoreButtonProps {
  view: HistoryView;
  at: number;
  /** Name or time of the version. */
  time: string;
}

function useRestore({ view, at, time }: RestoreButtonProps) {
  const { t } = useTranslation();
  const { actions, choose } = view;
  const undo = async (before: number) => {
    const answer = await actions.restore(before);
    if (answer.ok) return;
    const { titleKey, adviceKey } = errorWords(answer.error);
    notify({ color: 'red', autoClose: false, title: t(titleKey), message: t(adviceKey) });
  };
  return async () => {
    const answer = await actions.restore(at);
    if (!answer.ok) return answer;
    choose(null);
    const { before } = answer.value;
    notifyUndo({
      id: `restored-${at}`,
      words: t('history.restored', { time }),
      verb: t('common.undo'),
      undo: () => void undo(before),
    });
    return answer;
  };
}

export function RestoreButton(props: RestoreButtonProps) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const restore = useRestore(props);
  return (
    <>
      <Button
        size="xs"
        leftSection={<RestoreIcon size={16} stroke={iconStroke} aria-hidden />}
        onClick={() => setAsking(true)}
      >
        {t('history.restore')}
      </Button>
      {asking ? (
        <ConfirmDialog
          title={t('history.restoreTitle', { time: props.time })}
          words={[t('history.restoreWords'), t('history.restoreSafe')]}
          verb={t('history.restoreVerb')}
          run={restore}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}
