/** The page's script: filters, sorts and opens what is there already. Without it everything can be read all the same. */
export const SCRIPT = `'use strict';
document.documentElement.classList.remove('no-js');
document.addEventListener('DOMContentLoaded', () => {
  const byId = (id) => document.getElementById(id);
  const table = byId('findings-table');
  if (table === null) return;
  const FIRST = 50;
  const OPEN_IN_PRINT = 150;
  const groups = [...table.tBodies];
  const filters = byId('findings-filters');
  const text = byId('f-text');
  const choices = ['family', 'rule', 'state'].map((name) => ({ name, input: byId('f-' + name) })).filter(({ input }) => input !== null);
  const levels = [...filters.querySelectorAll('[name=level]')];
  const texts = new Map();
  let most = FIRST;

  const textOf = (group) => {
    const known = texts.get(group);
    if (known !== undefined) return known;
    const read = group.textContent.toLowerCase();
    texts.set(group, read);
    return read;
  };

  const isWanted = (group, words, on) =>
    on.has(group.dataset.level) &&
    choices.every(({ name, input }) => input.value === '' || input.value === group.dataset[name]) &&
    words.every((word) => textOf(group).includes(word));

  const update = () => {
    const words = text.value.toLowerCase().split(/\\s+/).filter((word) => word !== '');
    const on = new Set(levels.filter((box) => box.checked).map((box) => box.value));
    let count = 0;
    for (const group of table.tBodies) {
      const wanted = isWanted(group, words, on);
      if (wanted) count += 1;
      group.hidden = !wanted || count > most;
    }
    const shown = Math.min(count, most);
    byId('findings-status').textContent = count === groups.length && shown === count ? count + ' findings' : shown + ' of ' + count + ' shown' + (count === groups.length ? '' : ', ' + groups.length + ' in all');
    byId('findings-none').hidden = count > 0;
    const more = byId('findings-more');
    more.hidden = count <= most;
    more.firstElementChild.textContent = 'Show all ' + count;
    return count;
  };

  const open = (button, state) => {
    button.setAttribute('aria-expanded', String(state));
    byId(button.getAttribute('aria-controls')).classList.toggle('open', state);
  };

  const clear = () => {
    text.value = '';
    for (const { input } of choices) input.value = '';
    for (const box of levels) box.checked = true;
    most = FIRST;
  };

  const keys = {
    level: (group) => group.dataset.level,
    name: (group) => group.dataset.name.toLowerCase(),
    rule: (group) => group.dataset.rule,
    place: (group) => group.querySelector('.place').textContent,
  };
  const order = new Map(groups.map((group, at) => [group, at]));
  const collator = new Intl.Collator('en', { numeric: true });

  const sort = (head) => {
    const down = head.getAttribute('aria-sort') === 'ascending';
    for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    const key = keys[head.dataset.sort];
    const sorted = groups.map((group) => ({ group, value: key(group), at: order.get(group) }));
    sorted.sort((a, b) => (down ? -1 : 1) * collator.compare(a.value, b.value) || a.at - b.at);
    table.append(...sorted.map(({ group }) => group));
    update();
  };

  for (const head of table.tHead.rows[0].cells) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'sorter';
    button.textContent = head.textContent;
    button.addEventListener('click', () => sort(head));
    head.replaceChildren(button);
  }

  table.addEventListener('click', (event) => {
    const row = event.target.closest('tr.row');
    if (row === null || String(document.getSelection()) !== '') return;
    const button = row.querySelector('.opener');
    open(button, button.getAttribute('aria-expanded') !== 'true');
  });

  for (const link of document.querySelectorAll('[data-show-rule],[data-show-family]')) {
    link.addEventListener('click', () => {
      clear();
      if (link.dataset.showRule !== undefined) byId('f-rule').value = link.dataset.showRule;
      if (link.dataset.showFamily !== undefined) byId('f-family').value = link.dataset.showFamily;
      update();
    });
  }

  filters.addEventListener('submit', (event) => event.preventDefault());
  filters.addEventListener('input', () => {
    most = FIRST;
    update();
  });
  byId('findings-more').firstElementChild.addEventListener('click', () => {
    most = Infinity;
    update();
  });
  byId('findings-none').firstElementChild.addEventListener('click', () => {
    clear();
    update();
    text.focus();
  });

  let closed = [];
  addEventListener('beforeprint', () => {
    closed = [...document.querySelectorAll('details:not([open])')];
    for (const one of closed) one.open = true;
    most = Infinity;
    document.documentElement.classList.toggle('all', update() <= OPEN_IN_PRINT);
  });
  addEventListener('afterprint', () => {
    document.documentElement.classList.remove('all');
    for (const one of closed) one.open = false;
    most = FIRST;
    update();
  });

  filters.hidden = false;
  update();
});
`;
