// What stands below the surfaces of a room: what is pinned, and who belongs to it.
import { Anchor, Text, Title, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LastMeetings } from '../../feature/meeting/LastMeetings';
import { usePins } from '../../feature/chat/usePins';
import { nameOf } from '../../kit/personName';
import { plainWords } from '../../kit/plainWords';
import { PersonChip } from '../../kit/PersonChip';
import { RelativeTime } from '../../kit/RelativeTime';
import { useAppSelector } from '../../state/store';
import { useMembers, useRoomView } from '../../state/useRoom';
import classes from './room.module.css';
import { useRoomScope } from './roomContext';

const pinsShown = 4;
const peopleShown = 6;

export function OverviewMore() {
  const { address } = useRoomScope();
  return (
    <>
      <div className={classes.beside}>
        <Pinned />
        <People />
      </div>
      <LastMeetings room={address.room} />
    </>
  );
}

function Pinned() {
  const { t } = useTranslation();
  const { address } = useRoomScope();
  const { pins } = usePins(address.room);
  if (!pins) return <div className={classes.part} data-pending />;
  return (
    <section className={classes.part} aria-label={t('chat.pins')}>
      <Title order={3} fz="sm" fw={500} c="dimmed">
        {t('chat.pins')}
      </Title>
      <ul className={classes.lines}>
        {pins.length === 0 ? (
          <li className={classes.line}>
            <Text fz="sm" c="dimmed">
              {t('chat.noPins')}
            </Text>
          </li>
        ) : null}
        {pins.slice(-pinsShown).map((message) => (
          <li key={message.seq}>
            <UnstyledButton
              className={classes.line}
              onClick={() => address.showMessage(message.seq)}
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
          </li>
        ))}
      </ul>
    </section>
  );
}

function People() {
  const { t } = useTranslation();
  const { address } = useRoomScope();
  const me = useAppSelector((state) => state.connection.me?.id);
  const count = useRoomView(address.room)?.memberCount ?? 0;
  const here = (status: string) => (status === 'offline' ? 1 : 0);
  const members = useMembers(address.room).toSorted((a, b) => here(a.status) - here(b.status));
  const more = count - Math.min(peopleShown, members.length);
  return (
    <section className={classes.part} aria-label={t('app.panel.people')}>
      <Title order={3} fz="sm" fw={500} c="dimmed">
        {t('app.panel.people')}
      </Title>
      <ul className={classes.lines}>
        {members.slice(0, peopleShown).map((member) => (
          <li key={member.id} className={classes.line}>
            <PersonChip
              name={member.name}
              color={member.color}
              picture={member.picture}
              kind={member.kind}
              status={member.status}
              me={member.id === me}
              detail={`${t(`common.role.${member.role}`)} · ${t(`people.status.${member.status}`)}`}
            />
          </li>
        ))}
      </ul>
      {more > 0 ? (
        <Anchor component="button" fz="sm" mt="xs" onClick={() => address.setPanel('people')}>
          {t('app.morePeople', { count: more })}
        </Anchor>
      ) : null}
    </section>
  );
}
