// <talk-way>: the way through a talk. [data-step] and the keys n and p go from finding to finding, a finding that the
// address names is where the page begins; "talk:go" brings the turn of that moment into sight. Without sound as well.
customElements.define("talk-way", class extends HTMLElement {
  connectedCallback() {
    this.findings = [...document.querySelectorAll('.talk mark[id^="finding-"]')];
    this.turns = [...document.querySelectorAll(".talk [data-begins]")];
    this.heard = { click: (event) => this.pressed(event), keydown: (event) => this.key(event), "talk:go": (event) => this.show(event.detail) };
    for (const name in this.heard) document.addEventListener(name, this.heard[name]);
    const named = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    const at = named && named.closest(".talk") && (named.dataset.at ?? named.closest(".talk__turn").dataset.begins);
    if (at) customElements.whenDefined("talk-player").then(() => this.send(Number(at)));
    this.place = this.findings.indexOf(named);
  }

  disconnectedCallback() {
    for (const name in this.heard) document.removeEventListener(name, this.heard[name]);
  }

  pressed(event) {
    const button = event.target.closest?.("[data-step]");
    if (button) this.step(Number(button.dataset.step));
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, audio")) return;
    if (event.key === "n" || event.key === "p") this.step(event.key === "n" ? 1 : -1);
  }

  step(by) {
    if (!this.findings.length) return;
    this.findings[this.place]?.classList.remove("talk__here");
    this.place = Math.min(Math.max(this.place + by, 0), this.findings.length - 1);
    const finding = this.findings[this.place];
    finding.classList.add("talk__here");
    finding.focus({ preventScroll: true });
    this.send(Number(finding.dataset.at ?? finding.closest(".talk__turn").dataset.begins));
  }

  send(at) { document.dispatchEvent(new CustomEvent("talk:go", { detail: at })); }

  show(at) {
    const turn = this.turns.findLast((each) => each.dataset.begins <= at + 0.01) || this.turns[0];
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    turn?.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  }
});
