import { addGlobalErrorListener, addGlobalWarningListener } from 'glass-easel';
import { MiniProgramEnv } from 'glass-easel-miniprogram-adapter';
import type { Program } from '../program';
import { createApp } from './app';
import { PhoneBackend } from './backend';
import { registerBuiltins } from './builtins/register-builtins';
import { addComponents, defineOnDemand } from './define-components';
import type { CodeSpace, Templates } from './framework';
import { readIdentity } from './identity';
import { callPage, type PageFrame } from './pages/page';
import { createPageStack } from './pages/page-stack';
import { formatStack, parseStack } from './pages/route';
import { createTabBar } from './pages/tab-bar';
import { openPhone } from './phone';
import { createWx } from './wx/create-wx';
import { installWxsGlobals } from './wxs';

export interface Bundle {
  program: Program;
  /** Evaluates the templates; their wxs modules want the globals of `installWxsGlobals`. */
  templates: () => Templates;
  app: () => void;
  scripts: [id: string, load: () => void][];
}

/** Runs a compiled mini program in `#phone`, from the pages that the address's hash names. */
export function startMiniprogram({ program, templates: loadTemplates, app: loadApp, scripts }: Bundle) {
  const scope = globalThis as Record<string, unknown>;
  const phone = openPhone(document.getElementById('phone') as HTMLElement);
  installWxsGlobals(scope);
  const templates = loadTemplates();
  reportErrors();
  const environment = new MiniProgramEnv();
  const code = environment.createCodeSpace('', true);
  const backend = environment.associateBackend(new PhoneBackend(phone) as never);
  triggerReady(code);
  code.getComponentSpace().updateComponentOptions({ writeIdToDOM: true });
  registerBuiltins(code, code.getComponentSpace(), templates);
  addComponents(code, program);

  const stack = createPageStack(
    { phone, program, code, backend, define: defineOnDemand(code, program, templates, scripts) },
    (top) => announce(top),
  );
  const tabBar = createTabBar(phone, program.tabBar, (item, index) => {
    stack.switchTab(`/${item.pagePath}`);
    const top = stack.top();
    if (top) callPage(top, 'onTabItemTap', { index, pagePath: item.pagePath, text: item.text });
  });
  const announce = ({ route }: PageFrame) => {
    tabBar.show(route.path);
    history.replaceState(null, '', formatStack(stack.frames.map((frame) => frame.route)));
    const detail = { route: route.path, query: route.query };
    document.documentElement.dataset.page = JSON.stringify(detail);
    window.dispatchEvent(new CustomEvent('preview:navigate', { detail }));
  };
  const appid = document.documentElement.dataset.appid ?? '';
  scope.wx = createWx({ phone, stack, tabBar, appid, openid: readIdentity() });
  scope.getCurrentPages = () => stack.frames.map(({ instance }) => instance);
  const app = createApp(scope);
  loadApp();

  const open = () => {
    const routes = parseStack(location.hash, (path) => program.pages.includes(path));
    return routes.length > 0 ? routes : [{ path: program.pages[0] ?? '', query: {} }];
  };
  const routes = open();
  app.launch(routes[routes.length - 1] as (typeof routes)[number]);
  stack.restore(routes);
  window.addEventListener('hashchange', () => stack.restore(open()));
  document.documentElement.dataset.ready = '';
}

/** glass-easel leaves `ready` to its host: once per component, after its first layout. */
function triggerReady(code: CodeSpace) {
  const started = new WeakSet<object>();
  const behavior = code
    .getComponentSpace()
    .define()
    .lifetime('attached', function (this: { triggerLifetime(name: 'ready', args: []): void; _$?: unknown }) {
      const component = (this._$ ?? this) as { triggerLifetime(name: 'ready', args: []): void };
      if (started.has(component)) return;
      started.add(component);
      setTimeout(() => component.triggerLifetime('ready', []));
    })
    .registerBehavior();
  code.setOverallBehavior(behavior as never);
}

/** An error in a component's code is reported like any other of the page, and stops nothing else. */
function reportErrors() {
  addGlobalErrorListener((error, message) => {
    console.error(message, error);
    return false;
  });
  addGlobalWarningListener(() => false);
}
