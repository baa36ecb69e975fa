// Numbers and times as a reader sees them. Unknown is a dash.
const format = (() => {
    const unknown = '-';
    const known = show => value => value === null || value === undefined || Number.isNaN(value) ? unknown : show(value);
    const decimals = value => Math.abs(value) >= 99.95 ? 0 : Math.abs(value) >= 9.995 ? 1 : 2;

    function bytes(value) {
        let prefix = 0;
        while (Math.abs(value) >= 1023.5 && prefix < 5) {
            value /= 1024;
            prefix++;
        }
        return `${prefix === 0 || Math.abs(value) >= 99.95 ? Math.round(value) : value.toFixed(1)} ${['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'][prefix]}`;
    }

    const two = number => String(number).padStart(2, '0');
    const parts = seconds => new Date(Math.round(seconds * 1000));
    const date = seconds => { const at = parts(seconds); return `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`; };
    const time = seconds => { const at = parts(seconds); return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`; };

    // Milliseconds, if samples are close.
    const exact = seconds => `${time(seconds)}.${String(parts(seconds).getUTCMilliseconds()).padStart(3, '0')}`;

    function span(seconds) {
        if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
        if (seconds < 120) return `${Number(seconds.toFixed(seconds < 10 ? 1 : 0))} s`;
        if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
        return seconds < 172800 ? `${Number((seconds / 3600).toFixed(1))} h` : `${Number((seconds / 86400).toFixed(1))} d`;
    }

    return {
        unknown,
        percent: known(value => `${value.toFixed(Math.abs(value) >= 99.95 ? 0 : 1)} %`),
        bytes: known(bytes),
        rate: known(value => `${bytes(value)}/s`),
        count: known(value => value.toFixed(Number.isInteger(value) ? 0 : decimals(value))),
        seconds: known(value => `${value.toFixed(decimals(value))} s`),
        span: known(span),
        date, time, exact,
        offset: minutes => `UTC${minutes < 0 ? '−' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`,
        plural: (number, one, many = `${one}s`) => `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`,
    };
})();
