// In the strip of a room: whom I follow, who presents, who follows me, and the offer to go along.
// Its words (i18n/follow.ts) must be there.
import { Button, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFollowActions, type FollowActions } from '../../kit/useFollowActions';
import { useAppSelector } from '../../state/store';
import type { FollowState } from '../../state/useFollow';
import { colorOf, useMembers, usePresent } from '../../state/useRoom';
import { personColor } from '../../ui/Avatar';
import { IconAction } from '../../ui/IconAction';
import { CloseIcon, LaserIcon } from '../../ui/icons';
import classes from './follow.module.css';
import type { Laser } from './useLaser';

export interface FollowStripProps {
  room: string;
  state: FollowState;
  laser: Laser;
}

export function FollowStrip({ room, state, laser }: FollowStripProps) {
  const { t } = useTranslation();
  const me = useAppSelector((store) => store.connection.me);
  const members = useMembers(room);
  const actions = useFollowActions(state.follow, room);
  const { leader, presenting, followers } = state;
  const named = (id: string) => ({
    id,
    name: members.find((member) => member.id === id)?.name ?? t('common.somebody'),
    color: colorOf(members, id),
  });
  if (leader !== undefined) {
    const person = named(leader);
    return (
      <Note color={person.color} words={t('follow.following', { name: person.name })}>
        <IconAction
          small
          label={t('follow.stop', { name: person.name })}
          icon={CloseIcon}
          onClick={actions.stop}
        />
      </Note>
    );
  }
  if (presenting?.principal === me?.id && presenting) {
    return (
      <Note color={named(presenting.principal).color} words={t('follow.you')}>
        <LaserSwitch laser={laser} />
        <Act words={t('follow.stopPresenting')} onClick={actions.stopPresenting} />
        <Followers names={followers.map((id) => named(id).name)} />
      </Note>
    );
  }
  if (presenting) {
    const person = named(presenting.principal);
    return (
      <Note color={person.color} words={t('follow.presents', { name: person.name })}>
        <Act
          words={t('follow.follow', { name: person.name })}
          onClick={() => actions.start(person)}
        />
      </Note>
    );
  }
  if (followers.length > 0) {
    return (
      <>
        <Followers names={followers.map((id) => named(id).name)} />
        <LaserSwitch laser={laser} />
      </>
    );
  }
  return me?.kind === 'guest' ? <HostOffer room={room} actions={actions} /> : null;
}

/** Whoever comes by a link is offered to go where the host is. */
function HostOffer({ room, actions }: { room: string; actions: FollowActions }) {
  const { t } = useTranslation();
  const [dismissed, setDismissed] = useState(false);
  const host = usePresent(room).find(({ role }) => role === 'owner');
  if (dismissed || !host) return null;
  return (
    <Note color={host.color} words={t('follow.isHere', { name: host.name })}>
      <Act words={t('follow.follow', { name: host.name })} onClick={() => actions.start(host)} />
      <IconAction
        small
        label={t('follow.dismiss')}
        icon={CloseIcon}
        onClick={() => setDismissed(true)}
      />
    </Note>
  );
}

interface NoteProps {
  color: number;
  words: string;
  children?: ReactNode;
}

function Note({ color, words, children }: NoteProps) {
  return (
    <span className={classes.note} data-note>
      <span className={classes.colour} style={{ background: personColor(color) }} aria-hidden />
      <Text component="span" fz="xs" className="at-ellipsis">
        {words}
      </Text>
      {children}
    </span>
  );
}

function LaserSwitch({ laser }: { laser: Laser }) {
  const { t } = useTranslation();
  return (
    <IconAction
      small
      label={t('follow.laser')}
      icon={LaserIcon}
      aria-pressed={laser.on}
      variant={laser.on ? 'light' : 'subtle'}
      onClick={laser.toggle}
    />
  );
}

function Act({ words, onClick }: { words: string; onClick: () => void }) {
  return (
    <Button size="compact-xs" h={24} variant="light" flex="none" onClick={onClick}>
      {words}
    </Button>
  );
}

function Followers({ names }: { names: readonly string[] }) {
  const { t } = useTranslation();
  if (names.length === 0) return null;
  return (
    <Text component="span" fz="xs" c="dimmed" className="at-ellipsis" data-note>
      {t('follow.followed', { count: names.length, names: names.join(', ') })}
    </Text>
  );
}
