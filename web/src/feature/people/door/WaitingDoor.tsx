// Waiting at the door of a room: asks every few seconds, opens the room once somebody lets one in, and
// says so when nobody can or wants to. It goes on after a reload, for the cookie says who waits.
import type { LinkPreview } from '@atelier/sdk';
import { Button, Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../../../kit/usePageTitle';
import { useClient } from '../../../state/client';
import { DoorFrame } from './DoorFrame';
import { leaveFor } from './useCall';

const everyMs = 3_000;

export interface WaitingDoorProps {
  link: string;
  secret: string;
  /** Behind the room's address. */
  place: string;
  preview: LinkPreview;
  /** Looks at the link again: what it offers, or the door, is another. */
  onChange: () => void;
}

export function WaitingDoor(props: WaitingDoorProps) {
  return props.preview.door?.state === 'refused' ? <Refused {...props} /> : <Waiting {...props} />;
}

function Refused({ preview, onChange }: WaitingDoorProps) {
  const { t } = useTranslation();
  const words = t('joining.refused', { name: preview.host.name });
  usePageTitle(t('joining.refusedTitle'));
  return (
    <DoorFrame title={t('joining.refusedTitle')} intro={preview.room.name}>
      <Stack gap="lg">
        <Text role="status">{words}</Text>
        <Button variant="default" size="md" fullWidth onClick={onChange}>
          {t('common.retry')}
        </Button>
      </Stack>
    </DoorFrame>
  );
}

function Waiting(props: WaitingDoorProps) {
  const { t } = useTranslation();
  const { preview, onChange } = props;
  const client = useClient();
  const { hosts, lost } = useDoor(props);
  const [leaving, setLeaving] = useState(false);
  usePageTitle(t('joining.waitTitle'));
  const me = preview.signed_in_as;
  const name = typeof me === 'object' ? me.name : (me ?? '');
  const leave = async () => {
    setLeaving(true);
    await client.door.leave(preview.room.id);
    setLeaving(false);
    onChange();
  };
  const words = lost ? 'joining.waitLost' : hosts ? 'joining.waitTold' : 'joining.waitAlone';
  return (
    <DoorFrame title={preview.room.name} intro={t('joining.waitTitle')}>
      <Stack gap="lg">
        <Text role="status">{t(words)}</Text>
        <Text fz="sm" c="dimmed">
          {t('joining.waitAs', { name })}
        </Text>
        <Button
          variant="default"
          size="md"
          fullWidth
          loading={leaving}
          onClick={() => void leave()}
        >
          {t('joining.leave')}
        </Button>
      </Stack>
    </DoorFrame>
  );
}

/** What the door says, every few seconds and whenever the page is looked at again. */
function useDoor({ link, secret, place, preview, onChange }: WaitingDoorProps) {
  const client = useClient();
  const room = preview.room.id;
  const [told, setTold] = useState({ hosts: preview.door?.hosts ?? false, lost: false });
  const changed = useRef(onChange);
  useEffect(() => {
    changed.current = onChange;
  }, [onChange]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const enter = async () => {
      const joined = await client.links.join(link, secret);
      if (over) return;
      if (joined.ok && 'room' in joined.value) leaveFor(`/r/${room}${place}`);
      else if (!joined.ok && joined.error.code !== 'rate_limited') changed.current();
    };
    const ask = async () => {
      const answer = await client.door.look(room);
      if (over) return;
      if (answer.ok && answer.value.state === 'refused') return changed.current();
      setTold(({ hosts }) => ({
        hosts: answer.ok ? (answer.value.hosts ?? hosts) : hosts,
        lost: !answer.ok,
      }));
      if (answer.ok && answer.value.state !== 'waiting') await enter();
    };
    const again = async () => {
      clearTimeout(timer);
      await ask();
      clearTimeout(timer);
      if (!over) timer = setTimeout(() => void again(), everyMs);
    };
    const looked = () => {
      if (document.visibilityState === 'visible') void again();
    };
    timer = setTimeout(() => void again(), everyMs);
    document.addEventListener('visibilitychange', looked);
    return () => {
      over = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', looked);
    };
  }, [client, room, link, secret, place]);
  return told;
}
