import { describe, expect, it, vi } from 'vitest';
import { createCommandRegistry, formatShortcut, matchesShortcut } from './commands';

const key = (init: KeyboardEventInit) => new KeyboardEvent('keydown', init);

describe('shortcuts', () => {
  it('take Ctrl and Command alike', () => {
    expect(matchesShortcut(key({ key: 'k', ctrlKey: true }), 'mod+k')).toBe(true);
    expect(matchesShortcut(key({ key: 'k', metaKey: true }), 'mod+k')).toBe(true);
    expect(matchesShortcut(key({ key: 'k' }), 'mod+k')).toBe(false);
  });

  it('compare Shift for letters and named keys only', () => {
    expect(matchesShortcut(key({ key: 'F6', shiftKey: true }), 'f6')).toBe(false);
    expect(matchesShortcut(key({ key: 'F6', shiftKey: true }), 'shift+f6')).toBe(true);
    const german = key({ key: '/', code: 'Digit7', shiftKey: true, ctrlKey: true });
    expect(matchesShortcut(german, 'mod+/')).toBe(true);
  });

  it('find punctuation by its place when the layout gives another character', () => {
    expect(matchesShortcut(key({ key: '#', code: 'Backslash', ctrlKey: true }), 'mod+\\')).toBe(
      true,
    );
  });

  it('find letters behind Alt, which changes the character on a Mac', () => {
    const event = key({ key: 'µ', code: 'KeyM', metaKey: true, altKey: true });
    expect(matchesShortcut(event, 'mod+alt+m')).toBe(true);
  });

  it('are written as the platform writes them', () => {
    expect(formatShortcut('mod+alt+m', false)).toBe('Ctrl+Alt+M');
    expect(formatShortcut('mod+k', true)).toBe('⌘K');
  });
});

describe('command registry', () => {
  it('runs only what is available and says so', () => {
    const registry = createCommandRegistry();
    const run = vi.fn();
    registry.add([{ id: 'a', titleKey: 'a', when: () => false, run }]);
    expect(registry.run('a')).toBe(false);
    expect(run).not.toHaveBeenCalled();
    expect(registry.available()).toEqual([]);
  });

  it('lets a later layer replace an entry until it is taken away', () => {
    const registry = createCommandRegistry();
    const below = vi.fn();
    const above = vi.fn();
    registry.add([{ id: 'a', titleKey: 'a', shortcut: 'f6', run: below }]);
    const remove = registry.add([{ id: 'a', titleKey: 'a', shortcut: 'f6', run: above }]);
    expect(registry.handleKey(key({ key: 'F6' }))).toBe(true);
    remove();
    registry.handleKey(key({ key: 'F6' }));
    expect([above.mock.calls.length, below.mock.calls.length]).toEqual([1, 1]);
  });

  it('tells listeners of every change', () => {
    const registry = createCommandRegistry();
    const listener = vi.fn();
    registry.subscribe(listener);
    registry.add([])();
    expect(listener).toHaveBeenCalledTimes(2);
  });
});
