// Draws who shares what. The data and the place for it are in the page; without this script the page's table says the same.
(() => {
  "use strict";
  const width = 800, height = 460, margin = 14, ticks = 300;
  const svg = (name, attributes, parent) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    parent.append(element);
    return element;
  };

  for (const figure of document.querySelectorAll("figure[data-graph]")) {
    const { nodes, links } = JSON.parse(figure.dataset.graph);
    const simulation = d3.forceSimulation(nodes)
      .force("link", d3.forceLink(links).distance(34))
      .force("charge", d3.forceManyBody().strength(-46).distanceMax(260))
      .force("x", d3.forceX().strength(0.06))
      .force("y", d3.forceY().strength(0.11))
      .force("apart", d3.forceCollide(7))
      .stop();
    simulation.tick(ticks);

    const [left, right, top, bottom] = ["x", "y"].flatMap(axis => extent(nodes.map(n => n[axis])));
    const scale = Math.min((width - 2 * margin) / Math.max(1, right - left), (height - 2 * margin) / Math.max(1, bottom - top));
    const x = node => width / 2 + (node.x - (left + right) / 2) * scale;
    const y = node => height / 2 + (node.y - (top + bottom) / 2) * scale;

    const drawing = svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": figure.dataset.label }, figure);
    for (const link of links) {
      svg("line", { class: "link", x1: x(link.source), y1: y(link.source), x2: x(link.target), y2: y(link.target) }, drawing);
    }
    for (const node of nodes) {
      const mark = node.kind === "account"
        ? svg("circle", { class: "node account", cx: x(node), cy: y(node), r: 4 }, drawing)
        : svg("rect", { class: `node ${node.kind}`, x: x(node) - 6, y: y(node) - 6, width: 12, height: 12 }, drawing);
      svg("title", {}, mark).textContent = node.name;
    }
    figure.hidden = false;
  }

  function extent(values) {
    return [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
  }
})();
