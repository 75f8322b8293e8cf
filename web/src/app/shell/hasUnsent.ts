// Whether leaving now would lose something that is neither on the server nor kept in this browser.
import type { Client } from '@atelier/sdk';

export function hasUnsent(client: Client): boolean {
  return client.chat.unsent > 0;
}
