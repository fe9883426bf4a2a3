/** A cell is named after a city that can be read off the cell itself, in words as coarse as the cell is. */
import { LRUCache } from 'lru-cache';
import type { Language } from '../kernel/refusals.js';
import { resolutionOf } from './cell.js';
import { type City, cityOf } from './postal-code-table.js';

/** Where no city of ours is near, abroad or in the wilderness: how large the area is. */
const sizes: Readonly<Record<Language, (squareKm: number) => string>> = {
  en: (squareKm) => `an area of about ${squareKm.toLocaleString('en-US')} km²`,
  es: (squareKm) => `una zona de unos ${squareKm.toLocaleString('es-US')} km²`,
};

// H3's average areas by resolution, rounded.
const SQUARE_KM = [4_357_000, 610_000, 87_000, 12_400, 1_770, 250, 36, 5];

const names: Readonly<Record<Language, (city: string, resolution: number) => string>> = {
  en: (city, resolution) => {
    if (resolution >= 5) return `around ${city}`;
    return resolution === 4 ? `greater ${city} area` : `${city} region`;
  },
  es: (city, resolution) => {
    if (resolution >= 5) return `cerca de ${city}`;
    return resolution === 4 ? `zona metropolitana de ${city}` : `región de ${city}`;
  },
};

// Coarse cells are searched for some ten milliseconds; the cells in use are few.
const cities = new LRUCache<string, { readonly found: City | undefined }>({ max: 10_000 });

/** For people: "around Brooklyn, NY", "greater New York, NY area", or the size of an area that has no city of ours. */
export function labelOf(cell: string, language: Language = 'en'): string {
  const resolution = resolutionOf(cell);
  const city = cachedCityOf(cell);
  if (city) return names[language](`${city.city}, ${city.state}`, resolution);
  return sizes[language](SQUARE_KM[resolution] ?? 1);
}

function cachedCityOf(cell: string): City | undefined {
  const known = cities.get(cell);
  if (known) return known.found;
  const found = cityOf(cell);
  cities.set(cell, { found });
  return found;
}
