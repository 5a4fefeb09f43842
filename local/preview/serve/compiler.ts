import type { Build, BuildOptions } from '../build/build-miniprogram';
import { buildUnlessBuilt } from '../build/build-unless-built';

/** What the page is told: the last build that worked, and what is wrong with the sources now. */
export interface BuildState {
  build?: Build;
  error?: string;
}

export interface Compiler {
  state(): BuildState;
  /** Builds what the sources are now. Calls made during a build share the one after it. */
  rebuild(): Promise<BuildState>;
}

export function createCompiler(options: BuildOptions, report: (line: string) => void): Compiler {
  let state: BuildState = {};
  let running: Promise<BuildState> | undefined;
  let next: Promise<BuildState> | undefined;

  const run = async () => {
    try {
      const build = await buildUnlessBuilt(options);
      for (const warning of build.warnings) report(`[小程序] ${warning}`);
      state = { build };
    } catch (error) {
      const text = (error as Error).name === 'BuildError' ? (error as Error).message : String((error as Error).stack);
      report(`[小程序] 编译失败\n${text}`);
      state = { ...state, error: text };
    }
    return state;
  };
  const rebuild = (): Promise<BuildState> => {
    if (!running) {
      running = run().finally(() => {
        running = undefined;
      });
      return running;
    }
    next ??= running.then(() => {
      next = undefined;
      return rebuild();
    });
    return next;
  };
  return { state: () => state, rebuild };
}
