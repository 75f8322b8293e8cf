// The files of a room: previews of pictures, a line for everything else, each with the way to its message.
import type { SharedFile } from '@atelier/sdk';
import { Button, Group, SegmentedControl, Skeleton, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty, Failure, Loading } from '../../kit/StateView';
import { FileIcon, SearchIcon, UpIcon, iconStroke } from '../../ui/icons';
import { FileItem } from './FileItem';
import classes from './files.module.css';
import { fileKinds, type ShownKind } from './fileKinds';
import { useFiles, type Files } from './useFiles';

export interface FilesViewProps {
  room: string;
  kind: ShownKind;
  onKind: (kind: ShownKind) => void;
  onShow: (file: SharedFile) => void;
  onChat: () => void;
}

export function FilesView(props: FilesViewProps) {
  const { t } = useTranslation();
  const { kind, onKind } = props;
  const [name, setName] = useState('');
  const [asked] = useDebouncedValue(name.trim(), 250);
  return (
    <div className={classes.page} data-scroll data-page>
      <Group className={classes.bar} gap="sm">
        <SegmentedControl
          size="xs"
          aria-label={t('files.kindLabel')}
          value={kind}
          onChange={onKind}
          data={fileKinds.map((value) => ({ value, label: t(`files.kind.${value}`) }))}
        />
        <TextInput
          size="xs"
          className={classes.find}
          aria-label={t('files.find')}
          placeholder={t('files.find')}
          maxLength={100}
          leftSection={<SearchIcon size={16} stroke={iconStroke} aria-hidden />}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </Group>
      <Found key={`${kind}/${asked}`} {...props} name={asked} />
    </div>
  );
}

function Found(props: FilesViewProps & { name: string }) {
  const { t } = useTranslation();
  const { room, kind, name, onShow } = props;
  const found = useFiles(room, kind, name);
  const { content, error, fresh, read } = found;
  if (!content) {
    return error ? <Failure error={error} onRetry={read} /> : <GridSkeleton />;
  }
  return (
    <>
      {fresh ? (
        <Button
          className={classes.fresh ?? ''}
          size="compact-md"
          variant="default"
          leftSection={<UpIcon size={16} stroke={iconStroke} aria-hidden />}
          onClick={read}
        >
          {t('files.fresh')}
        </Button>
      ) : null}
      {content.files.length === 0 && content.next === undefined ? (
        <Nothing {...props} />
      ) : (
        <ul className={classes.grid} aria-label={t('files.list')}>
          {content.files.map((file) => (
            <FileItem
              key={`${file.seq}/${file.file}`}
              room={room}
              file={file}
              onShow={() => onShow(file)}
            />
          ))}
        </ul>
      )}
      <More found={found} />
    </>
  );
}

function More({ found: { content, error, readMore } }: { found: Files }) {
  const { t } = useTranslation();
  if (error) return <Failure error={error} onRetry={readMore} />;
  if (content?.next === undefined) return null;
  return (
    <Button mt="md" variant="default" onClick={readMore}>
      {t('files.more')}
    </Button>
  );
}

function Nothing({ kind, name, onChat }: FilesViewProps & { name: string }) {
  const { t } = useTranslation();
  if (name || kind !== 'all') {
    return (
      <Empty
        icon={FileIcon}
        title={t('files.noneTitle')}
        purpose={name ? t('files.noneNamed', { name }) : t('files.noneKind')}
      />
    );
  }
  return (
    <Empty icon={FileIcon} title={t('files.emptyTitle')} purpose={t('files.emptyPurpose')}>
      <Button onClick={onChat}>{t('files.writeFirst')}</Button>
    </Empty>
  );
}

function GridSkeleton() {
  return (
    <Loading>
      <div className={classes.grid}>
        {Array.from({ length: 8 }, (_, index) => (
          <div key={index} className={classes.picture}>
            <Skeleton className={classes.preview ?? ''} />
            <Text fz="sm">
              <Skeleton component="span" height={12} width="70%" mt="xs" />
            </Text>
          </div>
        ))}
      </div>
    </Loading>
  );
}
