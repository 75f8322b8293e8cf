import { describe, expect, it } from 'vitest';
import { createCommandRegistry } from '../../state/commands';
import { createSideRegistry } from './sideRegistry';

const entry = (ran: string[], side: string) => [
  { id: 'document.comment', titleKey: 'comment', run: () => void ran.push(side) },
];

describe('commands of two sides', () => {
  it('those of the side beside take over while it is active, and leave nothing behind', () => {
    const ran: string[] = [];
    const whole = createCommandRegistry();
    const { registry, setActive } = createSideRegistry(whole);
    whole.add(entry(ran, 'stage'));
    const remove = registry.add(entry(ran, 'beside'));
    whole.run('document.comment');
    setActive(true);
    whole.run('document.comment');
    setActive(false);
    whole.run('document.comment');
    expect(ran).toEqual(['stage', 'beside', 'stage']);
    setActive(true);
    remove();
    whole.run('document.comment');
    expect(ran.at(-1)).toBe('stage');
    expect(whole.list()).toHaveLength(1);
  });

  it('what is added while its side is active counts at once', () => {
    const ran: string[] = [];
    const whole = createCommandRegistry();
    const { registry, setActive } = createSideRegistry(whole);
    setActive(true);
    registry.add(entry(ran, 'beside'));
    expect(whole.run('document.comment')).toBe(true);
    setActive(false);
    expect(whole.run('document.comment')).toBe(false);
  });
});
