// A person in a line: avatar with presence, name, and what they are here.
import { Badge, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar, type PresenceStatus } from '../ui/Avatar';

export interface PersonChipProps {
  name: string;
  color: number;
  picture?: string | undefined;
  kind?: 'user' | 'guest' | 'bot';
  status?: PresenceStatus;
  me?: boolean;
  detail?: ReactNode;
  size?: number;
}

export function PersonChip(props: PersonChipProps) {
  const { t } = useTranslation();
  const { name, color, picture, kind, status, me, detail, size = 28 } = props;
  const looks = { name, color, picture, size, ...(status ? { status } : {}) };
  return (
    <Group gap="sm" wrap="nowrap" miw={0}>
      <Avatar {...looks} decorative />
      <div style={{ minWidth: 0 }}>
        <Group gap={6} wrap="nowrap">
          <Text fz="sm" fw={500} className="at-ellipsis">
            {me ? t('common.nameYou', { name }) : name}
          </Text>
          {kind === 'guest' ? (
            <Badge color="gray" size="sm">
              {t('common.guest')}
            </Badge>
          ) : null}
          {kind === 'bot' ? (
            <Badge color="gray" size="sm">
              {t('common.bot')}
            </Badge>
          ) : null}
        </Group>
        {detail ? (
          <Text fz="xs" c="dimmed" className="at-ellipsis">
            {detail}
          </Text>
        ) : null}
      </div>
    </Group>
  );
}
