// Keys of the pages. What a key does stands in the page itself: data-key names the keys of a field, link or button, and the page says what that is.
const isField = element => element instanceof HTMLElement && (element.isContentEditable || element.matches("input, textarea, select, [role=combobox], [role=listbox], [role=option]"));
const isSeen = element => element.getClientRects().length > 0;

function named(key) {
  const wanted = key.length === 1 ? key.toLowerCase() : key;
  return [...document.querySelectorAll("[data-key]")].find(element => element.dataset.key.split(" ").includes(wanted) && isSeen(element));
}

// The row that is open stays in view, and keeps the focus when its evidence closes.
function follow(step) {
  const rows = [...document.querySelectorAll("tr:has(> td a.whole)")];
  const open = rows.findIndex(row => row.matches(".open"));
  const row = rows[open + step];
  if (open < 0 || !row)
    return;
  row.scrollIntoView({ block: "nearest" });
  row.querySelector("a.whole").focus({ preventScroll: true });
}

document.addEventListener("keydown", event => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
    return;
  const isTyping = isField(event.target);
  if (isTyping && event.key !== "Escape")
    return;
  if (document.querySelector(":popover-open, .rz-dropdown-panel.rz-open, .rz-popup:popover-open"))
    return;
  const target = named(event.key);
  if (isTyping && !(target && event.target.form?.contains(target))) {
    if (event.target.matches("[data-key='/']"))
      event.target.blur();
    return;
  }
  if (!target)
    return;
  event.preventDefault();
  if (isField(target)) {
    target.focus();
    target.select?.();
    return;
  }
  if (target.closest(".drawer") && event.key === "Escape")
    document.querySelector("tr.open a")?.focus({ preventScroll: true });
  else if (/^[jk]/.test(target.dataset.key))
    follow(target.dataset.key.startsWith("k") ? -1 : 1);
  target.click();
});

// A menu is left by the link that was followed in it: the page stays, and the menu would stay open over it.
document.addEventListener("click", event => event.target instanceof Element && event.target.closest("[popover]:popover-open a[href]")?.closest("[popover]").hidePopover());

// What is for paper is printed by the browser, which knows the printers.
document.addEventListener("click", event => {
  const button = event.target instanceof Element ? event.target.closest("[data-print]") : null;
  if (!button)
    return;
  button.closest("[popover]")?.hidePopover();
  window.print();
});

// Blazor goes to the top of the page after each navigation. Opening and closing evidence, or the fit of the cards, shows the same rows,
// which stay where they are.
const beside = ["row", "verdict", "fit"];
const scrollTo = window.scrollTo.bind(window);
let stays = false;

function sameRows(address) {
  const [from, to] = [new URL(location.href), new URL(address, location.href)];
  for (const url of [from, to])
    beside.forEach(name => url.searchParams.delete(name));
  // The address may leave out the account that its links name.
  return from.pathname === to.pathname && [...from.searchParams].every(([name, value]) => to.searchParams.getAll(name).includes(value))
    && [...to.searchParams].every(([name, value]) => name === "account" || from.searchParams.getAll(name).includes(value));
}

document.addEventListener("click", event => {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  stays = link !== null && sameRows(link.href);
}, true);

window.scrollTo = (...to) => {
  if (stays && to[0] === 0 && to[1] === 0)
    stays = false;
  else
    scrollTo(...to);
};
