// The only script that knows the chart library. It draws what it is given and tells which series was clicked; all sums are made on the server.
import ApexCharts from "../lib/apexcharts.esm.js";
import { drawn } from "./range.js";

const height = 340;
const paper = { width: 700, height: 270 };
const tooltipNames = 3;

// The library needs plain colours, so each variable is read through an element that uses it.
function colour(name, opacity) {
  const probe = document.createElement("i");
  probe.style.color = `var(--${name})`;
  probe.hidden = true;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return opacity === undefined ? value : value.replace("rgb(", "rgba(").replace(")", `, ${opacity})`);
}

function encode(text) {
  const element = document.createElement("span");
  element.textContent = text;
  return element.innerHTML;
}

export function draw(element, data, page, culture) {
  // Whoever leaves the page while this script is on its way has taken the place of the chart with them.
  if (!element?.isConnected)
    return { show() { }, remove() { } };

  // Values are whole numbers of the smallest unit that is counted in: credits, or a part of a currency. On the axis no needless zeros stand.
  const written = (value, least) => new Intl.NumberFormat(culture || undefined, { minimumFractionDigits: least, maximumFractionDigits: data.decimals }).format(value / 10 ** data.decimals);
  const number = { format: value => written(value, data.decimals) };
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let chart;
  let isPaper = false;

  function tooltip({ dataPointIndex: day }) {
    const parts = data.series
      .map(series => ({ name: series.name, hue: series.hue, value: series.values[day] }))
      .filter(part => part.value !== 0)
      .sort((left, right) => right.value - left.value);
    const total = parts.reduce((sum, part) => sum + part.value, 0);
    const others = parts.slice(tooltipNames);
    const line = (mark, name, value) => `<li>${mark}<span>${encode(name)}</span><span>${number.format(value)}</span></li>`;
    return `<div class="tip"><h3><span>${encode(data.titles[day])}</span><span>${number.format(total)}</span></h3><ul>`
      + parts.slice(0, tooltipNames).map(part => line(`<i class="sw ${encode(part.hue)}"></i>`, part.name, part.value)).join("")
      + (others.length ? line("<i class=\"sw\"></i>", others.length === 1 ? others[0].name : `${others.length} others`, others.reduce((sum, part) => sum + part.value, 0)) : "")
      + (ahead(day) === null ? "" : `<li class="before"><span>Still expected${data.forecast.ranges[day - data.forecast.first] ? `, ${encode(data.forecast.ranges[day - data.forecast.first])}` : ""}</span><span>${number.format(ahead(day))}</span></li>`)
      + (data.line && day < data.line.values.length ? `<li class="before"><span>${encode(capital(data.line.name))}, ${encode(data.line.titles[day])}</span><span>${number.format(data.line.values[day])}</span></li>` : "")
      + "</ul></div>";
  }

  // What a day is still expected to take, null for one that is over.
  function ahead(day) {
    return data.forecast && day >= data.forecast.first ? data.forecast.values[day - data.forecast.first] ?? null : null;
  }

  // The days still to come: dashed bars on top of what today has taken.
  function forecast() {
    return data.forecast ? [{ name: "forecast", type: "bar", data: data.labels.map((_label, day) => ahead(day) || null) }] : [];
  }

  // ... over a ground of their own from tomorrow on. The library draws annotations over the bars, so this one is put below them by hand.
  function ground(drawn) {
    const inner = element.querySelector(".apexcharts-inner");
    inner?.querySelector(".future")?.remove();
    if (!inner || !data.forecast)
      return;
    const { gridWidth, gridHeight } = drawn.w.globals;
    const from = gridWidth * Math.min(data.labels.length, data.forecast.first + 1) / data.labels.length;
    const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    for (const [name, value] of Object.entries({ class: "future", x: from, y: 0, width: gridWidth - from, height: gridHeight }))
      rect.setAttribute(name, value);
    inner.prepend(rect);
  }

  // The library finds no place for a mark by its name among areas, where points and not slots stand.
  function marks(drawn) {
    const inner = element.querySelector(".apexcharts-inner");
    inner?.querySelectorAll(".mark").forEach(mark => mark.remove());
    if (!inner || !data.area)
      return;
    const { gridWidth, gridHeight } = drawn.w.globals;
    const part = (name, attributes, text) => {
      const made = document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const [key, value] of Object.entries({ class: "mark", ...attributes }))
        made.setAttribute(key, value);
      made.textContent = text ?? "";
      inner.append(made);
    };
    for (const mark of data.marks) {
      const x = gridWidth * mark.bucket / Math.max(1, data.labels.length - 1);
      part("line", { x1: x, x2: x, y1: 0, y2: gridHeight });
      part("text", { x, y: -6, "text-anchor": mark.bucket === 0 ? "start" : mark.bucket > data.labels.length / 2 ? "end" : "middle" }, said(mark));
    }
  }

  function below(drawn) {
    ground(drawn);
    marks(drawn);
  }

  const capital = text => text.charAt(0).toUpperCase() + text.slice(1);

  // The window before is a line over the bars, with a wider one of surface below it so that it shows on every colour: the library draws
  // the last line first, but beside areas the first.
  function lines() {
    if (!data.line)
      return [];
    const values = data.labels.map((_label, day) => data.line.values[day] ?? null);
    return (data.area ? ["below", "before"] : ["before", "below"]).map(name => ({ name, type: "line", data: values }));
  }

  // Where there is little room a mark says less, and one between two others nothing.
  function said(mark) {
    if (element.clientWidth >= Math.max(900, 130 * data.marks.length))
      return mark.label;
    return element.clientWidth < 600 && mark.label.startsWith("Imported") ? "" : mark.label.split(" ")[0];
  }

  // Stacked areas beside a line are more than the library can do: each area reaches from 0 to its own upper edge, the highest drawn first.
  function areas() {
    let below = data.labels.map(() => 0);
    const edges = data.series.map(series => ({ name: series.name, type: "area", data: below = below.map((sum, day) => sum + series.values[day]) }));
    return edges.reverse().map(edge => ({ ...edge, data: edge.data.map((value, day) => day >= data.begun ? null : value) }));
  }

  function bars() {
    return data.series.map(series => ({ name: series.name, type: "bar", data: series.values.map((value, day) => value === 0 || day >= data.begun ? null : value) }));
  }

  function options() {
    const pair = (before, below) => data.area ? [below, before] : [before, below];
    const shown = data.area ? [...data.series].reverse() : data.series;
    const narrow = element.clientWidth < 600;
    const count = data.labels.length;
    // A label for every day where there is room, otherwise so many that none touch.
    const slot = Math.max(1, element.clientWidth - 70) / Math.max(1, count);
    const longest = Math.max(0, ...data.labels.map(label => label.length));
    const every = Math.max(1, Math.ceil(count * (longest > 6 || count > 40 || narrow ? 8 * longest : 30) / element.clientWidth));
    const text = { colors: colour("chart-axis"), fontSize: "11px", fontFamily: "inherit", fontWeight: 400 };
    return {
      chart: {
        type: data.area ? "area" : "bar", stacked: !data.area, height: isPaper ? paper.height : height, width: "100%", fontFamily: "inherit", background: "transparent",
        animations: { enabled: false }, toolbar: { show: false }, zoom: { enabled: false }, redrawOnParentResize: false, redrawOnWindowResize: false,
        events: { mounted: below, updated: below, dataPointSelection: (_event, _chart, picked) => pressed = picked.seriesIndex },
      },
      series: [
        ...(data.area ? areas() : bars()),
        ...forecast(),
        ...lines(),
      ],
      colors: [...shown.map(series => colour(`chart-${series.hue.slice(1)}`)), ...forecast().map(() => colour("surface")), ...pair(colour("chart-compare"), colour("surface"))],
      plotOptions: { bar: { columnWidth: "66%", borderRadius: 0 } },
      fill: { type: "solid", opacity: 1 },
      stroke: {
        show: true, lineCap: "round", curve: "straight",
        width: [...data.series.map(() => data.area ? 0 : 1), ...forecast().map(() => 1), ...pair(1.5, 4)],
        dashArray: [...data.series.map(() => 0), ...forecast().map(() => 2), 0, 0],
        colors: [...data.series.map(() => colour("surface")), ...forecast().map(() => colour("line-control")), ...pair(colour("chart-compare"), colour("surface"))],
      },
      dataLabels: { enabled: false }, legend: { show: false }, markers: { size: 0 },
      states: { hover: { filter: { type: "none" } }, active: { filter: { type: "none" } } },
      grid: { borderColor: colour("chart-grid"), padding: { left: 8, right: 4, top: -12, bottom: -10 } },
      xaxis: {
        // Two days of one window may both be the 28th, and names have to differ.
        categories: data.labels.map((label, index) => `${index}|${label}`),
        labels: { formatter: name => { const [index, label] = String(name).split("|"); return Number(index) % every === 0 ? label : ""; }, style: text, rotate: 0, hideOverlappingLabels: false, trim: false },
        axisBorder: { color: colour("line-strong") }, axisTicks: { show: false }, tooltip: { enabled: false },
        crosshairs: { width: "barWidth", opacity: 0.05, fill: { type: "solid", color: colour("ink") }, stroke: { width: 0 } },
      },
      yaxis: { min: data.min, max: data.max, tickAmount: data.steps, labels: { formatter: value => written(Math.round(value), 0), style: text } },
      annotations: {
        xaxis: (data.area ? [] : data.marks).map(mark => ({
          x: `${mark.bucket}|${data.labels[mark.bucket]}`, borderColor: colour("ink-3"), strokeDashArray: 3, offsetX: (mark.after ? 0.5 : -0.5) * slot,
          label: { text: encode(said(mark)), orientation: "horizontal", borderWidth: 0, offsetY: -6, offsetX: (mark.after ? 0.5 : -0.5) * slot, textAnchor: mark.bucket === 0 ? "start" : mark.bucket > count / 2 ? "end" : "middle", style: { background: "transparent", color: colour("chart-axis"), fontSize: "11px", padding: { left: 0, right: 0, top: 0, bottom: 0 } } },
        })),
      },
      tooltip: { shared: true, intersect: false, custom: tooltip, followCursor: false },
    };
  }

  let pressed = null;
  chart = new ApexCharts(element, options());
  chart.render();

  // The library tells of a bar as soon as it is pressed; only a click picks it, and one that ends a drawing does not come through.
  const pick = () => {
    if (pressed !== null && !data.area && pressed < data.series.length)
      page.invokeMethodAsync("Pick", pressed);
    pressed = null;
  };
  const forget = () => pressed = null;
  element.addEventListener("pointerdown", forget, { capture: true });
  element.addEventListener("click", pick);

  const leave = drawn(element, () => {
    const area = element.querySelector(".apexcharts-grid")?.getBoundingClientRect();
    const whole = element.getBoundingClientRect();
    const { gridWidth: width, gridHeight: height, translateX: left, translateY: top } = chart.w.globals;
    return area && data.labels.length > 1 ? { left, width, count: data.labels.length, points: data.area, top: top + element.querySelector("svg").getBoundingClientRect().top - whole.top, height } : null;
  }, (first, last) => page.invokeMethodAsync("Range", first, last));
  // Between the page going and the chart being told so there is no room to draw in.
  const repaint = () => element.isConnected && chart.updateOptions(options(), true, false);
  dark.addEventListener("change", repaint);

  // How much is said depends on the room, so another width is another drawing.
  let width = element.clientWidth;
  const room = new ResizeObserver(() => {
    if (element.clientWidth !== width) {
      width = element.clientWidth;
      repaint();
    }
  });
  room.observe(element);

  // On paper the page is narrower and always light: the chart is drawn for that before the browser takes its picture, and as it was after.
  const toPaper = () => {
    isPaper = true;
    document.documentElement.style.colorScheme = "light";
    element.style.width = `${paper.width}px`;
    repaint();
  };
  const fromPaper = () => {
    isPaper = false;
    document.documentElement.style.removeProperty("color-scheme");
    element.style.removeProperty("width");
    repaint();
  };
  window.addEventListener("beforeprint", toPaper);
  window.addEventListener("afterprint", fromPaper);

  return {
    show(next) {
      const isOther = next.area !== data.area;
      data = next;
      if (!isOther)
        return repaint();
      // The library cannot make areas of bars.
      chart.destroy();
      chart = new ApexCharts(element, options());
      chart.render();
    },
    remove() {
      dark.removeEventListener("change", repaint);
      window.removeEventListener("beforeprint", toPaper);
      window.removeEventListener("afterprint", fromPaper);
      room.disconnect();
      element.removeEventListener("pointerdown", forget, { capture: true });
      element.removeEventListener("click", pick);
      leave();
      chart.destroy();
    },
  };
}
