/** The token of a crew phone that was paired with the house (`/appairer/`), if this is one. */
const PLACE = 'preau.device';

export interface PairedDevice {
  token: string;
  id: string;
  name: string;
  roles: string[];
}

export function pairedDevice(): PairedDevice | null {
  try {
    return JSON.parse(localStorage.getItem(PLACE) ?? 'null');
  } catch {
    return null;
  }
}

export function deviceToken(): string | null {
  return pairedDevice()?.token ?? null;
}

export function keepDevice(device: PairedDevice): void {
  localStorage.setItem(PLACE, JSON.stringify(device));
}

export function forgetDevice(): void {
  localStorage.removeItem(PLACE);
}
