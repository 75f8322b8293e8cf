// Whether who comes by a link waits until an owner lets them in. Its words come with the dialog that
// shows it.
import { Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorWords } from '../../../kit/errorWords';
import { notify } from '../../../kit/notify';
import { useClient } from '../../../state/client';
import { useRoomView } from '../../../state/useRoom';

export function KnockSwitch({ room }: { room: string }) {
  const { t } = useTranslation();
  const client = useClient();
  const on = useRoomView(room)?.knock ?? false;
  const [busy, setBusy] = useState(false);
  const set = async (knock: boolean) => {
    setBusy(true);
    const result = await client.rooms.configure(room, { knock });
    setBusy(false);
    if (result.ok) return;
    const reason = t(errorWords(result.error).titleKey);
    notify({ color: 'red', autoClose: false, message: t('inviting.notSet', { reason }) });
  };
  return (
    <Switch
      mb="lg"
      label={t('inviting.knock')}
      description={t('inviting.knockHint')}
      styles={{ description: { fontSize: 'var(--mantine-font-size-xs)' } }}
      checked={on}
      aria-busy={busy}
      onChange={(event) => void set(event.currentTarget.checked)}
    />
  );
}
