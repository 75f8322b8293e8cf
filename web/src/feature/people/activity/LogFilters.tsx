// What of a log is shown, and the same as a table to keep.
import { Button, Group, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { download } from '../../../kit/download';

export interface Choice {
  value: string;
  label: string;
}

export interface LogFilter {
  /** What it is called and what stands for all of it. */
  label: string;
  all: string;
  choices: readonly Choice[];
  chosen: string;
  choose: (value: string) => void;
}

export function LogFilters({ filters, table }: { filters: readonly LogFilter[]; table: string }) {
  const { t } = useTranslation();
  return (
    <Group gap={8} align="end">
      {filters.map(({ label, all, choices, chosen, choose }) => (
        <Select
          key={label}
          size="xs"
          label={label}
          flex="1 1 120px"
          allowDeselect={false}
          searchable={choices.length > 8}
          value={chosen}
          data={[{ value: '', label: all }, ...choices]}
          onChange={(value) => choose(value ?? '')}
        />
      ))}
      <Button size="xs" variant="default" onClick={() => download(table)}>
        {t('people.activityTable')}
      </Button>
    </Group>
  );
}
