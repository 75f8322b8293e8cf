// The files of a message that is being written, each with its progress or its error.
import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { IconAction } from '../../ui/IconAction';
import { CloseIcon, FileIcon, WarningIcon, iconStroke } from '../../ui/icons';
import { errorWords } from '../errorWords';
import { formatBytes } from '../formatBytes';
import { useLanguage } from '../dates';
import classes from './Composer.module.css';
import type { PendingFile } from './useAttachments';

export interface AttachmentTrayProps {
  files: readonly PendingFile[];
  onRemove: (key: string) => void;
}

export function AttachmentTray({ files, onRemove }: AttachmentTrayProps) {
  const { t } = useTranslation();
  if (files.length === 0) return null;
  return (
    <ul className={classes.tray} aria-label={t('common.attachments')}>
      {files.map((file) => (
        <TrayItem key={file.key} item={file} onRemove={() => onRemove(file.key)} />
      ))}
    </ul>
  );
}

function TrayItem({ item, onRemove }: { item: PendingFile; onRemove: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { file, error, done, progress } = item;
  const Icon = error ? WarningIcon : FileIcon;
  const detail = error
    ? t(errorWords(error).titleKey)
    : t('common.fileSize', { size: formatBytes(file.size, language) });
  return (
    <li className={classes.trayItem} data-failed={error ? true : undefined}>
      <Group gap={6} wrap="nowrap">
        <Icon size={16} stroke={iconStroke} aria-hidden />
        <Text fz="xs" className="at-ellipsis" flex={1} title={file.name}>
          {file.name}
        </Text>
        <IconAction
          small
          label={t('common.removeFile', { name: file.name })}
          icon={CloseIcon}
          onClick={onRemove}
        />
      </Group>
      <Text fz="xs" c={error ? 'red' : 'dimmed'} className="at-numbers">
        {detail}
      </Text>
      {done || error ? null : (
        <progress
          className={classes.progress}
          value={progress}
          aria-label={t('common.uploading', { name: file.name })}
        />
      )}
    </li>
  );
}
