// What used the machine: charts of the largest processes, programs or services with all others, and a table of all.
function showUsage(marks) {
    const { usage } = report;
    const resources = [
        { id: 'cpu', title: 'CPU', about: '% of a core', show: format.percent, steps: steps.decimal },
        { id: 'memory', title: 'Memory', about: 'resident bytes; shared pages count for each process', show: format.bytes, steps: steps.bytes },
        { id: 'io', title: 'IO', about: 'bytes per second from and to storage', show: format.rate, steps: steps.bytes },
        { id: 'network', title: 'Network', about: 'bytes per second received and sent', show: format.rate, steps: steps.bytes },
    ];
    const kinds = [['process', 'Processes'], ['program', 'Programs'], ['service', 'Services']];
    const buttons = element('div', { class: 'buttons kinds', role: 'group', 'aria-label': 'Group by' }, ...kinds.map(([kind, title]) => element('button', { type: 'button', 'data-kind': kind, text: title, onclick: () => choose(kind) })));
    const grid = element('div', { class: 'charts' });
    const place = element('div');
    const note = element('p', { class: 'quiet' });
    section('usage', 'What used it', buttons, grid, note, place);
    const colours = Object.fromEntries(kinds.map(([kind]) => [kind, theme.assign(usage[kind].top.map(list => list.map(one => one.row)))]));
    let kind = 'process';
    let charts = [];

    function choose(next) {
        kind = next;
        for (const button of buttons.children) button.setAttribute('aria-pressed', button.dataset.kind === kind ? 'true' : 'false');
        charts = resources.map(chartOf).filter(Boolean);
        grid.replaceChildren(...charts.map(chart => chart.root));
        for (const chart of charts) chart.build();
        table = makeTable(`All ${kinds.find(([one]) => one === kind)[1].toLowerCase()}`, columnsOf(kind));
        place.replaceChildren(table.root);
        const { leftOut } = usage[kind];
        note.textContent = leftOut > 0 ? `${format.plural(leftOut, kind, kind === 'process' ? 'processes' : `${kind}s`)} that used least are left out; they are part of “other” and of the total.` : '';
        note.hidden = leftOut === 0;
        filter();
    }

    function chartOf(resource, index) {
        const top = usage[kind].top[index];
        const total = usage.total[index];
        if (total.mean.every(value => value === null)) return null;
        const series = top.map(one => ({
            name: one.row.label, title: one.row.command ?? one.row.label, entity: one.row, colour: colours[kind].get(one.row), mean: one.mean, max: one.max, isPart: true, isShown: true,
        }));
        const other = total.mean.map((sum, i) => sum === null ? null : Math.max(0, sum - top.reduce((known, one) => known + (one.mean[i] ?? 0), 0)));
        series.push({ name: 'other', colour: -1, mean: other, max: null, isPart: true, isShown: true });
        series.push({ name: 'total', colour: -1, mean: total.mean, min: null, max: total.max, isPart: false, isShown: false });
        return makeChart({ ...resource, id: `top-${resource.id}`, times: usage.times, perBucket: usage.perBucket, marks, series, whole: total.mean });
    }

    function columnsOf(kind) {
        const number = (title, name, show) => ({ title, value: row => row[name], show: row => show(row[name]), isNumber: true });
        const isProcess = kind === 'process';
        const used = [number('CPU time', 'cpu', format.seconds), number('CPU peak', 'cpuPeak', format.percent), number('Memory mean', 'memory', format.bytes), number('Memory peak', 'memoryPeak', format.bytes)];
        const io = isProcess
            ? [number('Read', 'read', format.bytes), number('Written', 'written', format.bytes), number('Received', 'received', format.bytes), number('Sent', 'sent', format.bytes)]
            : [number('IO', 'io', format.bytes), number('IO peak', 'ioPeak', format.rate), number('Network', 'network', format.bytes), number('Network peak', 'networkPeak', format.rate)];
        const isNetworkKnown = usage.total[3].mean.some(value => value !== null);
        const name = { title: 'Name', value: row => row.label, show: row => isProcess ? row.name : row.label, isHeading: true, class: 'text' };
        return [
            name, ...(isProcess ? [number('PID', 'pid', String)] : []), ...used, ...(isNetworkKnown ? io : io.slice(0, 2)),
            ...(isProcess ? [{ title: 'Service', value: row => row.service, show: row => row.service, class: 'text' }, { title: 'Command', value: row => row.command, show: row => row.command, class: 'text wide' }] : []),
        ];
    }

    let table = null;

    // A filter shows what matches; the rest is not "other" then.
    function filter() {
        for (const chart of charts) {
            for (const series of chart.content.series) series.isShown = series.entity ? matches(series.entity) : series.name === 'other' && isFilterEmpty();
            chart.build();
        }
        table.show(usage[kind].rows.filter(matches));
    }

    onFilter(filter);
    choose('process');
}
