// My own message as a composer again. A refusal keeps the text.
import { Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Composer } from '../../kit/composer/Composer';
import { errorWords } from '../../kit/errorWords';
import { editMessage } from '../../state/chatActions';
import type { AppError } from '../../state/errors';
import { useAppDispatch } from '../../state/store';
import { useChat } from './chatContext';

export function EditMessage({ seq, text }: { seq: number; text: string }) {
  const { t } = useTranslation();
  const { room, members, edit } = useChat();
  const dispatch = useAppDispatch();
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const [shown, setShown] = useState(text);
  const save = async (next: string) => {
    setSaving(true);
    const failure = await dispatch(editMessage(room, seq, next));
    setSaving(false);
    setError(failure);
    setShown(next);
    if (!failure) edit(null);
  };
  return (
    <div>
      <Composer
        key={`${shown}/${error?.code ?? ''}`}
        room={room}
        place={`edit-${room}-${seq}`}
        people={members}
        label={t('chat.editLabel')}
        placeholder=""
        initialText={shown}
        withFiles={false}
        saving={saving}
        autoFocus
        onCancel={() => edit(null)}
        onSend={(draft) => void save(draft.text)}
      />
      {error ? (
        <Text fz="xs" c="red" role="alert">
          {t('chat.notSaved', { reason: t(errorWords(error).titleKey) })}
        </Text>
      ) : null}
    </div>
  );
}
