/** More than this is no message of WeChat Pay, and too much for a page. */
const LIMIT = 64 * 1024;

/** A body as it is best read: JSON and XML indented, everything else as it came. */
export function pretty(body: string): string {
  if (body.length > LIMIT) return `${body.slice(0, LIMIT)}\n…（共 ${body.length} 个字符，只显示前 ${LIMIT} 个）`;
  const start = body.trimStart()[0];
  if (start === '{' || start === '[') return prettyJson(body);
  return start === '<' ? prettyXml(body) : body;
}

function prettyJson(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

/**
 * One element a line. A reader's aid and no parser: whatever it does not recognise it leaves as it is, and nothing is
 * dropped.
 */
function prettyXml(body: string): string {
  const tokens = body.match(/<!\[CDATA\[[\s\S]*?\]\]>|<[^>]*>|[^<]+|</g) ?? [];
  const lines: string[] = [];
  let line = '';
  let depth = 0;
  const flush = () => {
    if (line.trim()) lines.push('  '.repeat(Math.max(0, depth)) + line.trim());
    line = '';
  };
  let open = false;
  for (const token of tokens) {
    if (/^<\//.test(token)) {
      if (!open) {
        flush();
        depth -= 1;
      }
      line += token;
      flush();
      open = false;
    } else if (/^<[A-Za-z_]/.test(token) && !token.endsWith('/>')) {
      if (open) {
        flush();
        depth += 1;
      } else flush();
      line = token;
      open = true;
    } else {
      line += token;
    }
  }
  flush();
  return lines.join('\n');
}
