// Collects garbage once no new connection came for a while, so that a peer's memory is counted at
// its best and no collection of the opening phase falls into a measured window.
// Needs `node --expose-gc`.

const calmMs = 200;

export function collectWhenCalm() {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(() => globalThis.gc(), calmMs);
  };
}
