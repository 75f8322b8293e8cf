// Words of an open document and of what is said about its passages. They come with the document: nobody
// else has to load them.
import { laterWords } from './laterWords';

export const addDocumentWords = laterWords(
  () => import('./en/documents.json'),
  () => import('./de/documents.json'),
);
