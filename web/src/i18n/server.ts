// Words of running the server: the workspace, storage, health, limits. They come with those pages.
import english from './en/server.json';
import { laterWords } from './laterWords';

export const addServerWords = laterWords(english, () => import('./de/server.json'));
