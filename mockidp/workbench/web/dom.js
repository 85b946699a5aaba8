// Elements from values. Text is always text; the one HTML that is parsed is a mail, in a frame without rights.
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children.flat(Infinity)) if (child !== undefined && child !== null && child !== '') element.append(child);
  return element;
}

export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS('http:' + '//www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

export function say(text) {
  document.getElementById('status').textContent = text;
}

export function copyButton(text, label = 'Copy') {
  return el('button', {
    type: 'button', class: 'quiet',
    onclick: async (event) => {
      try {
        await navigator.clipboard.writeText(text());
        event.target.textContent = 'Copied';
        setTimeout(() => { event.target.textContent = label; }, 1500);
      } catch {
        say('The browser did not allow copying; select the text instead.');
      }
    },
  }, label);
}

// Narrow windows stack the cells, each under its own heading: see the style sheet.
export function table(headings, rows, attributes = {}) {
  const cell = (value, column) => el('td', { role: 'cell', 'data-heading': headings[column] }, value);
  return el('div', { class: 'scroll' }, el('table', { role: 'table', ...attributes },
    el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' }, headings.map((heading) => el('th', { role: 'columnheader', scope: 'col' }, heading)))),
    el('tbody', { role: 'rowgroup' }, rows.map((cells) => el('tr', { role: 'row' }, cells.map(cell))))));
}
