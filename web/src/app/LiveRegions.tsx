// The two live regions of the app: one polite, one assertive.
import { VisuallyHidden } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { useAnnouncer } from '../state/announcer';

export function LiveRegions() {
  const announcer = useAnnouncer();
  const current = useSyncExternalStore(announcer.subscribe, announcer.current);
  const words = (urgency: string) => (current?.urgency === urgency ? current.text : '');
  return (
    <VisuallyHidden>
      <div aria-live="polite" aria-atomic="true">
        {words('polite')}
      </div>
      <div aria-live="assertive" aria-atomic="true">
        {words('assertive')}
      </div>
    </VisuallyHidden>
  );
}
