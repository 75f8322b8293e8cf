// The frame of every surface: a 40 px bar (title, who is here, actions) and the body in whichever
// state it is. Content goes edge to edge; the frame owns no status place, that is the strip's.
import { Alert, Group, Text } from '@mantine/core';
import { createContext, useContext, useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../state/errors';
import { AvatarStack, type StackPerson } from '../ui/AvatarStack';
import { LockIcon, OfflineIcon, iconStroke, type IconComponent } from '../ui/icons';
import { Failure, Loading } from './StateView';
import classes from './SurfaceFrame.module.css';

export type SurfaceStatus =
  | { name: 'ready' }
  | { name: 'loading' }
  | { name: 'empty'; content: ReactNode }
  | { name: 'error'; error: AppError; onRetry: () => void; safe?: string }
  | { name: 'gone'; content: ReactNode };

export interface SurfaceFrameProps {
  title: ReactNode;
  icon: IconComponent;
  people?: readonly StackPerson[];
  actions?: ReactNode;
  status: SurfaceStatus;
  /** Why it is read-only and whom to ask. */
  readOnly?: string | undefined;
  offline?: string | undefined;
  skeleton?: ReactNode;
  children?: ReactNode;
}

/** What whoever holds the surface adds to its bar. */
export const FrameActions = createContext<ReactNode>(null);

function Body({ status, skeleton, children }: SurfaceFrameProps) {
  switch (status.name) {
    case 'ready':
      return children;
    case 'loading':
      return <Loading>{skeleton}</Loading>;
    case 'empty':
    case 'gone':
      return status.content;
    case 'error': {
      const safe = status.safe === undefined ? {} : { safe: status.safe };
      return <Failure error={status.error} onRetry={status.onRetry} {...safe} />;
    }
  }
}

export function SurfaceFrame(props: SurfaceFrameProps) {
  const { title, icon: Icon, people = [], actions, readOnly, offline } = props;
  const { t } = useTranslation();
  const heading = useId();
  const names = people.map((person) => person.name).join(', ');
  return (
    <section className={classes.frame} aria-labelledby={heading}>
      <header className={classes.bar}>
        <Icon size={18} stroke={iconStroke} aria-hidden />
        <Text id={heading} component="h2" fz="md" fw={500} className="at-ellipsis" flex={1}>
          {title}
        </Text>
        <AvatarStack people={people} label={t('common.here', { names })} />
        <Group gap={4} wrap="nowrap">
          {actions}
          {useContext(FrameActions)}
        </Group>
      </header>
      {readOnly ? <Notice icon={LockIcon} text={readOnly} /> : null}
      {offline ? <Notice icon={OfflineIcon} text={offline} /> : null}
      <div className={classes.body}>
        <Body {...props} />
      </div>
    </section>
  );
}

function Notice({ icon: Icon, text }: { icon: IconComponent; text: string }) {
  return (
    <Alert
      variant="light"
      color="gray"
      radius={0}
      p="xs"
      px="md"
      role="status"
      icon={<Icon size={16} stroke={iconStroke} aria-hidden />}
    >
      <Text fz="sm">{text}</Text>
    </Alert>
  );
}
