/** Works through all of them, so many at a time: most of a call's time goes by in waiting. The answers are in the order of `all`. */
export async function sideBySide<T, R>(all: readonly T[], width: number, work: (its: T) => Promise<R>): Promise<R[]> {
  const left = all.entries();
  const answers: R[] = [];
  const goOn = async () => {
    for (const [at, its] of left) answers[at] = await work(its);
  };
  await Promise.all(Array.from({ length: width }, goOn));
  return answers;
}
