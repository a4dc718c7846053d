// @ts-check
/**
 * Who has the keys: the stage, or the page with whatever in it has the browser's focus.
 *
 * Opening a page and any use of a pointer give them to the stage, wherever on the page it is: a widget that was clicked
 * would keep keys that nobody means for it. A box that is typed in keeps them. A click into running text, Tab and Escape
 * give them to the page, which scrolls by them. What is reached by the keyboard, or by a program that reads the screen,
 * has the keys that are its own.
 */

const TYPED = [
  "textarea", "[contenteditable=true]", "canvas",
  "input:not([type=range], [type=checkbox], [type=radio], [type=file], [role=combobox])",
].join();
const KEEPS = `${TYPED}, [role=grid]`; // keys also after a click, where it has kept the focus itself
const DRAGGED = "input[type=range], [role=slider], [data-handle]";
const OPENED = "[role=dialog], [role=listbox], [role=menu]"; // over the page; the keys are theirs
const NO_TEXT = ".gd-stage, .plot, svg, button, a, label, summary, input, [role=grid], [role=tab], [role=radio], [role=slider], [role=option]";
const AGAIN = 50; // ms until one looks again whether what lies over the page has gone

export class Focus {
  /** @param {HTMLElement} root the stage's */
  constructor(root) {
    this.root = root;
    /** Whether the stage has the keys. */
    this.onStage = true;
    this.held = false; // whether a pointer is pressed
    /** @type {Element | undefined} the widget that a pointer used last, until there is a key */
    this.used = undefined;
    /** @type {number | undefined} */
    this.waiting = undefined;
    root.tabIndex = -1;
    this.leaving = new AbortController();
    /**
     * @param {string} kind
     * @param {(event: any) => void} act
     */
    const listen = (kind, act) => document.addEventListener(kind, act, { capture: true, signal: this.leaving.signal });
    listen("pointerdown", () => this.#pressed());
    listen("pointerup", (event) => this.#released(event));
    listen("pointercancel", (event) => this.#released(event));
    listen("click", (event) => this.#clicked(event));
    listen("focusin", (event) => this.#moved(event));
  }

  /** Have a page that opens begin with the keys on its stage, unless somebody is about something else already. */
  open() {
    const now = document.activeElement;
    if (!now || now === document.body || now.matches("a")) this.take();
  }

  /** Give the keys to the stage, as soon as nothing lies over the page. */
  take() {
    clearTimeout(this.waiting);
    this.onStage = true;
    if (document.querySelector(OPENED)) this.waiting = setTimeout(() => this.take(), AGAIN);
    else if (document.activeElement !== this.root) this.root.focus({ preventScroll: true });
  }

  /**
   * Give the keys to the page.
   * @param {Element} [at] where on it
   */
  leave(at = this.root) {
    clearTimeout(this.waiting);
    this.onStage = false;
    const scroller = scrollerOf(at);
    scroller.tabIndex = -1;
    scroller.style.outline = "none";
    scroller.focus({ preventScroll: true });
  }

  /**
   * Return what a key is meant for; nothing where that is the stage.
   * @param {KeyboardEvent} event
   * @returns {Element | undefined}
   */
  targetOf(event) {
    const [target] = event.composedPath();
    const opened = document.querySelector(OPENED) !== null;
    if (!opened) this.used = undefined;
    if (this.onStage && !opened) {
      if (document.activeElement !== this.root && document.activeElement !== document.body) this.take();
      if (event.key !== "Tab") return undefined;
    }
    if (event.key === "Tab") this.onStage = false;
    if (!(target instanceof Element)) return undefined;
    if (event.key === "Enter" && this.root.contains(target) && target.matches(TYPED)) setTimeout(() => this.#entered());
    return target;
  }

  /**
   * Give the keys to the page, unless Escape is meant for something else.
   * @param {Element | undefined} target what it is pressed in
   */
  escape(target) {
    if (!document.querySelector(OPENED) && !target?.matches(KEEPS)) this.leave();
  }

  #entered() {
    if (document.activeElement === document.body) this.take(); // the box has let go
  }

  #pressed() {
    clearTimeout(this.waiting);
    this.held = true;
    this.onStage = false;
  }

  /** @param {PointerEvent} event */
  #released({ target }) {
    this.held = false;
    if (target instanceof Element && target.closest(DRAGGED)) this.#settle(target);
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const { target, detail } = event;
    if (detail === 0 || !(target instanceof Element)) return; // by a key
    if (isText(event, target)) this.leave(target);
    else this.#settle(target);
  }

  /**
   * After what was clicked has done what it does.
   * @param {Element} target
   */
  #settle(target) {
    // Nothing of the stage's own takes the focus back.
    if (!target.closest(OPENED)) this.used = (!this.root.contains(target) && target.closest("[data-testid]")) || undefined;
    setTimeout(() => {
      if (!this.held && !document.activeElement?.matches(KEEPS)) this.take();
    });
  }

  /** @param {FocusEvent} event */
  #moved({ target }) {
    if (this.held || target === this.root || !(target instanceof Element)) return;
    // A select takes the focus back once its list has gone.
    if (this.onStage && this.used?.contains(target) && !target.matches(KEEPS)) this.take();
    else this.onStage = false;
  }

  /** Let go of the page. */
  close() {
    clearTimeout(this.waiting);
    this.leaving.abort();
  }
}

/**
 * Return whether a click is on running text, outside the stage and all that can be pressed.
 * @param {MouseEvent} event
 * @param {Element} target
 */
function isText({ clientX: x, clientY: y }, target) {
  const node = document.caretRangeFromPoint?.(x, y)?.startContainer ?? document.caretPositionFromPoint?.(x, y)?.offsetNode;
  if (target.closest(NO_TEXT) || node?.nodeType !== Node.TEXT_NODE) return false;
  const range = document.createRange();
  range.selectNodeContents(node);
  return [...range.getClientRects()].some(({ left, right, top, bottom }) => left <= x && x <= right && top <= y && y <= bottom);
}

/**
 * Return what scrolls around an element: the page, where nothing else does.
 * @param {Element} element
 * @returns {HTMLElement}
 */
function scrollerOf(element) {
  for (let at = element.parentElement; at; at = at.parentElement) {
    if (["auto", "scroll"].includes(getComputedStyle(at).overflowY) && at.scrollHeight > at.clientHeight) return at;
  }
  return document.documentElement;
}
