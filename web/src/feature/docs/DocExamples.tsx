// The offer to start an empty document from an example.
import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './examples.module.css';
import { docExamples } from './examples';

export function DocExamples({ onStart }: { onStart: (id: string) => unknown }) {
  const { t } = useTranslation();
  return (
    <div className={classes.examples}>
      <Text fz="sm" c="dimmed">
        {t('docs.startFrom')}
      </Text>
      <Group gap="sm">
        {docExamples.map((example) => (
          <Button
            key={example.id}
            size="xs"
            variant="default"
            onClick={() => void onStart(example.id)}
          >
            {t(example.titleKey)}
          </Button>
        ))}
      </Group>
    </div>
  );
}
