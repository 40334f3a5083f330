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
  { path: '^/travailler/demande/$', page: 'hire/Request' },
  { path: '^/travailler/$', page: 'work/Work' },
  { path: '^/travailler/reservations/$', page: 'work/Bookings' },
  { path: '^/travailler/ici/$', page: 'work/Here' },
  { path: '^/travailler/forfaits/$', page: 'work/Passes' },
  { path: '^/dehors/$', page: 'outside/Outside' },
  { path: '^/dehors/(?<slug>[-\\w]+)/$', page: 'outside/Happening' },
  { path: '^/inscriptions/$', page: 'outside/Registrations' },
  { path: '^/connexion/$', page: 'SignIn' },
  { path: '^/moi/$', page: 'me/Me' },
  { path: '^/appairer/$', page: 'Pair' },
  { path: '^/equipe/scanner/$', page: 'crew/Scanner' },
  { path: '^/equipe/salle/$', page: 'crew/Room' },
  { path: '^/equipe/coworking/$', page: 'crew/Coworking' },
  { path: '^/equipe/atelier/$', page: 'atelier/Atelier' },
  { path: '^/equipe/atelier/lieux/$', page: 'atelier/places/Places' },
  { path: '^/equipe/atelier/lieux/(?<code>[^/]+)/$', page: 'atelier/places/Place' },
  { path: '^/equipe/jour-j/$', page: 'day/Days' },
  { path: '^/equipe/jour-j/(?<date>\\d+)/$', page: 'day/Day' },
  { path: '^/equipe/atelier/(?<slug>[^/]+)/$', page: 'atelier/desk/Desk' },
  { path: '^/coups-de-main/$', page: 'helping/Helping' },
  { path: '^/salle/(?<room>[^/]+)/$', page: 'door/Door' },
  { path: '^/maison/$', page: 'manager/Today' },
  { path: '^/maison/repas/$', page: 'manager/Meals' },
  { path: '^/maison/repas/(?<sitting>\\d+)/$', page: 'manager/Meal' },
  { path: '^/maison/menus/$', page: 'manager/Menus' },
  { path: '^/maison/menus/(?<menu>\\d+)/$', page: 'manager/Menu' },
  { path: '^/maison/couts/$', page: 'manager/Costs' },
  { path: '^/maison/locations/$', page: 'manager/Hires' },
  { path: '^/maison/coworking/$', page: 'manager/Coworking' },
  { path: '^/maison/equipe/$', page: 'manager/People' },
  { path: '^/maison/telephones/$', page: 'manager/Phones' },
];

export const NOT_FOUND = 'NotFound';
/** Stands in for each of the guests' pages in a house that is not described yet. */
export const OPENS_SOON = 'OpensSoon';
export const GUEST_PAGES = [
  'Home',
  'Eat',
  'Order',
  'Allergens',
  'Tickets',
  'hire/Request',
  'work/Work',
  'work/Bookings',
  'work/Here',
  'work/Passes',
  'outside/Outside',
  'outside/Happening',
  'outside/Registrations',
];
