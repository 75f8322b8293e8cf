// What takes how much of the disk: the database, files, and the largest rooms.
import type { RoomStorage, StorageReport } from '@atelier/sdk';
import { Alert, Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { addServerWords } from '../../../i18n/server';
import { useWords } from '../../../i18n/useWords';
import { useLanguage } from '../../../kit/dates';
import { formatBytes } from '../../../kit/formatBytes';
import { Failure, LineSkeleton, Loading } from '../../../kit/StateView';
import { usePageTitle } from '../../../kit/usePageTitle';
import { Section } from '../settings/Section';
import classes from '../settings/settings.module.css';
import { Facts } from './Facts';
import { useLoaded, type Read } from './useLoaded';

const storage: Read<StorageReport> = (api) => api.storage();

export function StoragePage() {
  const { t } = useTranslation();
  const words = useWords(addServerWords);
  const { data, error, reload } = useLoaded(storage);
  usePageTitle(t('people.adminStorage'));
  if (error) return <Failure error={error} onRetry={() => void reload()} />;
  if (!words || !data) {
    return (
      <Loading>
        <LineSkeleton lines={5} height={24} />
      </Loading>
    );
  }
  return (
    <>
      <Disk report={data} />
      <Section title={t('server.rooms')} purpose={t('server.roomsPurpose')}>
        {data.rooms.length === 0 ? (
          <Text fz="sm" c="dimmed">
            {t('server.noRooms')}
          </Text>
        ) : (
          <div role="list" aria-label={t('server.rooms')}>
            {data.rooms.map((room, index) => (
              <RoomRow key={room.id ?? index} room={room} />
            ))}
          </div>
        )}
      </Section>
    </>
  );
}

function Disk({ report }: { report: StorageReport }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const bytes = (count: number) => formatBytes(count, language);
  const { free_bytes: free, disk_bytes: disk, least_free_bytes: least } = report;
  return (
    <Section title={t('people.adminStorage')} purpose={t('server.storagePurpose')}>
      {report.low ? (
        <Alert color="red" mb="md" title={t('server.low')}>
          {t('server.lowAdvice')}
        </Alert>
      ) : null}
      <Facts
        facts={[
          [t('server.database'), bytes(report.database_bytes)],
          [t('server.files'), bytes(report.file_bytes)],
          [t('server.search'), bytes(report.search_bytes)],
          ...(free !== undefined && disk !== undefined
            ? [[t('server.free'), t('server.of', { part: bytes(free), all: bytes(disk) })] as const]
            : []),
          [t('server.least'), bytes(least)],
        ]}
      />
    </Section>
  );
}

function RoomRow({ room }: { room: RoomStorage }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const bytes = (count: number) => formatBytes(count, language);
  return (
    <div className={`${classes.row} ${classes.wrapping}`} role="listitem">
      <div className={classes.words}>
        <Text fz="sm" fw={500} className="at-ellipsis">
          {room.id ? (
            <Anchor component={Link} to={`/r/${room.id}`} inherit>
              {room.name ?? room.id}
            </Anchor>
          ) : (
            t('server.direct')
          )}
        </Text>
        <Text fz="xs" c="dimmed" className="at-numbers">
          {t('server.parts', {
            messages: bytes(room.messages),
            documents: bytes(room.documents),
            count: room.files,
            files: bytes(room.file_bytes),
          })}
        </Text>
      </div>
      <Text fz="sm" className="at-numbers">
        {bytes(room.bytes)}
      </Text>
    </div>
  );
}
