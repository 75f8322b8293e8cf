// Groups of people: who is let into a room at once.
import type { Group as PeopleGroup, GroupMember, Groups } from '@atelier/sdk';
import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../kit/ConfirmDialog';
import { Failure } from '../../../kit/StateView';
import { useClient } from '../../../state/client';
import { IconAction } from '../../../ui/IconAction';
import { EditIcon, TrashIcon } from '../../../ui/icons';
import { Section } from '../settings/Section';
import classes from '../settings/settings.module.css';
import { GroupDialog } from './GroupDialog';
import { useLoaded, type Read } from './useLoaded';

const groups: Read<Groups> = (api) => api.groups();

/** `new`: one that is being made. */
type Asked = { edit: PeopleGroup | 'new' } | { remove: PeopleGroup } | null;

export function GroupsSection() {
  const { t } = useTranslation();
  const client = useClient();
  const { data, error, reload } = useLoaded(groups);
  const [asked, ask] = useState<Asked>(null);
  const remove = async (id: string) => {
    const answer = await (await client.workspace()).removeGroup(id);
    if (answer.ok) await reload();
    return answer;
  };
  return (
    <Section title={t('server.groups')} purpose={t('server.groupsPurpose')}>
      {error ? <Failure error={error} onRetry={() => void reload()} /> : null}
      {data?.groups.length === 0 ? (
        <Text fz="sm" c="dimmed">
          {t('server.noGroups')}
        </Text>
      ) : (
        <div role="list" aria-label={t('server.groups')}>
          {data?.groups.map((group) => (
            <Row
              key={group.id}
              group={group}
              onEdit={() => ask({ edit: group })}
              onRemove={() => ask({ remove: group })}
            />
          ))}
        </div>
      )}
      <Button variant="default" mt="md" disabled={!data} onClick={() => ask({ edit: 'new' })}>
        {t('server.makeGroup')}
      </Button>
      {asked && 'edit' in asked ? (
        <GroupDialog
          group={asked.edit === 'new' ? null : asked.edit}
          taken={data?.groups ?? []}
          people={data?.people ?? []}
          onSaved={reload}
          onClose={() => ask(null)}
        />
      ) : null}
      {asked && 'remove' in asked ? (
        <ConfirmDialog
          title={t('server.removeGroup', { name: asked.remove.name })}
          words={[t('server.removeGroupWords')]}
          verb={t('server.removeGroupVerb')}
          run={() => remove(asked.remove.id)}
          onClose={() => ask(null)}
        />
      ) : null}
    </Section>
  );
}

interface RowProps {
  group: PeopleGroup;
  onEdit: () => void;
  onRemove: () => void;
}

function Row({ group: { name, members }, onEdit, onRemove }: RowProps) {
  const { t } = useTranslation();
  return (
    <div className={`${classes.row} ${classes.wrapping}`} role="listitem">
      <div className={classes.words}>
        <Text fz="sm" fw={500}>
          {name}
        </Text>
        <Text fz="xs" c="dimmed">
          {members.map((member: GroupMember) => member.name).join(', ')}
        </Text>
      </div>
      <Group gap="xs">
        <IconAction label={t('server.editGroup', { name })} icon={EditIcon} onClick={onEdit} />
        <IconAction label={t('server.removeGroup', { name })} icon={TrashIcon} onClick={onRemove} />
      </Group>
    </div>
  );
}
