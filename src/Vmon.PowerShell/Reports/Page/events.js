// What happened, in the order of time: processes that started and exited, and the machine.
function showEvents() {
    const rows = report.usage?.process.rows ?? [];
    const names = { gap: 'No samples', boot: 'Machine started', outOfMemory: 'Killed for lack of memory' };
    const ofMachine = report.events.map(({ time, kind, number }) => ({
        time, what: names[kind], isBad: kind !== 'boot', process: null,
        detail: kind === 'gap' ? `for ${format.span(number)}` : kind === 'outOfMemory' ? format.plural(number, 'process', 'processes') : '',
    }));
    const ofProcesses = rows.flatMap(row => {
        const events = [];
        if (row.start > report.from && row.start <= report.to) events.push({ time: row.start, what: 'Started', process: row, detail: row.command ?? '' });
        if (row.end !== null && row.end >= report.from) {
            const isBad = Boolean(row.signal || row.code);
            const how = row.signal ?? (row.code === null ? 'exit code unknown' : `exit code ${row.code}`);
            events.push({ time: row.end, what: isBad ? 'Failed' : 'Exited', isBad, process: row, detail: `${how} after ${format.span(row.end - row.start)}, CPU ${format.seconds(row.cpu)}, memory ${format.bytes(row.memoryPeak)}` });
        }
        return events;
    });
    const all = [...ofMachine, ...ofProcesses].sort((a, b) => a.time - b.time);
    if (all.length === 0) return;
    const failures = element('input', { type: 'checkbox', onchange: fill });
    const note = element('p', { class: 'quiet' });
    const table = makeTable('Events', [
        { title: 'Time', isHeading: true, class: 'text time', value: event => event.time, show: event => format.exact(event.time) },
        { title: 'Event', class: 'text', value: event => event.what, show: event => event.isBad ? element('strong', { class: 'bad', text: event.what }) : event.what },
        { title: 'Process', class: 'text', value: event => event.process?.label ?? null, show: event => event.process?.label ?? '' },
        { title: 'Detail', class: 'text wide', show: event => event.detail },
    ], 30);
    section('events', 'Events', element('p', { class: 'options' }, element('label', {}, failures, ' failures, gaps and kills only')), note, table.root);

    function fill() {
        const shown = all.filter(event => event.time >= view.from && event.time <= view.to && (!failures.checked || event.isBad) && (event.process ? matches(event.process) : isFilterEmpty()));
        note.textContent = `${format.plural(shown.length, 'event')} in ${view.isFull ? 'the report' : 'the range that is shown'}.` + (report.eventsLeftOut > 0 ? ` ${format.plural(report.eventsLeftOut, 'event')} of the machine are left out.` : '');
        table.show(shown);
    }

    onFilter(fill);
    view.onChange(fill);
    fill();
}
