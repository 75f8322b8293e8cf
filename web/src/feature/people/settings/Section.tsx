// One card of the settings: what it is about, then its controls.
import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './settings.module.css';

export interface SectionProps {
  title: string;
  purpose?: string;
  children: ReactNode;
}

export function Section({ title, purpose, children }: SectionProps) {
  return (
    <section className={classes.card} aria-label={title}>
      <Title order={2} fz="h3">
        {title}
      </Title>
      {purpose ? (
        <Text fz="sm" c="dimmed" mt={2}>
          {purpose}
        </Text>
      ) : null}
      <div style={{ marginBlockStart: 16 }}>{children}</div>
    </section>
  );
}
