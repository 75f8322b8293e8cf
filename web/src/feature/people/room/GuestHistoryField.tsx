// What guests see of the time before they came. Its words come with the dialog that shows it.
import { Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorWords } from '../../../kit/errorWords';
import { notify } from '../../../kit/notify';
import { useClient } from '../../../state/client';
import { useRoomView } from '../../../state/useRoom';

export function GuestHistoryField({ room }: { room: string }) {
  const { t } = useTranslation();
  const client = useClient();
  const chosen = useRoomView(room)?.guestHistory ?? 'all';
  const [busy, setBusy] = useState(false);
  const choose = async (value: string | null) => {
    setBusy(true);
    const result = await client.rooms.configure(room, {
      guest_history: value === 'joined' ? 'joined' : 'all',
    });
    setBusy(false);
    if (result.ok) return;
    const reason = t(errorWords(result.error).titleKey);
    notify({ color: 'red', autoClose: false, message: t('inviting.notSet', { reason }) });
  };
  return (
    <Select
      maw={280}
      label={t('inviting.guestHistory')}
      description={t('inviting.guestHistoryHint')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      allowDeselect={false}
      aria-busy={busy}
      value={chosen}
      data={[
        { value: 'all', label: t('inviting.guestsSeeAll') },
        { value: 'joined', label: t('inviting.guestsSeeJoined') },
      ]}
      onChange={(value) => void choose(value)}
    />
  );
}
