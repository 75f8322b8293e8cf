// For how long messages are kept. Its words come with the dialog that shows it.
import { Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../kit/ConfirmDialog';
import { errorWords } from '../../../kit/errorWords';
import { notify } from '../../../kit/notify';
import { useClient } from '../../../state/client';
import { useRoomView } from '../../../state/useRoom';

/** SAF41 */
const choices = [0, 30, 90, 365] as const;

export function KeepField({ room }: { room: string }) {
  const { t } = useTranslation();
  const client = useClient();
  const days = useRoomView(room)?.keepDays ?? 0;
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState<number | null>(null);
  const nameOf = (value: number) =>
    value === 0 ? t('inviting.keepForEver') : t('inviting.keepDays', { count: value });
  const set = async (chosen: number) => {
    setBusy(true);
    const result = await client.rooms.configure(room, { keep_days: chosen });
    setBusy(false);
    return result;
  };
  const choose = async (chosen: number) => {
    // What goes cannot come back: a shorter time is asked about.
    if (chosen !== 0 && (days === 0 || chosen < days)) return setAsked(chosen);
    const result = await set(chosen);
    if (result.ok) return;
    const reason = t(errorWords(result.error).titleKey);
    notify({ color: 'red', autoClose: false, message: t('inviting.notSet', { reason }) });
  };
  return (
    <>
      <Select
        maw={280}
        label={t('inviting.keep')}
        description={t('inviting.keepHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        allowDeselect={false}
        aria-busy={busy}
        value={String(days)}
        data={choices.map((value) => ({ value: String(value), label: nameOf(value) }))}
        onChange={(value) => void choose(Number(value))}
      />
      {asked === null ? null : (
        <ConfirmDialog
          title={t('inviting.keepTitle')}
          words={[t('inviting.keepShorter', { count: asked })]}
          verb={t('inviting.keepVerb', { count: asked })}
          run={() => set(asked)}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}
