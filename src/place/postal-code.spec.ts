import { describe, expect, it } from '@jest/globals';
import { getResolution, isValidCell } from 'h3-js';
import { canonicalTimeZone } from '../calendar/time-zone.js';
import { findPostalCode } from './postal-code.js';
import { allZips } from './postal-code-table.js';
import { isTimeZoneOfUs } from './time-zone-at.js';

describe('postal codes', () => {
  it.each([
    ['10001', 'New York', 'NY', 'America/New_York'],
    ['11201', 'Brooklyn', 'NY', 'America/New_York'],
    ['60601', 'Chicago', 'IL', 'America/Chicago'],
    ['80202', 'Denver', 'CO', 'America/Denver'],
    ['85001', 'Phoenix', 'AZ', 'America/Phoenix'],
    ['90001', 'Los Angeles', 'CA', 'America/Los_Angeles'],
    ['99501', 'Anchorage', 'AK', 'America/Anchorage'],
    ['96813', 'Honolulu', 'HI', 'Pacific/Honolulu'],
    ['02108', 'Boston', 'MA', 'America/New_York'],
    // The territories.
    ['00901', 'San Juan', 'PR', 'America/Puerto_Rico'],
    ['00902', 'San Juan', 'PR', 'America/Puerto_Rico'],
    ['00680', 'Mayagüez', 'PR', 'America/Puerto_Rico'],
    ['00802', 'St. Thomas', 'VI', 'America/St_Thomas'],
    ['96910', 'Hagåtña', 'GU', 'Pacific/Guam'],
    ['96950', 'Saipan', 'MP', 'Pacific/Saipan'],
    // On borders that the map of zones draws coarsely.
    ['59275', 'Westby', 'MT', 'America/Denver'],
    ['14301', 'Niagara Falls', 'NY', 'America/New_York'],
    ['78520', 'Brownsville', 'TX', 'America/Chicago'],
    ['98281', 'Point Roberts', 'WA', 'America/Los_Angeles'],
    // Military mail lives by the clock of its base; what is a place as well is the place.
    ['09012', 'APO', 'AE', 'Europe/Berlin'],
    ['96863', 'Mcbh Kaneohe Bay', 'HI', 'Pacific/Honolulu'],
  ])('%s is %s, %s, in %s', (zip, city, state, timeZone) => {
    const decision = findPostalCode('US', zip);
    expect(decision).toMatchObject({ accepted: true, value: { city, state, timeZone } });
  });

  it('have a zone with the right clock where the machine names it in its own way', () => {
    const decision = findPostalCode('US', '96799');
    const timeZone = decision.accepted ? decision.value.timeZone : 'none';
    const hour = new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', hourCycle: 'h23' });
    expect(hour.format(new Date('2026-11-23T12:00:00Z'))).toBe('01');
  });

  it.each(['11201', ' 11201 ', '11201-1234', '11201 1234', '112011234'])('are read from %j', (code) => {
    expect(findPostalCode('us', code)).toEqual(findPostalCode('US', '11201'));
  });

  it('are taken under the territory’s own country', () => {
    expect(findPostalCode('PR', '00901').accepted).toBe(true);
    expect(findPostalCode('PR', '10001')).toMatchObject({ code: 'POSTAL_CODE_UNKNOWN' });
  });

  it.each([
    '00000',
    '99999',
    '1120',
    '112011',
    '11201-12',
    '1120A',
    '１１２０１',
    '',
    ' ',
    '-11201',
    'constructor',
    '11201\n\n1',
  ])('are unknown: %j', (code) => {
    expect(findPostalCode('US', code, ['place', 'postalCode'])).toEqual({
      accepted: false,
      code: 'POSTAL_CODE_UNKNOWN',
      path: ['place', 'postalCode', 'code'],
    });
  });

  it.each(['ES', 'MX', 'CA', 'USA', '', 'Ω', 'United States'])('of %j are not covered', (country) => {
    expect(findPostalCode(country, '28001')).toEqual({
      accepted: false,
      code: 'COUNTRY_NOT_COVERED',
      path: ['postalCode', 'country'],
    });
  });

  it('all resolve to a city, a state, a cell of resolution 7 and a zone of the country, and give no coordinates', () => {
    const zips = allZips();
    const wrong: string[] = [];
    let abroad = 0;
    for (const zip of zips) {
      const decision = findPostalCode('US', zip);
      if (!decision.accepted || !/^\d{5}$/.test(zip)) {
        wrong.push(zip);
        continue;
      }
      const { city, state, cell7, timeZone, ...rest } = decision.value;
      const isPlace = city.length > 1 && /^[A-Z]{2}$/.test(state) && isValidCell(cell7) && getResolution(cell7) === 7;
      if (!isPlace || canonicalTimeZone(timeZone) !== timeZone || Object.keys(rest).length > 0) wrong.push(zip);
      if (['AA', 'AE', 'AP'].includes(state)) abroad += 1;
      else if (!isTimeZoneOfUs(timeZone)) wrong.push(zip);
    }
    expect(wrong).toEqual([]);
    expect(zips.length - abroad).toBeGreaterThan(41_000);
  });
});
