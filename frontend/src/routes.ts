/**
 * Which page answers which address. Plain data: the router reads it, and so does the build, which tells
 * Django's shell what to preload (dist/preload.json). Addresses are without their language prefix.
 */
export interface Route {
  /** A regular expression; its named groups become the page's props. */
  path: string;
  /** The file below src/pages, without `.svelte`. */
  page: string;
}

export const routes: Route[] = [
  { path: '^/$', page: 'Home' },
  { path: '^/manger/$', page: 'Eat' },
  { path: '^/manger/(?<sitting>\\d+)/$', page: 'Order' },
  { path: '^/manger/(?<sitting>\\d+)/allergenes/$', page: 'Allergens' },
  { path: '^/tickets/$', page: 'Tickets' },
  { path: '^/connexion/$', page: 'SignIn' },
  { path: '^/appairer/$', page: 'Pair' },
  { path: '^/equipe/scanner/$', page: 'crew/Scanner' },
  { path: '^/equipe/salle/$', page: 'crew/Room' },
];

export const NOT_FOUND = 'NotFound';
