/** A site of the street as its form shows it, and what of it differs for the house. */
import type { Site, SiteForm } from './types';

const WORDS = [
  'name',
  'name_en',
  'address',
  'postcode',
  'city',
  'power',
  'water',
  'toilets',
  'access',
  'access_en',
  'lorry',
  'step_free',
  'rescue_lane',
] as const;

export type SiteFields = Record<(typeof WORDS)[number], string> & {
  latitude: string;
  longitude: string;
  is_exact: boolean;
  rule_set: string;
  capacity: string;
  /** The code of another site, '' for none. */
  fallback: string;
};

export function fieldsOfSite(site: Site): SiteFields {
  const words = Object.fromEntries(WORDS.map((name) => [name, site[name] ?? '']));
  return {
    ...(words as Record<(typeof WORDS)[number], string>),
    latitude: String(site.latitude),
    longitude: String(site.longitude),
    is_exact: site.is_exact ?? false,
    rule_set: site.rule_set,
    capacity: String(site.capacity ?? ''),
    fallback: site.fallback ?? '',
  };
}

export type SiteWrong = Record<string, 'needed' | 'number' | 'degrees'>;

export function wrongSite(typed: SiteFields): SiteWrong {
  return {
    ...(typed.name.trim() ? {} : { name: 'needed' }),
    ...(typed.city.trim() ? {} : { city: 'needed' }),
    ...(/^(?!0+$)\d{0,6}$/.test(typed.capacity.trim()) ? {} : { capacity: 'number' }),
    ...(degrees(typed.latitude, 90) === null ? { latitude: 'degrees' } : {}),
    ...(degrees(typed.longitude, 180) === null ? { longitude: 'degrees' } : {}),
  };
}

/** Only what was changed is said. */
export function writtenSite(changed: Partial<SiteFields>): SiteForm {
  const { latitude, longitude, capacity, fallback, ...rest } = changed;
  const words = Object.entries(rest).map(([name, it]) => [
    name,
    typeof it === 'string' ? it.trim() : it,
  ]);
  return {
    ...(Object.fromEntries(words) as SiteForm),
    ...(latitude === undefined ? {} : { latitude: degrees(latitude, 90) ?? '' }),
    ...(longitude === undefined ? {} : { longitude: degrees(longitude, 180) ?? '' }),
    ...(capacity === undefined ? {} : { capacity: capacity.trim() ? Number(capacity) : null }),
    ...(fallback === undefined ? {} : { fallback: fallback || null }),
  };
}

/** `45,7763` as `45.77630`; null for what is no place on the globe. */
export function degrees(typed: string, most: number): string | null {
  const plain = typed.trim().replace(',', '.');
  if (!/^-?\d{1,3}(\.\d+)?$/.test(plain) || Math.abs(Number(plain)) > most) return null;
  return Number(plain).toFixed(5);
}

/** A short code for a new site, of its name: « Place des Salins » is `place-des-salins`. */
export function codeOf(name: string): string {
  const plain = name.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
  return plain
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
}
