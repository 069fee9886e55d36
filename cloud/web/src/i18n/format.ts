import { dictionary, type Language, type Texts } from './dictionary';

/** Numbers, durations and times as the language writes them. */
export interface Format {
    readonly language: Language;
    readonly text: Texts;
    integer(value: number): string;
    /** As many digits as mean something: 0.04, 3.14, 27.5, 1,234; what would round to 0 is "<0.01". */
    quantity(value: number): string;
    /** Two digits that mean something, however small: 0.0031, 0.25, 14, 1,200. */
    density(value: number): string;
    percent(share: number): string;
    /** Two shares, short: 24–38 %, 0.4–2.3 %. */
    percents(low: number, high: number): string;
    /** A value of a scale from −1 to 1: +0.21, 0.00, −0.40. */
    signed(value: number): string;
    /** A duration in seconds: 4.2 s, 48 s, 3 min 20 s, 2 h 05 min. */
    duration(seconds: number): string;
    /** Two durations, short: 11–19 s, 1:50–3:20 min. */
    durations(low: number, high: number): string;
    metres(value: number): string;
    time(date: Date): string;
    timeWithSeconds(date: Date): string;
    dateTime(date: Date): string;
    /** A calendar day, given as yyyy-MM-dd, of whatever time zone. */
    day(day: string): string;
    /** "14:05–14:20", with the date when it is not today's. */
    span(from: Date, to: Date, now: Date): string;
    ago(date: Date, now: Date): string;
}

const locales: Readonly<Record<Language, string>> = { en: 'en-GB', it: 'it-IT' };

/** The formatters of one language; the time zone is the viewer's unless a test names one. */
export function formatFor(language: Language, timeZone?: string): Format {
    const locale = locales[language];
    const zone = timeZone ? { timeZone } : {};
    const integers = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
    const twoDecimals = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
    const oneDecimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
    const twoDigits = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 });
    const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
    const finePercents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
    const signs = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay: 'exceptZero' });
    const metres = new Intl.NumberFormat(locale, { style: 'unit', unit: 'meter', unitDisplay: 'short', maximumFractionDigits: 2 });
    const times = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', ...zone });
    const seconds = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit', ...zone });
    const dateTimes = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', ...zone });
    const fullDateTimes = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', ...zone });
    const days = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', ...zone });
    const calendar = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
    const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
    const two = (n: number): string => String(n).padStart(2, '0');

    return {
        language,
        text: dictionary[language],
        integer: (value) => integers.format(value),
        quantity: (value) => value > 0 && value < 0.005
            ? `<${twoDecimals.format(0.01)}`
            : (value >= 99.95 ? integers : value >= 9.995 ? oneDecimal : twoDecimals).format(value),
        density: (value) => (value >= 100 ? integers : twoDigits).format(value),
        percent: (share) => (share > 0 && share < 0.0995 ? finePercents : percents).format(share),
        percents: (low, high) => {
            const fine = high < 0.0995;
            const digits = (share: number): string => (fine ? oneDecimal : integers).format(share * 100);
            return digits(low) === digits(high) ? (fine ? finePercents : percents).format(high) : `${digits(low)}–${(fine ? finePercents : percents).format(high)}`;
        },
        signed: (value) => signs.format(value).replace('-', '−'),
        duration: (value) => {
            if (value < 9.95)
                return `${oneDecimal.format(value)} s`;
            const whole = Math.round(value);
            if (whole < 60)
                return `${whole} s`;
            if (whole < 3600)
                return whole % 60 === 0 ? `${whole / 60} min` : `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
            const minutes = Math.round(value / 60);
            return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
        },
        durations: (low, high) => {
            const digits = (n: number): string => (n < 9.95 ? oneDecimal : integers).format(n);
            if (high < 59.5)
                return `${digits(low)}–${digits(high)} s`;
            const clock = (n: number): string => `${Math.floor(Math.round(n) / 60)}:${two(Math.round(n) % 60)}`;
            return `${clock(low)}–${clock(high)} min`;
        },
        metres: (value) => metres.format(value),
        time: (date) => times.format(date),
        timeWithSeconds: (date) => seconds.format(date),
        dateTime: (date) => dateTimes.format(date),
        day: (day) => calendar.format(new Date(`${day}T00:00:00Z`)),
        span: (from, to, now) => {
            const today = days.format(now);
            const oneDay = days.format(from) === days.format(to);
            if (!oneDay) {
                const stamp = from.getFullYear() === now.getFullYear() ? dateTimes : fullDateTimes;
                return `${stamp.format(from)} – ${stamp.format(to)}`;
            }
            const clock = `${times.format(from)}–${times.format(to)}`;
            return days.format(from) === today ? clock : `${days.format(from)}, ${clock}`;
        },
        ago: (date, now) => {
            const passed = Math.max(0, Math.round((now.getTime() - date.getTime()) / 1000));
            if (passed < 60)
                return relative.format(-passed, 'second');
            if (passed < 3600)
                return relative.format(-Math.round(passed / 60), 'minute');
            return passed < 86_400 ? relative.format(-Math.round(passed / 3600), 'hour') : relative.format(-Math.round(passed / 86_400), 'day');
        },
    };
}
