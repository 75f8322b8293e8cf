// The meeting in the top bar of a room: starting one, that one is live and since when, ending it. Its
// commands and what everybody hears of it are here too.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addMeetingWords } from '../../i18n/meeting';
import { useWords } from '../../i18n/useWords';
import { roleAllows, useMyRole, useRoomView } from '../../state/useRoom';
import { PlayIcon, iconStroke } from '../../ui/icons';
import { LiveBadge } from './LiveBadge';
import { StartDialog } from './StartDialog';
import { useMeeting } from './useMeeting';

export interface MeetingBarProps {
  room: string;
  phone: boolean;
  go: (to: string) => void;
}

export function MeetingBar(props: MeetingBarProps) {
  return useWords(addMeetingWords) ? <Bar {...props} /> : null;
}

function Bar({ room, phone, go }: MeetingBarProps) {
  const { t } = useTranslation();
  const meeting = useRoomView(room)?.meeting;
  const editor = roleAllows(useMyRole(room), 'editor');
  const [starting, setStarting] = useState(false);
  const { end, told, hear } = useMeeting(room, go, () => setStarting(true));
  return (
    <>
      {meeting ? (
        <LiveBadge
          room={room}
          meeting={meeting}
          phone={phone}
          told={told}
          onTold={hear}
          {...(editor ? { onEnd: end } : {})}
        />
      ) : null}
      {!meeting && editor && !phone ? (
        <Button
          size="compact-md"
          leftSection={<PlayIcon size={16} stroke={iconStroke} aria-hidden />}
          aria-label={t('meeting.startMeeting')}
          onClick={() => setStarting(true)}
        >
          {t('meeting.start')}
        </Button>
      ) : null}
      {starting ? <StartDialog room={room} onClose={() => setStarting(false)} /> : null}
    </>
  );
}
