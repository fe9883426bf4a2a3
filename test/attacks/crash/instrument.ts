/** Makes every await of a built program a place where a test can stop it: before what is awaited begins, and once it is there. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import ts from 'typescript';

/** Rewrites the program's own files in place; answers how many awaits there are. `folder`: of the program, with `dist/src` in it. */
export async function instrument(folder: string): Promise<number> {
  const root = join(folder, 'dist/src');
  const files = (await readdir(root, { recursive: true })).filter((name) => name.endsWith('.js'));
  const counts = await Promise.all(
    files.map(async (name) => {
      const path = join(root, name);
      const { text, awaits } = withAwaitPoints(relative(root, path).replace(/\.js$/, ''), await readFile(path, 'utf8'));
      if (awaits > 0) await writeFile(path, text);
      return awaits;
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/**
 * `await x` becomes `(await point(id), await point(id, await (x)))`. A point's name is its file, its function and its place among the
 * awaits of that function: it does not move when lines do.
 */
export function withAwaitPoints(file: string, source: string): { text: string; awaits: number } {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const edits: { readonly at: number; readonly text: string }[] = [];
  const perFunction = new Map<string, number>();
  let awaits = 0;
  const visit = (node: ts.Node, within: string): void => {
    const inside = ts.isFunctionLike(node) ? nameOf(node, within) : within;
    if (ts.isAwaitExpression(node)) {
      const place = (perFunction.get(inside) ?? 0) + 1;
      perFunction.set(inside, place);
      const id = JSON.stringify(`${file}#${inside}/${place}`);
      edits.push({ at: node.getStart(tree), text: `(await globalThis.awaitPoint(${id}, 'before'), ` });
      edits.push({ at: node.getStart(tree), text: `await globalThis.awaitPoint(${id}, 'after', ` });
      edits.push({ at: node.getEnd(), text: '))' });
      awaits += 1;
    }
    ts.forEachChild(node, (child) => visit(child, inside));
  };
  visit(tree, '');
  return { text: applied(source, edits), awaits };
}

function nameOf(node: ts.SignatureDeclaration, within: string): string {
  const named = node.name && (ts.isIdentifier(node.name) || ts.isPrivateIdentifier(node.name)) ? node.name.text : '';
  return [within, named].filter(Boolean).join('.');
}

function applied(source: string, edits: readonly { readonly at: number; readonly text: string }[]): string {
  let text = '';
  let done = 0;
  // Stable: what was found first at one place comes first.
  for (const edit of edits.toSorted((one, other) => one.at - other.at)) {
    text += source.slice(done, edit.at) + edit.text;
    done = edit.at;
  }
  return text + source.slice(done);
}
