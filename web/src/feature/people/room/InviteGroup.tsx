// Letting everybody of a group into a room at once (AUTH76); nothing while the workspace has no groups.
import type { Group as PeopleGroup, LinkRole } from '@atelier/sdk';
import { Button, Group, Select, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../../../kit/StateView';
import { useClient } from '../../../state/client';
import { toAppError, type AppError } from '../../../state/errors';

const roles = ['viewer', 'commenter', 'editor'] as const satisfies readonly LinkRole[];

function useGroups(): readonly PeopleGroup[] {
  const client = useClient();
  const [groups, setGroups] = useState<readonly PeopleGroup[]>([]);
  useEffect(() => {
    let over = false;
    const read = async () => {
      const answer = await (await client.workspace()).groups();
      if (!over && answer.ok) setGroups(answer.value.groups);
    };
    void read();
    return () => {
      over = true;
    };
  }, [client]);
  return groups;
}

export function InviteGroup({ room }: { room: string }) {
  const { t } = useTranslation();
  const client = useClient();
  const groups = useGroups();
  const [chosen, choose] = useState<string | null>(null);
  const [role, setRole] = useState<LinkRole>('editor');
  const [busy, setBusy] = useState(false);
  const [added, setAdded] = useState<number | null>(null);
  const [error, setError] = useState<AppError>();
  if (groups.length === 0) return null;
  const letIn = async () => {
    if (chosen === null) return;
    setBusy(true);
    const answer = await (await client.workspace()).inviteGroup(room, chosen, role);
    setBusy(false);
    setError(answer.ok ? undefined : toAppError(answer.error));
    setAdded(answer.ok ? answer.value : null);
  };
  return (
    <section aria-label={t('inviting.group')}>
      {error ? <Failure error={error} /> : null}
      <Group align="flex-end" gap="sm" mt="lg">
        <Select
          flex={1}
          miw={160}
          label={t('inviting.group')}
          data={groups.map(({ id, name }) => ({ value: id, label: name }))}
          value={chosen}
          onChange={choose}
        />
        <Select
          w={150}
          label={t('inviting.groupRole')}
          allowDeselect={false}
          data={roles.map((value) => ({ value, label: t(`common.role.${value}`) }))}
          value={role}
          onChange={(value) => setRole(value ?? 'editor')}
        />
        <Button variant="default" loading={busy} disabled={!chosen} onClick={() => void letIn()}>
          {t('inviting.groupIn')}
        </Button>
      </Group>
      <Text fz="sm" c="dimmed" role="status">
        {added === null ? '' : t('inviting.groupAdded', { count: added })}
      </Text>
    </section>
  );
}
