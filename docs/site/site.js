// The menu is open where there is room beside the page, and shows where one is.
const menu = document.getElementById("menu");
menu.open = matchMedia("(min-width: 64rem)").matches;
for (const link of menu.querySelectorAll("a")) {
    if (link.href === location.href.split("#")[0]) {
        link.setAttribute("aria-current", "page");
    }
}

// The box at the top: the browser lists the names, and a whole one leads to its place.
const find = document.getElementById("find");
find.addEventListener("focus", () => {
    const options = Object.keys(addresses).map((name) => new Option(name));
    document.getElementById("names").replaceChildren(...options);
}, { once: true });
find.addEventListener("input", () => {
    if (Object.hasOwn(addresses, find.value)) {
        location.href = addresses[find.value];
    }
});
