import { afterAll, afterEach, beforeAll } from '@jest/globals';
import type { TestGateway } from './gateway';
import { heardV2, startMerchantServer } from './merchant-server';

type MerchantServer = Awaited<ReturnType<typeof startMerchantServer>>;

/** A merchant's server that hears the gateway's notifications. Each test finds both without a past. */
export function useMerchantServer(gateway: TestGateway): MerchantServer {
  const merchant = {} as MerchantServer;
  let started: MerchantServer | undefined;
  beforeAll(async () => {
    started = await startMerchantServer();
    Object.assign(merchant, started);
  });
  afterEach(async () => {
    await gateway.control('reset');
    merchant.received.length = 0;
    merchant.answers(200, heardV2);
  });
  afterAll(() => started?.close());
  return merchant;
}
