import { afterAll, beforeAll } from '@jest/globals';
import { startGateway, type TestGateway } from './gateway';

/** A gateway for all the tests of a file or a group; it is there once they run, and not while they are described. */
export function useGateway(options: Parameters<typeof startGateway>[0] = {}): TestGateway {
  const gateway = {} as TestGateway;
  let started: TestGateway | undefined;
  beforeAll(async () => {
    started = await startGateway(options);
    // With its getters, whose answers change when the gateway is restarted.
    Object.defineProperties(gateway, Object.getOwnPropertyDescriptors(started));
  });
  afterAll(() => started?.close());
  return gateway;
}
