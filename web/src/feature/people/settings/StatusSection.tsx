// What I am at, in my own words, for a while.
import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import type { SessionPrincipal } from '@atelier/sdk';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from '../../../state/client';
import { useUpdateMeMutation } from '../../../state/rest';
import { FormError } from '../door/fields';
import { Section } from './Section';

const hourMs = 3_600_000;
const spans = { never: 0, hour: hourMs, day: 24 * hourMs, week: 7 * 24 * hourMs } as const;
type Span = keyof typeof spans;

export function StatusSection({ me }: { me: SessionPrincipal }) {
  const { t } = useTranslation();
  const client = useClient();
  const [update, { isLoading, error, isSuccess }] = useUpdateMeMutation();
  const [text, setText] = useState(me.status?.text ?? '');
  const [span, setSpan] = useState<Span>('never');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const until = spans[span] > 0 ? { until: client.connection.serverNow() + spans[span] } : {};
    void update({ status: { text: text.trim(), ...until } });
  };
  const clear = async () => {
    const result = await update({ status: null });
    if (!result.error) setText('');
  };
  return (
    <Section title={t('account.status')} purpose={t('account.statusPurpose')}>
      <form onSubmit={submit}>
        <Stack gap="lg" maw={420}>
          <FormError error={error} />
          <TextInput
            label={t('account.statusText')}
            description={t('account.statusHint')}
            required
            withAsterisk={false}
            maxLength={60}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Select
            label={t('account.clearAfter')}
            value={span}
            allowDeselect={false}
            onChange={(value) => value && setSpan(value)}
            data={(Object.keys(spans) as Span[]).map((value) => ({
              value,
              label: t(`account.clear.${value}`),
            }))}
          />
          <Group gap="md">
            <Button type="submit" variant="default" loading={isLoading}>
              {t('common.save')}
            </Button>
            {me.status ? (
              <Button variant="subtle" color="gray" onClick={() => void clear()}>
                {t('account.statusClear')}
              </Button>
            ) : null}
            <Text fz="sm" c="dimmed" role="status">
              {isSuccess ? t('common.saved.saved') : ''}
            </Text>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
