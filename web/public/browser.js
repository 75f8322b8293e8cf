// Runs before the app. A browser that cannot run it gets a page that says so, in place of an empty one.
// For every browser there is, hence in the oldest JavaScript; its words are not with the others
// because nothing that could show those would run.
(function () {
  var style = window.CSS && CSS.supports ? CSS.supports('selector(:has(a))') : false;
  var able =
    style &&
    'noModule' in document.createElement('script') &&
    'findLast' in Array.prototype &&
    typeof structuredClone === 'function';
  if (able) return;
  var german = document.documentElement.lang === 'de';
  var words = german
    ? [
        'Dieser Browser ist zu alt',
        'Atelier braucht einen Browser, der seit 2024 aktualisiert wurde: Chrome, Edge, Firefox oder Safari. Aktualisiere diesen oder öffne den Link in einem anderen; es geht nichts verloren.',
      ]
    : [
        'This browser is too old',
        'Atelier needs a browser that was updated since 2024: Chrome, Edge, Firefox or Safari. Update this one, or open the link in another; nothing is lost.',
      ];
  var root = document.getElementById('root');
  root.setAttribute('data-unsupported', '');
  root.innerHTML =
    '<main style="max-width:36em;margin:0 auto;padding:14vh 24px;font:16px/1.5 sans-serif"><h1></h1><p></p></main>';
  root.getElementsByTagName('h1')[0].appendChild(document.createTextNode(words[0]));
  root.getElementsByTagName('p')[0].appendChild(document.createTextNode(words[1]));
  document.title = words[0] + ' · Atelier';
})();
