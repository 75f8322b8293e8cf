// Who belongs to the room: who is here and where, who is not, and what each may do.
import type { Member } from '@atelier/sdk';
import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { FollowButton } from '../../../kit/FollowButton';
import { Note } from '../../../kit/Note';
import { PersonChip } from '../../../kit/PersonChip';
import { RelativeTime } from '../../../kit/RelativeTime';
import { LineSkeleton, Loading } from '../../../kit/StateView';
import { useAppSelector } from '../../../state/store';
import { useMembers, useMyRole, useRoomView } from '../../../state/useRoom';
import { InviteIcon, iconStroke } from '../../../ui/icons';
import { MemberMenu } from './MemberMenu';
import classes from './room.module.css';

export interface PeopleViewProps {
  room: string;
  placeOf: (kind: string, surface: string) => string;
  onShare: () => void;
}

export function PeopleView({ room, placeOf, onShare }: PeopleViewProps) {
  const { t } = useTranslation();
  const view = useRoomView(room);
  const members = useMembers(room);
  const role = useMyRole(room);
  if (!view || view.phase.name === 'joining') {
    return (
      <Loading>
        <LineSkeleton lines={5} height={28} />
      </Loading>
    );
  }
  const here = members.filter((member) => member.status !== 'offline');
  const away = members.filter((member) => member.status === 'offline');
  const rest = view.memberCount - members.length;
  return (
    <div
      className={classes.people}
      role="region"
      aria-label={t('app.panel.people')}
      // Who may not manage anybody has nothing to focus inside, and yet has to scroll.
      tabIndex={0}
    >
      {role === 'owner' ? (
        <Button
          m="md"
          mb={0}
          variant="default"
          leftSection={<InviteIcon size={16} stroke={iconStroke} aria-hidden />}
          onClick={onShare}
        >
          {t('people.invite')}
        </Button>
      ) : null}
      <MemberGroup
        title={t('people.here', { count: here.length })}
        members={here}
        room={room}
        placeOf={placeOf}
      />
      <MemberGroup
        title={t('people.notHere', { count: away.length })}
        members={away}
        room={room}
        placeOf={placeOf}
      />
      {rest > 0 ? (
        <Text fz="sm" c="dimmed" px="lg" pb="lg">
          {t('people.more', { count: rest })}
        </Text>
      ) : null}
    </div>
  );
}

interface MemberGroupProps extends Pick<PeopleViewProps, 'room' | 'placeOf'> {
  title: string;
  members: readonly Member[];
}

function MemberGroup({ title, members, room, placeOf }: MemberGroupProps) {
  if (members.length === 0) return null;
  return (
    <section aria-label={title}>
      <Text component="h3" fz="xs" fw={500} c="dimmed" px="lg" pt="lg" pb={4}>
        {title}
      </Text>
      <ul className={classes.list}>
        {members.map((member) => (
          <li key={member.id} className={classes.member}>
            <MemberRow room={room} member={member} placeOf={placeOf} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface MemberRowProps extends Pick<PeopleViewProps, 'room' | 'placeOf'> {
  member: Member;
}

function MemberRow({ room, member, placeOf }: MemberRowProps) {
  const { t } = useTranslation();
  const me = useAppSelector((state) => state.connection.me?.id);
  const myRole = useMyRole(room);
  const place = useAppSelector((state) =>
    state.rooms.entities[room]?.surfaces.find((surface) => surface.id === member.place?.surface),
  );
  const detail = (
    <>
      {t(`common.role.${member.role}`)}
      {' · '}
      {member.status === 'offline' && member.last_active > 0 ? (
        <RelativeTime at={member.last_active} />
      ) : (
        t(`people.status.${member.status}`)
      )}
      {place ? (
        <>
          {' · '}
          <Link to={placeOf(place.kind, place.id)} className={classes.place}>
            {place.title}
          </Link>
        </>
      ) : null}
      <Note of={member.note} />
    </>
  );
  return (
    <>
      <PersonChip
        name={member.name}
        color={member.color}
        picture={member.picture}
        kind={member.kind}
        status={member.status}
        me={member.id === me}
        size={32}
        detail={detail}
      />
      {member.status !== 'offline' && member.id !== me ? (
        <FollowButton room={room} person={member} />
      ) : null}
      {myRole === 'owner' && member.id !== me ? <MemberMenu room={room} member={member} /> : null}
    </>
  );
}
