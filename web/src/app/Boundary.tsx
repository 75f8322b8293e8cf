// A crash stops at the nearest boundary: app, stage, panel, dialog. It says what is safe and offers to
// try again; a chunk that did not load offers a reload once, then says why.
import { Alert, Button, CopyButton, Group, Stack, Text } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface BoundaryProps {
  place: 'app' | 'stage' | 'panel' | 'dialog';
  children: ReactNode;
}

interface State {
  error: Error | null;
}

export class Boundary extends Component<BoundaryProps, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <Crash
        error={error}
        place={this.props.place}
        onRetry={() => this.setState({ error: null })}
      />
    );
  }
}

function isChunkFailure(error: Error): boolean {
  return /dynamically imported module|module script|Loading chunk/i.test(error.message);
}

function wasReloaded(): boolean {
  const [navigation] = performance.getEntriesByType('navigation');
  return (navigation as PerformanceNavigationTiming | undefined)?.type === 'reload';
}

interface CrashProps {
  error: Error;
  place: BoundaryProps['place'];
  onRetry: () => void;
}

function Crash({ error, place, onRetry }: CrashProps) {
  const { t } = useTranslation();
  const chunk = isChunkFailure(error);
  const reload = chunk && !wasReloaded();
  const details = `${error.name}: ${error.message}\n${error.stack ?? ''}`;
  const words = chunk ? (reload ? 'app.chunk' : 'app.chunkAgain') : `app.crash.${place}`;
  return (
    <Alert color="red" variant="light" m="lg" role="alert" title={t('app.crashTitle')}>
      <Stack gap="md" align="flex-start">
        <Text fz="sm">{t(words)}</Text>
        <Group gap="sm">
          <Button size="xs" variant="default" onClick={reload ? () => location.reload() : onRetry}>
            {t(reload ? 'app.reload' : 'common.retry')}
          </Button>
          <CopyButton value={details}>
            {({ copied, copy }) => (
              <Button size="xs" variant="subtle" color="gray" onClick={copy}>
                {t(copied ? 'common.copied' : 'app.copyDetails')}
              </Button>
            )}
          </CopyButton>
        </Group>
      </Stack>
    </Alert>
  );
}
