// F6 walks the regions of the page: top bar, sidebar, surface, panel, strip; each is a named landmark.
export function walkRegions(step: 1 | -1, root: ParentNode = document): void {
  const all = [...root.querySelectorAll<HTMLElement>('[data-region]')].filter(
    (region) => region.getClientRects().length > 0,
  );
  if (all.length === 0) return;
  const here = all.findIndex((region) => region.contains(document.activeElement));
  const start = here < 0 ? (step === 1 ? -1 : 0) : here;
  all[(start + step + all.length) % all.length]?.focus();
}
