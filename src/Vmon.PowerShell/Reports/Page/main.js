// The whole page: what it is of, the filter, the zoom, and its sections.
function showPage() {
    const { machine, usage } = report;
    document.getElementById('title').textContent = report.host || 'Processes';
    const zone = report.zone ? `${report.zone}, ${format.offset(report.offset)}` : format.offset(report.offset);
    const days = format.date(report.from) === format.date(report.to) ? format.time(report.to) : `${format.date(report.to)} ${format.time(report.to)}`;
    document.getElementById('facts').textContent = `${format.date(report.from)} ${format.time(report.from)} to ${days} (${zone}), ${format.span(report.to - report.from)}${report.selection ? `; only ${report.selection}` : ''}`;
    showSummary();
    const marks = report.events.filter(event => event.kind !== 'gap');
    const charts = machine ? showMachine(marks) : [];
    if (usage) {
        showUsage(marks);
        showTree();
    }
    showEvents();
    showAbout();
    for (const chart of charts) chart.build();

    function showSummary() {
        const figure = name => machine?.figures.find(one => one.name === name);
        const cpu = machine && sum(machine.figures.filter(one => one.chart === 'cpu' && one.part && one.name !== 'IO wait').map(one => one.mean));
        const tiles = [];
        if (cpu) tiles.push(['CPU, mean', format.percent(average(cpu)), `busiest CPU up to ${format.percent(figure('busiest CPU')?.peak ?? null)}`]);
        if (figure('used')) tiles.push(['Memory, peak', format.bytes(figure('used').peak), machine.memory ? `of ${format.bytes(machine.memory)}` : '']);
        if (figure('read')) tiles.push(['Disks, peak', `${format.rate(Math.max(figure('read').peak, figure('written')?.peak ?? 0))}`, figure('read').peak >= (figure('written')?.peak ?? 0) ? 'read' : 'written']);
        if (figure('received')) tiles.push(['Network, peak', format.rate(Math.max(figure('received').peak, figure('sent')?.peak ?? 0)), figure('received').peak >= (figure('sent')?.peak ?? 0) ? 'received' : 'sent']);
        if (usage) tiles.push(['Processes', format.count(usage.most), `at most; ${usage.started} started, ${usage.exited} exited`]);
        if (usage) tiles.push(['Failed', format.count(usage.failed), 'exit code not 0, or a signal', usage.failed > 0]);
        document.getElementById('main').append(element('dl', { class: 'tiles', 'aria-label': 'Summary' },
            ...tiles.map(([title, value, detail, isBad]) => element('div', {}, element('dt', { text: title }), element('dd', { class: isBad ? 'bad' : null, text: value }), element('dd', { class: 'quiet', text: detail })))));
    }

    function sum(lists) {
        return lists.length === 0 ? null : lists[0].map((_, i) => lists.every(list => list[i] === null) ? null : lists.reduce((all, list) => all + (list[i] ?? 0), 0));
    }

    function showAbout() {
        const samples = (name, timeline) => timeline && `${name}: ${format.plural(timeline.samples, 'sample')}` + (timeline.perBucket > 1
            ? ` in buckets of ${timeline.perBucket}. Lines and areas are the means of a bucket; peaks are the exact largest values of single samples.` : ', each of which is shown.');
        const lines = [
            `Made by Vmon ${report.version} on ${new Date(report.made).toISOString().replace('T', ' ').slice(0, 19)} UTC from ${report.source}.`,
            samples('Machine', machine), samples('Processes', usage),
            machine ? null : 'It has no samples of the machine.',
            usage?.withoutIo > 0 ? `IO of ${format.plural(usage.withoutIo, 'process', 'processes')} is unknown, mostly because permission was denied.` : null,
            usage && usage.total[3].mean.every(value => value === null) ? 'Network traffic of processes was not sampled.' : null,
            'Gaps in lines are times without samples, or unknown values. A dash is unknown, never zero. CPU of children that exited between two samples is that of their parents.',
            `Charts are drawn by uPlot, © Leon Sorokin, MIT licence.`,
        ];
        section('about', 'About this report', ...lines.filter(Boolean).map(text => element('p', { class: 'quiet', text })));
    }
}

const filters = [];
let wanted = '';
const onFilter = listener => filters.push(listener);
const isFilterEmpty = () => wanted === '';
const matches = row => wanted === '' || [row.label, row.service, row.command].some(text => text?.toLowerCase().includes(wanted)) || String(row.pid) === wanted;

document.getElementById('filter').addEventListener('input', event => {
    wanted = event.target.value.trim().toLowerCase();
    for (const listener of filters) listener();
});
const buttons = { earlier: () => view.move(-0.5), later: () => view.move(0.5), in: () => view.zoom(0.5), out: () => view.zoom(2), all: view.reset };
for (const [id, action] of Object.entries(buttons)) document.getElementById(id).addEventListener('click', action);

function showRange() {
    document.getElementById('at').textContent = `${format.time(view.from)} to ${format.time(view.to)}`;
    for (const id of ['earlier', 'later', 'out', 'all']) document.getElementById(id).disabled = view.isFull;
}

view.onChange(showRange);
showRange();
showPage();
