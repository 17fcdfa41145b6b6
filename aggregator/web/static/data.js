// Datasette's filter form has boxes without labels: each gets one, so that it can be heard as well as seen.
for (const [selector, label] of [
  [".filter-row .select-wrapper:not(.filter-op) select", "Column"],
  [".filter-row .filter-op select", "Comparison"],
  [".filter-row input", "Value"],
  ["#_sort, select[name=_sort]", "Sort by"],
  ["textarea[name=sql], #sql-editor", "SQL"],
]) {
  for (const box of document.querySelectorAll(selector)) {
    if (!box.labels?.length && !box.getAttribute("aria-label")) box.setAttribute("aria-label", label);
  }
}
for (const table of document.querySelectorAll(".table-wrapper")) {
  table.tabIndex = 0;
  table.setAttribute("role", "region");
  table.setAttribute("aria-label", "Rows");
}
