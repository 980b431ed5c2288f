// Fits the page to the paper's width whatever the window's is: charts and tables are not drawn anew for print.
(() => {
  if (window.boardPaper) return;
  window.boardPaper = true;
  const PAPER = 700, MOST = 0.8; // pixels of A4 between its margins; a narrow window is not blown up beyond
  window.addEventListener("beforeprint", () => {
    const shown = document.querySelector('[data-testid="stMainBlockContainer"]'), look = getComputedStyle(shown);
    const width = shown.clientWidth - parseFloat(look.paddingLeft) - parseFloat(look.paddingRight);
    document.documentElement.style.setProperty("--paper", Math.min(MOST, PAPER / width).toFixed(3));
  });
})();
