import { type ShopCloudOptions, startShopCloud } from './shop-cloud';

// The shop's cloud in a process of its own, to be killed or watched. Its argument is what it is started with, as JSON.
const { environment, ...options } = JSON.parse(process.argv[2] ?? '{}') as Omit<ShopCloudOptions, 'environment'> & {
  environment: Record<string, string>;
};

startShopCloud({ ...options, environment: () => environment }).then(({ url }) => console.log(url));
// Whoever started it may die without a word; the functions then end by themselves.
process.stdin.resume().on('end', () => process.exit());
