// <talk-player><audio>…</audio> …</talk-player>: the sound of a talk, and its words. A word that is pressed is where the
// sound goes on, the word that is said is marked; "talk:go" (seconds) sends it somewhere, "talk:time" tells where it is.
customElements.define("talk-player", class extends HTMLElement {
  connectedCallback() {
    this.audio = this.querySelector("audio");
    this.speed = this.querySelector("select");
    this.words = [...document.querySelectorAll(".talk span[data-at]")].sort((a, b) => a.dataset.at - b.dataset.at);
    this.audio.addEventListener("timeupdate", () => this.tell());
    this.audio.addEventListener("play", () => this.run());
    this.speed.addEventListener("change", () => { this.audio.defaultPlaybackRate = this.audio.playbackRate = Number(this.speed.value); });
    this.heard = { click: (event) => this.pressed(event), keydown: (event) => this.key(event), "talk:go": (event) => this.go(event.detail) };
    for (const name in this.heard) document.addEventListener(name, this.heard[name]);
  }

  disconnectedCallback() {
    for (const name in this.heard) document.removeEventListener(name, this.heard[name]);
  }

  go(seconds) {
    this.audio.currentTime = Math.max(0, seconds);
    this.tell();
  }

  pressed(event) {
    const word = event.target.closest?.(".talk span[data-at]");
    if (!word || !getSelection().isCollapsed) return;
    this.go(Number(word.dataset.at));
    this.audio.play().catch(() => {});
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, button, a, summary, audio")) return;
    const steps = { ArrowLeft: -5, ArrowRight: 5, j: -10, l: 10 };
    if (event.key in steps) this.go(this.audio.currentTime + steps[event.key]);
    else if (event.key === " " || event.key === "k") this.audio.paused ? this.audio.play().catch(() => {}) : this.audio.pause();
    else if (event.key === "<" || event.key === ">") this.faster(event.key === ">" ? 1 : -1);
    else if (event.key === "?") this.querySelector("details").toggleAttribute("open");
    else return;
    event.preventDefault();
  }

  faster(by) {
    this.speed.selectedIndex = Math.min(Math.max(this.speed.selectedIndex + by, 0), this.speed.length - 1);
    this.speed.dispatchEvent(new Event("change"));
  }

  run() { if (!this.audio.paused) { this.tell(); requestAnimationFrame(() => this.run()); } }

  tell() {
    const now = this.audio.currentTime;
    const word = this.words.findLast((each) => each.dataset.at <= now + 0.02);
    if (word !== this.word) { this.word?.classList.remove("talk__now"); word?.classList.add("talk__now"); this.word = word; }
    document.dispatchEvent(new CustomEvent("talk:time", { detail: now }));
  }
});
