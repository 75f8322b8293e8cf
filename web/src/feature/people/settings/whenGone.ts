// Tells when a server that begins anew is there again. The first answers may still come from before,
// so it waits until it was away, or for as long as that can take.
import type { Result, Session } from '@atelier/sdk';

const lookAgainMs = 300;
/** A restart that no look found away was faster than this. */
const patienceLooks = 10;

/** Answers how to stop waiting. */
export function whenGone(look: () => Promise<Result<Session>>, done: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  let stopped = false;
  let away = false;
  let looks = 0;
  const again = () => (timer = setTimeout(() => void next(), lookAgainMs));
  const next = async () => {
    const answer = await look();
    if (stopped) return;
    looks += 1;
    away ||= !answer.ok;
    const back = answer.ok && !answer.value.principal;
    if (back && (away || looks >= patienceLooks)) done();
    else again();
  };
  again();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
