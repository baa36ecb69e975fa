// The tree of processes as a timeline, with births and deaths.
function showTree() {
    const { usage } = report;
    const rows = usage.process.rows;
    const top = new Set(usage.process.top.flatMap(list => list.map(one => one.row)));
    const everything = element('input', { type: 'checkbox', onchange: fill });
    const kernel = element('input', { type: 'checkbox', onchange: fill });
    const scale = element('div', { class: 'scale', 'aria-hidden': 'true' });
    const note = element('p', { class: 'quiet' });
    const children = new Map();
    for (const row of rows) {
        const parent = row.parent >= 0 ? rows[row.parent] : null;
        if (!children.has(parent)) children.set(parent, []);
        children.get(parent).push(row);
    }
    for (const list of children.values()) list.sort((a, b) => a.start - b.start || a.pid - b.pid);

    const bars = [];
    const table = makeTable('Processes over time', [
        { title: 'Process', isHeading: true, class: 'text tree', show: row => nameOf(row) },
        { title: 'PID', isNumber: true, class: 'number', show: row => String(row.pid) },
        { title: 'Lifetime', class: 'lane', show: row => laneOf(row) },
        { title: 'Exit', class: 'text', show: row => exitOf(row) },
        { title: 'CPU time', isNumber: true, show: row => format.seconds(row.cpu) },
    ], 60);
    table.root.querySelector('th.lane').append(scale);
    section('tree', 'Births and deaths',
        element('p', { class: 'options' }, element('label', {}, everything, ' all processes, not only those that began, ended or used most'), element('label', {}, kernel, ' kernel threads')), note, table.root);

    const isBorn = row => row.start > report.from;
    const isDead = row => row.end !== null;
    const isWanted = row => (kernel.checked || !row.isKernel) && (isFilterEmpty() ? everything.checked || isBorn(row) || isDead(row) || top.has(row) : matches(row));

    function nameOf(row) {
        const name = element('span', { class: 'branch', title: row.command ?? row.name }, element('span', { text: row.name }));
        name.style.paddingInlineStart = `${Math.min(row.depth, 12) * 0.9}em`;
        return name;
    }

    function exitOf(row) {
        if (!isDead(row)) return row.isLost ? 'unseen' : '';
        if (row.signal) return element('strong', { class: 'bad', text: row.signal });
        if (row.code === null) return 'unknown';
        return row.code === 0 ? '0' : element('strong', { class: 'bad', text: String(row.code) });
    }

    function laneOf(row) {
        const bar = element('span', { class: `life${isDead(row) && (row.signal || row.code) ? ' failed' : ''}` });
        const lane = element('span', { class: 'track' }, bar, element('span', { class: 'unseen', text: wordsOf(row) }));
        lane.title = wordsOf(row);
        bar.style.opacity = shadeOf(row);
        bars.push([row, bar]);
        place(row, bar);
        return lane;
    }

    const endOf = row => row.end ?? (row.isLost ? row.seen : view.full[1]);

    // Darker if it used more CPU while it lived.
    function shadeOf(row) {
        const seconds = Math.max(endOf(row) - Math.max(row.start, report.from), 0.01);
        return String(0.35 + 0.65 * Math.min(1, Math.sqrt((row.cpu ?? 0) / seconds)));
    }

    function wordsOf(row) {
        const begin = isBorn(row) ? format.exact(row.start) : 'before the report';
        const end = isDead(row) ? format.exact(row.end) : row.isLost ? `last seen ${format.time(row.seen)}` : 'still running at the end';
        return `${begin} to ${end}`;
    }

    function place(row, bar) {
        const length = view.to - view.from;
        const from = Math.max((row.start - view.from) / length, 0);
        const to = Math.min((endOf(row) - view.from) / length, 1);
        bar.hidden = to < 0 || from > 1;
        bar.style.left = `${Math.min(from, 0.998) * 100}%`;
        bar.style.width = `${Math.max((to - from) * 100, 0)}%`;
        bar.classList.toggle('begins', isBorn(row) && row.start >= view.from);
        bar.classList.toggle('ends', isDead(row) && row.end <= view.to);
    }

    // Parents before children, and the ancestors of each one that is wanted.
    function fill() {
        const wanted = new Set();
        for (const row of rows)
            if (isWanted(row)) for (let one = row; one && !wanted.has(one); one = one.parent >= 0 ? rows[one.parent] : null) wanted.add(one);
        const ordered = [];
        const stack = [...(children.get(null) ?? [])].reverse().map(row => [row, 0]);
        while (stack.length > 0) {
            const [row, depth] = stack.pop();
            if (wanted.has(row)) ordered.push(Object.assign(row, { depth, class: isWanted(row) ? null : 'context' }));
            for (const child of [...(children.get(row) ?? [])].reverse()) stack.push([child, depth + 1]);
        }
        bars.length = 0;
        note.textContent = `${format.plural(ordered.length, 'process', 'processes')} of ${rows.length.toLocaleString('en-US')}. A bar is a lifetime, darker with more CPU; a red end is a failure.`
            + (usage.process.leftOut > 0 ? ` ${format.plural(usage.process.leftOut, 'process', 'processes')} that used least are left out.` : '');
        table.show(ordered);
    }

    function scaleMarks() {
        scale.replaceChildren(...[0, 0.5, 1].map(part => element('span', { text: format.time(view.from + part * (view.to - view.from)) })));
    }

    onFilter(fill);
    view.onChange(() => {
        scaleMarks();
        for (const [row, bar] of bars) place(row, bar);
    });
    scaleMarks();
    fill();
}
