// With what I can sign in besides a password: linking the provider, and a first password for who came
// by it.
import { Anchor, Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import {
  useChangePasswordMutation,
  useStartLinkMutation,
  useUnlinkProviderMutation,
  useWaysQuery,
} from '../../../state/rest';
import { FormError, passwordMin } from '../door/fields';
import { leaveFor } from '../door/useCall';
import { Section } from './Section';

const here = '/settings/profile';

export function WaysSection({ name }: { name: string }) {
  const { t } = useTranslation();
  const { data: ways, error, refetch } = useWaysQuery();
  const [startLink, link] = useStartLinkMutation();
  const [unlink, gone] = useUnlinkProviderMutation();
  const go = async () => {
    const out = await startLink(here);
    if (out.data) leaveFor(out.data.url);
  };
  const failed = location.hash.startsWith('#error=');
  return (
    <Section title={t('account.ways')} purpose={t('account.waysPurpose', { name })}>
      <Stack gap="lg" maw={420}>
        <FormError
          error={error ?? link.error ?? gone.error}
          words={{ conflict: t('account.waysOnly') }}
        />
        {failed && !ways?.oidc?.linked ? (
          <FormError error={{ code: 'conflict' }} words={{ conflict: t('account.waysFailed') }} />
        ) : null}
        {ways?.oidc ? (
          <Group gap="md">
            <Text fz="sm" role="status">
              {t(ways.oidc.linked ? 'account.waysLinked' : 'account.waysNotLinked', { name })}
            </Text>
            {ways.oidc.linked ? (
              <Button
                size="xs"
                variant="default"
                loading={gone.isLoading}
                onClick={() => void unlink()}
              >
                {t('account.waysUnlink')}
              </Button>
            ) : (
              <Button
                size="xs"
                variant="default"
                loading={link.isLoading}
                onClick={() => void go()}
              >
                {t('account.waysLink', { name })}
              </Button>
            )}
          </Group>
        ) : null}
        {ways && !ways.password ? <FirstPassword name={name} onSet={() => void refetch()} /> : null}
      </Stack>
    </Section>
  );
}

function FirstPassword({ name, onSet }: { name: string; onSet: () => void }) {
  const { t } = useTranslation();
  const [change, { isLoading, error }] = useChangePasswordMutation();
  const [next, setNext] = useState('');
  const [short, setShort] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setShort(next.length < passwordMin);
    if (next.length < passwordMin) return;
    const result = await change({ next });
    if (!result.error) onSet();
  };
  const old = error && 'code' in error && error.code === 'forbidden';
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="lg">
        <FormError error={error} words={{ forbidden: t('account.waysConfirm', { name }) }} />
        {old ? (
          <Anchor href={`/api/v1/oidc/start?to=${here}`} fz="sm">
            {t('account.waysConfirmDo')}
          </Anchor>
        ) : null}
        <PasswordInput
          label={t('people.nextPassword')}
          description={t('auth.passwordHint')}
          autoComplete="new-password"
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{ 'aria-label': t('auth.showPassword') }}
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
          error={short ? t('auth.passwordShort') : null}
        />
        <Group>
          <Button type="submit" variant="default" loading={isLoading}>
            {t('account.waysSet')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
