/** The large metropolitan areas: the postal code of their middle, and how far they reach in rings of cells of about 16 km. */

export interface Metro {
  /** As it stands in addresses and columns. */
  readonly key: string;
  readonly name: string;
  readonly zip: string;
  readonly rings: number;
}

const table = `
new-york|New York|10001|4
los-angeles|Los Angeles|90012|4
chicago|Chicago|60602|4
dallas|Dallas–Fort Worth|75050|4
houston|Houston|77002|4
washington|Washington|20001|3
philadelphia|Philadelphia|19103|3
miami|Miami|33125|4
atlanta|Atlanta|30303|4
boston|Boston|02108|3
phoenix|Phoenix|85004|4
san-francisco|San Francisco Bay|94612|4
inland-empire|Riverside–San Bernardino|92501|2
detroit|Detroit|48226|3
seattle|Seattle|98104|3
minneapolis|Minneapolis–Saint Paul|55414|3
san-diego|San Diego|92101|3
tampa|Tampa|33602|3
denver|Denver|80202|3
baltimore|Baltimore|21201|1
st-louis|St. Louis|63103|3
orlando|Orlando|32801|3
charlotte|Charlotte|28202|3
san-antonio|San Antonio|78205|3
portland|Portland|97204|3
austin|Austin|78701|2
sacramento|Sacramento|95814|2
pittsburgh|Pittsburgh|15222|3
las-vegas|Las Vegas|89101|3
cincinnati|Cincinnati|45202|3
kansas-city|Kansas City|64106|3
columbus|Columbus|43215|3
cleveland|Cleveland|44114|3
indianapolis|Indianapolis|46204|3
nashville|Nashville|37203|3
virginia-beach|Norfolk–Virginia Beach|23510|2
providence|Providence|02903|1
milwaukee|Milwaukee|53202|2
jacksonville|Jacksonville|32202|3
raleigh|Raleigh–Durham|27601|3
salt-lake-city|Salt Lake City|84101|3
new-orleans|New Orleans|70112|2
el-paso|El Paso|79901|2
san-juan|San Juan|00901|2
`;

export const metros: readonly Metro[] = table
  .trim()
  .split('\n')
  .map((line) => {
    const [key = '', name = '', zip = '', rings = '0'] = line.split('|');
    return { key, name, zip, rings: Number(rings) };
  });
