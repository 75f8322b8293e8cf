// Words of inviting people. They come with its dialog.
import english from './en/inviting.json';
import { laterWords } from './laterWords';

export const addInvitingWords = laterWords(english, () => import('./de/inviting.json'));
