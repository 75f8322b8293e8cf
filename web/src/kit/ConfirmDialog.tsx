// Asks before what cannot simply be taken back: what will happen, and the verb on the button.
import type { Result } from '@atelier/sdk';
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from './StateView';
import type { AppError } from '../state/errors';
import { useReturnFocus } from '../ui/useReturnFocus';

export interface ConfirmDialogProps {
  title: string;
  words: readonly string[];
  verb: string;
  /** For what is gone for good: these words have to be typed. */
  typed?: { label: string; words: string };
  run: () => Promise<Result<unknown>>;
  onClose: () => void;
}

export function ConfirmDialog({ title, words, verb, typed, run, onClose }: ConfirmDialogProps) {
  const { t } = useTranslation();
  useReturnFocus();
  const [entered, setEntered] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const sure = !typed || entered.trim() === typed.words.trim();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!sure) return;
    setBusy(true);
    const answer = await run();
    setBusy(false);
    setError(answer.ok ? null : answer.error);
    if (answer.ok) onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          {error ? <Failure error={error} /> : null}
          {words.map((line) => (
            <Text key={line} fz="md">
              {line}
            </Text>
          ))}
          {typed ? (
            <TextInput
              data-autofocus
              autoComplete="off"
              label={typed.label}
              placeholder={typed.words}
              value={entered}
              onChange={(event) => setEntered(event.currentTarget.value)}
            />
          ) : null}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button
              type="submit"
              loading={busy}
              disabled={!sure}
              {...(typed ? { color: 'red' } : { 'data-autofocus': true })}
            >
              {verb}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
