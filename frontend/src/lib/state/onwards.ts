/**
 * Where somebody was going before the house asked who she is: the path in `?vers=` of the sign-in page, or null.
 * Only a path of this house: an address of another would make our sign-in page the door to a copy of it.
 */
export function onwards(search: string, origin: string): string | null {
  const asked = new URLSearchParams(search).get('vers') ?? '';
  if (!asked.startsWith('/')) return null;
  try {
    // As a browser would read it: `//elsewhere.org` and `/\elsewhere.org` are other houses.
    const { origin: where, pathname, search: query, hash } = new URL(asked, origin);
    return where === origin && !pathname.startsWith('//') ? pathname + query + hash : null;
  } catch {
    return null;
  }
}
