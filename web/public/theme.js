// Runs before the first paint, so that neither the colour scheme nor the direction flashes. It is a
// file and not an inline script because the content security policy allows no inline script.
(function () {
  var root = document.documentElement;
  var read = function (key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  var chosen = read('atelier.theme') || 'auto';
  var dark =
    chosen === 'dark' || (chosen === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
  var language = read('atelier.language') || (navigator.language || 'en').slice(0, 2);
  root.lang = language === 'de' ? 'de' : 'en';
  if (read('atelier.direction') === 'rtl') root.dir = 'rtl';
})();
