import { expect, test } from 'vitest';
import { createViewRegistry, fieldOf, numberOf, type SurfaceView } from './views';

const view = (at: number): SurfaceView => ({
  read: () => ({ at }),
  show: () => undefined,
  point: () => undefined,
  spotOf: () => undefined,
});

test('[FOL5] the view that was provided last stays when an older one goes', () => {
  const views = createViewRegistry();
  let told = 0;
  views.subscribe(() => (told += 1));
  const [older, newer] = [view(1), view(2)];
  const goOlder = views.provide('doc', older);
  const goNewer = views.provide('doc', newer);
  goOlder();
  expect(views.get('doc')).toBe(newer);
  goNewer();
  expect(views.get('doc')).toBeUndefined();
  expect(told).toBe(3);
});

test('[FOL5] what comes from other devices may be anything', () => {
  expect(numberOf({ part: 0.5 }, 'part')).toBe(0.5);
  for (const at of [null, 'x', 3, [1], { part: 'x' }]) expect(numberOf(at, 'part')).toBeUndefined();
  expect(fieldOf({ block: 'a' }, 'block')).toBe('a');
});
