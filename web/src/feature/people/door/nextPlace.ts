// Where to after signing in or joining, out of the address: only ever a place of this site.

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

/** The fragment of a link: its secret, and the one place in a room that may stand behind it (AUTH84). */
export function landing(hash: string): { secret: string; place: string } {
  const [, secret = '', place = ''] =
    /^#([^/]*)(\/summary\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$)?/.exec(hash) ?? [];
  return { secret, place };
}

/** Behind the address of a room: to open it where its host is. */
export const withHost = '?with=host';
