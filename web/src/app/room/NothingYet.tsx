// A room without surfaces: what they are for, one to make, and examples to begin from.
import type { AtelierError } from '@atelier/sdk';
import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty, Failure } from '../../kit/StateView';
import type { SurfaceExample, SurfaceKind } from '../../kit/surface';
import { useClient } from '../../state/client';
import { DocumentIcon } from '../../ui/icons';
import { surfaces } from '../surfaces';
import classes from './room.module.css';
import { useRoomScope } from './roomContext';

export function NothingYet({ mayCreate }: { mayCreate: boolean }) {
  const { t } = useTranslation();
  const { open } = useRoomScope();
  return (
    <>
      <Empty
        icon={DocumentIcon}
        title={t('app.noSurfacesTitle')}
        purpose={t(mayCreate ? 'app.noSurfaces' : 'app.noSurfacesViewer')}
      >
        {mayCreate ? <Button onClick={() => open('newSurface')}>{t('docs.new')}</Button> : null}
      </Empty>
      {mayCreate ? <Examples /> : null}
    </>
  );
}

/** Each makes a document of its name and begins it with its words. */
function Examples() {
  const { t } = useTranslation();
  const { address } = useRoomScope();
  const client = useClient();
  const [error, setError] = useState<AtelierError | null>(null);
  const start = async (kind: SurfaceKind, example: SurfaceExample) => {
    const record = { kind: kind.kind, title: t(example.titleKey) };
    const made = await client.surfaces.create(address.room, record);
    if (made.ok) address.go(kind.route(address.room, made.value.id), { example: example.id });
    else setError(made.error);
  };
  return (
    <div className={classes.examples}>
      <Text fz="sm" c="dimmed">
        {t('docs.startFrom')}
      </Text>
      {error ? <Failure error={error} /> : null}
      {surfaces.list().flatMap((kind) =>
        kind.emptyExamples.map((example) => (
          <Button
            key={`${kind.kind}/${example.id}`}
            variant="default"
            size="xs"
            onClick={() => void start(kind, example)}
          >
            {t(example.titleKey)}
          </Button>
        )),
      )}
    </div>
  );
}
