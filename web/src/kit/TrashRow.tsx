// Something in a trash: what it is, how long it may still come back, and both ways out. Its words are
// those of surfaces (i18n/surfaces.ts), which whoever shows a trash has loaded.
import type { Result } from '@atelier/sdk';
import { Button, Group, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../state/errors';
import { useNow } from '../state/useNow';
import { ConfirmDialog, type ConfirmDialogProps } from './ConfirmDialog';
import { RelativeTime } from './RelativeTime';
import { Failure } from './StateView';
import classes from './TrashRow.module.css';

const dayMs = 86_400_000;

export function TrashPart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <Title order={3} fz="sm" mb="xs">
        {title}
      </Title>
      <TrashList>{children}</TrashList>
    </section>
  );
}

export function TrashList({ label, children }: { label?: string; children: ReactNode }) {
  return (
    <ul className={classes.list} aria-label={label}>
      {children}
    </ul>
  );
}

export interface TrashRowProps {
  name: string;
  detail: string;
  at: number;
  until: number;
  restore: () => Promise<Result<unknown>>;
  purge?: () => Promise<Result<unknown>>;
  /** What purging means, where it is not a text that goes. */
  purgeWords?: string;
  /** What has to be typed before it goes for good. */
  typed?: NonNullable<ConfirmDialogProps['typed']>;
}

export function TrashRow(props: TrashRowProps) {
  const { name, detail, at, until, restore, purge, purgeWords, typed } = props;
  const { t } = useTranslation();
  const days = Math.max(1, Math.round((until - useNow(dayMs / 24)) / dayMs));
  const [busy, setBusy] = useState(false);
  const [sure, setSure] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const bringBack = async () => {
    setBusy(true);
    const answer = await restore();
    setBusy(false);
    setError(answer.ok ? null : answer.error);
  };
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <Text fz="md" lineClamp={2}>
          {name}
        </Text>
        <Text fz="sm" c="dimmed">
          {detail} · <RelativeTime at={at} /> · {t('surfaces.trashDays', { count: days })}
        </Text>
        {error ? <Failure error={error} /> : null}
      </div>
      <Group gap="xs" wrap="nowrap">
        <Button
          size="compact-md"
          variant="default"
          loading={busy}
          aria-label={t('surfaces.restoreName', { name })}
          onClick={() => void bringBack()}
        >
          {t('surfaces.restore')}
        </Button>
        {purge ? (
          <Button
            size="compact-md"
            variant="subtle"
            color="red"
            aria-label={t('surfaces.purgeName', { name })}
            onClick={() => setSure(true)}
          >
            {t('surfaces.purge')}
          </Button>
        ) : null}
      </Group>
      {sure && purge ? (
        <ConfirmDialog
          title={t('surfaces.purgeTitle')}
          words={[name, purgeWords ?? t('surfaces.purgeWords')]}
          verb={t('surfaces.purge')}
          {...(typed ? { typed } : {})}
          run={purge}
          onClose={() => setSure(false)}
        />
      ) : null}
    </li>
  );
}
