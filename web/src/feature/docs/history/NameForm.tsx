// A version's name, in its own row: Enter keeps it, Escape leaves everything as it was.
import type { Result } from '@atelier/sdk';
import { Button, Group, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { errorWords } from '../../../kit/errorWords';
import type { AppError } from '../../../state/errors';
import { useReturnFocus } from '../../../ui/useReturnFocus';
import classes from './history.module.css';

/** The server counts bytes; letters of several bytes have room too. */
const nameLengthMax = 60;

export interface NameFormProps {
  initial: string;
  run: (name: string) => Promise<Result<unknown>>;
  onClose: () => void;
}

export function NameForm({ initial, run, onClose }: NameFormProps) {
  const { t } = useTranslation();
  useReturnFocus();
  const [name, setName] = useState(initial);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const wanted = name.trim();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (wanted === '' || busy) return;
    setBusy(true);
    const answer = await run(wanted);
    setBusy(false);
    setError(answer.ok ? null : answer.error);
    if (answer.ok) onClose();
  };
  const leave = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onClose();
  };
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)} onKeyDown={leave}>
      <TextInput
        autoFocus
        size="sm"
        label={t('history.nameLabel')}
        placeholder={t('history.nameExample')}
        maxLength={nameLengthMax}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={error ? t(errorWords(error).titleKey) : null}
      />
      {error ? <Text fz="xs">{t(errorWords(error).adviceKey)}</Text> : null}
      <Group gap="sm" justify="flex-end">
        <Button size="xs" variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button size="xs" type="submit" loading={busy} disabled={wanted === ''}>
          {t('history.nameSave')}
        </Button>
      </Group>
    </form>
  );
}
