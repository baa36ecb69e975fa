// Elements of the page. Text is always set as text, never as markup: names of processes can be anything.
function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
        if (value === null || value === undefined || value === false) continue;
        if (key === 'class') made.className = value;
        else if (key === 'text') made.textContent = value;
        else if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
        else made.setAttribute(key, value === true ? '' : value);
    }
    made.append(...children.filter(child => child !== null && child !== undefined));
    return made;
}

function section(id, title, ...children) {
    const made = element('section', { id, 'aria-labelledby': `${id}-title` }, element('h2', { id: `${id}-title`, text: title }), ...children);
    document.getElementById('main').append(made);
    return made;
}

// A table whose rows are added in steps, so that thousands of them do not slow the page. Columns: { title, value, show, isNumber, isWide }.
function makeTable(caption, columns, step = 25) {
    const head = element('tr');
    const body = element('tbody');
    const more = element('button', { type: 'button', class: 'more' });
    const table = element('table', {}, element('caption', { class: 'unseen', text: caption }), element('thead', {}, head), body);
    const root = element('div', {}, element('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption }, table), more);
    let rows = [];
    let sorted = null;
    let isDescending = true;

    const headings = columns.map(column => {
        const heading = element('th', { scope: 'col', class: column.isNumber ? 'number' : column.class });
        if (column.value) heading.append(element('button', { type: 'button', text: column.title, onclick: () => sortBy(column) }));
        else heading.textContent = column.title;
        head.append(heading);
        return heading;
    });

    function sortBy(column) {
        isDescending = sorted === column ? !isDescending : column.isNumber === true;
        sorted = column;
        show();
    }

    // Unknown values come last in both directions.
    function compare(a, b) {
        const [one, other] = [sorted.value(a), sorted.value(b)];
        if (one === null || one === undefined) return other === null || other === undefined ? 0 : 1;
        if (other === null || other === undefined) return -1;
        const order = typeof one === 'number' ? one - other : String(one).localeCompare(String(other), 'en');
        return isDescending ? -order : order;
    }

    function add(count) {
        const next = rows.slice(body.rows.length, body.rows.length + count);
        body.append(...next.map(row => element('tr', { class: row.class }, ...columns.map(column => {
            const cell = element(column.isHeading ? 'th' : 'td', { class: column.isNumber ? 'number' : column.class, scope: column.isHeading ? 'row' : null });
            const shown = column.show(row);
            if (shown instanceof Node) cell.append(shown);
            else cell.textContent = shown ?? format.unknown;
            return cell;
        }))));
        const left = rows.length - body.rows.length;
        more.hidden = left === 0;
        more.textContent = `Show ${Math.min(left, 4 * step)} more of ${left}`;
    }

    function show(changed) {
        if (changed) rows = [...changed];
        if (sorted) rows.sort(compare);
        headings.forEach((heading, index) => {
            if (columns[index].value) heading.setAttribute('aria-sort', columns[index] !== sorted ? 'none' : isDescending ? 'descending' : 'ascending');
        });
        body.replaceChildren();
        add(step);
    }

    more.addEventListener('click', () => add(4 * step));
    return { root, show, sortBy };
}
