// The three widths of the room page.
import { useMediaQuery } from '@mantine/hooks';

export type Layout = 'phone' | 'compact' | 'wide';

export function useLayout(): Layout {
  const options = { getInitialValueInEffect: false };
  const wide = useMediaQuery('(min-width: 75em)', true, options);
  const phone = useMediaQuery('(max-width: 47.99em)', false, options);
  if (phone) return 'phone';
  return wide ? 'wide' : 'compact';
}
