/** Nothing of requests is shown to a home before somebody vouched for it and it has agreed, nor while it is paused. */
import type { HomeViewer } from '../kernel/viewer.js';

export function mayBeShownRequests({ vouched, paused, agreed }: HomeViewer): boolean {
  return vouched && !paused && agreed;
}
