// Draws who shares what. The data and the place for it are in the page; without this script the page's table says the same.
(() => {
  "use strict";
  const widest = 920, narrowest = 300, margin = 24, ticks = 300, numbered = 11, letter = 6.4, longest = 26;
  const svg = (name, attributes, parent) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    parent.append(element);
    return element;
  };

  for (const figure of document.querySelectorAll("figure[data-graph]")) {
    const { nodes, links } = JSON.parse(figure.dataset.graph);
    const accounts = nodes.filter(n => n.kind === "account"), most = Math.max(...accounts.map(n => n.count));

    // A bubble's area grows with its accounts. The largest leaves room for others, also where there are many.
    const largest = Math.min(24, 4 + 2 * Math.sqrt(most), 110 / Math.sqrt(accounts.length));
    const radius = node => node.kind === "account" ? Math.max(3.5, largest * Math.sqrt(node.count / most)) : 7;
    const width = Math.max(narrowest, Math.min(widest, figure.parentElement.clientWidth));
    const height = width < 600 ? width * 1.15 : width * 0.56;
    const simulation = d3.forceSimulation(nodes)
      .force("link", d3.forceLink(links).distance(l => 26 + radius(l.source)).strength(0.5))
      .force("charge", d3.forceManyBody().strength(n => n.kind === "account" ? -40 - 4 * radius(n) : -190).distanceMax(360))
      .force("x", d3.forceX().strength(height / width * 0.09))
      .force("y", d3.forceY().strength(0.09))
      .force("apart", d3.forceCollide(n => radius(n) + (n.kind === "account" ? 2 : 9)))
      .stop();
    simulation.tick(ticks);

    const [left, right, top, bottom] = ["x", "y"].flatMap(axis => extent(nodes.map(n => n[axis])));
    const across = (width - 2 * margin) / Math.max(1, right - left), down = (height - 2 * margin) / Math.max(1, bottom - top);
    const [stretchX, stretchY] = [Math.min(across, 2.2), Math.min(down, 2.2)];
    const x = node => width / 2 + (node.x - (left + right) / 2) * stretchX;
    const y = node => height / 2 + (node.y - (top + bottom) / 2) * stretchY;

    const drawing = svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": figure.dataset.label }, figure);
    for (const link of links) {
      svg("line", { class: "link", x1: x(link.source), y1: y(link.source), x2: x(link.target), y2: y(link.target) }, drawing);
    }
    for (const node of nodes) {
      const mark = node.kind === "account"
        ? svg("circle", { class: "node account", cx: x(node), cy: y(node), r: radius(node) }, drawing)
        : svg("rect", { class: `node ${node.kind}`, x: x(node) - 6, y: y(node) - 6, width: 12, height: 12 }, drawing);
      svg("title", {}, mark).textContent = node.name;
    }
    for (const node of nodes) {
      if (node.kind !== "account") {
        const name = node.name.length > longest ? node.name.slice(0, longest - 1) + "…" : node.name;
        const before = x(node) + 9 + letter * name.length > width;
        const at = { class: "name", x: x(node) + (before ? -9 : 9), y: y(node) + 4, "text-anchor": before ? "end" : "start" };
        svg("text", at, drawing).textContent = name;
      } else if (node.count > 1 && radius(node) >= numbered) {
        svg("text", { class: "count", x: x(node), y: y(node) + 4, "text-anchor": "middle" }, drawing).textContent = node.count;
      }
    }
    figure.hidden = false;
  }

  function extent(values) {
    return [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
  }
})();
