/** Whoever picks the phone up, or goes back to the page, finds nothing of the family on it. */
import { type FamilyPhone, STORED_NAME } from './family-phone.js';

/** What is used of a browser's `document` and `window`. */
export interface Page {
  readonly document: EventTarget & { readonly visibilityState: string };
  readonly window: EventTarget;
}

/** As long as the service keeps an idle session. */
const IDLE_MS = 15 * 60 * 1000;
const LOOKED_AFTER_EVERY_MS = 60 * 1000;
const TOUCHES = ['pointerdown', 'keydown'];

/** `draw` puts on the page what may be seen now, by `phone.isOpen` and `phone.isKept`, and takes everything else off it. */
export function lockWhenLeft(phone: FamilyPhone, { document, window }: Page, draw: () => void): void {
  let touchedAt = Date.now();
  const leave = () => {
    void phone.leave();
    draw();
  };
  const leaveWhenIdle = () => {
    if (Date.now() - touchedAt >= IDLE_MS) leave();
  };
  for (const touch of TOUCHES) {
    document.addEventListener(touch, () => {
      touchedAt = Date.now();
    });
  }
  // By the clock: a phone that slept has not counted.
  setInterval(leaveWhenIdle, LOOKED_AFTER_EVERY_MS);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') phone.lock();
    else leaveWhenIdle();
    draw();
  });
  // Drawn before the browser puts the page by for its back button, which brings it back as it was.
  window.addEventListener('pagehide', leave);
  // Another tab was signed out: so is this one.
  window.addEventListener('storage', (event) => {
    const { key, newValue } = event as Event & { key: string | null; newValue: string | null }; // `StorageEvent`, which only browsers have.
    if (newValue !== null || (key !== STORED_NAME && key !== null)) return;
    void phone.signOut();
    draw();
  });
}
