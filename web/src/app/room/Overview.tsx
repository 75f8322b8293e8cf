// The room without an open surface: what is in it, and what can be begun.
import type { Surface } from '@atelier/sdk';
import { Anchor, Button, Group, Text, Title } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { RelativeTime } from '../../kit/RelativeTime';
import { LineSkeleton, Loading } from '../../kit/StateView';
import { useAppSelector } from '../../state/store';
import { roleAllows, selectBySurface, useRoomView } from '../../state/useRoom';
import { AvatarStack } from '../../ui/AvatarStack';
import { AddIcon, PinnedIcon, iconStroke } from '../../ui/icons';
import { surfaces } from '../surfaces';
import { NothingYet } from './NothingYet';
import { OverviewMore } from './OverviewMore';
import classes from './room.module.css';
import { useRoomScope } from './roomContext';
import { useRoomUnread } from './useRoomEffects';

const Summary = lazy(() => import('./Summary').then((m) => ({ default: m.Summary })));

/** Also the summary of a meeting, which is about the whole room as well. */
export function Overview() {
  const { address } = useRoomScope();
  if (address.kind === undefined) return <Whole />;
  return (
    <Suspense fallback={<Loading />}>
      <div className={classes.scroll} data-scroll>
        <Summary />
      </div>
    </Suspense>
  );
}

function Whole() {
  const { address } = useRoomScope();
  const view = useRoomView(address.room);
  if (view?.phase.name !== 'joined') {
    return (
      <Loading>
        <LineSkeleton lines={6} />
      </Loading>
    );
  }
  const mayCreate = roleAllows(view.role, 'editor');
  return (
    <div className={classes.overview} data-scroll data-page>
      <Head mayCreate={mayCreate && view.surfaces.length > 0} />
      {view.surfaces.length === 0 ? <NothingYet mayCreate={mayCreate} /> : <SurfaceCards />}
      <OverviewMore />
    </div>
  );
}

function Head({ mayCreate }: { mayCreate: boolean }) {
  const { t } = useTranslation();
  const { address, open } = useRoomScope();
  const unread = useRoomUnread(address.room);
  return (
    <Group justify="space-between" wrap="nowrap" mb="lg">
      <div>
        <Title order={2}>{t('app.overview')}</Title>
        {/* In the place of the words, so that a new message moves nothing. */}
        {unread > 0 && address.panel !== 'chat' ? (
          <Anchor component="button" fz="sm" onClick={() => address.setPanel('chat')}>
            {t('app.unreadHere', { count: unread })}
          </Anchor>
        ) : (
          <Text c="dimmed" fz="sm">
            {t('app.overviewWords')}
          </Text>
        )}
      </div>
      {mayCreate ? (
        <Button
          variant="default"
          leftSection={<AddIcon size={16} stroke={iconStroke} aria-hidden />}
          onClick={() => open('newSurface')}
        >
          {t('docs.new')}
        </Button>
      ) : null}
    </Group>
  );
}

function pinnedFirst(list: readonly Surface[]): Surface[] {
  const rank = ({ pinned }: Surface) => (pinned ? 0 : 1);
  return list.toSorted((a, b) => rank(a) - rank(b));
}

function SurfaceCards() {
  const { t } = useTranslation();
  const { address } = useRoomScope();
  const list = useRoomView(address.room)?.surfaces ?? [];
  const here = useAppSelector((state) => selectBySurface(state, address.room));
  return (
    <ul className={classes.cards} aria-label={t('app.surfaces')}>
      {pinnedFirst(list).map((surface) => {
        const kind = surfaces.get(surface.kind);
        const people = here.get(surface.id) ?? [];
        const names = people.map((person) => person.name).join(', ');
        if (!kind) return null;
        const Icon = kind.icon;
        return (
          <li key={surface.id}>
            <Link
              to={kind.route(address.room, surface.id) + address.keep}
              className={classes.card}
              onPointerEnter={() => void kind.load()}
            >
              <Icon size={20} stroke={iconStroke} aria-hidden />
              <span className={classes.cardText}>
                <Text component="span" fw={600} className="at-ellipsis" display="block">
                  {kind.preview(surface)}
                </Text>
                <Text component="span" fz="xs" c="dimmed" display="block">
                  {t(kind.singularKey)}
                  {' · '}
                  <RelativeTime at={surface.created_at} />
                </Text>
              </span>
              {surface.pinned ? (
                <PinnedIcon size={16} aria-label={t('chat.pinned')} role="img" />
              ) : null}
              <AvatarStack people={people} label={t('common.here', { names })} size={20} />
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
