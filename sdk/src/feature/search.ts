// Search over all rooms that I may read. Search in one room is `chat.search`.

import type { Result } from '../protocol/errors';
import type { SearchPage } from '../protocol/events';
import { isSearchPage } from '../protocol/validate';
import type { Rest } from '../transport/rest';

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

export function createSearch(rest: Rest): Search {
  return {
    messages: ({ words, ...rules }) => rest.get('/search', isSearchPage, { q: words, ...rules }),
  };
}
