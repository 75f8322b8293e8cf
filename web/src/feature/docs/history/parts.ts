// What is loaded when a history or its authors are first shown, as one file.
export { AuthorsBar } from './AuthorsBar';
export { HistoryPanel } from './HistoryPanel';
