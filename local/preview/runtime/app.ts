import type { Route } from './pages/route';

interface AppDefinition {
  onLaunch?(options: object): void;
  onShow?(options: object): void;
  onHide?(): void;
  onError?(message: string): void;
  onUnhandledRejection?(reason: { reason: unknown }): void;
  [name: string]: unknown;
}

/** `App` and `getApp`: the definition is the instance. Going to another browser tab is going to the background. */
export function createApp(scope: Record<string, unknown>) {
  const app: AppDefinition = {};
  scope.App = (definition: AppDefinition) => {
    // Whoever asked before it was defined holds the same object.
    Object.assign(app, definition);
  };
  scope.getApp = () => app;
  return {
    launch({ path, query }: Route) {
      const options = { path, query, scene: 1001, referrerInfo: {} };
      attempt(() => app.onLaunch?.(options));
      attempt(() => app.onShow?.(options));
      document.addEventListener('visibilitychange', () =>
        attempt(() => (document.hidden ? app.onHide?.() : app.onShow?.(options))),
      );
      window.addEventListener('error', ({ message }) => app.onError?.(message));
      window.addEventListener('unhandledrejection', ({ reason }) => app.onUnhandledRejection?.({ reason }));
    },
  };
}

/** An app that fails to launch still shows its pages, in WeChat and here. */
function attempt(run: () => void) {
  try {
    run();
  } catch (error) {
    console.error(error);
  }
}
