// Shows a page's factors one at a time: an element with data-reveal is covered until its number is reached.
export class Reveal {
  // said : called where other words stand there, whose numbers are to be filled in.
  constructor(root, slots, said) {
    this.root = root;
    this.said = said;
    this.slots = slots;
    this.how = undefined; // "all", "forward" or "one"; what the payload says until somebody chooses
    this.shown = 0;
  }

  // header.reveal : a sentence for each number, from 1;  header.forward : how many are of the forward pass, where that
  // is a phase of its own;  header.present : while presenting, all begins covered.
  fill({ reveal, forward, present }) {
    this.sentences = reveal;
    this.forward = forward ?? 0;
    if (this.present !== present) {
      this.present = present;
      this.how = present ? "one" : "all";
      this.shown = 0;
    }
    this.draw();
  }

  choose(how) {
    this.how = how;
    this.shown = how === "forward" ? this.forward : 0;
    this.draw();
    this.#speak();
  }

  // The next factor comes into sight; after the last one they are covered again.
  next() {
    if (this.how === "all") this.how = "one";
    this.shown = this.shown >= this.sentences.length ? 0 : this.shown + 1;
    this.draw();
    this.#speak();
  }

  // A screen reader hears what came into sight when somebody asked for it, not at every step of a run that plays.
  #speak() {
    this.slots.spoken.textContent = this.slots.revealed.textContent;
  }

  get onScreen() {
    return this.root.querySelector("[data-do=next]")?.offsetParent != null;
  }

  draw() {
    const { how, shown, sentences, slots } = this;
    const all = how === "all";
    this.root.dataset.revealed = all ? "all" : shown;
    for (const element of this.root.querySelectorAll("[data-reveal]")) {
      const number = Number(element.dataset.reveal);
      element.classList.toggle("covered", !all && number > shown);
      element.classList.toggle("newest", !all && number === shown);
    }
    for (const button of this.root.querySelectorAll("[data-reveals]")) {
      button.setAttribute("aria-pressed", String(button.dataset.reveals === how));
    }
    const rest = shown === 0 ? "All is covered: press Next factor." : sentences[shown - 1];
    const html = all ? "" : rest;
    if (slots.revealed.dataset.html === html) return;
    slots.revealed.innerHTML = slots.revealed.dataset.html = html;
    this.said();
  }
}
