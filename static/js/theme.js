// Applies the remembered theme before the first paint. Loaded in <head>, blocking, on purpose.
(() => {
  try {
    const theme = localStorage.getItem("greffe-theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch { /* no storage: the theme of the system applies */ }
})();
