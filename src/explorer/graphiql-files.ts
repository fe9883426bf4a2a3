/** GraphiQL out of the package, whole: nothing that the explorer shows comes from another host. */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { PAGE_SCRIPT } from './page-script.js';

export interface StaticFile {
  readonly type: string;
  readonly gzipped: Buffer;
  /** Changes when the content does. */
  readonly etag: string;
}

export interface GraphiqlFiles {
  readonly script: StaticFile;
  readonly style: StaticFile;
}

let files: Promise<GraphiqlFiles> | undefined;

/** Loaded when somebody opens the explorer for the first time: it is nine megabytes that a service does not need. */
export function graphiqlFiles(): Promise<GraphiqlFiles> {
  files ??= load();
  return files;
}

async function load(): Promise<GraphiqlFiles> {
  const { css, js, editorWorkerService, graphqlWorker, jsonWorker } = await import(
    '@graphql-yoga/render-graphiql/graphiql'
  );
  const workers = JSON.stringify({ editorWorkerService, graphql: graphqlWorker, json: jsonWorker });
  return {
    script: await staticFile('text/javascript; charset=utf-8', `${js};\nconst workers = ${workers};\n${PAGE_SCRIPT}`),
    style: await staticFile('text/css; charset=utf-8', css),
  };
}

async function staticFile(type: string, text: string): Promise<StaticFile> {
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  return { type, gzipped: await promisify(gzip)(text), etag };
}
