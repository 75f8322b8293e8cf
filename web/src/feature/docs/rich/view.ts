// Where a reader of a rich document is: blocks by their ids, which all copies share.
import { blockView } from '../../../kit/blockView';
import type { SurfaceView } from '../../../kit/views';

export function richView(page: HTMLElement): SurfaceView {
  return blockView({
    scroller: () => page,
    list: function* (scroller) {
      for (const block of scroller.querySelectorAll('.bn-block-content')) {
        const id = block.closest('[data-id]')?.getAttribute('data-id');
        if (id) yield [id, block];
      }
    },
  });
}
