/** TEMPORARY until the folder claim provides LiveClaims. */
import { LiveClaims } from './live-claims.js';

export class PendingLiveClaims extends LiveClaims {
  async endAll() {}
  async endOfHome() {}
  async reseal() {}
  async eraseSealed() {}
}
