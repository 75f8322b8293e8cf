// For dialogs that are only mounted while they are open: whoever had the focus before gets it back,
// unless something else has taken it meanwhile.
import { useEffect, useState } from 'react';

export function useReturnFocus(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      const nobody = document.activeElement === null || document.activeElement === document.body;
      if (nobody && before instanceof HTMLElement) before.focus({ preventScroll: true });
    },
    [before],
  );
}
