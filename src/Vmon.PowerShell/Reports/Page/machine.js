// The charts of the machine.
function showMachine(marks) {
    const { machine } = report;
    const charts = [
        { id: 'cpu', title: 'CPU', about: `% of ${format.plural(machine.cpus ?? 0, 'CPU')}`, show: format.percent, steps: steps.decimal },
        { id: 'memory', title: 'Memory', about: machine.memory ? `${format.bytes(machine.memory)} in all` : 'bytes', show: format.bytes, steps: steps.bytes },
        { id: 'pressure', title: 'Pressure', about: '% of the time in which threads wait', show: format.percent, steps: steps.decimal },
        { id: 'disks', title: 'Disks', about: 'bytes per second, all disks', show: format.rate, steps: steps.bytes },
        { id: 'busy', title: 'Disks, busy', about: '% of the time', show: format.percent, steps: steps.decimal },
        { id: 'network', title: 'Network', about: 'bytes per second, all interfaces', show: format.rate, steps: steps.bytes },
        { id: 'threads', title: 'Threads', about: 'number', show: format.count, steps: steps.decimal },
    ];
    const grid = element('div', { class: 'charts' });
    section('machine', 'Machine', grid);
    return charts.map(chart => {
        const figures = machine.figures.filter(figure => figure.chart === chart.id);
        if (figures.length === 0) return null;
        const series = figures.map((figure, index) => ({
            name: figure.name, colour: colourOf(chart.id, figure.name, index), mean: figure.mean, min: figure.min, max: figure.max,
            isPart: figure.part, isShown: chart.id !== 'memory' || figure.name !== 'free',
        }));
        const made = makeChart({ ...chart, times: machine.times, perBucket: machine.perBucket, marks, series });
        grid.append(made.root);
        return made;
    }).filter(Boolean);

    // What is the same has the same colour: reading and receiving, writing and sending, a resource in CPU, memory and pressure.
    function colourOf(chart, name, index) {
        const fixed = {
            'user': 0, 'nice': 5, 'system': 1, 'interrupts': 4, 'steal': 7, 'IO wait': 3, 'busiest CPU': 9,
            'used': 2, 'reclaimable': 8, 'free': -1, 'swap used': 3,
            'CPU, some wait': 0, 'memory, some wait': 2, 'memory, all wait': 8, 'IO, some wait': 3, 'IO, all wait': 1,
            'read': 0, 'written': 1, 'received': 0, 'sent': 1, 'running or ready': 0, 'waiting for IO': 3, 'load average, 1 minute': 4,
        };
        return chart === 'busy' ? index : fixed[name] ?? index;
    }
}
