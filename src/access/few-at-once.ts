/** Does little at a time and lets few wait, not for long: what is given up on while it waits is never begun. */

export class FewAtOnce {
  private running = 0;
  private readonly waiting = new Set<() => void>();

  constructor(
    private readonly most: number,
    private readonly mostWaiting: number,
  ) {}

  /** Null when its time ran out, or too many wait already. What was begun runs to its end, and keeps its place until then. */
  async run<T>(patienceMs: number, work: () => Promise<T>): Promise<T | null> {
    const until = performance.now() + patienceMs;
    if (!(await this.place(patienceMs))) return null;
    const done = work().finally(() => this.leave());
    return within(done, until - performance.now());
  }

  private async place(patienceMs: number): Promise<boolean> {
    if (this.running < this.most) {
      this.running += 1;
      return true;
    }
    if (this.waiting.size >= this.mostWaiting) return false;
    return new Promise((resolve) => {
      const takeOver = () => {
        clearTimeout(impatience);
        resolve(true);
      };
      const impatience = setTimeout(() => {
        this.waiting.delete(takeOver);
        resolve(false);
      }, patienceMs);
      this.waiting.add(takeOver);
    });
  }

  /** Whoever ends hands its place over, so the count stays as it is. */
  private leave(): void {
    const [next] = this.waiting;
    if (!next) {
      this.running -= 1;
      return;
    }
    this.waiting.delete(next);
    next();
  }
}

function within<T>(work: Promise<T>, patienceMs: number): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const impatience = setTimeout(() => resolve(null), Math.max(0, patienceMs));
    work.then(resolve, reject).finally(() => clearTimeout(impatience));
  });
}
