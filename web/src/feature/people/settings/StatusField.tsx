// What I am at, and for how long that holds.
import type { SessionPrincipal } from '@atelier/sdk';
import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { noteText } from '../../../kit/Note';
import { useUpdateMeMutation } from '../../../state/rest';
import { FormError } from '../door/fields';
import { statusTimes, untilOf, type StatusTime } from './statusTimes';

const titles: Record<StatusTime, string> = {
  hour: 'looks.untilHour',
  today: 'looks.untilToday',
  week: 'looks.untilWeek',
  changed: 'looks.untilChanged',
};

export function StatusField({ me }: { me: SessionPrincipal }) {
  const { t } = useTranslation();
  const now = noteText(me.status) ?? '';
  const [text, setText] = useState(now);
  const [time, setTime] = useState<StatusTime>('today');
  const [update, { isLoading, error }] = useUpdateMeMutation();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const until = untilOf(time, new Date());
    const words = text.trim();
    if (words === '') return void update({ status: null });
    void update({ status: until === undefined ? { text: words } : { text: words, until } });
  };
  return (
    <form onSubmit={submit} aria-label={t('looks.status')}>
      <Stack gap="sm">
        <FormError error={error} />
        <TextInput
          label={t('looks.status')}
          description={t('looks.statusHint')}
          placeholder={t('looks.statusExample')}
          maxLength={60}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Group align="flex-end" gap="sm">
          <Select
            label={t('looks.until')}
            data={statusTimes.map((value) => ({ value, label: t(titles[value]) }))}
            allowDeselect={false}
            value={time}
            onChange={(value) => setTime(value ?? 'today')}
          />
          <Button type="submit" variant="default" loading={isLoading}>
            {t('looks.setStatus')}
          </Button>
          {now ? (
            <Button variant="subtle" color="gray" onClick={() => void update({ status: null })}>
              {t('looks.clearStatus')}
            </Button>
          ) : null}
        </Group>
      </Stack>
    </form>
  );
}
