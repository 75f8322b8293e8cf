// What the configuration allows, and what owners limit further: both at once, applied at once.
import type { LimitsReport, WorkspaceLimits } from '@atelier/sdk';
import { Button, Group, NumberInput, Select, Stack, Switch, Text } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { addServerWords } from '../../../i18n/server';
import { useWords } from '../../../i18n/useWords';
import { Failure, LineSkeleton, Loading } from '../../../kit/StateView';
import { usePageTitle } from '../../../kit/usePageTitle';
import { useClient } from '../../../state/client';
import { toAppError, type AppError } from '../../../state/errors';
import { rest } from '../../../state/rest';
import { useAppDispatch } from '../../../state/store';
import { Section } from '../settings/Section';
import { Facts } from './Facts';
import { useLoaded, type Read } from './useLoaded';

const limits: Read<LimitsReport> = (api) => api.limits();
/** Widening. */
const registrations = ['closed', 'invite', 'open'] as const;

export function LimitsPage() {
  const { t } = useTranslation();
  const words = useWords(addServerWords);
  const { data, error, reload } = useLoaded(limits);
  usePageTitle(t('people.adminLimits'));
  if (error) return <Failure error={error} onRetry={() => void reload()} />;
  if (!words || !data) {
    return (
      <Loading>
        <LineSkeleton lines={5} height={32} />
      </Loading>
    );
  }
  return (
    <>
      <Section title={t('people.adminLimits')} purpose={t('server.limitsPurpose')}>
        <LimitsForm report={data} onSaved={reload} />
      </Section>
      <Configured report={data} />
    </>
  );
}

function useSave(onSaved: () => Promise<void>) {
  const client = useClient();
  const dispatch = useAppDispatch();
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState(false);
  const [error, setError] = useState<AppError>();
  const save = async (wish: WorkspaceLimits) => {
    setBusy(true);
    const answer = await (await client.workspace()).setLimits(wish);
    setBusy(false);
    setSaved(answer.ok);
    setError(answer.ok ? undefined : toAppError(answer.error));
    if (!answer.ok) return;
    dispatch(rest.util.invalidateTags(['Session']));
    await onSaved();
  };
  return { save, busy, saved, error };
}

/** What the configuration does not allow is nothing to choose. */
function useWish({ configured, workspace }: LimitsReport) {
  const offered = registrations.slice(0, registrations.indexOf(configured.registration) + 1);
  const registration =
    offered.find((each) => each === workspace.registration) ?? configured.registration;
  const [wish, setWish] = useState<WorkspaceLimits>({ ...workspace, registration });
  const change = (part: Partial<WorkspaceLimits>) => setWish((all) => ({ ...all, ...part }));
  return { offered, wish, change };
}

interface LimitsFormProps {
  report: LimitsReport;
  onSaved: () => Promise<void>;
}

function LimitsForm({ report, onSaved }: LimitsFormProps) {
  const { t } = useTranslation();
  const { offered, wish, change } = useWish(report);
  const { save, busy, saved, error } = useSave(onSaved);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save(wish);
  };
  return (
    <form onSubmit={submit} aria-label={t('people.adminLimits')}>
      <Stack gap="lg" maw={420}>
        {error ? <Failure error={error} /> : null}
        <Select
          label={t('server.registration')}
          description={t('server.registrationHint')}
          allowDeselect={false}
          data={offered.map((value) => ({ value, label: t(`server.accounts.${value}`) }))}
          value={wish.registration}
          onChange={(value) => change({ registration: value ?? 'closed' })}
        />
        <Switch
          label={t('server.guests')}
          description={t('server.guestsHint')}
          checked={wish.guests}
          onChange={(event) => change({ guests: event.currentTarget.checked })}
        />
        <NumberInput
          label={t('server.upload')}
          description={t('server.uploadHint', { most: report.configured.upload_mb })}
          min={1}
          max={report.configured.upload_mb}
          allowDecimal={false}
          value={wish.upload_mb}
          onChange={(value) => change({ upload_mb: Number(value) })}
        />
        <NumberInput
          label={t('server.roomsEach')}
          description={t('server.roomsEachHint')}
          min={0}
          max={10_000}
          allowDecimal={false}
          value={wish.rooms_per_person}
          onChange={(value) => change({ rooms_per_person: Number(value) })}
        />
        <Group gap="md">
          <Button type="submit" loading={busy}>
            {t('common.save')}
          </Button>
          <Text fz="sm" c="dimmed" role="status">
            {saved ? t('common.saved.saved') : ''}
          </Text>
        </Group>
      </Stack>
    </form>
  );
}

function Configured({ report }: { report: LimitsReport }) {
  const { t } = useTranslation();
  const { configured } = report;
  const yes = (on: boolean) => t(on ? 'server.on' : 'server.off');
  return (
    <Section title={t('server.configured')} purpose={t('server.configuredPurpose')}>
      <Facts
        facts={[
          [t('server.registration'), t(`server.accounts.${configured.registration}`)],
          [t('server.guests'), t(`server.guestsMay.${configured.guests}`)],
          [t('server.upload'), String(configured.upload_mb)],
          [t('server.rates'), yes(configured.rate_limits)],
          [t('server.leastFree'), String(configured.least_free_mb)],
          [t('server.mail'), yes(configured.mail)],
          [t('server.tls'), yes(configured.tls)],
          [t('server.embedders'), String(configured.embedders)],
        ]}
      />
    </Section>
  );
}
