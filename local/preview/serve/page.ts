import type { BuildState } from './compiler';

export interface PageParts {
  appid: string;
  /** File names below `/_preview/assets/`. */
  shell: { script: string; style: string };
  state: BuildState;
  panel?: { style: boolean };
}

/**
 * The page of the preview: the phone, and beside it a place for the panel. The mini program's own script comes last;
 * where there is no build, the shell says why.
 */
export function renderPage({ appid, shell, state: { build, error }, panel }: PageParts): string {
  const asset = (name: string) => `/_preview/assets/${name}`;
  const style = (address: string) => `<link rel="stylesheet" href="${address}">`;
  const script = (address: string) => `<script src="${address}" defer></script>`;
  const told = JSON.stringify({ build: build?.script, error }).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="zh-CN" data-appid="${escapeHtml(appid)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>小程序预览</title>
<link rel="icon" href="data:,">
${style(asset(shell.style))}
${build ? style(asset(build.style)) : ''}
${panel?.style ? style('/panel.css') : ''}
</head>
<body${panel ? ' data-panel' : ''}>
<main><div class="pv-device"><div id="phone"></div></div></main>
${panel ? '<aside id="panel" aria-label="调试面板"></aside>' : ''}
<script type="application/json" id="preview-state">${told}</script>
${script(asset(shell.script))}
${build ? script(asset(build.script)) : ''}
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
