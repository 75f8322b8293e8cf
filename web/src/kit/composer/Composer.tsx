// Where people write: plain text with Markdown, mentions, emoji and files. Enter sends, Shift+Enter
// breaks the line, Mod+Enter sends too, Up in an empty one edits my last message.
import { FileButton, Group, Text, Textarea } from '@mantine/core';
import { useId, useRef, type ClipboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconAction } from '../../ui/IconAction';
import { AttachIcon, CheckIcon, CloseIcon, SendIcon } from '../../ui/icons';
import { EmojiPicker } from '../EmojiPicker';
import { FileDrop } from '../FileDrop';
import { AttachmentTray } from './AttachmentTray';
import classes from './Composer.module.css';
import { MentionList } from './MentionList';
import { useComposer, type ComposerOptions } from './useComposer';

export interface ComposerProps extends ComposerOptions {
  label: string;
  placeholder: string;
  /** Above the text: what is answered or edited. */
  context?: ReactNode;
  /** Why nothing can be written, in words; hides the field. */
  blocked?: string | undefined;
  withFiles?: boolean;
  saving?: boolean;
  autoFocus?: boolean;
}

export function Composer(props: ComposerProps) {
  if (props.blocked) {
    return (
      <Text className={classes.blocked} fz="sm" c="dimmed">
        {props.blocked}
      </Text>
    );
  }
  return <OpenComposer {...props} />;
}

function OpenComposer(props: ComposerProps) {
  const { label, placeholder, context, withFiles = true, autoFocus = false } = props;
  const { t } = useTranslation();
  const input = useRef<HTMLTextAreaElement>(null);
  const composer = useComposer(props, input);
  const { text, attachments, menu } = composer;
  const listId = useId();
  const listOpen = menu.people.length > 0;
  const paste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files];
    if (!withFiles || files.length === 0) return;
    event.preventDefault();
    attachments.add(files);
  };
  return (
    <FileDrop
      className={classes.root}
      label={t('common.dropHere')}
      disabled={!withFiles}
      onFiles={attachments.add}
    >
      {context}
      {listOpen ? <MentionList id={listId} menu={menu} onChoose={composer.choose} /> : null}
      <Textarea
        ref={input}
        classNames={{ input: classes.input }}
        variant="unstyled"
        aria-label={label}
        placeholder={placeholder}
        autosize
        minRows={1}
        maxRows={9}
        value={text}
        maxLength={16_000}
        // The page opens this field because the person asked to write.
        data-autofocus={autoFocus || undefined}
        autoFocus={autoFocus}
        role={listOpen ? 'combobox' : undefined}
        aria-expanded={listOpen ? true : undefined}
        aria-controls={listOpen ? listId : undefined}
        aria-activedescendant={listOpen ? `${listId}-${menu.index}` : undefined}
        onChange={(event) =>
          composer.setText(event.currentTarget.value, event.currentTarget.selectionStart)
        }
        onSelect={(event) => composer.setCaret(event.currentTarget.selectionStart)}
        onKeyDown={composer.keys}
        onPaste={paste}
      />
      <AttachmentTray files={attachments.files} onRemove={attachments.remove} />
      <Actions props={props} composer={composer} withFiles={withFiles} />
    </FileDrop>
  );
}

interface ActionsProps {
  props: ComposerProps;
  composer: ReturnType<typeof useComposer>;
  withFiles: boolean;
}

function Actions({ props, composer, withFiles }: ActionsProps) {
  const { t } = useTranslation();
  const editing = props.onCancel !== undefined;
  return (
    <Group gap={2} className={classes.actions} wrap="nowrap">
      {withFiles ? (
        <FileButton multiple onChange={composer.attachments.add}>
          {(button) => <IconAction {...button} label={t('common.attach')} icon={AttachIcon} />}
        </FileButton>
      ) : null}
      <EmojiPicker label={t('common.emoji')} onPick={composer.insert} />
      <span className={classes.space} />
      {editing ? (
        <IconAction label={t('common.cancel')} icon={CloseIcon} onClick={props.onCancel} />
      ) : null}
      <IconAction
        label={editing ? t('common.save') : t('common.send')}
        shortcut="Enter"
        icon={editing ? CheckIcon : SendIcon}
        variant={composer.canSend ? 'filled' : 'subtle'}
        color={composer.canSend ? 'ink' : 'gray'}
        disabled={!composer.canSend}
        loading={props.saving ?? false}
        onClick={composer.send}
      />
    </Group>
  );
}
