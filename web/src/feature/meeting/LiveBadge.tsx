// That a meeting is live, and since when. What is behind it says who started it, what people are told,
// and ends it.
import type { Meeting } from '@atelier/sdk';
import { Button, Popover, Stack, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shortClock, useLanguage } from '../../kit/dates';
import { useNow } from '../../state/useNow';
import { useRoomView } from '../../state/useRoom';
import { elapsed } from './durations';
import classes from './meeting.module.css';

export interface LiveBadgeProps {
  room: string;
  meeting: Meeting;
  phone: boolean;
  /** Opens by itself, without taking the focus. */
  told: boolean;
  onTold: (told: boolean) => void;
  onEnd?: () => Promise<void>;
}

export function LiveBadge({ room, meeting, phone, told, onTold, onEnd }: LiveBadgeProps) {
  const { t } = useTranslation();
  const time = shortClock(meeting.started_at, useLanguage());
  const title = meeting.title || t('meeting.untitled');
  return (
    <Popover
      opened={told}
      onChange={onTold}
      shadow="md"
      width={280}
      position="bottom-end"
      returnFocus
    >
      <Popover.Target>
        <UnstyledButton className={classes.live} aria-expanded={told} onClick={() => onTold(!told)}>
          <span className={classes.dot} aria-hidden />
          <VisuallyHidden>{t('meeting.liveLabel', { title, time })}</VisuallyHidden>
          <Clock since={meeting.started_at} bare={phone} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={title}>
        <Stack gap="sm">
          <div>
            <Text fw={600}>{title}</Text>
            <Text fz="sm" c="dimmed">
              {t('meeting.since', { time, name: meeting.started_by.name })}
            </Text>
          </div>
          <Consent room={room} />
          {onEnd ? <End onEnd={onEnd} /> : null}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function Clock({ since, bare }: { since: number; bare: boolean }) {
  const { t } = useTranslation();
  const gone = elapsed(useNow() - since);
  return (
    <Text component="span" fz="sm" className="at-numbers">
      {bare ? gone : t('meeting.live', { elapsed: gone })}
    </Text>
  );
}

function Consent({ room }: { room: string }) {
  const consent = useRoomView(room)?.consent;
  if (!consent) return null;
  return (
    <Text fz="sm" className={classes.consent}>
      {consent}
    </Text>
  );
}

function End({ onEnd }: { onEnd: () => Promise<void> }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const end = async () => {
    setBusy(true);
    await onEnd();
    setBusy(false);
  };
  return (
    <>
      <Text fz="sm" c="dimmed">
        {t('meeting.endHint')}
      </Text>
      <Button variant="default" loading={busy} onClick={() => void end()}>
        {t('meeting.end')}
      </Button>
    </>
  );
}
