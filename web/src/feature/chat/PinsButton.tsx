// The pinned messages of a room.
import { Popover, ScrollArea, Text, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../kit/personName';
import { plainWords } from '../../kit/plainWords';
import { RelativeTime } from '../../kit/RelativeTime';
import { Failure, LineSkeleton, Loading } from '../../kit/StateView';
import { IconAction } from '../../ui/IconAction';
import { PinIcon } from '../../ui/icons';
import classes from './chat.module.css';
import { usePins } from './usePins';

export interface PinsButtonProps {
  room: string;
  onJump: (seq: number) => void;
}

export function PinsButton({ room, onJump }: PinsButtonProps) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const { pins, error, read } = usePins(room, opened);
  return (
    <Popover opened={opened} onChange={setOpened} shadow="md" width={340} trapFocus returnFocus>
      <Popover.Target>
        <IconAction
          label={t('chat.pins')}
          icon={PinIcon}
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        />
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
                {nameOf(message.from, t)}
                {' · '}
                <RelativeTime at={message.at} />
              </Text>
              <Text component="span" fz="sm" lineClamp={2}>
                {plainWords(message.text)}
              </Text>
            </UnstyledButton>
          ))}
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  );
}
