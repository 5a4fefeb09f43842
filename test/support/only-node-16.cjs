// Takes from this Node what the oldest runtime of CloudBase, 16.13, does not have: a function that uses it fails here first.
// Found by listing the properties of both versions' globals and modules; what no cloud function could want is left out.
'use strict';

const buffer = require('node:buffer');
const crypto = require('node:crypto');
const events = require('node:events');
const fs = require('node:fs');
const http = require('node:http');
const https = require('node:https');
const stream = require('node:stream');
const timers = require('node:timers/promises');
const util = require('node:util');
const zlib = require('node:zlib');

const TypedArray = Object.getPrototypeOf(Uint8Array);
const newer = [
  [
    globalThis,
    ['fetch', 'FormData', 'Headers', 'Request', 'Response', 'structuredClone', 'Blob', 'File', 'BroadcastChannel'],
    [
      'CustomEvent',
      'crypto',
      'Crypto',
      'CryptoKey',
      'SubtleCrypto',
      'DOMException',
      'ReadableStream',
      'WritableStream',
    ],
    ['TransformStream', 'TextDecoderStream', 'TextEncoderStream', 'CompressionStream', 'DecompressionStream'],
  ],
  [Array.prototype, ['findLast', 'findLastIndex', 'toReversed', 'toSorted', 'toSpliced', 'with']],
  [TypedArray.prototype, ['findLast', 'findLastIndex', 'toReversed', 'toSorted', 'with']],
  [String.prototype, ['isWellFormed', 'toWellFormed']],
  [ArrayBuffer.prototype, ['resize', 'resizable', 'maxByteLength']],
  [AbortSignal, ['timeout', 'any']],
  [AbortSignal.prototype, ['reason', 'throwIfAborted']],
  [URL, ['canParse', 'parse']],
  [URLSearchParams.prototype, ['size']],
  [Intl, ['supportedValuesOf']],
  [Buffer, ['copyBytesFrom']],
  [buffer, ['isUtf8', 'isAscii', 'File']],
  [crypto, ['hash']],
  [crypto.KeyObject.prototype, ['equals']],
  [crypto.X509Certificate.prototype, ['fingerprint512']],
  [events, ['getMaxListeners']],
  [fs, ['openAsBlob', 'statfs', 'statfsSync']],
  [http.OutgoingMessage.prototype, ['setHeaders', 'appendHeader']],
  [http.Server.prototype, ['closeAllConnections', 'closeIdleConnections']],
  [https.Server.prototype, ['closeAllConnections', 'closeIdleConnections']],
  [stream, ['isErrored', 'isReadable', 'isWritable', 'duplexPair']],
  [
    stream.Readable.prototype,
    ['asIndexedPairs', 'compose', 'drop', 'every', 'filter', 'find', 'flatMap', 'forEach', 'map', 'reduce', 'some'],
    ['take', 'toArray'],
  ],
  [timers, ['scheduler']],
  [util, ['aborted', 'MIMEType', 'MIMEParams', 'parseArgs', 'parseEnv', 'styleText', 'transferableAbortSignal']],
  [zlib, ['crc32']],
];

for (const [owner, ...lists] of newer) for (const name of lists.flat()) delete owner[name];
