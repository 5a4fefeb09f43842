import { join } from 'node:path';
import { build } from 'esbuild';
import type { Answer, Incoming } from '../server/answer';

const folder = '/_page/';

const html = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>本地微信支付</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${folder}page.css">
</head>
<body>
<noscript>这个页面需要 JavaScript。</noscript>
<script src="${folder}page.js"></script>
</body>
</html>
`;

const contentTypes = { html: 'text/html', css: 'text/css', js: 'text/javascript', txt: 'text/plain' } as const;

/** Nothing from elsewhere, nothing inline, and in nobody's frame: what merchants send stands on this page as text. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * The gateway's own page, at `/` for those who ask for HTML: no SDK does. It is made of `local/wechatpay/page` when
 * somebody first opens it, a quarter of a second later than usual, and kept in memory. Without a repository there is none.
 */
export function createOwnPage(root: string | undefined): (incoming: Incoming) => Promise<Answer | undefined> {
  let made: Promise<Map<string, Answer>> | undefined;
  return async ({ method, target, headers }) => {
    const path = target.split('?')[0] as string;
    const isPage = path === '/' && method === 'GET' && /text\/html/.test(headers.accept ?? '');
    if (root === undefined || !(isPage || path.startsWith(folder))) return undefined;
    if (isPage) return answer(200, 'html', html);
    made ??= makeFiles(root);
    // What could not be made may be made the next time, when somebody has mended it.
    made.catch(() => {
      made = undefined;
    });
    const file = method === 'GET' ? (await made).get(path.slice(folder.length)) : undefined;
    return file ?? answer(404, 'txt', `没有 ${path}`);
  };
}

async function makeFiles(root: string): Promise<Map<string, Answer>> {
  const source = join(root, 'local/wechatpay/page');
  const { outputFiles } = await build({
    entryPoints: [join(source, 'page.ts'), join(source, 'page.css')],
    outdir: source,
    write: false,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    logLevel: 'silent',
  });
  const named = (extension: 'js' | 'css') => outputFiles.find(({ path }) => path.endsWith(`.${extension}`))?.text ?? '';
  return new Map([
    ['page.js', answer(200, 'js', named('js'))],
    ['page.css', answer(200, 'css', named('css'))],
  ]);
}

function answer(status: number, type: keyof typeof contentTypes, body: string): Answer {
  const headers = {
    'content-type': `${contentTypes[type]}; charset=utf-8`,
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  };
  return { status, headers, body };
}
