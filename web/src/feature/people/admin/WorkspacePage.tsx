// The workspace itself, for its owners: its name, its logo, its groups.
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { addLooksWords } from '../../../i18n/looks';
import { addServerWords } from '../../../i18n/server';
import { useWords } from '../../../i18n/useWords';
import { Failure, LineSkeleton, Loading } from '../../../kit/StateView';
import { usePageTitle } from '../../../kit/usePageTitle';
import { useClient } from '../../../state/client';
import { toAppError, type AppError } from '../../../state/errors';
import { rest, useSessionQuery } from '../../../state/rest';
import { useAppDispatch } from '../../../state/store';
import { Section } from '../settings/Section';
import { GroupsSection } from './GroupsSection';
import { LogoField } from './LogoField';

export function WorkspacePage() {
  const { t } = useTranslation();
  const own = useWords(addServerWords);
  const looks = useWords(addLooksWords);
  const workspace = useSessionQuery().data?.workspace;
  usePageTitle(t('people.adminBrand'));
  if (!own || !looks || !workspace) {
    return (
      <Loading>
        <LineSkeleton lines={5} height={32} />
      </Loading>
    );
  }
  return (
    <>
      <Section title={t('people.adminBrand')} purpose={t('server.workspacePurpose')}>
        <Stack gap="xl">
          <NameForm name={workspace.name} />
          <LogoField logo={workspace.logo} />
        </Stack>
      </Section>
      <GroupsSection />
    </>
  );
}

function NameForm({ name }: { name: string }) {
  const { t } = useTranslation();
  const client = useClient();
  const dispatch = useAppDispatch();
  const [text, setText] = useState(name);
  const [known, setKnown] = useState(name);
  const [saved, setSaved] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError>();
  const wish = text.trim();
  // Somebody else's change is taken over, unless one is writing.
  if (known !== name) {
    setKnown(name);
    if (wish === known) setText(name);
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const answer = await (await client.workspace()).rename(wish);
    setBusy(false);
    setSaved(answer.ok);
    setError(answer.ok ? undefined : toAppError(answer.error));
    if (answer.ok) dispatch(rest.util.invalidateTags(['Session']));
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="sm">
        {error ? <Failure error={error} /> : null}
        <Group align="flex-end" gap="sm">
          <TextInput
            flex={1}
            miw={200}
            maw={360}
            required
            withAsterisk={false}
            maxLength={80}
            label={t('server.name')}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Button type="submit" loading={busy} disabled={wish === '' || wish === name}>
            {t('common.save')}
          </Button>
        </Group>
        <Text fz="sm" c="dimmed" role="status">
          {wish !== name ? t('auth.workspaceHint') : saved ? t('common.saved.saved') : ''}
        </Text>
      </Stack>
    </form>
  );
}
