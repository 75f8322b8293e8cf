// Files of a message: images in their true proportions, so that nothing jumps when they load; the
// rest as a line with name and size.
import type { Attachment } from '@atelier/sdk';
import { Anchor, Text } from '@mantine/core';
import { formatBytes } from '../../kit/formatBytes';
import { useLanguage } from '../../kit/dates';
import { useClient } from '../../state/client';
import { DownloadIcon, FileIcon, iconStroke } from '../../ui/icons';
import { useChat } from './chatContext';
import classes from './chat.module.css';

const shownTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'];
const maxWidth = 360;
const maxHeight = 260;

function fitted(attachment: Attachment): { width: number; height: number } {
  const width = attachment.width ?? maxWidth;
  const height = attachment.height ?? maxHeight;
  const scale = Math.min(1, maxWidth / width, maxHeight / height);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

export function AttachmentList({ attachments }: { attachments: readonly Attachment[] }) {
  if (attachments.length === 0) return null;
  return (
    <div className={classes.attachments}>
      {attachments.map((attachment) => (
        <AttachmentView key={attachment.file} attachment={attachment} />
      ))}
    </div>
  );
}

function AttachmentView({ attachment }: { attachment: Attachment }) {
  const client = useClient();
  const { room } = useChat();
  const language = useLanguage();
  const url = client.files.url(room, attachment.file);
  if (shownTypes.includes(attachment.type)) {
    return (
      <a href={url} target="_blank" rel="noopener noreferrer" className={classes.image}>
        <img src={url} alt={attachment.name} loading="lazy" {...fitted(attachment)} />
      </a>
    );
  }
  return (
    <Anchor href={url} download={attachment.name} className={classes.file} underline="never">
      <FileIcon size={18} stroke={iconStroke} aria-hidden />
      <Text component="span" fz="sm" className="at-ellipsis" flex={1}>
        {attachment.name}
      </Text>
      <Text component="span" fz="xs" c="dimmed" className="at-numbers">
        {formatBytes(attachment.size, language)}
      </Text>
      <DownloadIcon size={16} stroke={iconStroke} aria-hidden />
    </Anchor>
  );
}
