// Saves a chart as a picture: its layers drawn on one canvas under its title, what was chosen and the day. Nothing leaves the browser.
(() => {
  if (window.boardPictures) return;
  window.boardPictures = true;
  const SCALE = 2, HEAD = 58, EDGE = 16, FOOT = 12;

  const image = (svg, defs, width, height) => new Promise((done, failed) => {
    const copy = svg.cloneNode(true), picture = new Image();
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    copy.setAttribute("xmlns:xlink", "http://www.w3.org/1999/xlink");
    copy.setAttribute("width", width);
    copy.setAttribute("height", height);
    copy.style.background = "none";
    for (const def of defs) copy.prepend(def.cloneNode(true)); // hatches of the legend are kept in another layer
    picture.onload = () => done(picture);
    picture.onerror = failed;
    picture.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(new XMLSerializer().serializeToString(copy).replace(/url\((&quot;|")[^)"#&]*#/g, "url($1#"));
  });

  const save = async (button) => {
    const chart = button.closest('[class*="st-key-figure-"]').querySelector(".js-plotly-plot");
    const layers = [...chart.querySelectorAll(".main-svg")], { width, height } = layers[0].getBoundingClientRect();
    const look = chart._fullLayout.font, defs = chart.querySelectorAll("defs"), canvas = document.createElement("canvas");
    canvas.width = (width + 2 * EDGE) * SCALE;
    canvas.height = (height + HEAD + FOOT) * SCALE;
    const pen = canvas.getContext("2d");
    pen.scale(SCALE, SCALE);
    pen.fillStyle = layers[0].style.background || "#FFFFFF";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.fillStyle = look.color;
    pen.font = `600 15px ${look.family}`;
    pen.fillText(button.dataset.title, EDGE, 24, width);
    pen.globalAlpha = 0.75;
    pen.font = `12px ${look.family}`;
    pen.fillText(button.dataset.under, EDGE, 44, width);
    pen.globalAlpha = 1;
    for (const layer of layers) pen.drawImage(await image(layer, defs, width, height), EDGE, HEAD, width, height);
    const link = document.createElement("a");
    link.download = button.dataset.title.replace(/[\\/:*?"<>|]+/g, " ").trim() + ".png";
    link.href = canvas.toDataURL("image/png");
    link.click();
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest("button.picture");
    if (button) save(button);
  });
})();
