// Draws every figure in the system's theme; for print on light ground and as wide as the paper.
const dark = matchMedia("(prefers-color-scheme: dark)");
const config = { responsive: true, displaylogo: false, modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d"] };
const paper = { whole: 680, half: 560 }; // pixels between the margins of an A4 page, and of a figure that has a neighbour

function draw(printing) {
  const theme = dark.matches && !printing ? "dark" : "light";
  for (const figure of document.querySelectorAll("figure")) {
    const { data, layout } = JSON.parse(figure.querySelector(`script.${theme}`).textContent);
    if (printing) layout.width = figure.closest(".pair") ? paper.half : paper.whole;
    Plotly.react(figure.querySelector(".plot"), data, layout, config);
  }
}

draw(false);
dark.addEventListener("change", () => draw(false));
addEventListener("beforeprint", () => draw(true));
addEventListener("afterprint", () => draw(false));
