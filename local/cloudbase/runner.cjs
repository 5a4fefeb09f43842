'use strict';
// One instance of one cloud function, in a process of its own. It takes invocations one at a time from file descriptor 3 and
// answers on 4, a line of JSON each. Between two invocations it blocks in a read: no timer, promise or socket of the
// function runs then, as in an instance that the platform has frozen. When the emulator dies the read ends, and so does
// this process.
const { readSync, writeSync } = require('node:fs');

/**
 * @typedef {object} Invocation
 * @property {string} requestId
 * @property {unknown} event
 * @property {Record<string, string>} environment what of process.env belongs to this invocation alone
 * @property {number} timeoutMs
 */

const REQUESTS = 3;
const ANSWERS = 4;
/** A result is at most 1 MB, https://docs.cloudbase.net/quota */
const MAX_RESULT_BYTES = 1024 * 1024;
/** What one invocation may print before the rest is dropped. */
const MAX_OUTPUT_BYTES = 64 * 1024;
const PIECE = 64 * 1024;
const LINE_END = 10;

const [, , entry, name, memory] = process.argv;
/** What was read and not yet taken: so many bytes of it. */
let unread = Buffer.alloc(PIECE);
let length = 0;
let printed = 0;
/** @type {string[]} */
let ownVariables = [];

/** @param {object} message */
function answer(message) {
  let rest = Buffer.from(`${JSON.stringify(message)}\n`);
  while (rest.length > 0) rest = rest.subarray(writeSync(ANSWERS, rest));
}

/** @returns {Invocation} */
function nextInvocation() {
  // Only what is new is searched: a large event comes in very many pieces.
  for (let searched = 0; ; ) {
    const end = unread.subarray(0, length).indexOf(LINE_END, searched);
    if (end >= 0) return JSON.parse(takeLine(end));
    searched = length;
    if (length === unread.length) unread = Buffer.concat([unread], 2 * length);
    const read = readRequests();
    if (read === 0) process.exit(0);
    length += read;
  }
}

/**
 * Bytes become a text once, when all of them are there: of texts that are put together piece by piece, some versions of
 * Node leave a gigabyte behind.
 *
 * @param {number} end
 */
function takeLine(end) {
  const line = unread.toString('utf8', 0, end);
  unread.copyWithin(0, end + 1, length);
  length -= end + 1;
  return line;
}

/** Windows says the end of a pipe with an exception. */
function readRequests() {
  try {
    return readSync(REQUESTS, unread, length, unread.length - length, null);
  } catch {
    return 0;
  }
}

/** What the function prints travels with its answers, so that it is known which invocation printed it. */
function captureOutput() {
  for (const stream of [process.stdout, process.stderr]) {
    stream.write = /** @type {typeof stream.write} */ (
      (text, encoding, callback) => {
        const full = printed >= MAX_OUTPUT_BYTES;
        const piece = typeof text === 'string' ? text : Buffer.from(text).toString('utf8');
        printed += piece.length;
        if (!full) answer({ type: 'output', text: printed > MAX_OUTPUT_BYTES ? `${piece.slice(0, 1024)}…\n` : piece });
        const done = typeof encoding === 'function' ? encoding : callback;
        if (done) process.nextTick(done);
        return true;
      }
    );
  }
}

/** @param {unknown} thrown */
const stackOf = (thrown) => (thrown instanceof Error && thrown.stack ? thrown.stack : String(thrown));

/** @param {Invocation} invocation */
function contextOf({ requestId, environment, timeoutMs }) {
  return {
    callbackWaitsForEmptyEventLoop: false,
    memory_limit_in_mb: Number(memory),
    time_limit_in_ms: timeoutMs,
    request_id: requestId,
    environ: '',
    environment: JSON.stringify(environment),
    function_version: '$LATEST',
    function_name: name,
    namespace: process.env.SCF_NAMESPACE,
    tencentcloud_region: process.env.TENCENTCLOUD_REGION,
    tencentcloud_appid: '1250000000',
    tencentcloud_uin: '0',
  };
}

/**
 * @param {(event: unknown, context: object) => unknown} main
 * @param {Invocation} invocation
 */
async function run(main, invocation) {
  for (const variable of ownVariables) delete process.env[variable];
  ownVariables = Object.keys(invocation.environment);
  Object.assign(process.env, invocation.environment);
  printed = 0;
  // What happened while the instance stood still, a connection that the other side closed for one, is noticed first.
  await new Promise((resume) => setImmediate(() => setImmediate(resume)));
  try {
    const result = await main(invocation.event, contextOf(invocation));
    const data = JSON.stringify(result) ?? 'null';
    const bytes = Buffer.byteLength(data);
    if (bytes > MAX_RESULT_BYTES) answer({ type: 'tooLarge', bytes });
    else answer({ type: 'result', data });
  } catch (thrown) {
    answer({ type: 'exception', stack: stackOf(thrown) });
  }
}

async function serve() {
  const main = require(/** @type {string} */ (entry)).main;
  if (typeof main !== 'function') throw new Error(`${name}/index.js does not export main`);
  answer({ type: 'ready' });
  for (;;) {
    const invocation = nextInvocation();
    // An emulator that was killed kills nobody: an invocation that nobody waits for ends its process itself.
    const orphaned = setTimeout(() => process.exit(1), invocation.timeoutMs + 2000);
    await run(main, invocation);
    clearTimeout(orphaned);
  }
}

captureOutput();
process.on('uncaughtException', (thrown) => {
  answer({ type: 'crash', stack: stackOf(thrown) });
  process.exit(1);
});
serve();
