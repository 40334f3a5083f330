/** Is this a screen that many use in turn? Told once in the address, `/?borne=1`, and remembered on that screen. */
const PLACE = 'preau.kiosk';

export function isKiosk(): boolean {
  try {
    const said = new URLSearchParams(location.search).get('borne');
    if (said === '1') localStorage.setItem(PLACE, 'yes');
    if (said === '0') localStorage.removeItem(PLACE);
    return localStorage.getItem(PLACE) === 'yes';
  } catch {
    // A browser without storage keeps nothing that would have to be wiped.
    return false;
  }
}
