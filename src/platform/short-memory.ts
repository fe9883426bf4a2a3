/** What is remembered for a few seconds after it was last asked for, and never more than so much of it: for what is costly to make and right as long as its key is. */

/** Whatever nobody asked for in one span, and the one before, is gone. */
const SPAN_MS = 2_000;

export class ShortMemory<V> {
  private young = new Map<string, V>();
  private old = new Map<string, V>();
  private size = 0;
  private timer: NodeJS.Timeout | null = null;

  /** `most`: how large all that is put in during one span may be, by `sizeOf`; of what is old there may be as much again. */
  constructor(
    private readonly most: number,
    private readonly sizeOf: (key: string, value: V) => number,
  ) {}

  get(key: string): V | undefined {
    const known = this.young.get(key);
    if (known !== undefined) return known;
    const older = this.old.get(key);
    if (older !== undefined) this.put(key, older);
    return older;
  }

  put(key: string, value: V): void {
    const size = this.sizeOf(key, value);
    if (size > this.most) return;
    const before = this.young.get(key);
    if (before !== undefined) {
      this.young.delete(key);
      this.size -= this.sizeOf(key, before);
    }
    if (this.size + size > this.most) this.age();
    this.young.set(key, value);
    this.size += size;
    // Only while there is something to forget.
    this.timer ??= setInterval(() => this.age(), SPAN_MS).unref();
  }

  /** How large all of it is. */
  get remembered(): number {
    let size = 0;
    for (const part of [this.young, this.old]) for (const [key, value] of part) size += this.sizeOf(key, value);
    return size;
  }

  private age(): void {
    this.old = this.young;
    this.young = new Map();
    this.size = 0;
    if (this.old.size > 0 || !this.timer) return;
    clearInterval(this.timer);
    this.timer = null;
  }
}
