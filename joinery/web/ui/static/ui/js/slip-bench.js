// <slip-bench> … <article class="slip"> … </slip-bench>: the slips of a debrief, looked at from the keyboard.
// a accept, c change, d drop, u undo, j or arrow down next, k or arrow up back, ? hides or shows the keys.
customElements.define("slip-bench", class extends HTMLElement {
  connectedCallback() {
    this.answers = (event) => this.answer(event);
    this.settles = (event) => this.settle(event);
    document.addEventListener("keydown", this.answers);
    document.addEventListener("htmx:after:swap", this.settles);
    this.addEventListener("focusin", (event) => this.mark(event.target.closest(".slip")));
    this.addEventListener("submit", (event) => { this.asked = event.target.closest(".slip")?.id; });
    this.mark(this.open() || this.slips()[0]);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.answers);
    document.removeEventListener("htmx:after:swap", this.settles);
  }

  slips() { return [...this.querySelectorAll(".slip")]; }
  open() { return this.slips().find((slip) => !slip.dataset.answer); }
  here() { return this.querySelector(".slip--here") || this.slips()[0]; }

  mark(slip) {
    if (!slip) return;
    this.slips().forEach((each) => each.classList.toggle("slip--here", each === slip));
  }

  go(slip) {
    if (!slip) return;
    this.mark(slip);
    slip.focus({ preventScroll: true });
    slip.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  }

  answer(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    const slips = this.slips(), here = slips.indexOf(this.here());
    const steps = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };
    if (event.key in steps) this.go(slips[Math.min(Math.max(here + steps[event.key], 0), slips.length - 1)]);
    else if (event.key === "?") this.classList.toggle("slips--bare");
    else if ("acdu".includes(event.key) && slips[here]) this.press(slips[here], event.key);
    else return;
    event.preventDefault();
  }

  press(slip, key) {
    const button = slip.querySelector(`[data-key="${key}"]`);
    if (!button) return;
    button.click();
    if (key === "c") slip.querySelector("textarea")?.select();
  }

  // Once the answer is there: on to the next slip that nobody has looked at; after an undo or a refusal, stay.
  settle() {
    const slips = this.slips(), done = slips.find((slip) => slip.id === this.asked);
    if (!done) return;
    this.asked = null;
    this.go(done.dataset.answer ? slips.slice(slips.indexOf(done)).find((slip) => !slip.dataset.answer) || this.open() || done : done);
  }
});
