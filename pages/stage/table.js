// A table of numbers that only draws the rows in sight; pages/stage/table.py packs it.
const ROW = 30; // pixels
const SPARE = 2; // rows drawn beyond those in sight, on either side
const LARGEST_POWER = 299; // past it a factor is written by its power of ten
const TABLES = new WeakMap();

class NumberTable {
  constructor(root, send) {
    this.root = root;
    this.body = root.querySelector(".body");
    this.head = root.querySelector(".head");
    this.scroll = root.querySelector(".scroll");
    this.send = send;
    this.sorted = undefined;
    this.scroll.addEventListener("scroll", () => this.#draw());
    this.observer = new ResizeObserver(() => this.#draw());
    this.observer.observe(this.scroll);
    this.head.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) this.#sort(Number(button.dataset.at));
    });
    // The row that was pressed counts: by the time of the click its elements may show other rows.
    this.body.addEventListener("pointerdown", ({ target }) => { this.pressed = target.closest("[data-row]")?.dataset.row; });
    this.body.addEventListener("click", (event) => {
      const { target, detail } = event;
      const row = (detail > 0 && this.pressed) || target.closest("[data-row]")?.dataset.row;
      if (row !== undefined) this.#press(Number(row), event);
      if (detail > 0) this.scroll.blur(); // after a mouse click the keys play again
    });
    this.body.addEventListener("pointerover", ({ target }) => {
      if (target.closest("[role=gridcell]")) this.#say(target.closest("[role=gridcell]"));
    });
    this.scroll.addEventListener("keydown", (event) => this.#key(event));
  }

  receive(bytes) {
    const name = fingerprint(bytes);
    if (name === this.name) return;
    this.name = name;
    const { header, columns } = unpack(bytes);
    const moved = this.header && header.marked !== this.header.marked;
    const sameColumns = this.header && JSON.stringify(this.header.columns) === JSON.stringify(header.columns);
    if (header.picks && !this.messages) {
      this.messages = Messages.of("examples", this, (...said) => this.send(...said));
      this.messages.resume();
    }
    this.header = header;
    this.columns = columns;
    this.selected = new Set(header.selected);
    if (header.selected) this.scroll.setAttribute("aria-multiselectable", "true");
    if (!sameColumns) {
      this.sorted = undefined;
      this.#drawHead();
      this.body.replaceChildren();
    }
    this.#order();
    this.body.style.height = `${header.rows * ROW}px`;
    this.scroll.setAttribute("aria-rowcount", header.rows + 1);
    this.scroll.setAttribute("aria-label", header.label);
    if (header.follow || moved) this.#reveal(this.place[header.marked]);
    this.#draw(true);
  }

  #drawHead() {
    const { columns } = this.header;
    this.root.style.setProperty("--columns", columns.map(({ width }) => `minmax(${width}em, 1fr)`).join(" "));
    this.root.style.setProperty("--width", `${columns.reduce((sum, { width }) => sum + width, 0)}em`);
    this.head.replaceChildren(...columns.map(({ title, tone }, at) => {
      const cell = document.createElement("span");
      cell.setAttribute("role", "columnheader");
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.at = at;
      button.textContent = title;
      if (tone) button.className = tone;
      cell.append(button);
      return cell;
    }));
  }

  #sort(at) {
    if (this.sorted?.at !== at) this.sorted = { at, down: true };
    else if (this.sorted.down) this.sorted = { at, down: false };
    else this.sorted = undefined;
    this.#order();
    this.scroll.scrollTop = 0;
    this.#draw(true);
  }

  #order() {
    const { rows, columns } = this.header;
    this.order = Uint32Array.from({ length: rows }, (_, i) => i);
    if (this.sorted) {
      const { values } = this.columns[columns[this.sorted.at].name];
      // the difference of two infinite numbers is none: they are equal here
      this.order.sort(this.sorted.down ? (a, b) => values[b] - values[a] || 0 : (a, b) => values[a] - values[b] || 0);
    }
    this.place = new Uint32Array(rows);
    this.order.forEach((row, i) => { this.place[row] = i; });
    [...this.head.children].forEach((cell, at) => {
      const here = this.sorted?.at === at;
      cell.setAttribute("aria-sort", here ? (this.sorted.down ? "descending" : "ascending") : "none");
    });
  }

  #reveal(place) {
    if (place === undefined) return;
    const { scrollTop, clientHeight } = this.scroll;
    const top = place * ROW;
    const room = clientHeight - ROW; // the head stays on top
    if (top < scrollTop || top + ROW > scrollTop + room) this.scroll.scrollTop = Math.max(0, top - (room - ROW) / 2);
  }

  #draw(anew = false) {
    if (!this.header || !this.scroll.clientHeight) return;
    const first = Math.max(0, Math.floor(this.scroll.scrollTop / ROW) - SPARE);
    const last = Math.min(this.header.rows, first + Math.ceil(this.scroll.clientHeight / ROW) + 2 * SPARE);
    if (!anew && first === this.first && last === this.last) return;
    this.first = first;
    this.last = last;
    // Rows stay the elements they are, so that one that is redrawn under a click is still clicked.
    while (this.body.children.length > last - first) this.body.lastChild.remove();
    while (this.body.children.length < last - first) this.body.append(document.createElement("div"));
    for (let at = first; at < last; at += 1) this.#fill(this.body.children[at - first], at, this.order[at]);
  }

  #fill(element, at, row) {
    const { columns } = this.header;
    if (element.children.length !== columns.length) this.#makeCells(element);
    element.setAttribute("aria-rowindex", at + 2);
    const marked = row === this.header.marked;
    element.setAttribute("aria-selected", marked || this.selected.has(row));
    element.classList.toggle("also", !marked && this.selected.has(row));
    element.dataset.row = row;
    element.style.transform = `translateY(${at * ROW}px)`;
    columns.forEach((column, place) => {
      const text = this.#written(column, row);
      const cell = element.children[place].firstChild;
      if (cell.data !== text) cell.data = text;
    });
  }

  #makeCells(element) {
    element.setAttribute("role", "row");
    element.replaceChildren(...this.header.columns.map(({ tone }) => {
      const cell = document.createElement("span");
      cell.setAttribute("role", "gridcell");
      if (tone) cell.className = tone;
      cell.append("");
      return cell;
    }));
  }

  #written({ name, kind, power, words }, row) {
    const x = this.columns[name].values[row];
    if (kind === "word") return words[x];
    if (kind === "integer") return x.toLocaleString("en-US");
    if (kind === "exact") return writeExactly(x);
    return this.#past(power, row) ? writePowerOfTen(this.columns[power].values[row]) : writeNumber(x);
  }

  #past(power, row) {
    return power && Math.abs(this.columns[power].values[row]) > LARGEST_POWER;
  }

  // A number under the pointer says all its digits.
  #say(cell) {
    const place = [...cell.parentElement.children].indexOf(cell);
    const { name, kind, power } = this.header.columns[place];
    const row = Number(cell.parentElement.dataset.row);
    if (kind === "integer" || kind === "word") cell.removeAttribute("title");
    else cell.title = this.#past(power, row) ? `10^${this.columns[power].values[row]}` : String(this.columns[name].values[row]);
  }

  // A click picks; with Ctrl it adds a row to the selection or takes it out, with Shift it selects all up to it.
  #press(row, { ctrlKey, metaKey, shiftKey }) {
    const { selected, marked, picks } = this.header;
    if (!selected || !(ctrlKey || metaKey || shiftKey)) { this.#choose(row); return; }
    if (shiftKey) {
      const ends = [this.place[marked] ?? this.place[row], this.place[row]].sort((a, b) => a - b);
      this.selected = new Set(this.order.slice(ends[0], ends[1] + 1));
    } else if (!this.selected.delete(row)) this.selected.add(row);
    document.getSelection()?.removeAllRanges(); // Shift selects text as well
    this.#draw(true);
    this.messages.report(undefined, { select: [...this.selected].map((each) => this.columns[picks].values[each] - 1) });
  }

  #choose(row) {
    if (!this.header.picks) return;
    if (!this.selected.has(row)) this.selected.clear();
    this.header.marked = row;
    this.#draw(true);
    this.messages.report(undefined, { pick: this.columns[this.header.picks].values[row] - 1 });
  }

  #key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !this.header.picks || event.target !== this.scroll) return;
    event.preventDefault();
    const at = Math.max(0, Math.min(this.header.rows - 1, (this.place[this.header.marked] ?? -1) + step));
    this.#reveal(at);
    this.#choose(this.order[at]);
  }

  close() {
    this.observer.disconnect();
    this.messages?.close(this);
  }
}

export default function mount({ parentElement, data, setStateValue }) {
  const root = parentElement.querySelector(".gd-table");
  let table = TABLES.get(parentElement);
  if (!table || table.root !== root) {
    table?.close();
    table = new NumberTable(root, setStateValue);
    TABLES.set(parentElement, table);
  }
  table.send = setStateValue;
  root.dataset.theme = isDark(parentElement) ? "dark" : "light";
  table.receive(data);
  return () => { table.close(); TABLES.delete(parentElement); };
}
