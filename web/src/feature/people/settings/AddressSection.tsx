// My address: whether it is known to be mine, and another one from then on when that one is verified.
import { Badge, Button, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import type { SessionPrincipal } from '@atelier/sdk';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useChangeEmailMutation, useSessionQuery } from '../../../state/rest';
import { FormError } from '../door/fields';
import { Section } from './Section';

interface Wish {
  email: string;
  password?: string;
}

export function AddressSection({ me }: { me: SessionPrincipal }) {
  const { t } = useTranslation();
  const mail = useSessionQuery().data?.mail ?? false;
  const [change, { isLoading, error }] = useChangeEmailMutation();
  const [asked, setAsked] = useState('');
  const ask = async (wish: Wish) => {
    const result = await change(wish);
    if (!result.error) setAsked(wish.email);
    return !result.error;
  };
  const email = me.email ?? '';
  return (
    <Section title={t('account.address')} purpose={t('account.addressPurpose')}>
      <Stack gap="lg" maw={420}>
        <Group gap="sm">
          <Text fz="sm" fw={500}>
            {email}
          </Text>
          <Badge color={me.verified ? 'green' : 'amber'}>
            {t(me.verified ? 'account.verified' : 'account.notVerified')}
          </Badge>
          {me.verified ? null : (
            <Button size="xs" variant="default" onClick={() => void ask({ email })}>
              {t('account.verify')}
            </Button>
          )}
        </Group>
        <FormError error={error} words={{ unauthenticated: t('people.wrongPassword') }} />
        <Text fz="sm" c="dimmed" role="status">
          {asked ? t(mail ? 'account.addressSent' : 'account.addressUnsent', { email: asked }) : ''}
        </Text>
        <NewAddress busy={isLoading} onWish={ask} />
      </Stack>
    </Section>
  );
}

interface NewAddressProps {
  busy: boolean;
  /** Whether it was taken. */
  onWish: (wish: Wish) => Promise<boolean>;
}

function NewAddress({ busy, onWish }: NewAddressProps) {
  const { t } = useTranslation();
  const [form, setForm] = useState({ email: '', password: '' });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await onWish(form)) setForm({ email: '', password: '' });
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="lg">
        <TextInput
          type="email"
          label={t('account.newAddress')}
          autoComplete="email"
          required
          withAsterisk={false}
          value={form.email}
          onChange={(event) => setForm({ ...form, email: event.currentTarget.value })}
        />
        <PasswordInput
          label={t('people.currentPassword')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{ 'aria-label': t('auth.showPassword') }}
          value={form.password}
          onChange={(event) => setForm({ ...form, password: event.currentTarget.value })}
        />
        <Group>
          <Button type="submit" variant="default" loading={busy}>
            {t('account.addressChange')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
