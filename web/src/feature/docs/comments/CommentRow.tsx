// One comment: who, when, what, and how others took it.
import type { Member } from '@atelier/sdk';
import { Group, Menu, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Composer } from '../../../kit/composer/Composer';
import { EmojiPicker } from '../../../kit/EmojiPicker';
import { MessageMarkdown } from '../../../kit/MessageMarkdown';
import { nameOf } from '../../../kit/personName';
import { RelativeTime } from '../../../kit/RelativeTime';
import { lookOf } from '../../../state/useRoom';
import { Avatar } from '../../../ui/Avatar';
import { IconAction } from '../../../ui/IconAction';
import { EditIcon, iconStroke, MoreIcon, TrashIcon } from '../../../ui/icons';
import classes from './comments.module.css';
import type { Discussion } from './discussion';
import type { Comment } from './types';

export interface CommentRowProps {
  discussion: Discussion;
  thread: string;
  comment: Comment;
  /** What its author did, when nothing was said. */
  deed?: string | undefined;
}

export function CommentRow({ discussion, thread, comment, deed }: CommentRowProps) {
  const { t } = useTranslation();
  const { members, mayComment, actions } = discussion;
  const [editing, setEditing] = useState(false);
  const { from, seq, text } = comment;
  const mentions = members
    .filter((member) => comment.mentions?.includes(member.id))
    .map((member) => member.name);
  const save = async (next: string) => {
    if (await actions.edit(thread, seq, next)) setEditing(false);
  };
  return (
    <div role="article" aria-label={t('docs.comments.by', { name: nameOf(from, t) })}>
      <Group gap="xs" wrap="nowrap">
        <Avatar name={from.name} {...lookOf(members, from.id)} size={24} decorative />
        <Text fz="sm" fw={500} className="at-ellipsis">
          {nameOf(from, t)}
        </Text>
        <Text fz="xs" c="dimmed" className={classes.when}>
          {deed && text === '' && !comment.deleted ? `${deed} · ` : null}
          <RelativeTime at={comment.at} />
          {comment.edited_at ? ` · ${t('docs.comments.edited')}` : null}
        </Text>
        {mayComment && !comment.deleted ? (
          <RowActions {...{ discussion, thread, comment }} onEdit={() => setEditing(true)} />
        ) : null}
      </Group>
      {comment.deleted ? (
        <Text fz="sm" c="dimmed">
          {t('docs.comments.deleted')}
        </Text>
      ) : null}
      {editing ? (
        <Composer
          room={discussion.room}
          place={`edit-comment-${discussion.room}-${seq}`}
          people={members}
          label={t('docs.comments.edit')}
          placeholder=""
          initialText={text}
          withFiles={false}
          autoFocus
          onCancel={() => setEditing(false)}
          onSend={(draft) => void save(draft.text)}
        />
      ) : (
        <MessageMarkdown text={text} mentions={mentions} />
      )}
      <Reactions {...{ discussion, thread, comment }} />
    </div>
  );
}

function RowActions(props: CommentRowProps & { onEdit: () => void }) {
  const { discussion, thread, comment, onEdit } = props;
  const { t } = useTranslation();
  const { me, mayRemoveAll, actions } = discussion;
  const mine = comment.from.id === me;
  const icon = { size: 16, stroke: iconStroke, 'aria-hidden': true } as const;
  return (
    <>
      <EmojiPicker
        label={t('chat.react')}
        small
        quick
        onPick={(emoji) => actions.react(thread, comment, emoji)}
      />
      {mine || mayRemoveAll ? (
        <Menu withInitialFocusPlaceholder={false} position="bottom-end">
          <Menu.Target>
            <IconAction small label={t('docs.comments.more')} icon={MoreIcon} />
          </Menu.Target>
          <Menu.Dropdown>
            {mine && comment.text !== '' ? (
              <Menu.Item leftSection={<EditIcon {...icon} />} onClick={onEdit}>
                {t('docs.comments.edit')}
              </Menu.Item>
            ) : null}
            <Menu.Item
              leftSection={<TrashIcon {...icon} />}
              onClick={() => actions.remove(thread, comment.seq)}
            >
              {t('docs.comments.delete')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      ) : null}
    </>
  );
}

function Reactions({ discussion, thread, comment }: CommentRowProps) {
  const { t } = useTranslation();
  const { me, members, mayComment, actions } = discussion;
  const entries = Object.entries(comment.reactions ?? {});
  if (entries.length === 0) return null;
  const memberName = (member: string, all: readonly Member[]) =>
    all.find(({ id }) => id === member)?.name ?? t('common.somebody');
  return (
    <Group gap={4} mt={4}>
      {entries.map(([emoji, people]) => {
        const names = people.map((id) => memberName(id, members)).join(', ');
        return (
          <Tooltip key={emoji} label={names}>
            <UnstyledButton
              className={classes.reaction}
              aria-pressed={people.includes(me)}
              aria-label={t('chat.reactionBy', { emoji, count: people.length, names })}
              disabled={!mayComment}
              onClick={() => actions.react(thread, comment, emoji)}
            >
              <span aria-hidden>{emoji}</span>
              <span className="at-numbers" aria-hidden>
                {people.length}
              </span>
            </UnstyledButton>
          </Tooltip>
        );
      })}
    </Group>
  );
}
