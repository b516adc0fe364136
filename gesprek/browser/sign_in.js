// Fills in the key or code that stands behind the # of the address: a browser keeps that part to
// itself, so it comes in no log on the way. It is taken out of the address at once.
const fillFromAddress = () => {
  const given = decodeURIComponent(window.location.hash.slice(1));
  if (!given) return;
  const field = document.getElementById(given.includes("-") ? "sleutel" : "code");
  if (field) {
    field.value = given.replaceAll("-", " ");
    field.form.querySelector("button").focus();
  }
  window.history.replaceState(null, "", window.location.pathname + window.location.search);
};

// A browser says in its own language what misses.
document.addEventListener("invalid", (event) => event.target.setCustomValidity("Vul dit veld in."), true);
document.addEventListener("input", (event) => event.target.setCustomValidity(""), true);
window.addEventListener("hashchange", fillFromAddress);
fillFromAddress();
