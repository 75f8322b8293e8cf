// Search over all rooms that I may read. Search in one room is `chat.search`.

import type { Result } from '../protocol/errors';
import type { SearchPage } from '../protocol/events';

export interface SearchQuery {
  readonly words: string;
  readonly room?: string;
  readonly author?: string;
  readonly before?: number;
  readonly after?: number;
  readonly limit?: number;
  readonly offset?: number;
}

export interface Search {
  messages(query: SearchQuery): Promise<Result<SearchPage>>;
}
