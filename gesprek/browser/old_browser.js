// Tells whose browser is too old for Streamlit's scripts: there nothing at all would be drawn. No
// module, and in an old JavaScript, so that such a browser runs it. docs/apparaten-iphone.md has
// the versions.
(() => {
  const tell = () => (document.getElementById("gesprek-te-oud").hidden = false);
  // What came in the same version of Safari as the rest that Streamlit's scripts need, and what
  // came last in the others.
  const knowsAll = () => {
    try {
      return "ab".search(new RegExp("(?<=a)b")) === 1 && "toSorted" in Array.prototype;
    } catch (error) {
      return !(error instanceof SyntaxError);
    }
  };
  if (!knowsAll()) return tell();
  // What a later Streamlit needs, and nobody wrote down here.
  window.addEventListener("error", ({ message }) => {
    const isDrawn = document.getElementById("root").firstChild !== null;
    if (!isDrawn && /SyntaxError/.test(message)) tell();
  });
})();
