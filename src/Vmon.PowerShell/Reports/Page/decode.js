// The data of the report. A series is a list of differences of integers, in a unit; null is unknown. Times are seconds on the clock of the machine.
const report = (() => {
    const data = JSON.parse(document.getElementById('data').textContent);
    const text = index => index < 0 ? null : data.texts[index];
    const clock = sinceStart => (data.start + sinceStart) / 1000 + data.offset * 60;

    function values(deltas, unit) {
        const scale = unit < 1 ? 1 / unit : 1;
        let sum = 0;
        return deltas.map(delta => delta === null ? null : (sum += delta) * (unit < 1 ? 1 : unit) / scale);
    }

    function series(raw) {
        const mean = values(raw.mean, raw.unit);
        return { mean, min: raw.min ? values(raw.min, raw.unit) : null, max: raw.max ? values(raw.max, raw.unit) : mean };
    }

    function times(deltas) {
        let sum = 0;
        return deltas.map(delta => clock(sum += delta));
    }

    // [name, CPU seconds, peak of CPU, mean and peak of memory, bytes and peak of IO, bytes and peak of network, …]
    function figures(raw, from) {
        const [cpu, cpuPeak, memory, memoryPeak, io, ioPeak, network, networkPeak] = raw.slice(from, from + 8);
        return { cpu, cpuPeak, memory, memoryPeak, io, ioPeak, network, networkPeak };
    }

    // …, PID, PID of the parent, row of the parent, start, end, last seen, exit code, signal, is a kernel thread, read, written, received, sent, service, command
    function life(raw) {
        const [pid, parentPid, parent, start, end, seen, code, signal, kernel, read, written, received, sent, service, command] = raw.slice(9);
        return {
            pid, parentPid, parent, code, signal, read, written, received, sent, isKernel: kernel === 1,
            start: clock(start), end: end === null ? null : clock(end), seen: clock(seen), isLost: end === null && seen < data.usage.last, service: text(service), command: text(command),
        };
    }

    function group(raw, isProcess) {
        const rows = raw.rows.map((row, index) => ({ index, name: text(row[0]) ?? '', ...figures(row, 1), ...(isProcess ? life(row) : {}) }));
        for (const row of rows) row.label = isProcess ? `${row.name} (${row.pid})` : row.name || '(no service)';
        const top = raw.top.map(list => list.map(one => ({ ...series(one), row: rows[one.row], isLate: one.late === true })));
        return { rows, top, leftOut: raw.leftOut };
    }

    const { machine, usage } = data;
    return {
        ...data,
        from: clock(0),
        to: clock(data.end - data.start),
        events: data.events.map(([time, kind, number]) => ({ time: clock(time), kind, number })),
        machine: machine && { ...machine, times: times(machine.times), figures: machine.figures.map(figure => ({ ...figure, ...series(figure) })) },
        usage: usage && {
            ...usage, times: times(usage.times), total: usage.total.map(series), whole: figures(usage.whole, 0),
            process: group(usage.process, true), program: group(usage.program, false), service: group(usage.service, false),
        },
    };
})();
