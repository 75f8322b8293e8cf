// One file: a preview of a picture, or a line with an icon. It opens as in the chat; beside it is the way
// to its message.
import type { SharedFile } from '@atelier/sdk';
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../kit/dates';
import { formatBytes } from '../../kit/formatBytes';
import { nameOf } from '../../kit/personName';
import { RelativeTime } from '../../kit/RelativeTime';
import { useClient } from '../../state/client';
import { IconAction } from '../../ui/IconAction';
import { ChatIcon, DocumentIcon, FileIcon, iconStroke } from '../../ui/icons';
import classes from './files.module.css';

export interface FileItemProps {
  room: string;
  file: SharedFile;
  onShow: () => void;
}

export function FileItem({ room, file, onShow }: FileItemProps) {
  const { t } = useTranslation();
  const client = useClient();
  const language = useLanguage();
  const url = client.files.url(room, file.file);
  const { name } = file;
  const size = formatBytes(file.size, language);
  const label = t('files.detail', { name, size, who: nameOf(file.from, t) });
  const picture = file.kind === 'picture';
  const Icon = file.kind === 'document' ? DocumentIcon : FileIcon;
  return (
    <li className={picture ? classes.picture : classes.line}>
      {picture ? (
        <a
          href={url}
          target="_blank"
          rel="noopener noreferrer"
          className={classes.open}
          aria-label={label}
        >
          <img className={classes.preview} src={url} alt="" loading="lazy" decoding="async" />
        </a>
      ) : (
        <Icon size={18} stroke={iconStroke} aria-hidden />
      )}
      <div className={classes.words}>
        {picture ? (
          <Text fz="sm" truncate title={name}>
            {name}
          </Text>
        ) : (
          <a href={url} download={name} className={classes.name} aria-label={label}>
            {name}
          </a>
        )}
        <Text fz="xs" c="dimmed" truncate>
          {nameOf(file.from, t)} · <RelativeTime at={file.at} /> ·{' '}
          <span className="at-numbers">{size}</span>
        </Text>
      </div>
      <IconAction small label={t('files.showName', { name })} icon={ChatIcon} onClick={onShow} />
    </li>
  );
}
