/** How goods reach the buyer, in the words of 发货信息管理: 1 by express, 2 within the city, 3 virtual, 4 fetched by him. */
export type Shipment =
  | {
      logisticsType: 1;
      trackingNo: string;
      /** WeChat's code of the company, from its list of them: SF, ZTO … */
      expressCompany: string;
      /** Masked (139****1234), where the company asks for it. */
      receiverContact?: string;
    }
  | { logisticsType: 2 | 3 | 4 };

/** What WeChat is told about goods that were sent. */
export interface ShippingInfo {
  transactionId: string;
  /** The payer. */
  openid: string;
  /** What was sent; 120 characters at most. */
  itemDescription: string;
  shipment: Shipment;
  /** Milliseconds since 1970. The same for every try: a later one would use up the only change that WeChat allows. */
  uploadedAt: number;
}
