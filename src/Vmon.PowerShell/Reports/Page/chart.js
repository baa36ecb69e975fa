// What all charts show: the same range of time, and the same moment under the pointer.
const view = (() => {
    const full = [report.from, Math.max(report.to, report.from + 1)];
    const listeners = [];
    let range = [...full];

    function set(from, to) {
        const length = Math.min(Math.max(to - from, (full[1] - full[0]) / 5000, 0.02), full[1] - full[0]);
        const start = Math.min(Math.max(from, full[0]), full[1] - length);
        range = [start, start + length];
        for (const listener of listeners) listener();
    }

    const around = (factor, middle) => set(middle - (middle - range[0]) * factor, middle + (range[1] - middle) * factor);
    return {
        full, set, around,
        get from() { return range[0]; },
        get to() { return range[1]; },
        get middle() { return (range[0] + range[1]) / 2; },
        get isFull() { return range[0] === full[0] && range[1] === full[1]; },
        onChange: listener => listeners.push(listener),
        zoom: factor => around(factor, (range[0] + range[1]) / 2),
        move: part => set(range[0] + part * (range[1] - range[0]), range[1] + part * (range[1] - range[0])),
        reset: () => set(...full),
    };
})();

// A chart. Its content: { id, title, about, times, show, steps, perBucket, marks, series, whole }, and each series: { name, colour, mean, min, max, isPart, isShown }.
// Parts are stacked; the others are lines, with a band from the smallest to the largest sample of each bucket.
function makeChart(content) {
    const plotHeight = 190;
    const plot = element('div', {
        class: 'plot', tabindex: 0, role: 'group', 'aria-roledescription': 'chart', 'aria-label': `${content.title}. ${content.about}. Arrow keys move through time, plus and minus zoom, Escape shows all.`,
    });
    const legend = element('div', { class: 'legend' });
    const table = element('details', { class: 'values', ontoggle: fillTable }, element('summary', { text: 'Table', 'aria-label': `Table of ${content.title}` }));
    const root = element('figure', { class: 'chart', id: content.id }, element('figcaption', {}, element('h3', { text: content.title }), element('span', { class: 'quiet', text: content.about })), plot, legend, table);
    const isThinned = content.perBucket > 1;
    let chart = null;
    let moment = null;

    const shown = () => content.series.filter(series => series.isShown);

    // Each part lies on those before it. Where all are unknown, so is the sum.
    function stack(parts) {
        let below = content.times.map(() => null);
        return parts.map(part => below = below.map((sum, i) => part.mean[i] === null || part.mean[i] === undefined ? sum : (sum ?? 0) + part.mean[i]));
    }

    function build() {
        chart?.destroy();
        const series = [{}];
        const data = [content.times];
        const bands = [];
        const parts = shown().filter(one => one.isPart);
        const width = 1.5;
        stack(parts).forEach((values, i) => {
            const colour = theme.colour(parts[i].colour);
            data.push(values);
            series.push({ stroke: colour, width: 1, fill: i === 0 ? colour + 'b0' : undefined, points: { show: alone } });
            if (i > 0) bands.push({ series: [series.length - 1, series.length - 2], fill: colour + 'b0' });
        });
        for (const line of shown().filter(one => !one.isPart)) {
            const colour = theme.colour(line.colour);
            if (isThinned && line.min) {
                data.push(line.max, line.min);
                series.push({ stroke: 'transparent', width: 0, points: { show: false } }, { stroke: 'transparent', width: 0, points: { show: false } });
                bands.push({ series: [series.length - 2, series.length - 1], fill: colour + '40' });
            }
            data.push(line.mean);
            series.push({ stroke: colour, width, dash: line.isDashed ? [4, 3] : undefined, points: { show: alone } });
        }
        const axis = { stroke: () => theme.variable('--quiet'), grid: { stroke: () => theme.variable('--grid'), width: 1 }, ticks: { show: false }, font: '11px system-ui, sans-serif' };
        chart = new uPlot({
            width: Math.max(200, plot.clientWidth), height: plotHeight, padding: [8, 12, 0, 0], legend: { show: false }, bands, series,
            scales: { x: { time: false, range: () => [view.from, view.to] }, y: { range: (_, __, most) => [0, most > 0 ? most * 1.06 : 1] } },
            axes: [
                { ...axis, size: 30, gap: 8, space: 70, incrs: [0.01, 0.1, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800, 2592000], values: timeLabels },
                { ...axis, size: 68, gap: 4, space: 34, incrs: content.steps, values: (_, marks) => marks.map(mark => content.show(mark).replace(/\.0+ /, ' ')) },
            ],
            cursor: {
                y: false, points: { size: 6 }, sync: { key: 'report', scales: ['x', null] }, drag: { x: true, y: false, setScale: false },
                bind: { dblclick: () => () => { view.reset(); return null; } },
            },
            hooks: {
                setSelect: [u => {
                    if (u.select.width < 4) return;
                    view.set(u.posToVal(u.select.left, 'x'), u.posToVal(u.select.left + u.select.width, 'x'));
                    u.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
                }],
                setCursor: [u => { moment = u.cursor.idx ?? null; fillLegend(); content.onMoment?.(moment === null ? null : content.times[moment]); }],
                setScale: [(u, key) => { if (key === 'x') plot.dataset.range = `${u.scales.x.min.toFixed(3)} to ${u.scales.x.max.toFixed(3)}`; }],
                draw: [drawMarks],
            },
        }, data, plot);
        chart.root.querySelectorAll('canvas').forEach(canvas => canvas.setAttribute('aria-hidden', 'true'));
        fillLegend();
    }

    // A value between two unknown ones is a point.
    function alone(u, index, from, to) {
        const values = u.data[index];
        for (let i = Math.max(from, 1); i <= to; i++)
            if (values[i] !== null && values[i] !== undefined && (values[i - 1] ?? null) === null && (values[i + 1] ?? null) === null) return true;
        return false;
    }

    function timeLabels(_, marks) {
        const step = marks.length > 1 ? marks[1] - marks[0] : 60;
        return marks.map((mark, i) => {
            if (step >= 86400) return format.date(mark).slice(5);
            const label = step < 1 ? format.exact(mark).slice(3) : step < 60 ? format.time(mark) : format.time(mark).slice(0, 5);
            return i > 0 && format.date(mark) !== format.date(marks[i - 1]) ? `${format.date(mark).slice(5)} ${label}` : label;
        });
    }

    function drawMarks(u) {
        const { ctx, bbox } = u;
        for (const mark of content.marks) {
            const x = u.valToPos(mark.time, 'x', true);
            if (x < bbox.left || x > bbox.left + bbox.width) continue;
            ctx.save();
            ctx.strokeStyle = theme.variable('--bad');
            ctx.lineWidth = devicePixelRatio;
            ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
            ctx.beginPath();
            ctx.moveTo(x, bbox.top);
            ctx.lineTo(x, bbox.top + bbox.height);
            ctx.stroke();
            ctx.restore();
        }
    }

    const peak = values => values.reduce((most, value) => value !== null && (most === null || value > most) ? value : most, null);

    // Name, value and peak; of the moment under the pointer, or else of the range that is shown.
    function fillLegend() {
        const range = rangeOf(content.times);
        const isMoment = moment !== null && content.times[moment] !== undefined;
        const rows = content.series.map(series => {
            const mean = isMoment ? series.mean[moment] : average(series.mean.slice(...range), content.whole?.slice(...range));
            const most = isMoment ? series.max?.[moment] : series.max && peak(series.max.slice(...range));
            const swatch = element('span', { class: 'swatch' });
            swatch.style.background = series.isShown ? theme.colour(series.colour) : 'transparent';
            swatch.style.borderColor = theme.colour(series.colour);
            return element('tr', { class: series.isShown ? null : 'off' },
                element('th', { scope: 'row' }, element('button', { type: 'button', 'aria-pressed': series.isShown ? 'true' : 'false', title: series.title ?? series.name, onclick: () => toggle(series) }, swatch, element('span', { class: 'name', text: series.name }))),
                element('td', { class: 'number', text: content.show(mean) }),
                element('td', { class: 'number', text: series.max ? content.show(most) : '' }));
        });
        const titles = element('tr', {}, element('th', { scope: 'col', class: 'moment', text: isMoment ? format.time(content.times[moment]) : view.isFull ? '' : 'in this range' }),
            element('th', { scope: 'col', class: 'number', text: isMoment && !isThinned ? 'value' : 'mean' }), element('th', { scope: 'col', class: 'number', text: isMoment && !isThinned ? '' : 'peak' }));
        if (isMoment && !isThinned) for (const row of rows) row.lastChild.textContent = '';
        legend.replaceChildren(element('table', {}, element('thead', {}, titles), element('tbody', {}, ...rows)));
    }

    function toggle(series) {
        series.isShown = !series.isShown;
        build();
        legend.querySelectorAll('button')[content.series.indexOf(series)]?.focus();
    }

    function fillTable() {
        if (!table.open) return;
        const columns = [{ title: 'Time', isHeading: true, value: row => content.times[row], show: row => `${format.date(content.times[row])} ${format.time(content.times[row])}` }];
        for (const series of content.series) {
            columns.push({ title: isThinned && series.max ? `${series.name}, mean` : series.name, isNumber: true, value: row => series.mean[row], show: row => content.show(series.mean[row]) });
            if (isThinned && series.max) columns.push({ title: `${series.name}, peak`, isNumber: true, value: row => series.max[row], show: row => content.show(series.max[row]) });
        }
        const made = makeTable(`${content.title}, values`, columns, 30);
        const [from, to] = rangeOf(content.times);
        made.show(Array.from({ length: to - from }, (_, i) => from + i));
        table.replaceChildren(table.firstElementChild, made.root);
    }

    function press(event) {
        const [from, to] = rangeOf(content.times);
        const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10 }[event.key];
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        if (step) moveTo(moment === null ? (step > 0 ? from : to - 1) : Math.min(Math.max(moment + step, from), to - 1));
        else if (event.key === 'Home') moveTo(from);
        else if (event.key === 'End') moveTo(to - 1);
        else if (event.key === '+' || event.key === '=') view.around(0.5, moment === null ? view.middle : content.times[moment]);
        else if (event.key === '-') view.around(2, moment === null ? view.middle : content.times[moment]);
        else if (event.key === 'Escape') view.reset();
        else return;
        event.preventDefault();
    }

    function moveTo(index) {
        chart.setCursor({ left: chart.valToPos(content.times[index], 'x'), top: 10 });
        const values = shown().map(series => `${series.name} ${content.show(series.mean[index])}`);
        document.getElementById('said').textContent = `${format.time(content.times[index])}: ${values.join(', ')}`;
    }

    plot.addEventListener('keydown', press);
    new ResizeObserver(() => { if (chart && plot.clientWidth > 0 && plot.clientWidth !== chart.width) chart.setSize({ width: Math.max(200, plot.clientWidth), height: plotHeight }); }).observe(plot);
    view.onChange(() => { chart?.redraw(false, true); chart?.setScale('x', { min: view.from, max: view.to }); fillLegend(); if (table.open) fillTable(); });
    theme.onChange(() => chart && build());
    return { root, build, content };
}

// The first index in the range that is shown, and the one after the last.
function rangeOf(times) {
    let from = 0;
    while (from < times.length && times[from] < view.from) from++;
    let to = times.length;
    while (to > from && times[to - 1] > view.to) to--;
    return [from, to];
}

// The mean of what is known. As a part of a whole, it is over the time in which that is known, so that the means of all parts add up.
function average(values, whole = values) {
    const isKnown = value => value !== null && value !== undefined;
    const known = values.filter(isKnown);
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / whole.filter(isKnown).length;
}

// Steps of an axis: round numbers, of bytes those of powers of two.
const steps = {
    decimal: [-3, -2, -1, 0, 1, 2, 3, 4, 5, 6].flatMap(power => [1, 2, 5].map(factor => factor * 10 ** power)),
    bytes: Array.from({ length: 54 }, (_, power) => 2 ** power),
};
