/** The metropolitan areas of the sample: real postal codes, and languages that are spoken there. */

export interface Metro {
  readonly name: string;
  readonly zips: readonly [string, ...string[]];
  readonly languages: readonly [string, ...string[]];
}

export const metros: readonly [Metro, ...Metro[]] = [
  {
    name: 'New York',
    zips: [
      '11226',
      '11220',
      '11368',
      '10453',
      '10029',
      '11101',
      '11207',
      '11203',
      '11210',
      '11225',
      '11213',
      '11216',
      '10452',
      '10456',
    ],
    languages: ['es', 'ht', 'zh', 'en', 'bn'],
  },
  { name: 'Los Angeles', zips: ['90022', '90033', '90006', '91331', '90044'], languages: ['es', 'en', 'ko', 'hy'] },
  { name: 'Chicago', zips: ['60623', '60632', '60629', '60640'], languages: ['es', 'pl', 'en', 'ar'] },
  { name: 'Houston', zips: ['77081', '77036', '77012'], languages: ['es', 'vi', 'en', 'ur'] },
  { name: 'Miami', zips: ['33125', '33135', '33127'], languages: ['es', 'ht', 'en'] },
  { name: 'San Francisco Bay', zips: ['94601', '94110', '94544'], languages: ['es', 'zh', 'tl', 'en'] },
  { name: 'Boston', zips: ['02128', '02124', '02150'], languages: ['es', 'pt', 'ht', 'en'] },
  { name: 'Washington', zips: ['20009', '20783', '22204'], languages: ['es', 'am', 'en'] },
  { name: 'Atlanta', zips: ['30340', '30341', '30021'], languages: ['es', 'ko', 'en', 'am'] },
  { name: 'Seattle', zips: ['98118', '98168', '98144'], languages: ['so', 'vi', 'en', 'es'] },
  { name: 'Minneapolis', zips: ['55407', '55404', '55454'], languages: ['so', 'es', 'en', 'hmn'] },
  { name: 'Phoenix', zips: ['85009', '85035', '85033'], languages: ['es', 'en', 'ar'] },
  { name: 'Dallas', zips: ['75211', '75228', '75231'], languages: ['es', 'en', 'my'] },
  { name: 'Philadelphia', zips: ['19140', '19148', '19124'], languages: ['es', 'en', 'km'] },
];
