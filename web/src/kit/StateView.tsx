// The states that every surface and list has, in one design: loading, empty, error, rate limited,
// gone. None of them centres a spinner on the page.
import { Alert, Box, Button, EmptyState, Skeleton, Stack, Text } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../state/errors';
import { useNow } from '../state/useNow';
import { RetryIcon, WarningIcon, iconStroke, type IconComponent } from '../ui/icons';
import { errorWords } from './errorWords';

const skeletonAfterMs = 150;

/** True once something takes long enough to deserve a skeleton. */
export function useSlow(afterMs = skeletonAfterMs): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), afterMs);
    return () => clearTimeout(timer);
  }, [afterMs]);
  return slow;
}

export function Loading({ children }: { children?: ReactNode }) {
  const { t } = useTranslation();
  const slow = useSlow();
  return (
    <Box role="status" aria-label={t('common.loading')} p="lg" data-pending>
      {slow ? (children ?? <LineSkeleton lines={4} />) : null}
    </Box>
  );
}

export function LineSkeleton({ lines, height = 14 }: { lines: number; height?: number }) {
  const widths = ['82%', '64%', '91%', '48%', '73%'];
  return (
    <Stack gap="md">
      {Array.from({ length: lines }, (_, index) => (
        <Skeleton key={index} height={height} width={widths[index % widths.length] ?? '80%'} />
      ))}
    </Stack>
  );
}

export interface EmptyProps {
  icon: IconComponent;
  title: string;
  purpose: string;
  children?: ReactNode;
}

/** One line what it is for, one ink action, one "Start from an example". */
export function Empty({ icon: Icon, title, purpose, children }: EmptyProps) {
  return (
    <EmptyState
      py="xl"
      px="lg"
      icon={<Icon size={28} stroke={iconStroke} aria-hidden />}
      title={title}
      description={purpose}
    >
      {children ? <EmptyState.Actions>{children}</EmptyState.Actions> : null}
    </EmptyState>
  );
}

export interface FailureProps {
  error: AppError;
  onRetry?: () => void;
  /** What is safe, in this place's own words. */
  safe?: string;
}

export function Failure({ error, onRetry, safe }: FailureProps) {
  const { t } = useTranslation();
  const words = errorWords(error);
  return (
    <Alert
      color="red"
      variant="light"
      m="lg"
      role="alert"
      title={t(words.titleKey)}
      icon={<WarningIcon size={18} stroke={iconStroke} aria-hidden />}
    >
      <Stack gap="sm" align="flex-start">
        <Text fz="sm">{[safe, t(words.adviceKey)].filter(Boolean).join(' ')}</Text>
        {error.requestId ? (
          <Text fz="xs" ff="monospace">
            {t('common.requestId', { id: error.requestId })}
          </Text>
        ) : null}
        {error.retryAfterMs ? <Countdown key={error.retryAfterMs} ms={error.retryAfterMs} /> : null}
        {onRetry ? (
          <Button
            size="xs"
            variant="default"
            leftSection={<RetryIcon size={16} stroke={iconStroke} aria-hidden />}
            onClick={onRetry}
          >
            {t('common.retry')}
          </Button>
        ) : null}
      </Stack>
    </Alert>
  );
}

export function Countdown({ ms }: { ms: number }) {
  const [until] = useState(() => Date.now() + ms);
  return <CountdownTo until={until} />;
}

export function CountdownTo({ until }: { until: number }) {
  const { t } = useTranslation();
  const now = useNow();
  const seconds = Math.max(0, Math.ceil((until - now) / 1_000));
  if (seconds === 0) return null;
  return (
    <Text component="span" fz="xs" className="at-numbers">
      {t('common.tryIn', { count: seconds })}
    </Text>
  );
}
