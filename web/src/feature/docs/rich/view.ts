// Where a reader of a rich document is: the block at the top by its id, which all copies share, and
// how much of it is above.
import { fieldOf, numberOf, type SurfaceView } from '../../../kit/views';

export function richView(page: HTMLElement): SurfaceView {
  const topOf = () => page.getBoundingClientRect().top;
  return {
    read: () => {
      const top = topOf();
      for (const block of page.querySelectorAll<HTMLElement>('.bn-block-content')) {
        const box = block.getBoundingClientRect();
        const id = block.closest('[data-id]')?.getAttribute('data-id');
        if (box.bottom <= top || !id) continue;
        return { block: id, part: (top - box.top) / Math.max(1, box.height) };
      }
      return undefined;
    },
    show: (at) => {
      const id = fieldOf(at, 'block');
      if (typeof id !== 'string') return;
      const found = page.querySelector(`[data-id="${CSS.escape(id)}"] .bn-block-content`);
      if (!found) return;
      const box = found.getBoundingClientRect();
      page.scrollTop += box.top - topOf() + (numberOf(at, 'part') ?? 0) * box.height;
    },
  };
}
