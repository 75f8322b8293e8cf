// The pinned messages of a room, read when they are opened.
import type { Message } from '@atelier/sdk';
import { Popover, ScrollArea, Text, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RelativeTime } from '../../kit/RelativeTime';
import { Failure, LineSkeleton, Loading } from '../../kit/StateView';
import { useClient } from '../../state/client';
import type { AppError } from '../../state/errors';
import { IconAction } from '../../ui/IconAction';
import { PinIcon } from '../../ui/icons';
import classes from './chat.module.css';

export interface PinsButtonProps {
  room: string;
  onJump: (seq: number) => void;
}

export function PinsButton({ room, onJump }: PinsButtonProps) {
  const { t } = useTranslation();
  const client = useClient();
  const [opened, setOpened] = useState(false);
  const [pins, setPins] = useState<readonly Message[] | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const read = async () => {
    const result = await client.chat.pins(room);
    setPins(result.ok ? result.value : null);
    setError(result.ok ? null : result.error);
  };
  const toggle = () => {
    setOpened(!opened);
    if (!opened) void read();
  };
  return (
    <Popover opened={opened} onChange={setOpened} shadow="md" width={340} trapFocus returnFocus>
      <Popover.Target>
        <IconAction label={t('chat.pins')} icon={PinIcon} aria-expanded={opened} onClick={toggle} />
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t('chat.pins')}>
        {error ? <Failure error={error} onRetry={() => void read()} /> : null}
        {pins === null && !error ? (
          <Loading>
            <LineSkeleton lines={3} />
          </Loading>
        ) : null}
        {pins?.length === 0 ? (
          <Text fz="sm" c="dimmed" p="lg">
            {t('chat.noPins')}
          </Text>
        ) : null}
        <ScrollArea.Autosize mah={360}>
          {(pins ?? []).map((message) => (
            <UnstyledButton
              key={message.seq}
              className={classes.pinRow}
              onClick={() => {
                setOpened(false);
                onJump(message.seq);
              }}
            >
              <Text component="span" fz="xs" c="dimmed" display="block">
                {message.from.name}
                {' · '}
                <RelativeTime at={message.at} />
              </Text>
              <Text component="span" fz="sm" lineClamp={2}>
                {message.text}
              </Text>
            </UnstyledButton>
          ))}
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  );
}
