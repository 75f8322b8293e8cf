// Home: what waits for me, my rooms with who is in them now, what I opened lately, and a new room.
import { Anchor, Button, Group, SimpleGrid, Skeleton, Text, Title } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { addHomeWords } from '../../i18n/home';
import { useWords } from '../../i18n/useWords';
import { Empty, Failure, Loading } from '../../kit/StateView';
import type { SurfaceRegistry } from '../../kit/surface';
import { usePageTitle } from '../../kit/usePageTitle';
import { toAppError } from '../../state/errors';
import { useRoomsQuery, useSessionQuery } from '../../state/rest';
import { useAppSelector } from '../../state/store';
import { useRunCommand } from '../../state/useCommands';
import { Logo } from '../../ui/Logo';
import { AddIcon, HomeIcon, iconStroke } from '../../ui/icons';
import classes from './HomePage.module.css';
import { withoutMe, withRead } from './homeRooms';
import { NewRoomDialog } from './NewRoomDialog';
import { Recent } from './Recent';
import { RoomsView } from './RoomsView';
import { templates } from './templates';
import { Waiting } from './Waiting';

const often = { pollingInterval: 30_000, refetchOnFocus: true, refetchOnMountOrArgChange: true };

export interface HomePageProps {
  surfaces: SurfaceRegistry;
}

export function HomePage({ surfaces }: HomePageProps) {
  const { t } = useTranslation();
  const run = useRunCommand();
  const session = useSessionQuery().data;
  const words = useWords(addHomeWords);
  const { data } = useRoomsQuery(undefined, often);
  const unread = (data ?? []).reduce((sum, room) => sum + room.unread, 0);
  usePageTitle(t('home.title'), unread);
  const mayCreate = session?.principal?.kind === 'user';
  return (
    <main id="main" className={classes.main} data-region="surface" tabIndex={-1}>
      <Group justify="space-between" mb="lg" wrap="nowrap" align="flex-start">
        <div>
          <Title order={1} tabIndex={-1}>
            {t('home.title')}
          </Title>
          <Group gap={8} wrap="nowrap">
            {session?.workspace.logo ? <Logo path={session.workspace.logo} size={20} /> : null}
            <Text c="dimmed">{session?.workspace.name}</Text>
          </Group>
        </div>
        {mayCreate ? (
          <Button
            leftSection={<AddIcon size={18} stroke={iconStroke} aria-hidden />}
            onClick={() => run('app.newRoom')}
          >
            {t('home.newRoom')}
          </Button>
        ) : null}
      </Group>
      {words ? <Body mayCreate={mayCreate} surfaces={surfaces} /> : <RoomsSkeleton />}
      {mayCreate ? (
        <Anchor component={Link} to="/settings/trash" fz="sm" mt="xl" display="inline-block">
          {t('app.trashedRooms')}
        </Anchor>
      ) : null}
      {words && mayCreate ? <NewRoom /> : null}
    </main>
  );
}

/** Open while the address says so, with the template that it names. */
function NewRoom() {
  const [search, setSearch] = useSearchParams();
  const navigate = useNavigate();
  const wanted = search.get('new');
  const onMade = useCallback((room: string) => void navigate(`/r/${room}`), [navigate]);
  if (wanted === null) return null;
  return (
    <NewRoomDialog
      template={wanted}
      onClose={() => setSearch({}, { replace: true })}
      onMade={onMade}
    />
  );
}

function Body({ mayCreate, surfaces }: HomePageProps & { mayCreate: boolean }) {
  const { data: all, error, refetch } = useRoomsQuery();
  const me = useSessionQuery().data?.principal?.id;
  const read = useAppSelector((state) => state.messages);
  const data = useMemo(
    () => all && withRead(withoutMe(all, me), (room) => read[room]?.readSeq ?? 0),
    [all, me, read],
  );
  if (error && !data) return <Failure error={toAppError(error)} onRetry={() => void refetch()} />;
  if (!data) return <RoomsSkeleton />;
  if (data.length === 0) return <NoRooms mayCreate={mayCreate} />;
  return (
    <div className={classes.columns}>
      <Waiting rooms={data} />
      <RoomsView rooms={data} />
      <Recent rooms={data} me={me} surfaces={surfaces} />
    </div>
  );
}

function NoRooms({ mayCreate }: { mayCreate: boolean }) {
  const { t } = useTranslation();
  if (!mayCreate)
    return <Empty icon={HomeIcon} title={t('home.emptyTitle')} purpose={t('home.emptyGuest')} />;
  return (
    <section aria-label={t('home.emptyTitle')}>
      <Title order={2} fz="h3">
        {t('home.emptyTitle')}
      </Title>
      <Text c="dimmed" mb="lg">{`${t('home.emptyPurpose')} ${t('home.startFrom')}`}</Text>
      <ul className={classes.grid} aria-label={t('home.startWith')}>
        {templates.map(({ id, icon: Icon, titleKey, purposeKey }) => (
          <li key={id}>
            <Link to={`/?new=${id}`} className={classes.start}>
              <Icon size={20} stroke={iconStroke} aria-hidden />
              <span>
                <Text component="span" display="block" fw={600}>
                  {t(titleKey)}
                </Text>
                <Text component="span" display="block" fz="sm" c="dimmed">
                  {t(purposeKey)}
                </Text>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function RoomsSkeleton() {
  return (
    <Loading>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        {[0, 1, 2, 3, 4, 5].map((key) => (
          <Skeleton key={key} height={124} radius="md" />
        ))}
      </SimpleGrid>
    </Loading>
  );
}
