// <heard-stretch><form>: which stretches with words that were not heard clearly somebody has played; told to the desk.
customElements.define("heard-stretch", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.audio = this.closest("talk-player").querySelector("audio");
    this.unclear = [...document.querySelectorAll(".talk .talk__doubt[data-at]")].map((word) => Number(word.dataset.at));
    this.told = new Set();
    for (const name of ["pause", "seeking", "ended"]) this.audio.addEventListener(name, () => this.tell());
    this.timer = setInterval(() => this.audio.paused || this.tell(), 5000);
    this.leaves = () => this.tell();
    addEventListener("pagehide", this.leaves);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    removeEventListener("pagehide", this.leaves);
  }

  tell() {
    for (let number = 0; number < this.audio.played.length; number += 1) {
      const start = this.audio.played.start(number).toFixed(2), end = this.audio.played.end(number).toFixed(2);
      if (this.told.has(`${start} ${end}`) || !this.unclear.some((at) => at >= start && at < end)) continue;
      this.told.add(`${start} ${end}`);
      const said = new FormData(this.form);
      said.set("start", start);
      said.set("end", end);
      fetch(this.form.action, { method: "POST", body: said, keepalive: true }).catch(() => this.told.delete(`${start} ${end}`));
    }
  }
});
