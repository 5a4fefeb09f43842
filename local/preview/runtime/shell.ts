import { element } from './dom';

interface State {
  build?: string;
  error?: string;
}

const intervalMs = 1_000;
const narrow = matchMedia('(max-width: 600px)');

/** What the page does even where the mini program does not run: tells of builds, and loads the panel on a desktop. */
function start() {
  const shown = JSON.parse(document.getElementById('preview-state')?.textContent ?? '{}') as State;
  showError(shown.error);
  loadPanel();
  narrow.addEventListener('change', loadPanel);
  setTimeout(() => poll(shown), intervalMs);
}

/** A new build reloads the page, which finds its pages again by the address; one that failed is laid over it. */
async function poll(shown: State) {
  try {
    const now = document.hidden ? shown : ((await (await fetch('/_preview/build')).json()) as State);
    if (now.build && now.build !== shown.build) {
      location.reload();
      return;
    }
    showError(now.error);
  } catch {
    // The server is being restarted; the page goes on as it is and asks again.
  }
  setTimeout(() => poll(shown), intervalMs);
}

function showError(error: string | undefined) {
  const overlay = document.getElementById('compile-error');
  if (!error) {
    overlay?.remove();
    return;
  }
  const text = overlay?.querySelector('pre') ?? element('pre');
  text.textContent = error;
  if (overlay) return;
  const note = element('p', {}, '改好并保存后会自动刷新；在此之前手机里仍是上一次编译成功的版本。');
  document.body.append(
    element(
      'div',
      { id: 'compile-error', role: 'alert' },
      element('div', {}, element('h2', {}, '小程序编译失败'), text, note),
    ),
  );
}

function loadPanel() {
  if (narrow.matches || !document.getElementById('panel') || document.querySelector('script[src="/panel.js"]')) return;
  document.body.append(element('script', { src: '/panel.js' }));
}

start();
