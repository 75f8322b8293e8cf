// Where to after signing in, out of the address: only ever a place of this site.

/**
 * As browsers read it, not as it looks: to them a backslash is a slash, tabs and line feeds are
 * nothing, and `/.//` is two slashes. What leads elsewhere is forgotten.
 */
export function nextPlace(search: string, origin: string): string {
  const next = new URLSearchParams(search).get('next') ?? '/';
  if (!next.startsWith('/') || !URL.canParse(next, origin)) return '/';
  const place = new URL(next, origin);
  return place.origin === origin ? place.href : '/';
}
