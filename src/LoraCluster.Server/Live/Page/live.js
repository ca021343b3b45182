'use strict';
// The live page of a node. Everything that comes from the cluster is put into the page as text, never as markup.

const $ = id => document.getElementById(id);
const asksForToken = document.documentElement.dataset.token === 'needed';
let token = sessionStorage.getItem('token') || '';
let mayAct = false;

// ---- asking the node ----

class Refused extends Error {
  constructor(problem) { super(problem.detail || problem.title || 'refused'); this.problem = problem; }
}

async function ask(path, options = {}) {
  const headers = { ...options.headers };
  if (token) headers.Authorization = 'Bearer ' + token;
  const answer = await fetch('api/v1' + path, { ...options, headers });
  if (answer.ok) return answer;
  let problem = { status: answer.status, detail: 'status ' + answer.status };
  try { problem = await answer.json(); } catch { /* no more is known */ }
  throw new Refused({ ...problem, status: answer.status });
}

// Server-sent events by fetch, which can show a token; an EventSource cannot.
async function listen(path, signal, heard) {
  const answer = await ask(path, { signal });
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const events = (rest + value).split('\n\n');
    rest = events.pop();
    for (const event of events) {
      const name = /^event: (.*)$/m.exec(event);
      const data = /^data: (.*)$/m.exec(event);
      if (name && data) heard(name[1], JSON.parse(data[1]));
    }
  }
}

const pause = ms => new Promise(resolve => setTimeout(resolve, ms));

// ---- words ----

const count = n => n == null ? '–' : Math.round(n).toLocaleString('en');
const short = n => n == null || !isFinite(n) ? '–' : n === 0 ? '0' : Math.abs(n) >= 1e5 || Math.abs(n) < 1e-3 ? n.toExponential(2) : String(+n.toPrecision(4));
const percent = share => share == null ? '–' : (100 * share).toPrecision(2) + ' %';
function duration(s) {
  if (s < 1) return '< 1 s';
  if (s < 90) return Math.round(s) + ' s';
  if (s < 5400) return Math.round(s / 60) + ' min';
  if (s < 172800) return (s / 3600).toFixed(1) + ' h';
  return (s / 86400).toFixed(1) + ' d';
}

function element(tag, text, className) {
  const made = document.createElement(tag);
  if (text != null) made.textContent = text;
  if (className) made.className = className;
  return made;
}

// Changes only what differs: whoever has a row focused or selected keeps it.
function setText(cell, text) { if (cell.textContent !== text) cell.textContent = text; }

function rowsOf(body, items, key, make, fill) {
  const known = new Map([...body.children].map(row => [row.dataset.key, row]));
  items.forEach((item, i) => {
    let row = known.get(key(item));
    known.delete(key(item));
    if (!row) { row = make(item); row.dataset.key = key(item); }
    if (body.children[i] !== row) body.insertBefore(row, body.children[i] || null);
    fill(row, item);
  });
  for (const row of known.values()) row.remove();
}

// ---- the state of the cluster ----

let state = { sweeps: [], nodes: [], problem: '' };
const paces = new Map();      // by sweep: how far it was when
const nodesSeen = new Map();  // by address: the last that was known of a node
let chosen = null;
let isChosenByHand = false;

class Pace {
  constructor() { this.samples = []; }

  add(at, share, trials) {
    const last = this.samples[this.samples.length - 1];
    if (last && (share < last.share || trials < last.trials)) this.samples = [];
    if (!last || at - last.at >= 0.4) this.samples.push({ at, share, trials });
    while (this.samples.length > 2 && at - this.samples[0].at > 120) this.samples.shift();
  }

  get trialsPerSecond() {
    const s = this.samples;
    const last = s[s.length - 1];
    const from = s.find(x => last.at - x.at <= 10) || s[0];
    return s.length > 1 && last.at > from.at ? (last.trials - from.trials) / (last.at - from.at) : null;
  }

  // Seconds left and their 95 % error: from the mean and the spread of the rates in up to eight stretches of the last two minutes.
  get left() {
    const s = this.samples.filter((x, i, all) => i === 0 || x.share > all[i - 1].share);
    if (s.length < 4) return null;
    const stretches = Math.min(8, s.length - 1);
    const rates = [];
    for (let i = 0; i < stretches; i++) {
      const a = s[Math.floor(i * (s.length - 1) / stretches)], b = s[Math.floor((i + 1) * (s.length - 1) / stretches)];
      rates.push((b.share - a.share) / (b.at - a.at));
    }
    const mean = (s[s.length - 1].share - s[0].share) / (s[s.length - 1].at - s[0].at);
    const spread = Math.sqrt(rates.reduce((sum, r) => sum + (r - mean) ** 2, 0) / Math.max(1, rates.length - 1) / rates.length);
    const seconds = (1 - s[s.length - 1].share) / mean;
    return { seconds, error: 1.96 * seconds * spread / mean };
  }
}

function shareOf(sweep) {
  if (sweep.state === 'completed') return 1;
  const parts = sweep.parts_total ? sweep.parts_committed / sweep.parts_total : 0;
  const outline = view.outline && view.outline.name === sweep.name ? view.outline : null;
  return Math.min(1, Math.max(parts, outline && outline.cells ? sweep.cells_done / outline.cells : 0));
}

function onState(next) {
  state = next;
  const now = performance.now() / 1000;
  for (const sweep of state.sweeps) {
    if (!paces.has(sweep.name)) paces.set(sweep.name, new Pace());
    if (sweep.state === 'running') paces.get(sweep.name).add(now, shareOf(sweep), sweep.trials_done);
  }
  for (const node of nodesSeen.values()) node.gone = node.gone || clock();
  for (const node of state.nodes) nodesSeen.set(node.address, { ...node, gone: null });
  setText($('connection'), state.problem ? 'no coordinator answers: ' + state.problem : 'live');
  if (!isChosenByHand) {
    const next = state.sweeps.findLast(s => s.state === 'running') || state.sweeps[state.sweeps.length - 1];
    if (next && (!chosen || (next.state === 'running' && next.name !== chosen))) choose(next.name);
  }
  drawState();
}

const clock = () => new Date().toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' });

function drawState() {
  $('no-sweeps').hidden = state.sweeps.length > 0;
  rowsOf($('sweeps').tBodies[0], [...state.sweeps].reverse().slice(0, 200), s => s.name, makeSweepRow, fillSweepRow);
  const nodes = [...nodesSeen.values()].sort((a, b) => !!a.gone - !!b.gone || (a.address < b.address ? -1 : 1));
  rowsOf($('nodes').tBodies[0], nodes, n => n.address, () => {
    const row = element('tr');
    for (const kind of ['', '', '', 'number', 'number', '']) row.append(element('td', '', kind));
    return row;
  }, (row, node) => {
    const how = node.gone ? 'gone' : !node.is_reachable ? 'unreachable' : node.is_coordinator ? 'coordinates' : 'up';
    const texts = [node.address, node.gone ? 'gone since ' + node.gone : how, node.roles.join(', '), count(node.workers), node.gone ? '–' : count(node.blocks_held), node.release];
    texts.forEach((text, i) => setText(row.children[i], text));
    row.children[1].className = 'state-' + how;
  });
  const sweep = state.sweeps.find(s => s.name === chosen);
  $('message').hidden = !(sweep && sweep.message);
  if (sweep) setText($('message'), sweep.message);
  drawTroubles(sweep);
}

function makeSweepRow(sweep) {
  const row = element('tr');
  const name = element('td');
  const button = element('button', sweep.name);
  button.type = 'button';
  button.addEventListener('click', () => { isChosenByHand = true; choose(sweep.name); drawState(); });
  name.append(button);
  const progress = element('td');
  const bar = document.createElement('progress');
  bar.max = 1;
  bar.setAttribute('aria-label', 'progress of ' + sweep.name);
  progress.append(bar, ' ', element('span'));
  const act = element('td', null, 'action');
  const cancel = element('button', 'Cancel');
  cancel.type = 'button';
  cancel.setAttribute('aria-label', 'Cancel ' + sweep.name);
  cancel.addEventListener('click', () => act1(cancel, () => ask('/sweeps/' + encodeURIComponent(sweep.name) + '/cancel', { method: 'POST' })));
  const first = element('button', 'Sooner');
  first.type = 'button';
  first.setAttribute('aria-label', 'Raise the priority of ' + sweep.name + ' by 10');
  first.addEventListener('click', () => act1(first, () => raise(sweep.name, 10)));
  const later = element('button', 'Later');
  later.type = 'button';
  later.setAttribute('aria-label', 'Lower the priority of ' + sweep.name + ' by 10');
  later.addEventListener('click', () => act1(later, () => raise(sweep.name, -10)));
  act.append(cancel, ' ', first, ' ', later);
  row.append(name, element('td'), progress, element('td', '', 'number'), element('td', '', 'number'), element('td'), element('td', '', 'number'), element('td', '', 'number'), act);
  return row;
}

function fillSweepRow(row, sweep) {
  const [name, how, progress, trials, rate, left, threads, priority, act] = row.children;
  name.firstChild.setAttribute('aria-pressed', String(sweep.name === chosen));
  setText(how, sweep.state);
  how.className = 'state-' + sweep.state;
  const share = shareOf(sweep);
  progress.firstChild.value = share;
  setText(progress.lastChild, Math.floor(100 * share) + ' %' + (sweep.parts_total ? ', ' + count(sweep.parts_committed) + ' of ' + count(sweep.parts_total) + ' parts' : ''));
  const pace = paces.get(sweep.name);
  const runs = sweep.state === 'running';
  setText(trials, sweep.trials_done ? count(sweep.trials_done) : '–');
  setText(rate, runs && pace ? count(pace.trialsPerSecond) : '–');
  const eta = runs && pace ? pace.left : null;
  setText(left, eta ? duration(eta.seconds) + ' ± ' + duration(eta.error) : '–');
  setText(threads, sweep.workers ? count(sweep.workers) : '–');
  setText(priority, String(sweep.priority));
  act.hidden = !mayAct;
  for (const button of act.children) button.disabled = sweep.has_ended || sweep.state === 'cancelled';
}

async function act1(button, what) {
  button.disabled = true;
  try { await what(); setText($('action-answer'), ''); } catch (e) { setText($('action-answer'), e.message); } finally { button.disabled = false; }
}

async function raise(name, by) {
  const sweep = state.sweeps.find(s => s.name === name);
  const text = await (await ask('/sweeps/' + encodeURIComponent(name) + '/definition')).text();
  const priority = Math.max(-100, Math.min(100, sweep.priority + by));
  await ask('/sweeps?priority=' + priority, { method: 'POST', headers: { 'Content-Type': 'application/yaml' }, body: text });
}

// ---- the rows of the chosen sweep ----

const newMap = () => ({ columns: new Set(), rows: new Set(), width: -1, height: -1, others: null, drawn: 0, canvas: document.createElement('canvas') });
const view = { map: newMap(), outline: null, cells: [], facets: [], groups: new Map(), dirty: true, cursor: null, worst: null, bests: new Map(), troubles: [], ended: false };
let rowsEnd = null;

function choose(name) {
  if (chosen === name) return;
  chosen = name;
  if (rowsEnd) rowsEnd.abort();
  rowsEnd = new AbortController();
  clearView(null);
  $('chosen').hidden = false;
  setText($('chart-title'), name);
  follow(name, rowsEnd.signal);
}

function clearView(outline) {
  Object.assign(view, { map: newMap(), places: [], outline, cells: [], facets: [], groups: new Map(), dirty: true, cursor: null, worst: null, bests: new Map(), troubles: [], ended: false });
  if (outline) {
    makeFrame(outline);
    return;
  }
  // Nothing of the sweep before may be taken for this one's.
  for (const id of ['legend', 'facets']) $(id).replaceChildren();
  $('cells').tBodies[0].replaceChildren();
  $('troubles').hidden = $('map-figure').hidden = true;
  setText($('summary'), 'Nothing on disk yet.');
  surface($('chart'));
}

async function follow(name, signal) {
  while (!signal.aborted) {
    let trouble = null;
    try {
      await listen('/sweeps/' + encodeURIComponent(name) + '/rows', signal, (kind, data) => {
        if (signal.aborted) return;
        if (kind === 'outline') clearView(data);
        else if (kind === 'cells') addCells(data);
        else if (kind === 'end') view.ended = true;
        else if (kind === 'trouble') trouble = data;
      });
    } catch (e) {
      if (signal.aborted) return;
      if (!view.outline) setText($('summary'), e instanceof Refused ? e.message : 'The node does not answer.');
    }
    // Asking again begins from the first cell: not too often.
    if (trouble) {
      setText($('summary'), trouble + '; looking again in ten seconds.');
      await pause(10000);
    }
    // A sweep that has ended may be submitted again.
    do await pause(1000); while (!signal.aborted && view.ended && state.sweeps.some(s => s.name === name && s.has_ended));
  }
}

function makeFrame(outline) {
  const legend = $('legend');
  legend.replaceChildren(...outline.series.map(series => {
    const item = element('li');
    item.append(sample(series), series.label);
    return item;
  }));
  const head = element('tr');
  for (const title of ['cell', ...outline.axes.map(a => a.name), 'best', 'trials', 'relative error']) {
    const th = element('th', title);
    th.scope = 'col';
    head.append(th);
  }
  $('cells').tHead.replaceChildren(head);
  $('cells').tBodies[0].replaceChildren();
  // Axes behind the first are chosen, each by its own list.
  $('facets').replaceChildren();
  view.facets = outline.axes.slice(1).map((axis, i) => {
    const label = element('label', axis.label + ' ');
    const select = document.createElement('select');
    select.addEventListener('change', () => { view.facets[i].value = select.value; view.facets[i].byHand = true; view.cursor = null; view.dirty = true; });
    label.append(select);
    $('facets').append(label);
    return { select, values: new Map(), value: null, byHand: false };
  });
  $('map-figure').hidden = outline.axes.length < 2;
}

function sample(series) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 26 12');
  svg.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(svg.namespaceURI, 'path');
  line.setAttribute('d', 'M0 6H26');
  line.setAttribute('stroke', inkOf(series));
  line.setAttribute('stroke-width', series.is_baseline ? 3 : 1.6);
  const dot = document.createElementNS(svg.namespaceURI, 'path');
  dot.setAttribute('d', { circle: 'M9 6a4 4 0 1 0 8 0a4 4 0 1 0-8 0', square: 'M9 2h8v8h-8z', 'triangle-up': 'M13 1l5 9h-10z', diamond: 'M13 1l5 5-5 5-5-5z', 'triangle-down': 'M13 11l5-9h-10z' }[series.shape]);
  dot.setAttribute('fill', inkOf(series));
  svg.append(line, dot);
  return svg;
}

const isDark = matchMedia('(prefers-color-scheme: dark)');
isDark.addEventListener('change', () => {
  styles = {};
  if (view.outline) { const cells = view.cells; clearView(view.outline); addCells(cells); }
});

// On dark paper the dark half of the ramp is lightened, and the baseline's black is white.
function onPaper(color) {
  if (!isDark.matches) return color;
  const [r, g, b] = [1, 3, 5].map(i => parseInt(color.slice(i, i + 2), 16));
  const light = (0.3 * r + 0.59 * g + 0.11 * b) / 255;
  const mix = Math.max(0, 0.5 - light);
  return '#' + [r, g, b].map(c => Math.round(c + (255 - c) * mix).toString(16).padStart(2, '0')).join('');
}
const inkOf = series => series.is_baseline && isDark.matches ? '#ffffff' : onPaper(series.color);

function addCells(cells) {
  for (const cell of cells) {
    view.cells.push(cell);
    if (cell.values.length > 1) { view.map.columns.add(cell.values[0]); view.map.rows.add(cell.values[1]); }
    const facets = cell.values.slice(1);
    facets.forEach((value, i) => { if (!view.facets[i].values.has(String(value))) view.facets[i].values.set(String(value), value); });
    const key = facets.join('|');
    let group = view.groups.get(key);
    if (!group) view.groups.set(key, group = { points: [], sorted: true });
    if (group.points.length && group.points[group.points.length - 1].values[0] > cell.values[0]) group.sorted = false;
    group.points.push(cell);
    view.bests.set(cell.best, (view.bests.get(cell.best) || 0) + 1);
    if (cell.relative_error != null) view.worst = Math.max(view.worst || 0, cell.relative_error);
    if (cell.trouble && view.troubles.length < 1000) view.troubles.push(cell);
  }
  view.dirty = true;
}

// ---- drawing, once per frame at most ----

let saidAt = 0;

function frame() {
  if (view.dirty && view.outline) {
    view.dirty = false;
    performance.mark('draw-begin');
    fillFacets();
    drawChart();
    drawMap();
    performance.measure('draw', 'draw-begin');
    if (performance.now() - saidAt > 1000 || view.ended) say();
    else if (!view.saysLater) { view.saysLater = true; setTimeout(() => { view.saysLater = false; view.dirty = true; }, 1100); }
  }
  requestAnimationFrame(frame);
}

function say() {
  saidAt = performance.now();
  const o = view.outline;
  const best = [...view.bests].sort((a, b) => b[1] - a[1])[0];
  const words = [count(view.cells.length) + ' of ' + count(o.cells) + ' cells on disk'];
  if (best && best[0]) words.push('best so far: ' + best[0] + ' in ' + count(best[1]));
  if (view.worst != null) words.push('largest relative standard error ' + percent(view.worst) + (o.precision ? ' (cells stop at ' + percent(o.precision) + ')' : ''));
  setText($('summary'), words.join('; ') + '.');
  const body = $('cells').tBodies[0];
  rowsOf(body, view.cells.slice(-50).reverse(), c => String(c.cell), c => {
    const row = element('tr');
    for (const text of [c.cell, ...c.values, c.best, count(c.trials), percent(c.relative_error)]) row.append(element('td', typeof text === 'number' ? short(text) : String(text)));
    return row;
  }, () => {});
  drawTroubles(state.sweeps.find(s => s.name === chosen));
}

function drawTroubles(sweep) {
  if (!view.outline) return;
  const items = view.troubles.slice(0, 100).map(c => ({ cell: c.cell, text: c.trouble }));
  // Blocks that were given up are only in the sweep's message.
  const given = sweep && /cells (\d+)…(\d+)/g;
  for (let m; given && (m = given.exec(sweep.message));) items.push({ cell: +m[1], text: 'given up: it brought down several workers' });
  $('troubles').hidden = items.length === 0;
  rowsOf($('troubles').querySelector('ul'), items, i => i.cell + i.text, () => {
    const li = element('li');
    li.append(element('span'), ' ', element('code'));
    return li;
  }, (li, i) => {
    setText(li.firstChild, 'Cell ' + i.cell + ': ' + i.text + '.');
    setText(li.lastChild, 'lora-cluster replay ' + quoted(view.outline.dataset) + ' --cell ' + i.cell);
  });
}

const quoted = word => /^[\w./-]+$/.test(word) ? word : "'" + word.replaceAll("'", "'\\''") + "'";

function fillFacets() {
  for (const facet of view.facets) {
    if (facet.select.options.length !== facet.values.size) {
      const values = [...facet.values].sort((a, b) => typeof a[1] === 'number' ? a[1] - b[1] : a[0] < b[0] ? -1 : 1);
      facet.select.replaceChildren(...values.map(([key, value]) => new Option(typeof value === 'number' ? short(value) : value, key)));
      if (!facet.byHand || !facet.values.has(facet.value)) facet.value = values[Math.floor(values.length / 2)][0];
      facet.select.value = facet.value;
    }
  }
}

function surface(canvas) {
  const ratio = devicePixelRatio || 1;
  const { width, height } = canvas.getBoundingClientRect();
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  const pen = canvas.getContext('2d');
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, height);
  pen.font = '12px system-ui, "Liberation Sans", Arial, sans-serif';
  return { pen, width, height };
}

// Read once: asking for a style makes the browser lay out the page.
let styles = {};
const style = name => styles[name] ??= getComputedStyle(document.documentElement).getPropertyValue(name);

// A scale from values to pixels; logarithmic where they are positive and span more than a decade.
function scale(low, high, from, to) {
  const isLog = low > 0 && high / low > 10;
  const f = isLog ? Math.log10 : v => v;
  let a = f(low), b = f(high);
  if (a === b) { a -= 0.5; b += 0.5; }
  const room = 0.04 * (b - a);
  a -= room; b += room;
  const ticks = [];
  if (isLog) {
    const steps = b - a < 3 ? [1, 2, 5] : [1];
    const every = Math.max(1, Math.ceil((b - a) / 7));
    for (let d = Math.floor(a); d <= b; d += every) for (const s of steps) { const t = d + Math.log10(s); if (t >= a && t <= b) ticks.push([+(s * 10 ** d).toPrecision(3), t]); }
  } else {
    const raw = (b - a) / 6, unit = 10 ** Math.floor(Math.log10(raw));
    const step = unit * [1, 2, 5, 10].find(m => m * unit >= raw);
    for (let t = Math.ceil(a / step) * step; t <= b; t += step) ticks.push([+t.toPrecision(6), t]);
  }
  const place = t => from + (t - a) / (b - a) * (to - from);
  const at = v => place(f(v));
  at.isLog = isLog;
  at.ticks = ticks.map(([value, t]) => [value, place(t)]);
  return at;
}

const currentGroup = () => {
  const group = view.groups.get(view.facets.map(f => f.value).join('|'));
  if (group && !group.sorted) {
    group.points.sort((a, b) => a.values[0] < b.values[0] ? -1 : 1);
    group.sorted = true;
  }
  return group ? group.points : [];
};

const margin = { left: 64, right: 14, top: 10, bottom: 40 };

function drawChart() {
  const { pen, width, height } = surface($('chart'));
  const points = currentGroup();
  const o = view.outline;
  $('chart').setAttribute('aria-label', 'Chart: ' + o.loss_label + (o.axes.length ? ' against ' + o.axes[0].label : '') + ', ' + points.length + ' points of ' + o.series.length + ' estimators.');
  if (points.length === 0) {
    pen.fillStyle = style('--quiet');
    pen.fillText('nothing on disk here yet', margin.left, height / 2);
    return;
  }
  const isNumeric = o.axes.length > 0 && o.axes[0].is_numeric;
  const xs = points.map((p, i) => isNumeric ? p.values[0] : i);
  let low = Infinity, high = -Infinity;
  for (const p of points) for (const m of p.means) if (m != null) { if (m < low) low = m; if (m > high) high = m; }
  if (!isFinite(low)) return;
  const x = scale(xs.reduce((a, b) => Math.min(a, b)), xs.reduce((a, b) => Math.max(a, b)), margin.left, width - margin.right);
  const y = scale(low, high, height - margin.bottom, margin.top);
  axes(pen, x, y, width, height, isNumeric ? null : points.map(p => String(p.values[0] ?? 'the cell')), o);
  pen.save();
  pen.beginPath();
  pen.rect(margin.left, margin.top, width - margin.left - margin.right, height - margin.top - margin.bottom);
  pen.clip();
  o.series.forEach((series, s) => drawSeries(pen, points, xs, s, series, x, y));
  pen.restore();
  if (view.cursor != null && view.cursor < points.length) {
    pen.strokeStyle = style('--quiet');
    pen.beginPath();
    pen.moveTo(x(xs[view.cursor]), margin.top);
    pen.lineTo(x(xs[view.cursor]), height - margin.bottom);
    pen.stroke();
  }
  view.places = xs.map(v => x(v));
}

function axes(pen, x, y, width, height, words, o) {
  pen.strokeStyle = style('--grid');
  pen.fillStyle = style('--text');
  pen.lineWidth = 1;
  pen.textBaseline = 'middle';
  pen.textAlign = 'right';
  for (const [value, at] of y.ticks) {
    pen.beginPath(); pen.moveTo(margin.left, at); pen.lineTo(width - margin.right, at); pen.stroke();
    pen.fillText(short(value), margin.left - 6, at);
  }
  pen.textAlign = 'center';
  pen.textBaseline = 'top';
  const ticks = words ? words.map((w, i) => [w, x(i)]) : x.ticks.map(([v, at]) => [short(v), at]);
  for (const [text, at] of ticks) {
    pen.beginPath(); pen.moveTo(at, margin.top); pen.lineTo(at, height - margin.bottom); pen.stroke();
    pen.fillText(text, at, height - margin.bottom + 5);
  }
  pen.fillStyle = style('--quiet');
  pen.fillText(o.axes.length ? o.axes[0].label : '', (margin.left + width) / 2, height - 16);
  pen.save();
  pen.translate(12, (height - margin.bottom) / 2);
  pen.rotate(-Math.PI / 2);
  pen.fillText(o.loss_label, 0, -6);
  pen.restore();
}

function drawSeries(pen, points, xs, s, series, x, y) {
  const color = inkOf(series);
  const band = [];
  pen.strokeStyle = color;
  pen.fillStyle = color;
  pen.lineWidth = series.is_baseline ? 3 : 1.6;
  pen.lineJoin = 'round';
  pen.beginPath();
  let isOpen = false, lastMarker = -1e9;
  const markers = [];
  for (let i = 0; i < points.length; i++) {
    const mean = points[i].means[s];
    if (mean == null || (y.isLog && mean <= 0)) { isOpen = false; continue; }
    const px = x(xs[i]), py = y(mean);
    if (isOpen) pen.lineTo(px, py); else pen.moveTo(px, py);
    isOpen = true;
    const error = points[i].errors[s];
    if (error != null) band.push([px, y(y.isLog ? Math.max(mean - 1.96 * error, mean * 1e-3) : mean - 1.96 * error), y(mean + 1.96 * error)]);
    if (px - lastMarker >= 9) { markers.push([px, py]); lastMarker = px; }
  }
  pen.stroke();
  if (band.length > 1) {
    pen.globalAlpha = 0.18;
    pen.beginPath();
    band.forEach(([px, a], i) => i ? pen.lineTo(px, a) : pen.moveTo(px, a));
    for (let i = band.length - 1; i >= 0; i--) pen.lineTo(band[i][0], band[i][2]);
    pen.fill();
    pen.globalAlpha = 1;
  }
  const r = series.is_baseline ? 2 : 3;
  for (const [px, py] of markers) {
    pen.beginPath();
    switch (series.is_baseline ? 'circle' : series.shape) {
      case 'square': pen.rect(px - r, py - r, 2 * r, 2 * r); break;
      case 'triangle-up': pen.moveTo(px, py - r - 1); pen.lineTo(px + r + 1, py + r); pen.lineTo(px - r - 1, py + r); break;
      case 'diamond': pen.moveTo(px, py - r - 1); pen.lineTo(px + r + 1, py); pen.lineTo(px, py + r + 1); pen.lineTo(px - r - 1, py); break;
      case 'triangle-down': pen.moveTo(px, py + r + 1); pen.lineTo(px + r + 1, py - r); pen.lineTo(px - r - 1, py - r); break;
      default: pen.arc(px, py, r, 0, 7);
    }
    pen.fill();
  }
}

// Which estimator is the best over the first two axes: a picture with one dot per cell, blown up.
function drawMap() {
  const o = view.outline;
  $('map-figure').hidden = o.axes.length < 2 || ![...view.bests.keys()].some(Boolean);
  if ($('map-figure').hidden) return;
  const { pen, width, height } = surface($('map'));
  const sorted = set => [...set].sort((a, b) => typeof a === 'number' ? a - b : a < b ? -1 : 1);
  const map = view.map;
  const others = view.facets.slice(1).map(f => f.value).join('|');
  if (map.columns.size !== map.width || map.rows.size !== map.height || map.others !== others) {
    Object.assign(map, { width: map.columns.size, height: map.rows.size, others, drawn: 0 });
    map.columnOf = new Map(sorted(map.columns).map((v, i) => [v, i]));
    map.rowOf = new Map(sorted(map.rows).map((v, i) => [v, i]));
    map.dots = new ImageData(Math.max(1, map.width), Math.max(1, map.height));
  }
  for (; map.drawn < view.cells.length; map.drawn++) {
    const c = view.cells[map.drawn];
    if (c.values.slice(2).join('|') !== others || !c.best) continue;
    const color = c.best_color === '#000000' ? '#b9b9b4' : c.best_color;
    map.dots.data.set([1, 3, 5].map(i => parseInt(color.slice(i, i + 2), 16)).concat(255), 4 * ((map.height - 1 - map.rowOf.get(c.values[1])) * map.width + map.columnOf.get(c.values[0])));
  }
  const small = map.canvas;
  small.width = map.dots.width;
  small.height = map.dots.height;
  small.getContext('2d').putImageData(map.dots, 0, 0);
  pen.imageSmoothingEnabled = false;
  pen.drawImage(small, margin.left, margin.top, width - margin.left - margin.right, height - margin.top - margin.bottom);
  const w = (width - margin.left - margin.right) / map.width, h = (height - margin.top - margin.bottom) / map.height;
  pen.fillStyle = style('--text');
  const keys = [[...map.columnOf.keys()], [...map.rowOf.keys()]];
  const ends = list => list.length > 1 ? [0, Math.floor((list.length - 1) / 2), list.length - 1] : [0];
  const name = v => typeof v === 'number' ? short(v) : String(v);
  pen.textAlign = 'center'; pen.textBaseline = 'top';
  for (const i of ends(keys[0])) pen.fillText(name(keys[0][i]), margin.left + (i + 0.5) * w, height - margin.bottom + 5);
  pen.textAlign = 'right'; pen.textBaseline = 'middle';
  for (const i of ends(keys[1])) pen.fillText(name(keys[1][i]), margin.left - 6, height - margin.bottom - (i + 0.5) * h);
  pen.fillStyle = style('--quiet');
  pen.textAlign = 'center'; pen.textBaseline = 'top';
  pen.fillText(o.axes[0].label, (margin.left + width) / 2, height - 16);
  setText($('map-note'), 'The estimator with the smallest value in each cell, by luck where two are close, in its colour (grey: the baseline), over ' + o.axes[0].name + ' and ' + o.axes[1].name + '.');
  $('map').setAttribute('aria-label', 'Map of the best estimator over ' + o.axes[0].label + ' and ' + o.axes[1].label + ': ' + [...view.bests].sort((a, b) => b[1] - a[1]).slice(0, 5).map(([b, n]) => b + ' in ' + n + ' cells').join(', '));
}

// ---- reading a point ----

function readPoint(index) {
  const points = currentGroup();
  if (points.length === 0) return;
  view.cursor = Math.max(0, Math.min(points.length - 1, index));
  view.dirty = true;
  const p = points[view.cursor], o = view.outline;
  const where = o.axes.length ? o.axes[0].name + ' = ' + (typeof p.values[0] === 'number' ? short(p.values[0]) : p.values[0]) : 'cell ' + p.cell;
  setText($('readout'), where + ': ' + o.series.map((s, i) => s.label + ' ' + short(p.means[i]) + (p.errors[i] != null ? ' ± ' + short(p.errors[i]) : '')).join(', '));
}

$('chart').addEventListener('keydown', e => {
  const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10 }[e.key];
  const to = e.key === 'Home' ? 0 : e.key === 'End' ? 1e9 : step ? (view.cursor ?? (step > 0 ? -1 : 1e9)) + step : null;
  if (to != null && view.outline) { e.preventDefault(); readPoint(to); }
});
$('chart').addEventListener('pointermove', e => {
  if (!view.places || !view.places.length) return;
  const at = e.offsetX;
  let nearest = 0;
  view.places.forEach((p, i) => { if (Math.abs(p - at) < Math.abs(view.places[nearest] - at)) nearest = i; });
  readPoint(nearest);
});
addEventListener('resize', () => { view.dirty = true; });

// ---- the token and what it allows ----

function showRights() {
  $('token-form').hidden = !asksForToken;
  $('submit-section').hidden = !mayAct;
  for (const cell of document.querySelectorAll('.action')) cell.hidden = !mayAct;
  setText($('token-note'), mayAct ? 'You may submit and cancel.' : asksForToken ? 'This node shows nothing without its token.' : 'Read-only: this node has no token.');
}

$('token-form').addEventListener('submit', e => {
  e.preventDefault();
  token = $('token').value.trim();
  $('token').value = '';
  sessionStorage.setItem('token', token);
  stateEnd.abort();
});

$('submit').addEventListener('submit', async e => {
  e.preventDefault();
  const place = $('submit-answer');
  place.replaceChildren(element('p', 'submitting …'));
  try {
    const answer = await ask('/sweeps?priority=' + encodeURIComponent($('priority').value), { method: 'POST', headers: { 'Content-Type': 'application/yaml' }, body: $('definition').value });
    const sweep = await answer.json();
    place.replaceChildren(element('p', sweep.name + ': ' + (answer.status === 201 ? 'accepted' : 'was here already')));
    isChosenByHand = true;
    choose(sweep.name);
  } catch (e) {
    const list = element('ul', null, 'warning');
    for (const one of (e.problem && e.problem.errors) || [{ problem: e.message }]) {
      list.append(element('li', (one.line ? one.line + ':' + one.column + ' ' + one.field + ': ' : '') + one.problem + (one.got ? '; got ' + one.got : '') + (one.expected ? '; expected ' + one.expected : '')));
    }
    place.replaceChildren(list);
  }
});

// ---- the life of the page ----

let stateEnd = new AbortController();

(async () => {
  for (let wait = 500; ; wait = Math.min(5000, wait * 2)) {
    while (document.hidden) await pause(200);
    stateEnd = new AbortController();
    try {
      await listen('/events', stateEnd.signal, (kind, data) => {
        wait = 500;
        // Whoever is answered by a node that asks for a token has shown the right one.
        if (mayAct !== asksForToken) { mayAct = asksForToken; showRights(); }
        if (kind === 'state') onState(data);
      });
    } catch (e) {
      if (stateEnd.signal.aborted) { wait = 250; continue; }
      const isTokenWrong = e instanceof Refused && e.problem.status === 401;
      if (isTokenWrong) { mayAct = false; showRights(); if (token) sessionStorage.removeItem('token'); }
      setText($('connection'), isTokenWrong ? (token ? 'refused: the token is not this node\u2019s' : 'waiting for the token') : e instanceof Refused ? e.message : 'no connection to the node; trying again');
      if (isTokenWrong) { const shown = token; while (token === shown && !stateEnd.signal.aborted) await pause(100); wait = 250; continue; }
    }
    for (const node of nodesSeen.values()) node.gone = node.gone || clock();
    drawState();
    setText($('connection'), $('connection').textContent === 'live' ? 'no connection to the node; trying again' : $('connection').textContent);
    await pause(wait);
  }
})();

// A browser has six connections for a host: a page that nobody sees leaves its two to those that somebody does.
document.addEventListener('visibilitychange', () => {
  if (document.hidden) {
    stateEnd.abort();
    if (rowsEnd) rowsEnd.abort();
  } else if (chosen) {
    const name = chosen;
    chosen = null;
    choose(name);
  }
});

showRights();
requestAnimationFrame(frame);
