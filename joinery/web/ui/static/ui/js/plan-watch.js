// <plan-watch src="…/version/" seen="seal">: asks now and then whether the plan on this page is still the newest, and says so if not.
customElements.define("plan-watch", class extends HTMLElement {
  connectedCallback() {
    this.timer = setInterval(() => this.ask(), 20000);
    this.look = () => document.visibilityState === "visible" && this.ask();
    document.addEventListener("visibilitychange", this.look);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    document.removeEventListener("visibilitychange", this.look);
  }

  async ask() {
    if (document.visibilityState !== "visible") return;
    try {
      const mark = this.newest || `"${this.getAttribute("seen")}"`;
      const answer = await fetch(this.getAttribute("src"), { headers: { "If-None-Match": mark }, cache: "no-store" });
      if (answer.status !== 200 || answer.redirected) return;
      this.newest = answer.headers.get("ETag");
      this.innerHTML = await answer.text();
    } catch { /* away from the net: the next time */ }
  }
});
