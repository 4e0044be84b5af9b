// Columns that fold: which ones are folded stands in the address, so that it is kept from one application to the next.
"use strict";
(() => {
  const columns = [...document.querySelectorAll("details[data-column]")];
  const kept = (address) => {
    const url = new URL(address, location.href);
    const folded = columns.filter((one) => !one.open).map((one) => one.dataset.column);
    if (folded.length) url.searchParams.set("folded", folded.join(","));
    else url.searchParams.delete("folded");
    return url.href;
  };
  const keep = () => {
    history.replaceState(null, "", kept(location.href));
    for (const link of document.querySelectorAll("a[data-keeps]")) link.href = kept(link.href);
  };
  for (const column of columns) column.addEventListener("toggle", keep);
})();
