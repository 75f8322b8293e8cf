// A group that is made or changed: its name, and who is in it.
import type { Group as PeopleGroup, GroupMember } from '@atelier/sdk';
import { Button, Group, Modal, MultiSelect, Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../../../kit/StateView';
import { useClient } from '../../../state/client';
import { toAppError, type AppError } from '../../../state/errors';
import { useReturnFocus } from '../../../ui/useReturnFocus';
import { groupId } from './groupId';

export interface GroupDialogProps {
  /** Null: it is made. */
  group: PeopleGroup | null;
  taken: readonly PeopleGroup[];
  people: readonly GroupMember[];
  onSaved: () => Promise<void>;
  onClose: () => void;
}

export function GroupDialog(props: GroupDialogProps) {
  const { t } = useTranslation();
  const { group, onClose } = props;
  useReturnFocus();
  return (
    <Modal
      opened
      onClose={onClose}
      title={group ? t('server.editGroup', { name: group.name }) : t('server.makeGroup')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Form {...props} />
    </Modal>
  );
}

function Form({ group, taken, people, onSaved, onClose }: GroupDialogProps) {
  const { t } = useTranslation();
  const client = useClient();
  const [name, setName] = useState(group?.name ?? '');
  const [members, setMembers] = useState(group?.members.map(({ id }) => id) ?? []);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const workspace = await client.workspace();
    const wish = { name: name.trim(), members };
    const ids = taken.map(({ id }) => id);
    const answer = await (group
      ? workspace.changeGroup(group.id, wish)
      : workspace.createGroup({ id: groupId(wish.name, ids), ...wish }));
    setBusy(false);
    setError(answer.ok ? undefined : toAppError(answer.error));
    if (!answer.ok) return;
    await onSaved();
    onClose();
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="lg">
        {error ? <Failure error={error} /> : null}
        <TextInput
          data-autofocus
          required
          withAsterisk={false}
          maxLength={80}
          label={t('server.groupName')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <MultiSelect
          searchable
          label={t('server.groupMembers')}
          data={people.map(({ id, name: label }) => ({ value: id, label }))}
          value={members}
          onChange={setMembers}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={busy} disabled={name.trim() === ''}>
            {t('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
