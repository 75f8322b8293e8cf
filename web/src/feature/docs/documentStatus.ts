// The state of a document's body: its words are shown as soon as they are here, also from this device.
import type { SurfaceStatus } from '../../kit/SurfaceFrame';
import type { OpenDocument } from './useDocument';

export function documentStatus(open: OpenDocument | null, safe: string): SurfaceStatus {
  if (!open) return { name: 'loading' };
  const { handle, state, loaded } = open;
  if (state === 'error' && handle.error && !loaded) {
    return { name: 'error', error: handle.error, onRetry: () => handle.reconnect(), safe };
  }
  return loaded || state === 'offline' ? { name: 'ready' } : { name: 'loading' };
}
