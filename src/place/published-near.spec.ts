/** Which published cells are near: compared with asking each of them how far it is. */
import { describe, expect, it } from '@jest/globals';
import { cellToParent, gridDisk } from 'h3-js';
import { publishedNear } from './published-near.js';
import { ringDistance } from './reach.js';

const BROOKLYN = '862a10727ffffff';

describe('publishedNear', () => {
  it('agrees with the distance of each published cell around', () => {
    const around = new Set(
      gridDisk(BROOKLYN, 17).flatMap((cell) => [6, 5, 4, 3, 2].map((resolution) => cellToParent(cell, resolution))),
    );
    const distances = [...around].map((cell) => ({ cell, distance: ringDistance(cell, BROOKLYN) }));
    for (const rings of [0, 1, 3, 16]) {
      const near = publishedNear(BROOKLYN, rings);
      const found = new Map(near.cells.map((cell, at) => [cell, near.rings[at]]));
      const within = distances.filter(({ distance }) => distance !== null && distance <= rings);
      expect(found).toEqual(new Map(within.map(({ cell, distance }) => [cell, distance])));
    }
  });

  it('knows no more than the largest reach', () => {
    expect(publishedNear(BROOKLYN, 99)).toEqual(publishedNear(BROOKLYN, 16));
  });

  it('takes a larger place as all of its parts', () => {
    const borough = cellToParent(BROOKLYN, 4);
    const near = publishedNear(borough, 0);
    expect(near.cells).toContain(BROOKLYN);
    expect(near.cells).toContain(cellToParent(BROOKLYN, 2));
    expect(new Set(near.rings)).toEqual(new Set([0]));
  });
});
