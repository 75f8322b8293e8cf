// Words of the dialogs of a room: inviting, links, knocking, archiving. They come with them.
import english from './en/inviting.json';
import { laterWords } from './laterWords';

export const addInvitingWords = laterWords(english, () => import('./de/inviting.json'));
