// Names and values side by side, as one list.
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './facts.module.css';

export function Facts({
  facts,
}: {
  facts: readonly (readonly [name: string, value: ReactNode])[];
}) {
  return (
    <dl className={classes.facts}>
      {facts.map(([name, value]) => (
        <div key={name} className={classes.fact}>
          <Text component="dt" fz="sm" c="dimmed">
            {name}
          </Text>
          <Text component="dd" fz="sm" m={0} className="at-numbers">
            {value}
          </Text>
        </div>
      ))}
    </dl>
  );
}
