// Choosing whom a summary goes to: people of the room, addresses, and a note of one's own.
import type { AtelierError, SummaryRecipient, SummaryWish } from '@atelier/sdk';
import { Button, Checkbox, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../../kit/StateView';
import { useReturnFocus } from '../../ui/useReturnFocus';
import { addressesIn } from './recipients';

export interface SendDialogProps {
  people: readonly SummaryRecipient[];
  /** Everybody is chosen at first. */
  all: boolean;
  sending: {
    send: (wish: SummaryWish) => Promise<boolean>;
    busy: boolean;
    error: AtelierError | null;
  };
  onClose: () => void;
}

export function SendDialog(props: SendDialogProps) {
  const { t } = useTranslation();
  useReturnFocus();
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('meeting.sending')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Form {...props} />
    </Modal>
  );
}

function Form({ people, all, sending, onClose }: SendDialogProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState(all ? people.map(({ id }) => id) : []);
  const [typed, setTyped] = useState('');
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const { emails, wrong } = addressesIn(typed);
  const count = chosen.length + emails.length;
  const problem = wrong ? t('meeting.wrongAddress', { text: wrong }) : t('meeting.nobodyChosen');
  const bad = wrong !== null || count === 0;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (bad) return;
    const wish = { people: chosen, emails, ...(note.trim() ? { note: note.trim() } : {}) };
    if (await sending.send(wish)) onClose();
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="lg">
        {sending.error ? <Failure error={sending.error} /> : null}
        <People people={people} chosen={chosen} onChange={setChosen} />
        <TextInput
          data-autofocus
          type="text"
          inputMode="email"
          label={t(people.length > 0 ? 'meeting.moreAddresses' : 'meeting.addresses')}
          description={t('meeting.addressesHint')}
          value={typed}
          error={tried && bad ? problem : null}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Textarea
          autosize
          minRows={2}
          maxRows={6}
          maxLength={1000}
          label={t('meeting.note')}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={sending.busy}>
            {t('meeting.send')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface PeopleProps {
  people: readonly SummaryRecipient[];
  chosen: string[];
  onChange: (chosen: string[]) => void;
}

function People({ people, chosen, onChange }: PeopleProps) {
  const { t } = useTranslation();
  if (people.length === 0) {
    return (
      <Text fz="sm" c="dimmed">
        {t('meeting.noAddresses')}
      </Text>
    );
  }
  return (
    <Checkbox.Group label={t('meeting.inTheRoom')} value={chosen} onChange={onChange}>
      <Stack gap="sm" mt="xs">
        {people.map(({ id, name, attended }) => (
          <Checkbox
            key={id}
            value={id}
            label={name}
            {...(attended ? { description: t('meeting.wasThere') } : {})}
          />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
