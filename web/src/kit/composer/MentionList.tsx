// The people that fit what is typed after "@". Focus stays in the text; the list is driven from there.
import { Paper, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './Composer.module.css';
import type { Mentionable } from './mentions';

export interface MentionListProps {
  id: string;
  menu: { people: readonly Mentionable[]; index: number };
  onChoose: (person: Mentionable) => void;
}

export function MentionList({ id, menu, onChoose }: MentionListProps) {
  const { t } = useTranslation();
  return (
    <Paper
      id={id}
      role="listbox"
      aria-label={t('common.mention')}
      className={classes.mentions}
      shadow="md"
      withBorder
    >
      {menu.people.map((person, index) => (
        <div
          key={person.id}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === menu.index}
          className={classes.mention}
          onMouseDown={(event) => {
            event.preventDefault();
            onChoose(person);
          }}
        >
          <Text fz="sm">{person.name}</Text>
        </div>
      ))}
    </Paper>
  );
}
