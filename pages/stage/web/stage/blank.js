// @ts-check
/** The screen made blank, so that a class looks at whoever speaks: any key or click brings it back. */

export class Blank {
  constructor() {
    /** @type {HTMLDialogElement | undefined} while the screen is blank */
    this.dialog = undefined;
  }

  /** Make the screen blank. A modal dialog lies over all of the page, and hides it from what reads the screen aloud. */
  cover() {
    const dialog = document.createElement("dialog");
    dialog.className = "gd-blank";
    dialog.setAttribute("aria-label", "The screen is blank: any key or click brings it back");
    dialog.addEventListener("click", () => this.lift());
    dialog.addEventListener("cancel", () => this.lift());
    document.body.append(dialog);
    dialog.showModal();
    this.dialog = dialog;
  }

  /** Bring the page back; return whether it was away. */
  lift() {
    const { dialog } = this;
    this.dialog = undefined;
    dialog?.close();
    dialog?.remove();
    return dialog !== undefined;
  }
}
