const FORMAT = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The date in Beijing as `yyyymmdd`, where WeChat Pay's days begin and end, of milliseconds since 1970. */
export function beijingDate(moment: number): string {
  return FORMAT.format(moment).replaceAll('-', '');
}
