// Comments and history stand in one place: who opens one of them closes the other.
import { useEffect } from 'react';
import type { History } from '../history/useHistory';
import type { Comments } from './useComments';

/** Width of the stage from which on comments stand beside the text. */
export const marginFrom = 640;

export function useOneBeside({ shown, show }: Comments, { opened, open }: History): void {
  useEffect(() => {
    if (shown) open(false);
  }, [shown, open]);
  useEffect(() => {
    if (opened) show(false);
  }, [opened, show]);
}
