// What people are told before they come in by a link, and when a meeting starts. Its words come with
// the dialog that shows it.
import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { errorWords } from '../../../kit/errorWords';
import { notify } from '../../../kit/notify';
import { useClient } from '../../../state/client';
import { useRoomView } from '../../../state/useRoom';

/** EVT23 counts bytes; no letter that people write takes more than four. */
const bytesMax = 1_000;

export function ConsentField({ room }: { room: string }) {
  const { t } = useTranslation();
  const client = useClient();
  const stored = useRoomView(room)?.consent ?? '';
  const [typed, setTyped] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const text = typed ?? stored;
  const consent = text.trim();
  const tooLong = new TextEncoder().encode(consent).length > bytesMax;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (tooLong) return;
    setBusy(true);
    const result = await client.rooms.configure(room, { consent });
    setBusy(false);
    if (result.ok) return setTyped(null);
    const reason = t(errorWords(result.error).titleKey);
    notify({ color: 'red', autoClose: false, message: t('inviting.notSet', { reason }) });
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="sm">
        <Textarea
          autosize
          minRows={2}
          maxRows={6}
          label={t('inviting.consent')}
          description={t('inviting.consentHint')}
          placeholder={t('inviting.consentExample')}
          value={text}
          error={tooLong ? t('inviting.consentTooLong') : null}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {consent === stored ? null : (
          <Group gap="sm">
            <Button type="submit" size="xs" loading={busy}>
              {t('common.save')}
            </Button>
            <Button variant="subtle" color="gray" size="xs" onClick={() => setTyped(null)}>
              {t('common.cancel')}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}
