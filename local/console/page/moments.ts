/** WeChat tells all times in Beijing's, and so do its messages; a clock beside them that said anything else would mislead. */
const zone = { timeZone: 'Asia/Shanghai', hourCycle: 'h23' } as const;

/** Clock time of a moment (ISO 8601, or milliseconds since 1970), to the second. */
export const timeOfDay = (moment: string | number) => new Date(moment).toLocaleTimeString('zh-CN', zone);

/** Date and time, without the year. */
export const shortMoment = (moment: string | number) =>
  new Date(moment).toLocaleString('zh-CN', {
    ...zone,
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });

export const fullMoment = (moment: string | number) => new Date(moment).toLocaleString('sv-SE', zone);
