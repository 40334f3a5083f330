/** The way to the sign-in page and back here, with what was chosen. */
import { href } from '$lib/i18n';

/** `path` is this page's, without its language; it may have a query and a hash. */
export const signInAndBack = (path: string) =>
  `${href('/connexion/')}?vers=${encodeURIComponent(href(path))}`;
