/**
 * What only the team's pages need. Guests' phones neither wait for it (vite.config.ts puts it into no shared file)
 * nor keep it (service_worker.ts).
 */
export function isTheTeams(module: string): boolean {
  return /pages\/(atelier|day|helping|crew|door|manager|me)\/|lib\/(scan|count|day|door|planning)\/|lib\/api\/(days|door|rooms|occupation|front_desk|manage|planning|helping)|lib\/state\/(deed|outbox|kept_page)|@noble\/ed25519|zxing/.test(
    module,
  );
}

/** What goes on in the street, likewise. */
export function isOfTheStreet(module: string): boolean {
  return /pages\/outside\/|lib\/outside\//.test(module);
}

/** Desks, seats and rooms: a file of their own, so that who comes to eat does not carry them. */
export function isOfTheDesks(module: string): boolean {
  return /pages\/work\/|lib\/(coworking\/|api\/coworking)/.test(module);
}
