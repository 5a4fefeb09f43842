/** One more merchant that the gateway knows, for those who take the wrong key. */
export const otherMerchant = {
  mchid: '1900000200',
  appids: ['wxother0000000001'],
  apiKey: 'ANOTHER0123456789ANOTHER01234567',
  apiV3Key: 'another0123456789another01234567',
};
