// Datasette's forms have boxes without labels: each gets one, so that it can be heard as well as seen.
const LABELS = [
  [".filter-row .select-wrapper:not(.filter-op) select", "Column"],
  [".filter-row .filter-op select", "Comparison"],
  [".filter-row input[type=text], .filter-row input:not([type])", "Value"],
  ["select[name=_sort]", "Sort by"],
  ["textarea[name=sql], .CodeMirror textarea, .cm-content", "SQL"],
];
function label() {
  for (const [selector, text] of LABELS) {
    for (const box of document.querySelectorAll(selector)) {
      if (!box.labels?.length && !box.getAttribute("aria-label")) box.setAttribute("aria-label", text);
    }
  }
  for (const table of document.querySelectorAll(".table-wrapper")) {
    table.tabIndex = 0;
    table.setAttribute("role", "region");
    table.setAttribute("aria-label", "Rows");
  }
}
label();
addEventListener("load", label);
