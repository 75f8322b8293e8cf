import { afterEach, describe, expect, it, vi } from 'vitest';
import { walkRegions } from './regions';

function page(...names: string[]) {
  document.body.innerHTML = names
    .map((name) => `<div data-region="${name}" tabindex="-1"><button>${name}</button></div>`)
    .join('');
  vi.spyOn(HTMLElement.prototype, 'getClientRects').mockReturnValue([{}] as unknown as DOMRectList);
}

const here = () => (document.activeElement as HTMLElement).dataset['region'];

afterEach(() => {
  vi.restoreAllMocks();
  document.body.innerHTML = '';
});

describe('F6', () => {
  it('walks the regions in order and around', () => {
    page('top', 'sidebar', 'strip');
    const seen = [1, 2, 3, 4].map(() => {
      walkRegions(1);
      return here();
    });
    expect(seen).toEqual(['top', 'sidebar', 'strip', 'top']);
  });

  it('goes on from the region that holds the focus, and backwards', () => {
    page('top', 'sidebar', 'strip');
    document.querySelectorAll('button')[1]?.focus();
    walkRegions(-1);
    expect(here()).toBe('top');
    walkRegions(-1);
    expect(here()).toBe('strip');
  });
});
