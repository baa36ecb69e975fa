// Light and dark, and the colours of charts: each entity has the same in all charts.
const theme = (() => {
    const palettes = {
        light: ['#3b6fb6', '#d9822b', '#3c8d53', '#c4473f', '#7d5fb2', '#1f8a94', '#b5903a', '#c05f9a', '#5b7f2a', '#8a5a44', '#4a5fc1', '#a33d5e'],
        dark: ['#6ea3e8', '#eba04f', '#62b87b', '#e8776d', '#a98ee0', '#4fbcc6', '#d6b45e', '#e08dc0', '#93b85a', '#bd8f78', '#8795ee', '#d9738f'],
    };
    const system = matchMedia('(prefers-color-scheme: dark)');
    const listeners = [];
    let chosen = 'auto';
    let isPrinted = false;

    const isDark = () => !isPrinted && (chosen === 'dark' || (chosen === 'auto' && system.matches));

    function apply() {
        document.documentElement.dataset.theme = isDark() ? 'dark' : 'light';
        for (const listener of listeners) listener();
    }

    function choose(next) {
        chosen = next;
        document.getElementById('theme').textContent = `Theme: ${chosen}`;
        apply();
    }

    function print(begins) {
        isPrinted = begins;
        apply();
    }

    system.addEventListener('change', apply);
    addEventListener('beforeprint', () => print(true));
    addEventListener('afterprint', () => print(false));
    document.getElementById('theme').addEventListener('click', () => choose(chosen === 'auto' ? (isDark() ? 'light' : 'dark') : chosen === 'dark' ? 'light' : 'auto'));
    apply();

    return {
        onChange: listener => listeners.push(listener),
        colour: index => index < 0 ? theme.variable('--other') : palettes[isDark() ? 'dark' : 'light'][index % palettes.light.length],
        variable: name => getComputedStyle(document.documentElement).getPropertyValue(name).trim(),

        // A colour for each entity, so that those of one chart differ if the palette permits.
        assign(charts) {
            const colours = new Map();
            for (const chart of charts) {
                const taken = new Set(chart.map(entity => colours.get(entity)));
                for (const entity of chart) {
                    if (colours.has(entity)) continue;
                    const used = [...colours.values()];
                    const order = palettes.light.map((_, index) => index).sort((a, b) => (taken.has(a) - taken.has(b)) || (used.filter(one => one === a).length - used.filter(one => one === b).length) || a - b);
                    colours.set(entity, order[0]);
                    taken.add(order[0]);
                }
            }
            return colours;
        },
    };
})();
