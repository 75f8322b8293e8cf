// One version: when, what it is called, who wrote in it, and what can be done with its name.
import type { Version } from '@atelier/sdk';
import { Menu, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockTime, useLanguage } from '../../../kit/dates';
import { AvatarStack } from '../../../ui/AvatarStack';
import { IconAction } from '../../../ui/IconAction';
import { EditIcon, iconStroke, MoreIcon, NamedIcon, TrashIcon } from '../../../ui/icons';
import { ConfirmDialog } from '../../../kit/ConfirmDialog';
import classes from './history.module.css';
import { NameForm } from './NameForm';
import { chooseVersion } from './timeline';
import type { HistoryView } from './useHistoryView';

export interface VersionRowProps {
  version: Version;
  view: HistoryView;
}

export function VersionRow({ version, view }: VersionRowProps) {
  const [renaming, setRenaming] = useState(false);
  const { id } = version;
  if (renaming && id !== undefined) {
    return (
      <li>
        <NameForm
          initial={version.name ?? ''}
          run={(name) => view.actions.rename(id, name)}
          onClose={() => setRenaming(false)}
        />
      </li>
    );
  }
  return (
    <li className={classes.row} data-named={version.kind === 'named' || undefined}>
      <Pick version={version} view={view} />
      {version.kind === 'named' ? (
        <NameMenu version={version} view={view} onRename={() => setRenaming(true)} />
      ) : null}
    </li>
  );
}

function Pick({ version, view }: VersionRowProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { page, chosen, choose, personOf } = view;
  const people = version.authors.filter((id) => id !== '').map(personOf);
  const names = people.map((person) => person.name).join(', ');
  const named = version.kind === 'named';
  const time = clockTime(version.at, language);
  return (
    <button
      type="button"
      className={classes.pick}
      aria-current={chosen?.at === version.at}
      onClick={() => choose(chooseVersion(page.versions, version))}
    >
      <span className={classes.what}>
        {named ? <NamedIcon size={16} stroke={iconStroke} aria-hidden /> : null}
        <span className={classes.words}>
          {named ? (
            <Text component="span" fz="sm" fw={600}>
              {version.name}
            </Text>
          ) : null}
          <Text component="span" fz={named ? 'xs' : 'sm'} c="dimmed" className="at-numbers">
            {time}
          </Text>
        </span>
      </span>
      <AvatarStack people={people} size={20} label={t('history.by', { names })} />
    </button>
  );
}

function NameMenu({ version, view, onRename }: VersionRowProps & { onRename: () => void }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const { id = '', name = '' } = version;
  return (
    <>
      <Menu withInitialFocusPlaceholder={false} position="bottom-end">
        <Menu.Target>
          <IconAction small label={t('history.manage', { name })} icon={MoreIcon} />
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<EditIcon size={16} stroke={iconStroke} />} onClick={onRename}>
            {t('history.rename')}
          </Menu.Item>
          <Menu.Item
            leftSection={<TrashIcon size={16} stroke={iconStroke} />}
            onClick={() => setAsking(true)}
          >
            {t('history.unname')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asking ? (
        <ConfirmDialog
          title={t('history.unnameTitle', { name })}
          words={[t('history.unnameWords')]}
          verb={t('history.unname')}
          run={() => view.actions.unname(id)}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}
