// The fields that the door pages share, with what password managers need, and the form's failure line.
import { Alert, Button, PasswordInput, Text, TextInput } from '@mantine/core';
import type { ChangeEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorWords } from '../../../kit/errorWords';
import { Countdown } from '../../../kit/StateView';
import { toAppError } from '../../../state/errors';
import { WarningIcon, iconStroke } from '../../../ui/icons';

export interface FieldProps {
  value: string;
  onText: (value: string) => void;
  description?: string;
  error?: string | null;
}

/** A text field of this app, as Mantine's inputs want it. */
export function fieldProps({ value, onText, description, error }: FieldProps) {
  return {
    value,
    onChange: (event: ChangeEvent<HTMLInputElement>) => onText(event.currentTarget.value),
    ...(description ? { description } : {}),
    ...(error ? { error } : {}),
  };
}

export function EmailField({ readOnly, ...props }: FieldProps & { readOnly?: boolean }) {
  const { t } = useTranslation();
  return (
    <TextInput
      type="email"
      name="email"
      autoComplete="username"
      required
      withAsterisk={false}
      size="md"
      label={t('auth.email')}
      readOnly={readOnly ?? false}
      {...fieldProps(props)}
    />
  );
}

export function NameField(props: FieldProps) {
  const { t } = useTranslation();
  return (
    <TextInput
      name="name"
      autoComplete="name"
      required
      withAsterisk={false}
      size="md"
      maxLength={80}
      label={t('auth.name')}
      {...fieldProps(props)}
    />
  );
}

export function PasswordField({ fresh, ...props }: FieldProps & { fresh: boolean }) {
  const { t } = useTranslation();
  return (
    <PasswordInput
      name="password"
      autoComplete={fresh ? 'new-password' : 'current-password'}
      required
      withAsterisk={false}
      size="md"
      label={t('auth.password')}
      description={fresh ? t('auth.passwordHint') : undefined}
      visibilityToggleButtonProps={{ 'aria-label': t('auth.showPassword') }}
      {...fieldProps(props)}
    />
  );
}

export interface SubmitProps {
  loading: boolean;
  /** Without a form around it. */
  onClick?: () => void;
  children: ReactNode;
}

export function Submit({ loading, onClick, children }: SubmitProps) {
  return (
    <Button
      type={onClick ? 'button' : 'submit'}
      fullWidth
      size="md"
      loading={loading}
      {...(onClick ? { onClick } : {})}
    >
      {children}
    </Button>
  );
}

export interface FormErrorProps {
  error: unknown;
  /** Words of this form for a code, before the general ones. */
  words?: Partial<Record<string, string>>;
}

export function FormError({ error, words = {} }: FormErrorProps) {
  const { t } = useTranslation();
  if (!error) return null;
  const known = toAppError(error);
  const own = words[known.code];
  const general = errorWords(known);
  return (
    <Alert
      color="red"
      variant="light"
      role="alert"
      icon={<WarningIcon size={18} stroke={iconStroke} aria-hidden />}
    >
      <Text fz="sm">{own ?? `${t(general.titleKey)} ${t(general.adviceKey)}`}</Text>
      {known.retryAfterMs ? <Countdown ms={known.retryAfterMs} key={known.retryAfterMs} /> : null}
    </Alert>
  );
}

export const passwordMin = 10;
