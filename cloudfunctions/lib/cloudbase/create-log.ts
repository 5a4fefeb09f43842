import type { Log } from '../operations/ports';

const REJECTED_BYTES = 300;
const LINE_BYTES = 8_000;
const VALUE_CHARACTERS = 2_000;
const SECRET = /key|secret|sign|token|passw|passphrase|authorization|openid|prepayid/i;
const PEM = /-----BEGIN.*/s;

/**
 * One line of JSON per entry, so that a stranger's line breaks make no entries of their own. Values under names of
 * secrets are masked, wherever they are, and bytes are counted: they may be a key file.
 */
export function createLog(write: (level: 'info' | 'warn' | 'error', line: string) => void): Log {
  return {
    info: (message, details) => write('info', line(message, details, LINE_BYTES)),
    rejected: (message, details) => write('warn', line(message, details, REJECTED_BYTES)),
    error: (message, details) => write('error', line(message, details, LINE_BYTES)),
  };
}

function line(message: string, details: Record<string, unknown> = {}, maxBytes: number): string {
  const bytes = Buffer.from(JSON.stringify({ message, ...details }, masked));
  if (bytes.length <= maxBytes) return bytes.toString();
  // A character cut in half becomes U+FFFD, which is longer than the half.
  return bytes
    .subarray(0, maxBytes)
    .toString()
    .replace(/\uFFFD$/, '');
}

function masked(name: string, value: unknown): unknown {
  if (SECRET.test(name) && value !== undefined) return '***';
  if (typeof value === 'string') return value.slice(0, VALUE_CHARACTERS).replace(PEM, '***');
  if (typeof value === 'bigint') return String(value);
  if (isBytes(value)) return `${value.data.length} bytes`;
  if (value instanceof Error) {
    const { name: kind, message, stack, cause } = value;
    return {
      ...value,
      name: kind,
      message,
      // Places only: a message of several lines stands in the stack too, where it would not be recognised.
      stack: stack
        ?.split('\n')
        .filter((at) => /^\s+at /.test(at))
        .slice(0, 5)
        .map((at) => at.trim()),
      cause,
    };
  }
  return value;
}

/** A Buffer, which has become JSON before it comes here. */
function isBytes(value: unknown): value is { data: unknown[] } {
  const { type, data } = Object(value) as Record<string, unknown>;
  return type === 'Buffer' && Array.isArray(data);
}
