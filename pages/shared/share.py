"""Two buttons at the top of every page: copy its address, which holds all that was chosen, and print it."""
import json
from html import escape

import streamlit as st

from pages.shared.words import t

# navigator.clipboard is there only on https and on the own computer; the older way works on an office's network too
COPY = """<script>
(() => {
  const copy = document.getElementById('copy-link'), print = document.getElementById('print-page');
  if (!copy || !print) return;
  const told = (words) => { copy.textContent = words; setTimeout(() => { copy.textContent = %(copy)s; }, 2500); };
  const byHand = (text) => {
    const field = document.createElement('textarea');
    field.value = text; field.style.position = 'fixed'; field.style.opacity = '0';
    document.body.appendChild(field); field.select();
    const done = document.execCommand('copy');
    field.remove();
    return done;
  };
  copy.onclick = async () => {
    const text = window.location.href;
    try { await navigator.clipboard.writeText(text); told(%(done)s); }
    catch { byHand(text) ? told(%(done)s) : window.prompt(%(copy)s, text); }
  };
  print.onclick = () => window.print();
})();
</script>"""


def draw_share() -> None:
    """Draws the two buttons."""
    copy, printed = t("Copy link"), t("Print")
    st.html(f'<div class="share"><button id="copy-link" type="button" title="{escape(t("The address holds everything chosen on this page"))}" aria-live="polite">{escape(copy)}</button>'
            f'<button id="print-page" type="button">{escape(printed)}</button></div>'
            + COPY % {"copy": json.dumps(copy), "done": json.dumps(t("Link copied"))}, unsafe_allow_javascript=True)
