export const galleryStyle = `:root {
  color-scheme: light dark;
  --paper: light-dark(#fafaf8, #161618);
  --ink: light-dark(#1e1e20, #ececee);
  --faint: light-dark(#5c5c62, #a4a4ac);
  --line: light-dark(#d8d8d4, #34343a);
  --accent: light-dark(#2458c8, #8db4ff);
}
* { box-sizing: border-box; }
html { scroll-padding-top: 80px; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.4 system-ui, sans-serif; }
header {
  position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: 8px 24px; align-items: baseline;
  padding: 12px 24px; background: var(--paper); border-bottom: 1px solid var(--line);
}
h1 { margin: 0; font-size: 20px; }
#count { margin: 0; color: var(--faint); }
input {
  width: min(50vw, 320px); padding: 6px 10px; font: inherit; color: inherit; background: transparent;
  border: 1px solid var(--faint); border-radius: 6px;
}
ul {
  display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 220px), 1fr)); gap: 24px;
  margin: 0; padding: 24px; list-style: none;
}
li[hidden] { display: none; }
a { display: block; color: inherit; text-decoration: none; border-radius: 6px; }
a:focus-visible, input:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
img { display: block; width: 100%; height: auto; border-radius: 6px; background: var(--line); }
span { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; margin-top: 8px; }
small { color: var(--faint); }
`
