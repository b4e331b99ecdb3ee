/**
 * Runs in the page: hides what the filter does not want, orders each list, and makes the heads of tables buttons that sort them (numbers from
 * the largest at first). Without it the page shows everything. It only sets `hidden`, `aria-sort`, the order of elements, and textContent: nothing of the texts is ever read as HTML.
 */
export const PAGE_SCRIPT = `
"use strict";
const form = document.getElementById("filter");
const status = document.getElementById("shown");
const items = [...document.querySelectorAll("[data-reason]")];
const words = new Map();
function wordsOf(item) {
  if (!words.has(item)) words.set(item, item.textContent.toLowerCase());
  return words.get(item);
}
function number(text, otherwise) {
  const value = Number(text);
  return text === "" || Number.isNaN(value) ? otherwise : value;
}
function filter() {
  const { text, reason, least, most } = form.elements;
  const wanted = text.value.trim().toLowerCase();
  const low = number(least.value, -1);
  const high = number(most.value, 2);
  let shown = 0;
  for (const item of items) {
    const { reason: reasons, score } = item.dataset;
    const isShown = (reason.value === "" || reasons.split(" ").includes(reason.value)) && Number(score) >= low && Number(score) <= high && (wanted === "" || wordsOf(item).includes(wanted));
    item.hidden = !isShown;
    if (isShown) shown++;
  }
  status.textContent = shown + " of " + items.length + " entries shown";
}
function order() {
  const [key, direction] = form.elements.order.value.split(" ");
  for (const list of document.querySelectorAll("[data-list]")) {
    const own = [...list.children].map((item, place) => ({ item, place, value: item.dataset[key] ?? "" }));
    const compare = key === "place" ? (a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : a.place - b.place) : (a, b) => Number(a.value) - Number(b.value) || a.place - b.place;
    own.sort((a, b) => (direction === "down" ? compare(b, a) : compare(a, b)));
    list.append(...own.map(({ item }) => item));
    const table = list.closest("table");
    if (table !== null) forgetSorting(table);
  }
}
function valueOf(row, at, isNumber) {
  const text = row.cells[at].textContent;
  return isNumber ? Number(text.replaceAll(/[^0-9.]/g, "")) : text.toLowerCase();
}
function sortBy(head, isUp) {
  const body = head.closest("table").tBodies[0];
  const isNumber = head.classList.contains("number");
  const rows = [...body.rows].map((row) => ({ row, value: valueOf(row, head.cellIndex, isNumber), isLast: row.hasAttribute("data-last") }));
  const compare = (a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0);
  rows.sort((a, b) => a.isLast - b.isLast || (isUp ? compare(a, b) : compare(b, a)));
  body.append(...rows.map(({ row }) => row));
  forgetSorting(head.closest("table"));
  head.setAttribute("aria-sort", isUp ? "ascending" : "descending");
}
function forgetSorting(table) {
  for (const head of table.tHead.rows[0].cells) head.removeAttribute("aria-sort");
}
for (const head of document.querySelectorAll("thead th")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = head.textContent;
  head.replaceChildren(button);
  button.addEventListener("click", () => {
    const sorted = head.getAttribute("aria-sort");
    sortBy(head, sorted === null ? !head.classList.contains("number") : sorted === "descending");
  });
}
form.hidden = false;
form.addEventListener("input", filter);
form.elements.order.addEventListener("change", order);
form.addEventListener("reset", () => setTimeout(() => { filter(); order(); }));
form.addEventListener("submit", (event) => event.preventDefault());
filter();
`;
